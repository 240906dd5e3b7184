"""Thresholds that are set in one place and are needed in another."""

from pathlib import Path

from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.models.control.majority import MAJORITY
from riskgraph.models.policy import read_accounts_delay, read_policy

from .economies import build_economy

DELAY = "public_after_days"


def test_measures_wait_for_annual_accounts_as_long_as_the_policy() -> None:
    assert build_economy(["a"]).accounts_after_days == read_policy().assumptions.accounts_known_after_days


def test_rules_wait_for_annual_accounts_as_long_as_the_policy() -> None:
    delays = {rule.id: rule.parameters[DELAY] for rule in find_rules().values() if DELAY in rule.parameters}
    assert delays
    assert set(delays.values()) == {read_accounts_delay()}


def test_rules_take_the_majority_that_control_takes() -> None:
    rules = find_rules()
    assert rules["control_changed_before_loan"].parameters["majority"] == MAJORITY
    assert rules["nominee_holder"].parameters["minimum_share"] == MAJORITY


def test_the_answer_in_the_readme_names_the_policy_of_today() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"(policy {read_policy().version})" in readme
