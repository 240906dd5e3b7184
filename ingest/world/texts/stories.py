"""The facts of the world that become news or filings."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ..days import FIRST_DAY, NO_DAY, TODAY
from ..parties.numbering import find_kinds, is_company
from ..sampling import Ints, open_stream
from ..table import Table
from ..world import World

MOST_DOCUMENTS = 20_000
DOCUMENTS_PER_COMPANY = 1.5
PLAIN_SHARE = 0.15
SHARES = {
    "default": 0.16,
    "lawsuit": 0.16,
    "equity_pledge": 0.06,
    "guarantee": 0.20,
    "executive_change": 0.14,
    "investment": 0.08,
    "supply_contract": 0.16,
    "penalty": 0.04,
}


@dataclass(frozen=True, slots=True)
class Story:
    """One fact to write about; an amount of -1 is unknown."""

    event: str
    day: int
    roles: dict[str, int]
    amount: int = -1


def choose_stories(world: World) -> list[Story]:
    """Choose the facts to write about, in date order, with repetitions if there are few."""
    rng = open_stream(world.seed, "happenings")
    total = min(int(len(world.companies) * DOCUMENTS_PER_COMPANY), MOST_DOCUMENTS)
    chosen: list[Story] = []
    for event, source in SOURCES.items():
        pool = source(world)
        wanted = min(int(total * SHARES[event]), len(pool) * 2)
        chosen += [pool[int(place)] for place in rng.permutation(np.arange(len(pool) * 2) % max(len(pool), 1))[:wanted]]
    chosen += _find_plain(world, rng, int(total * PLAIN_SHARE))
    return sorted(chosen, key=lambda story: (story.day, story.event, sorted(story.roles.items())))


def _collect(event: str, table: Table, day: str, roles: dict[str, str], rows: Ints, amount: str = "") -> list[Story]:
    days = table[day][rows]
    inside = (days >= FIRST_DAY) & (days <= TODAY - 25)
    rows, days = rows[inside], days[inside]
    values = table[amount][rows] if amount else np.full(len(rows), -1)
    columns = [table[column][rows].tolist() for column in roles.values()]
    return [
        Story(event, when, dict(zip(roles, codes, strict=True)), value)
        for when, value, *codes in zip(days.tolist(), values.tolist(), *columns, strict=True)
    ]


def _find_defaults(world: World) -> list[Story]:
    table = world.tables["facilities"]
    rows = np.flatnonzero(table["defaulted_on"] != NO_DAY)
    return _collect("default", table, "defaulted_on", {"borrower": "borrower", "lender": "lender"}, rows, "balance")


def _find_lawsuits(world: World) -> list[Story]:
    cases, litigants = world.tables["lawsuits"], world.tables["lawsuit_parties"]
    plaintiff = np.full(len(cases), -1, dtype=np.int64)
    defendant = plaintiff.copy()
    plaintiff[litigants["lawsuit"][litigants["role"] == 0]] = litigants["party"][litigants["role"] == 0]
    defendant[litigants["lawsuit"][litigants["role"] == 1]] = litigants["party"][litigants["role"] == 1]
    rows = np.flatnonzero((plaintiff >= 0) & (defendant >= 0) & (cases["filed_on"] >= FIRST_DAY))
    rows = rows[cases["filed_on"][rows] <= TODAY - 25]
    columns = (column[rows].tolist() for column in (cases["filed_on"], cases["amount"], plaintiff, defendant))
    return [
        Story("lawsuit", day, {"plaintiff": left, "defendant": right}, amount)
        for day, amount, left, right in zip(*columns, strict=True)
    ]


def _find_pledges(world: World) -> list[Story]:
    table = world.tables["pledges"]
    roles = {"holder": "holder", "company": "company", "pledgee": "pledgee"}
    return _collect("equity_pledge", table, "valid_from", roles, np.flatnonzero(table["kind"] == 0), "amount")


def _find_guarantees(world: World) -> list[Story]:
    table = world.tables["guarantees"]
    roles = {"guarantor": "guarantor", "borrower": "borrower"}
    return _collect("guarantee", table, "valid_from", roles, np.arange(len(table)), "amount")


def _find_changes(world: World) -> list[Story]:
    """Pair each departing legal representative with the one appointed on the same day."""
    table = world.tables["offices"]
    left = np.flatnonzero((table["role"] == 0) & (table["valid_to"] != NO_DAY))
    came = {
        (company, day): person
        for company, day, person in zip(
            table["company"].tolist(), table["valid_from"].tolist(), table["person"].tolist(), strict=True
        )
    }
    found = _collect("executive_change", table, "valid_to", {"company": "company", "leaving": "person"}, left)
    return [
        Story(one.event, one.day, one.roles | {"joining": came[one.roles["company"], one.day]})
        for one in found
        if (one.roles["company"], one.day) in came
    ]


def _find_investments(world: World) -> list[Story]:
    """Find companies and persons that became shareholders after the company was founded."""
    table = world.tables["holdings"]
    late = table["valid_from"] > world.companies.founded[table["company"]]
    rows = np.flatnonzero(late & (find_kinds(table["owner"]) < 2))
    return _collect("investment", table, "valid_from", {"investor": "owner", "company": "company"}, rows)


def _find_contracts(world: World) -> list[Story]:
    table = world.tables["supplies"]
    rows = np.flatnonzero(is_company(table["buyer"]))
    roles = {"seller": "seller", "buyer": "buyer"}
    return _collect("supply_contract", table, "valid_from", roles, rows, "annual_amount")


def _find_penalties(world: World) -> list[Story]:
    cases, litigants = world.tables["lawsuits"], world.tables["lawsuit_parties"]
    rows = np.flatnonzero(litigants["role"] == 5)
    case = litigants["lawsuit"][rows]
    columns = (cases["filed_on"][case].tolist(), cases["amount"][case].tolist(), litigants["party"][rows].tolist())
    return [
        Story("penalty", day, {"offender": party}, amount)
        for day, amount, party in zip(*columns, strict=True)
        if FIRST_DAY <= day <= TODAY - 25
    ]


def _find_plain(world: World, rng: Generator, count: int) -> list[Story]:
    companies = rng.integers(0, len(world.companies), count).tolist()
    days = rng.integers(FIRST_DAY, TODAY - 25, count).tolist()
    return [Story("none", day, {"company": company}) for day, company in zip(days, companies, strict=True)]


SOURCES = {
    "default": _find_defaults,
    "lawsuit": _find_lawsuits,
    "equity_pledge": _find_pledges,
    "guarantee": _find_guarantees,
    "executive_change": _find_changes,
    "investment": _find_investments,
    "supply_contract": _find_contracts,
    "penalty": _find_penalties,
}
