"""Loan money is followed up to the day asked for and to the end of the window, on every leg of its way."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Payment

from ..factories import keys, loan, owns, pays, person, run

RULE = "loan_money_returns"
FOUND = "loan-a-1e+06-2023-06-01"
WINDOW_ENDS = date(2023, 7, 1)  # 30 days after the loan
WAYS = [("a", "p"), ("a", "x", "p"), ("a", "x", "y", "p"), ("a", "x", "y", "z", "p")]


def send(stops: tuple[str, ...], last_on: date) -> list[Payment]:
    """Send money from stop to stop, a day each, so that the last leg is on a day."""
    first = last_on - timedelta(days=len(stops) - 2)
    return [
        pays(payer, payee, 6e5, first + timedelta(days=step)) for step, (payer, payee) in enumerate(pairwise(stops))
    ]


@pytest.mark.parametrize("stops", WAYS)
def test_loan_money_returns_forgets_a_leg_after_the_day_asked_for(store: Store, stops: tuple[str, ...]) -> None:
    arrives = date(2023, 6, 20)
    items = [person("p"), owns("p", "a"), loan("a"), *send(stops, arrives)]
    assert keys(store, RULE, items, as_of=arrives - timedelta(days=1)) == set()
    assert [row["key"] for row in run(store, RULE, as_of=arrives)] == [FOUND]


@pytest.mark.parametrize("stops", WAYS)
@pytest.mark.parametrize(("days_late", "found"), [(0, {FOUND}), (1, set())])
def test_loan_money_returns_forgets_a_leg_after_the_window(
    store: Store, stops: tuple[str, ...], days_late: int, found: set[str]
) -> None:
    payments = send(stops, WINDOW_ENDS + timedelta(days=days_late))
    assert keys(store, RULE, [person("p"), owns("p", "a"), loan("a"), *payments]) == found
