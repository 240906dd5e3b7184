"""Loan money that comes back to the borrower or to its controllers."""

from datetime import date
from itertools import pairwise

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item, Relation, Supply

from ..factories import cited_ties, company, keys, load, loan, owns, pays, person, run
from .thresholds import keys_with

RULE = "loan_money_returns"
FOUND = "loan-a-1e+06-2023-06-01"


def day(number: int) -> date:
    """Return a day of the month in which the loan is drawn."""
    return date(2023, 6, number)


def borrower(share: float = 0.6, **holding: object) -> list[Item]:
    """Make a company with a loan of a million and a person who holds part of it."""
    return [person("p"), company("a"), owns("p", "a", share, **holding), loan("a")]


def way(*stops: str, amount: float = 6e5, first: int = 3, purpose: str = "transfer") -> list[Item]:
    """Send money from stop to stop, a day each."""
    steps = pairwise(stops)
    return [pays(payer, payee, amount, day(first + step), purpose) for step, (payer, payee) in enumerate(steps)]


@pytest.mark.parametrize("stops", [("a", "p"), ("a", "x", "p"), ("a", "x", "y", "z", "p"), ("a", "x", "y", "a")])
def test_loan_money_returns_finds_money_back_at_borrower_or_controller(store: Store, stops: tuple[str, ...]) -> None:
    found = run(store, RULE, [*borrower(), *way(*stops)])
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [(FOUND, "a", sorted({"a", *stops}))]


def test_loan_money_returns_finds_money_back_at_a_person_who_borrowed(store: Store) -> None:
    lent = [person("m"), loan("m"), person("n"), owns("n", "own"), loan("n")]
    found = run(store, RULE, [*lent, *way("m", "x", "m"), *way("n", "own", "z")])
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [
        ("loan-m-1e+06-2023-06-01", "m", ["m", "x"]),
    ]


def test_loan_money_returns_finds_the_sum_of_several_ways_and_parts(store: Store) -> None:
    ways = [*way("a", "x", "p", amount=1.5e5), *way("a", "y", "p", amount=2e5), *way("a", "y", "p", amount=2e5)]
    found = run(store, RULE, [*borrower(), *ways])
    assert ["(55.0%)" in row["title_en"] for row in found] == [True]


def test_loan_money_returns_finds_money_at_another_company_of_the_controller(store: Store) -> None:
    sister = [owns("p", "mid", 0.6), owns("mid", "b", 0.3), owns("p", "b", 0.3)]
    assert keys(store, RULE, [*borrower(), *sister, *way("a", "x", "b")]) == {FOUND}


def test_loan_money_returns_says_and_cites_the_tie_to_whom_it_came(store: Store) -> None:
    nominee = [person("n"), Relation(start="p", end="n", kind="nominee", confidence=0.7)]
    found = run(store, RULE, [*borrower(), *nominee, *way("a", "x", "n")])
    assert found[0]["title_en"].endswith("; this rests on a nominee tie (confidence 70.0%).")
    assert cited_ties(store, found[0]) == {("p", "n")}


def test_loan_money_returns_says_no_tie_where_it_came_to_the_controller(store: Store) -> None:
    spouse = [person("n"), Relation(start="p", end="n", kind="spouse")]
    found = run(store, RULE, [*borrower(), *spouse, *way("a", "x", "p")])
    assert (cited_ties(store, found[0]), "rests on" in found[0]["title_en"]) == (set(), False)


def test_loan_money_returns_leaves_out_a_holder_of_exactly_half_and_strangers(store: Store) -> None:
    assert keys(store, RULE, [*borrower(0.5), *way("a", "x", "p"), *way("a", "y", "z")]) == set()


def test_loan_money_returns_leaves_out_less_than_half_of_the_loan(store: Store) -> None:
    assert keys(store, RULE, [*borrower(), *way("a", "x", "p", amount=4.9e5)]) == set()


def test_loan_money_returns_counts_no_more_than_a_station_got(store: Store) -> None:
    items = [*borrower(), pays("a", "x", 1e5, day(3)), pays("x", "p", 9e5, day(4))]
    assert keys(store, RULE, items) == set()


@pytest.mark.parametrize(("purpose", "found"), [("repayment", set()), ("disbursement", set()), ("trade", {FOUND})])
def test_loan_money_returns_leaves_out_repayments_but_not_trade_without_supply(
    store: Store, purpose: str, found: set[str]
) -> None:
    assert keys(store, RULE, [*borrower(), *way("a", "x", "p", purpose=purpose)]) == found


def test_loan_money_returns_leaves_out_trade_between_those_who_supply_each_other(store: Store) -> None:
    items = [*borrower(), Supply(start="x", end="a"), pays("a", "x", 6e5, day(3), "trade"), *way("x", "p", first=5)]
    assert keys(store, RULE, items) == set()


@pytest.mark.parametrize("time", [{"valid_to": day(1)}, {"valid_from": day(20)}, {"status": "retracted"}])
def test_loan_money_returns_forgets_a_supply_that_did_not_hold_on_the_day(
    store: Store, time: dict[str, object]
) -> None:
    supply = Supply(start="x", end="a", **time)  # type: ignore[arg-type]
    items = [*borrower(), supply, pays("a", "x", 6e5, day(3), "trade"), *way("x", "p", first=5)]
    assert keys(store, RULE, items) == {FOUND}


def test_loan_money_returns_leaves_out_leases_outside_the_circle(store: Store) -> None:
    assert keys(store, RULE, [*borrower(), pays("a", "x", 6e5, day(3), "lease"), *way("x", "p", first=5)]) == set()


def test_loan_money_returns_leaves_out_a_cash_pool_of_one_group(store: Store) -> None:
    group = [company("top"), owns("top", "a"), owns("top", "b"), loan("a")]
    assert (
        keys(store, RULE, [*group, *way("a", "top", purpose="cash_pool"), *way("a", "b", purpose="cash_pool")]) == set()
    )


def test_loan_money_returns_finds_a_cash_pool_that_ends_at_a_person(store: Store) -> None:
    assert keys(store, RULE, [*borrower(), *way("a", "p", purpose="cash_pool")]) == {FOUND}


def test_loan_money_returns_leaves_out_money_for_own_subsidiaries(store: Store) -> None:
    assert keys(store, RULE, [*borrower(), owns("a", "sub"), *way("a", "sub"), *way("a", "x", "sub")]) == set()


def test_loan_money_returns_forgets_money_before_the_loan_after_the_window_and_out_of_order(store: Store) -> None:
    before, late = pays("a", "p", 6e5, date(2023, 5, 31)), pays("a", "p", 6e5, date(2023, 7, 2))
    turned = [pays("x", "p", 6e5, day(3)), pays("a", "x", 6e5, day(4))]
    assert keys(store, RULE, [*borrower(), before, late, *turned]) == set()


def test_loan_money_returns_finds_money_on_the_last_day_of_the_window(store: Store) -> None:
    assert keys(store, RULE, [*borrower(), pays("a", "p", 6e5, date(2023, 7, 1))]) == {FOUND}


def test_loan_money_returns_forgets_control_and_loans_that_ended(store: Store) -> None:
    sold = [*borrower(valid_to=date(2023, 9, 1)), *way("a", "x", "p")]
    paid_back = [person("q"), company("b"), owns("q", "b"), loan("b", closed_on=date(2023, 9, 1)), *way("b", "y", "q")]
    assert keys(store, RULE, [*sold, *paid_back]) == set()


def test_loan_money_returns_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [*borrower(), *way("a", "x", "p", amount=3e5)])
    assert keys_with(store, RULE, minimum_part=0.3) == {FOUND}


@pytest.mark.parametrize(("limit", "found"), [(None, set()), (1e6, {FOUND})])
def test_loan_money_returns_leaves_out_a_balance_that_a_later_end_left(
    store: Store, limit: float | None, found: set[str]
) -> None:
    lent = loan("a", limit=limit, defaulted_on=date(2024, 2, 1))
    assert keys(store, RULE, [*borrower()[:-1], lent, *way("a", "x", "p")]) == found
