"""Defaults spread through the ties that the truth names, and leave traces only afterwards."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

Read = Callable[[str], list[dict[str, str]]]
Truth = dict[str, Any]


def read_days(truth: Truth) -> dict[str, str]:
    return {default["company"]: default["on"] for default in truth["defaults"]}


def test_some_defaults_are_own_and_some_are_contagion(truth: Truth) -> None:
    causes = [default["cause"] for default in truth["defaults"]]
    assert 0.15 < causes.count("contagion") / len(causes) < 0.65
    assert 0.08 < len(causes) / truth["world"]["companies"] < 0.35


def test_the_source_of_contagion_fell_in_the_year_before(truth: Truth) -> None:
    days = read_days(truth)
    spread = [default for default in truth["defaults"] if default["cause"] == "contagion"]
    assert spread
    assert all(int(days[default["from"]][:4]) == default["year"] - 1 for default in spread)


def test_guarantee_contagion_runs_along_a_guarantee_that_held(read: Read, truth: Truth) -> None:
    days = read_days(truth)
    ties = {(row["guarantor"], row["borrower"]): row for row in read("guarantees")}
    called = [default for default in truth["defaults"] if default["by"] == "guarantee"]
    assert called
    assert all(ties[case["company"], case["from"]]["valid_from"] <= days[case["from"]] for case in called)


def test_receivable_contagion_runs_from_buyer_to_seller(read: Read, truth: Truth) -> None:
    ties = {(row["seller"], row["buyer"]) for row in read("supplies")}
    lost = [default for default in truth["defaults"] if default["by"] == "receivable"]
    assert lost
    assert {(case["company"], case["from"]) for case in lost} <= ties


def test_no_enforcement_against_a_company_before_its_default(read: Read, truth: Truth) -> None:
    days = read_days(truth)
    cases = {row["id"]: row for row in read("lawsuits")}
    for row in read("lawsuit_parties"):
        case = cases[row["lawsuit"]]
        if case["kind"] in {"enforcement", "bankruptcy"}:
            assert case["filed_on"] > days[row["party"]]


def test_defaulted_loans_and_only_they_are_classified_as_bad(read: Read, truth: Truth) -> None:
    days = read_days(truth)
    for row in read("facilities"):
        bad = row["loan_class"] in {"substandard", "doubtful", "loss"}
        assert bad == bool(row["defaulted_on"])
        if bad:
            assert row["defaulted_on"] == days[row["borrower"]]


def test_nobody_borrows_or_repays_after_default(read: Read, truth: Truth) -> None:
    days = read_days(truth)
    for row in read("payments"):
        if row["purpose"] == "disbursement":
            assert row["paid_on"] < days.get(row["payee"], "9999")
        elif row["purpose"] == "repayment":
            assert row["paid_on"] <= days.get(row["payer"], "9999")


def test_figures_before_default_are_weaker_than_those_of_others(read: Read, truth: Truth) -> None:
    years = {default["company"]: default["year"] for default in truth["defaults"]}
    failing, sound = [], []
    for row in read("indicators"):
        ratio = float(row["net_assets"]) / float(row["total_assets"])
        if years.get(row["company"]) == int(row["period"]) + 1:
            failing.append(ratio)
        elif row["company"] not in years:
            sound.append(ratio)
    assert np.median(failing) < np.median(sound) - 0.02


def test_exposure_to_failed_partners_raises_the_rate_of_default(read: Read, truth: Truth) -> None:
    years = {default["company"]: default["year"] for default in truth["defaults"]}
    exposed: dict[str, set[int]] = defaultdict(set)
    for row in read("guarantees"):
        if row["borrower"] in years and row["guarantor"].startswith("world:C"):
            exposed[row["guarantor"]].add(years[row["borrower"]] + 1)
    hits = [company for company, after in exposed.items() if years.get(company) in after]
    assert len(hits) / len(exposed) > 2 * len(years) / truth["world"]["companies"] / 6
