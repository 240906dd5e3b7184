"""The rules are listed and shown with all the Cypher that they run; no engine is needed."""

from pathlib import Path

import pytest

from riskgraph.graph.rules.rule_files import find_rules

from ..commands import Outcome, run_command


@pytest.fixture
def no_engine(tmp_path: Path) -> dict[str, str]:
    """Return variables that lead to a data directory without an engine."""
    return {"RISKGRAPH_DATA_DIR": str(tmp_path / "none")}


def show(variables: dict[str, str], *words: str) -> Outcome:
    """Run `riskgraph rules`."""
    return run_command(variables, "rules", *words)


@pytest.mark.parametrize("words", [(), ("list",)])
def test_every_rule_is_listed(no_engine: dict[str, str], words: tuple[str, ...]) -> None:
    assert [row["id"] for row in show(no_engine, *words, "--json").read_json()] == list(find_rules())
    assert "algorithm" in show(no_engine, *words).out


def test_a_rule_is_shown_with_its_meaning_and_its_cypher_expanded(no_engine: dict[str, str]) -> None:
    rule = find_rules()["nominee_holder"]
    outcome = show(no_engine, rule.id)
    assert outcome.code == 2
    outcome = show(no_engine, "show", rule.id)
    assert [text for text in (rule.title_zh, rule.why, rule.innocent, rule.version) if text not in outcome.out] == []
    assert "minimum_share = 0.5" in outcome.out
    assert "tie.status IN ['retracted', 'disputed']" in outcome.out
    assert "@holds" not in outcome.out


def test_a_rule_of_an_algorithm_is_shown_with_what_it_reads(no_engine: dict[str, str]) -> None:
    shown = show(no_engine, "show", "loan_money_returns", "--json").read_json()
    assert shown["algorithm"] == "money_returns"
    assert list(shown["statements"]) == shown["reads"] == ["open_loans", "payments_from", "control_around"]
    assert all(statement.lstrip().startswith(("MATCH", "UNWIND")) for statement in shown["statements"].values())


def test_an_unknown_rule_is_one_sentence_with_the_known_ones(no_engine: dict[str, str]) -> None:
    outcome = show(no_engine, "show", "ownership_rings")
    assert (outcome.code, outcome.out) == (2, "")
    near = "there is no rule ownership_rings (did you mean 'ownership_ring'?); the rules are: "
    assert outcome.err.startswith(f"riskgraph: {near}")


def test_an_unknown_rule_prints_no_control_characters(no_engine: dict[str, str]) -> None:
    outcome = show(no_engine, "show", "\x1b[31mred\r")
    assert "there is no rule \\x1b[31mred\\r; the rules are" in outcome.err
