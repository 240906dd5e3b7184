"""Loans whose five-level class is better than their days late allow."""

import json
from datetime import date, timedelta

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.lenders import find_whose, hash_lenders
from riskgraph.graph.rules.run import OWN_LENDERS
from riskgraph.ingest.records import Facility
from riskgraph.settings import Settings

from ..factories import TODAY, company, keys, loan, person, run

RULE = "loan_class_better_than_days_late"


def late(borrower: str, days: int, loan_class: str | None, **fields: object) -> Facility:
    """Make a loan that was due some days before today."""
    due = TODAY - timedelta(days=days)
    return loan(borrower, starts_on=date(2021, 1, 1), due_on=due, loan_class=loan_class, **fields)


@pytest.mark.parametrize(
    ("days", "given", "derived", "severity"),
    [
        (1, "normal", "special_mention", "medium"),
        (91, "special_mention", "substandard", "high"),
        (271, "substandard", "doubtful", "medium"),
        (361, "normal", "loss", "high"),
    ],
)
def test_loan_class_better_than_days_late_finds_the_class_that_days_demand(
    store: Store, days: int, given: str, derived: str, severity: str
) -> None:
    (found,) = run(store, RULE, [company("a"), late("a", days, given)])
    row = json.loads(found["row"])
    assert (row["given"], row["derived"], found["severity"], row["burdened_ids"]) == (given, derived, severity, [])


def test_loan_class_better_than_days_late_finds_loans_of_persons(store: Store) -> None:
    (found,) = run(store, RULE, [person("p"), late("p", 100, "normal")])
    assert found["title_en"].endswith("is classed normal; by its days late it is at least substandard.")
    assert found["title_zh"].endswith("分类为正常类，按逾期天数至少应为次级类。")


def test_loan_class_better_than_days_late_leaves_out_classes_at_the_limit(store: Store) -> None:
    loans = [late("a", 0, "normal"), late("b", 90, "special_mention"), late("c", 270, "substandard")]
    loans += [late("d", 360, "doubtful"), late("e", 1, "loss")]
    assert keys(store, RULE, [*map(company, "abcde"), *loans]) == set()


def test_loan_class_better_than_days_late_leaves_out_loans_without_class_or_debt(store: Store) -> None:
    assert (
        keys(store, RULE, [company("a"), late("a", 100, None), company("b"), late("b", 99, "normal", balance=0.0)])
        == set()
    )


def test_loan_class_better_than_days_late_forgets_repaid_loans(store: Store) -> None:
    repaid = late("a", 100, "normal", closed_on=date(2023, 11, 1))
    assert keys(store, RULE, [company("a"), repaid]) == set()


@pytest.mark.parametrize(
    ("own", "words"), [((), "A loan to"), (("bank",), "A loan of our own"), (("x",), "another lender")]
)
def test_loan_class_better_than_days_late_finds_whose_loan_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch, own: tuple[str, ...], words: str
) -> None:
    settings: Settings = store.settings.model_copy(update={"own_lenders": own})
    monkeypatch.setattr(store, "settings", settings)
    (found,) = run(store, RULE, [company("a"), late("a", 100, "normal")])
    assert words in found["title_en"]
    row = json.loads(found["row"])
    assert (row["whose"], row[OWN_LENDERS]) == (find_whose("bank", own), hash_lenders(own))


def test_loan_class_better_than_days_late_keeps_own_lenders_whatever_their_order() -> None:
    assert hash_lenders(("a", "b")) == hash_lenders(("b", "a", "b")) != hash_lenders(())


@pytest.mark.parametrize("end", ["defaulted_on", "closed_on"])
def test_loan_class_better_than_days_late_leaves_out_a_class_that_a_later_end_left(store: Store, end: str) -> None:
    loans = [late("a", 100, "normal", **{end: TODAY + timedelta(days=1)}), late("b", 100, "normal", defaulted_on=TODAY)]
    assert {key.split("-")[1] for key in keys(store, RULE, [company("a"), company("b"), *loans])} == {"b"}
