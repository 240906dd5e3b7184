"""Young companies that borrow far more than their capital."""

from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Guarantee, Indicator, Item

from ..factories import TODAY, company, guarantees, keys, load, loan, owns, public_body, run
from .thresholds import keys_with

RULE = "young_company_large_loan"
YOUNG = {"founded": date(2022, 9, 1), "registered_capital": 1e5}


def test_young_company_large_loan_finds_a_loan_above_ten_times_the_capital(store: Store) -> None:
    found = run(store, RULE, [company("a", **YOUNG), loan("a", 2e6)])
    assert [(row["key"], row["parties"]) for row in found] == [("a", ["a"])]
    assert "2 million, 20.0 times its capital" in found[0]["title_en"]


def test_young_company_large_loan_finds_a_loan_split_below_the_threshold(store: Store) -> None:
    parts = [loan("a", 4e5, date(2023, month, 1)) for month in (3, 4, 5)]
    assert keys(store, RULE, [company("a", **YOUNG), *parts]) == {"a"}


def test_young_company_large_loan_leaves_out_exactly_ten_times(store: Store) -> None:
    assert keys(store, RULE, [company("a", **YOUNG), loan("a", 1e6)]) == set()


def test_young_company_large_loan_leaves_out_whom_a_listed_or_public_parent_stands_behind(store: Store) -> None:
    parents = [company("top", listed=True), public_body("city"), owns("top", "mid", 0.6), owns("mid", "a", 0.6)]
    half = [owns("top", "c", 0.5)]
    borrowers = [item for name in "abc" for item in (company(name, **YOUNG), loan(name, 5e6))]
    assert keys(store, RULE, [*parents, owns("city", "b", 0.51), *half, *borrowers]) == {"c"}


def test_young_company_large_loan_leaves_out_unknown_founding_and_capital(store: Store) -> None:
    unknown = [company("a", founded=date(2022, 9, 1)), company("b", registered_capital=1e5)]
    assert keys(store, RULE, [*unknown, loan("a"), loan("b")]) == set()


def test_young_company_large_loan_forgets_loans_drawn_when_it_was_old(store: Store) -> None:
    old, young = {**YOUNG, "founded": date(2022, 6, 1)}, {**YOUNG, "founded": date(2022, 6, 2)}
    items = [company("a", **old), company("b", **young), loan("a", 5e6), loan("b", 5e6)]
    assert keys(store, RULE, items) == {"b"}


def test_young_company_large_loan_forgets_loans_paid_back_or_not_yet_drawn(store: Store) -> None:
    paid, later = loan("a", 5e6, closed_on=date(2023, 9, 1)), loan("b", 5e6, date(2024, 2, 1))
    assert keys(store, RULE, [company("a", **YOUNG), company("b", **YOUNG), paid, later]) == set()


def test_young_company_large_loan_forgets_a_parent_that_has_sold(store: Store) -> None:
    sold = owns("top", "a", 0.6, valid_to=date(2023, 6, 30))
    assert keys(store, RULE, [company("top", listed=True), sold, company("a", **YOUNG), loan("a", 5e6)], TODAY) == {"a"}


def net_assets(party: str, value: float, period: str = "2022", unit: str = "CNY") -> Indicator:
    """Make a figure of net assets."""
    return Indicator(
        id=f"{party}|net_assets|{period}", party=party, name="net_assets", period=period, value=value, unit=unit
    )


def backed(*figures: Item, guaranteed: float | None = 5e6, share: float = 0.6, **fields: object) -> list[Item]:
    """Make a young company that borrows five million, with a holder that guarantees for it."""
    tie = Guarantee(start="top", end="a", amount=guaranteed, **{"currency": "CNY", **fields})  # type: ignore[arg-type]
    return [company("a", **YOUNG), loan("a", 5e6), owns("top", "a", share), tie, *figures]


RICH = net_assets("top", 5e6)


@pytest.mark.parametrize("fields", [{}, {"facility": "loan-a-5e+06-2023-06-01"}, {"form": "joint_several"}])
def test_young_company_large_loan_leaves_out_a_borrower_whose_parent_bears_its_guarantee(
    store: Store, fields: dict[str, object]
) -> None:
    assert keys(store, RULE, backed(RICH, **fields)) == set()


GUILTY = [
    backed(),
    backed(net_assets("top", 4.9e6)),
    backed(RICH, net_assets("top", 4e6, "2023-06")),
    backed(net_assets("top", 5e6, "2023")),
    backed(net_assets("top", 5e6, unit="USD")),
    backed(RICH, guaranteed=4.9e6),
    backed(RICH, guaranteed=None),
    backed(RICH, share=0.5),
    backed(RICH, currency="USD"),
    backed(RICH, facility="another"),
    backed(RICH, form="counter"),
    backed(RICH, valid_to=date(2023, 6, 30)),
    backed(RICH, guarantees("top", "other", 1.0)),
]


@pytest.mark.parametrize("items", GUILTY)
def test_young_company_large_loan_finds_a_borrower_that_no_parent_bears(store: Store, items: list[Item]) -> None:
    assert keys(store, RULE, items) == {"a"}


def test_young_company_large_loan_counts_a_guarantee_of_two_sources_once(store: Store) -> None:
    load(store, backed(RICH))
    assert keys(store, RULE) == set()
    load(store, [guarantees("top", "a", 5e6)], "other")
    assert keys(store, RULE) == set()
    load(store, backed(RICH, guaranteed=3e6), "half")
    assert keys(store, RULE) == set()


def test_young_company_large_loan_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [company("a", **YOUNG), loan("a", 5e5)])
    assert keys_with(store, RULE, minimum_multiple=4.0) == {"a"}


def test_young_company_large_loan_looks_as_many_days_back_as_its_threshold_says(store: Store) -> None:
    load(store, [company("a", **{**YOUNG, "founded": date(2021, 6, 2)}), loan("a", 5e6)])
    assert keys_with(store, RULE, young_days=730) == {"a"}


@pytest.mark.parametrize("end", ["defaulted_on", "closed_on"])
def test_young_company_large_loan_counts_no_balance_that_a_later_end_left(store: Store, end: str) -> None:
    later = {end: date(2024, 2, 1), "limit": None}
    loans = [loan("a", 5e6, **later), loan("b", 5e6, limit=None), loan("c", 5e6, **{**later, "limit": 5e6})]
    assert keys(store, RULE, [*(company(name, **YOUNG) for name in "abc"), *loans]) == {"b", "c"}
