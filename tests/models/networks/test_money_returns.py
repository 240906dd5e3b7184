"""Loan money is followed from station to station, and never further or earlier than it came."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest

from riskgraph.graph.engine.store import Row
from riskgraph.graph.rules.algorithms import Hits
from riskgraph.models.networks.money_returns import find_returns

LENT_ON = date(2023, 6, 1)
THRESHOLDS = {"window_days": 30, "minimum_part": 0.5, "smallest_part": 0.02}
LOAN = {
    "facility_id": "loan", "record": "loan", "borrower_id": "a", "borrower": "A", "lender": "bank", "lent": 100.0,
    "currency": "CNY", "lent_on": LENT_ON,
}  # fmt: skip


def leg(payer: str, payee: str, days: int, amount: float = 100.0, **changes: object) -> Row:
    """Make a payment some days after the loan."""
    row = {
        "payer_id": payer, "payee_id": payee, "payee": payee.upper(), "paid_on": LENT_ON + timedelta(days=days),
        "amount": amount, "currency": "CNY", "purpose": "transfer", "source": "one",
        "record": f"{payer}-{payee}-{days}",
    }  # fmt: skip
    return {**row, **changes}


def way(stops: str, first: int = 1) -> list[Row]:
    """Send money from letter to letter, a day each."""
    return [leg(payer, payee, first + step) for step, (payer, payee) in enumerate(pairwise(stops))]


def follow(payments: Sequence[Row], heads: Sequence[str] = "p", owned: Sequence[str] = ()) -> Hits:
    """Follow the loan over payments; `heads` control the borrower by shares alone."""

    def read(name: str, /, **parameters: object) -> Sequence[Row]:
        if name == "open_loans":
            return [LOAN]
        if name == "control_around":
            reasons = [{"end": head, "records": [], "through": []} for head in heads]
            return [{"party_id": "a", "heads": reasons, "sisters": [], "owned": list(owned)}]
        asked = {place["id"]: place for place in parameters["payers"]}  # type: ignore[attr-defined]
        rows = [row for row in payments if row["payer_id"] in asked]
        return sorted(
            (
                row
                for row in rows
                if asked[row["payer_id"]]["since"] <= row["paid_on"] <= asked[row["payer_id"]]["until"]
            ),
            key=lambda row: (row["payer_id"], row["paid_on"]),
        )

    return find_returns(read, THRESHOLDS)


def returned(payments: Sequence[Row]) -> list[float]:
    """Return how much came back."""
    return [row["returned"] for row in follow(payments).rows]


@pytest.mark.parametrize("stops", ["ap", "axp", "axyp", "axyzp", "axya"])
def test_money_is_followed_over_three_stations(stops: str) -> None:
    assert returned(way(stops)) == [100.0]


def test_money_is_not_followed_over_four_stations() -> None:
    assert returned(way("axyzvp")) == []


@pytest.mark.parametrize("place", range(4))
def test_a_payment_before_the_money_arrived_is_none_of_it(place: int) -> None:
    legs = way("axyzp")
    legs[place] = {**legs[place], "paid_on": LENT_ON + timedelta(days=place - 1)}
    assert returned(legs) == []


@pytest.mark.parametrize("place", range(4))
def test_a_payment_on_the_day_the_money_arrived_is_of_it(place: int) -> None:
    legs = way("axyzp")
    legs[place] = {**legs[place], "paid_on": LENT_ON + timedelta(days=place)}
    assert returned(legs) == [100.0]


@pytest.mark.parametrize(("days", "found"), [(30, [100.0]), (31, [])])
@pytest.mark.parametrize("stops", ["ap", "axp", "axyp", "axyzp"])
def test_no_payment_after_the_window_counts(stops: str, days: int, found: list[float]) -> None:
    legs = way(stops)
    assert returned([*legs[:-1], leg(stops[-2], stops[-1], days)]) == found


def test_no_more_moves_than_arrived() -> None:
    assert returned([leg("a", "x", 1, 60.0), leg("x", "p", 2, 100.0)]) == [60.0]


def test_money_that_arrived_is_spent_once_over_all_payees() -> None:
    assert returned([leg("a", "x", 1, 60.0), leg("x", "p", 2, 60.0), leg("x", "a", 2, 60.0)]) == [60.0]
    branches = [leg("x", "y", 2, 60.0), leg("x", "z", 2, 60.0), leg("y", "p", 3, 60.0), leg("z", "p", 3, 60.0)]
    assert returned([leg("a", "x", 1, 60.0), *branches]) == [60.0]


def test_money_that_arrives_later_was_not_passed_on_before() -> None:
    arrivals = [leg("a", "x", 3, 20.0), leg("a", "x", 20, 60.0)]
    assert returned([*arrivals, leg("x", "p", 4, 80.0)]) == []
    assert returned([*arrivals, leg("x", "p", 4, 30.0), leg("x", "p", 21, 30.0)]) == [50.0]


def test_payments_to_others_leave_what_can_have_come_back() -> None:
    legs = [leg("a", "s", 1, 100.0), leg("a", "x", 2, 60.0), leg("x", "s", 3, 60.0), leg("x", "p", 4, 60.0)]
    (row,) = follow(legs).rows
    assert (row["returned"], row["party_ids"]) == (60.0, ["a", "p", "x"])


def test_a_payment_between_two_stations_counts_once_by_whichever_way_it_was_reached() -> None:
    legs = [leg("a", "x", 1, 50.0), leg("a", "y", 1, 50.0), leg("y", "x", 2, 50.0), leg("x", "p", 3, 60.0)]
    assert returned(legs) == [60.0]


def test_what_came_back_is_not_followed_further() -> None:
    assert returned([leg("a", "p", 1, 60.0), leg("p", "x", 2, 60.0), leg("x", "a", 3, 60.0)]) == [60.0]


def test_no_more_comes_back_than_was_lent() -> None:
    assert returned([leg("a", "p", 1, 90.0), leg("a", "x", 1, 90.0), leg("x", "p", 2, 90.0)]) == [100.0]


@pytest.mark.parametrize(("amount", "found"), [(50.0, [50.0]), (49.9, [])])
def test_exactly_half_of_the_loan_is_enough(amount: float, found: list[float]) -> None:
    assert returned([leg("a", "p", 1, amount)]) == found


@pytest.mark.parametrize(("amount", "found"), [(2.0, [50.0]), (1.9, [])])
def test_a_station_with_exactly_the_smallest_part_is_followed(amount: float, found: list[float]) -> None:
    assert returned([leg("a", "p", 1, 48.0), leg("a", "x", 1, amount), leg("x", "p", 2, 50.0)]) == found


def test_payments_of_one_source_add_up_and_several_sources_count_once() -> None:
    parts = [leg("a", "p", day, 30.0) for day in (1, 2)]
    again = [{**part, "source": "two", "record": f"two-{part['record']}"} for part in parts]
    (row,) = follow([*parts, *again]).rows
    assert row["returned"] == 60.0
    assert len(row["records"]) == 5


@pytest.mark.parametrize(
    "change", [{"currency": "JPY"}, {"payee_id": "bank"}, {"purpose": "lease", "payee_id": "x"}], ids=str
)
def test_another_currency_the_lender_and_a_lease_end_the_way(change: dict[str, object]) -> None:
    first = leg("a", "x", 1, **change)
    assert returned([first, leg(str(first["payee_id"]), "p", 2)]) == []


def test_a_lease_between_the_borrower_and_its_controller_is_followed() -> None:
    assert returned([leg("a", "p", 1, purpose="lease")]) == [100.0]


def test_money_sent_down_to_the_own_subsidiaries_does_not_come_back() -> None:
    assert follow(way("ap"), owned="p").rows == []


def test_stations_and_ends_are_named_apart_and_cited() -> None:
    (row,) = follow(way("axyp")).rows
    assert (row["ends"], row["intermediaries"], row["party_ids"]) == (["P"], ["X", "Y"], ["a", "p", "x", "y"])
    assert row["last_on"] == LENT_ON + timedelta(days=3)
    assert set(row["records"]) == {"loan", "a-x-1", "x-y-2", "y-p-3"}


def test_money_that_arrived_on_several_days_goes_on_from_each() -> None:
    over = [leg("a", "x", 1, 50.0), leg("a", "y", 4, 50.0), leg("x", "z", 2, 50.0), leg("y", "z", 9, 50.0)]
    assert returned([*over, leg("z", "p", 5)]) == [50.0]
    assert returned([*over, leg("z", "p", 5, 50.0), leg("z", "p", 9, 50.0)]) == [100.0]


def test_the_last_day_on_which_money_came_back_is_told() -> None:
    (row,) = follow([leg("a", "p", 2, 30.0), leg("a", "x", 1, 40.0), leg("x", "p", 9, 40.0)]).rows
    assert row["last_on"] == LENT_ON + timedelta(days=9)


def test_the_last_day_is_that_of_all_routes_of_as_many_stations() -> None:
    over = [leg("a", "x", 1, 50.0), leg("a", "y", 1, 50.0), leg("x", "p", 5, 50.0), leg("y", "p", 9, 50.0)]
    (row,) = follow(over).rows
    assert row["last_on"] == LENT_ON + timedelta(days=9)
