"""What many companies share is found from the least number of them on, and an agent's clients are left out."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from riskgraph.graph.engine.store import Row
from riskgraph.graph.rules.algorithms import Read
from riskgraph.models.networks.shared_contacts import find_shared_addresses, find_shared_phones

THRESHOLDS = {
    "minimum_companies": 4, "minimum_groups": 2, "most_companies": 6, "window_days": 30, "founded_part": 0.5,
    "groups_part": 0.5,
}  # fmt: skip
FOUNDED = date(2022, 3, 1)
HALL, PHONE = "云泽市虚构路1号", "010-55550101"
APART = [FOUNDED, FOUNDED + timedelta(days=400), FOUNDED + timedelta(days=800), FOUNDED + timedelta(days=1200)]


def register(*founded: date | None, **changes: object) -> list[Row]:
    """Make companies founded on these days, each without a controller."""
    return [
        {"id": f"c{number}", "name": f"C{number}", "names": [f"C{number}"], "industry": "F51", "founded": day,
         "record": f"r{number}", "circles": [], "heads": [], **changes}
        for number, day in enumerate(founded)
    ]  # fmt: skip


def reader(entries: Sequence[Row], text: str) -> Read:
    """Return a function that reads a register in which all companies have one address or number."""

    def read(name: str, /, **parameters: object) -> Sequence[Row]:
        if name == "register_entries":
            asked = parameters["ids"]
            return [row for row in entries if row["id"] in asked]  # type: ignore[operator]
        return [{"id": row["id"], "text": text} for row in entries if row["id"] > str(parameters["after"])]

    return read


def addresses(entries: Sequence[Row]) -> list[tuple[int, int, int]]:
    """Return how many companies share an address, how many were founded together, and of how many groups they are."""
    rows = find_shared_addresses(reader(entries, HALL), THRESHOLDS).rows
    return [(row["count"], row["founded_together"], row["groups"]) for row in rows]


def phones(entries: Sequence[Row]) -> list[int]:
    """Return how many companies share a number."""
    return [row["count"] for row in find_shared_phones(reader(entries, PHONE), THRESHOLDS).rows]


@pytest.mark.parametrize("count", [3, 4, 6, 7])
def test_from_the_least_number_of_companies_to_the_most_they_are_found(count: int) -> None:
    entries = register(*[FOUNDED] * count)
    assert addresses(entries) == ([(count, count, count)] if 4 <= count <= 6 else [])
    assert phones(entries) == ([count] if 4 <= count <= 6 else [])


@pytest.mark.parametrize(("days", "together"), [(29, 4), (30, 3)])
def test_a_window_of_thirty_days_ends_before_the_thirtieth_day_after_the_first(days: int, together: int) -> None:
    found = addresses(register(FOUNDED, FOUNDED, FOUNDED, FOUNDED + timedelta(days=days)))
    assert found == ([(4, 4, 4)] if together == 4 else [])


def test_of_more_companies_those_founded_together_are_counted() -> None:
    assert addresses(register(*[FOUNDED] * 4, date(1999, 1, 1), None)) == [(6, 4, 6)]


def test_half_of_the_companies_founded_together_is_enough_if_they_are_the_least_number() -> None:
    strict = {**THRESHOLDS, "minimum_companies": 2}
    read = reader(register(FOUNDED, FOUNDED, *APART[2:]), HALL)
    assert [row["founded_together"] for row in find_shared_addresses(read, strict).rows] == [2]
    assert find_shared_addresses(read, {**strict, "founded_part": 0.6}).rows == []


@pytest.mark.parametrize(("owners", "found"), [("ppppq", [(5, 1, 2)]), ("ppqqr", []), ("ppppp", [])])
def test_companies_of_all_ages_are_found_below_half_as_many_groups_and_from_two_on(
    owners: str, found: list[tuple[int, int, int]]
) -> None:
    entries = register(*APART, date(1999, 1, 1))
    assert addresses([{**row, "circles": [owner]} for row, owner in zip(entries, owners, strict=True)]) == found


def test_exactly_half_as_many_groups_are_not_few() -> None:
    assert addresses([{**row, "circles": [owner]} for row, owner in zip(register(*APART), "ppqq", strict=True)]) == []


@pytest.mark.parametrize(("heads", "found"), [("pppq", [4]), ("pppp", [])])
def test_a_number_needs_two_groups(heads: str, found: list[int]) -> None:
    entries = register(*APART)
    assert phones([{**row, "heads": [head]} for row, head in zip(entries, heads, strict=True)]) == found


def test_the_clients_of_an_agent_are_left_out() -> None:
    agent, *clients = register(*[FOUNDED] * 5)
    entries = [{**agent, "industry": "L7241"}, *clients]
    assert (addresses(entries), phones(entries)) == ([], [])


def test_a_company_is_named_and_cited_in_the_order_of_its_id() -> None:
    (row,) = find_shared_phones(reader(register(*APART), PHONE), THRESHOLDS).rows
    assert (row["party_id"], row["phone"]) == ("c0", PHONE)
    assert (row["companies"], row["records"]) == (["C0", "C1", "C2", "C3"], ["r0", "r1", "r2", "r3"])


def test_the_form_written_most_often_is_shown() -> None:
    entries = register(*[FOUNDED] * 4)
    texts = {"c0": "云泽市虚构路１号", "c1": "云泽市虚构路 1号", "c2": HALL, "c3": HALL}

    def read(name: str, /, **parameters: object) -> Sequence[Row]:
        rows = reader(entries, HALL)(name, **parameters)
        return rows if name == "register_entries" else [{**row, "text": texts[row["id"]]} for row in rows]

    (row,) = find_shared_addresses(read, THRESHOLDS).rows
    assert row["address"] == HALL


def test_a_company_with_several_circles_counts_with_the_first() -> None:
    entries = register(*APART)
    circles = (["p", "q"], ["p"], ["p", "r"], ["s"])
    rows = [{**row, "circles": named} for row, named in zip(entries, circles, strict=True)]
    assert find_shared_addresses(reader(rows, HALL), {**THRESHOLDS, "groups_part": 0.6}).rows[0]["groups"] == 2
