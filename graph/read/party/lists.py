"""The lists on a party's page, read in pages: what is recorded of it, and its relationships by what they are to it.

A page begins after a place: the values by which the list is ordered, as the last item before it has them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sys import float_info
from typing import Any

from ....errors import NotFoundError
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...schema.graph_model import relationship_types
from ...time_point import HOLDS, TimePoint
from ...truncation import Truncation
from ..network import read_start
from ..source_loads import read_trust
from ..ties import PARTY, NodeView, read_step, write_strength
from .controlled_companies import Controls, read_controls
from .party import (
    GROUPS,
    LISTS,
    Fact,
    list_parameters,
    read_facility,
    read_figures,
    read_finding,
    read_lawsuit,
    read_record,
)
from .things_as_known import NOTHING_BEFORE, Things, ThingsBefore, read_things_then

Place = Mapping[str, date | str | float]
FIRST_TIE: Place = {"after_strength": float_info.max, "after_other": "", "after_element": ""}
ARROWS = {(True, False): "-[tie:{}]->", (False, True): "<-[tie:{}]-", (True, True): "-[tie:{}]-"}


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list of a party; `last` is the place of its last item when more follow.

    `cuts` name what no further page has. `controls` is for which day control was derived, where that is the list.
    """

    party: NodeView
    items: tuple[Any, ...]
    last: Place | None
    cuts: frozenset[Truncation] = frozenset()
    controls: Controls | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """How a list is turned into items: its first place, the items of some rows, and the place of a row."""

    first: Place
    read_items: Callable[[str, Sequence[Row], TimePoint], Sequence[Any]]
    find_place: Callable[[Row], tuple[Any, ...]]


def each(read: Callable[[Row], Any]) -> Callable[[str, Sequence[Row], TimePoint], Sequence[Any]]:
    """Return a function that turns each row into an item."""
    return lambda _party, rows, _time_point: [read(row) for row in rows]


BY_KEY: Place = {"after_key": ""}
BY_DAY: Place = {"after_day": date.max, "after_key": ""}
THINGS: Mapping[str, Listed] = {
    "records": Listed(BY_DAY, each(read_record), lambda row: (row["known_from"], row["version"])),
    "indicators": Listed(
        {"after_period": "~", "after_key": ""},
        lambda _, rows, time_point: read_figures(rows, time_point),
        lambda row: (row["period"], row["id"]),
    ),
    "facilities": Listed(
        BY_KEY,
        lambda _, rows, time_point: [read_facility(row, time_point) for row in rows],
        lambda row: (row["facility"]["id"],),
    ),
    "lawsuits": Listed(
        {"after_key": "", "after_record": ""},
        lambda party, rows, time_point: [read_lawsuit(party, row, time_point) for row in rows],
        lambda row: (row["lawsuit"]["id"], row["tie"]["record"]),
    ),
    "findings": Listed(
        BY_DAY,
        each(lambda row: read_finding(row["finding"])),
        lambda row: (row["finding"]["as_of"], row["finding"]["id"]),
    ),
}


AS_KNOWN = frozenset(
    ("indicators", "facilities", "lawsuits")
)  # computed from stored versions for an earlier `as_known`


def list_first_places() -> dict[str, Place]:
    """Return where each list of a party begins, by the name of the list."""
    groups = {name: FIRST_TIE for names in GROUPS.values() for name in names}
    places = {**{name: listed.first for name, listed in THINGS.items()}, "controls": BY_KEY, **groups}
    return {name: places[name] for name in LISTS}


async def read_list(
    transaction: Transaction,
    party: str,
    name: str,
    time_point: TimePoint,
    place: Place,
    limit: int,
    before: ThingsBefore = NOTHING_BEFORE,
) -> ListPage:
    """Return a page of a list of a party; raise NotFoundError where the party is not in the graph.

    `before` are loans and figures of others today that may have been known as the party's.
    """
    start = await read_start(transaction, party)
    if name == "controls":
        return await read_controls_page(transaction, start, time_point, str(place["after_key"]), limit)
    if name not in THINGS:
        return await read_facts(transaction, start, name, time_point, place, limit)
    listed = THINGS[name]
    cuts = frozenset[Truncation]()
    if time_point.as_known is not None and name in AS_KNOWN:
        rows, cuts = await read_known_rows(transaction, party, name, time_point, place, limit + 1, before)
    else:
        parameters = {**list_parameters(party, limit + 1, time_point), **place}
        rows = await transaction.run(read_statement(f"read/party/party_{name}"), parameters)
    items = listed.read_items(party, rows[:limit], time_point)
    last = dict(zip(listed.first, listed.find_place(rows[limit - 1]), strict=True)) if len(rows) > limit else None
    return ListPage(start, tuple(items), last, cuts)


async def read_known_rows(
    transaction: Transaction,
    party: str,
    name: str,
    time_point: TimePoint,
    place: Place,
    limit: int,
    before: ThingsBefore,
) -> Things:
    """Return a page of the loans, figures or cases of a party as they were known, in the order of the list."""
    trust = await read_trust(transaction)
    then = await read_things_then(transaction, party, time_point, trust, before)
    rows, cuts = then.rows[name], then.cuts[name]
    if name == "indicators":
        last, first = str(place["after_period"]), place["after_key"]
        rows = [row for row in rows if row["period"] < last or (row["period"] == last and row["id"] > first)]
        return Things(rows[:limit], cuts)
    find_place, after = THINGS[name].find_place, tuple(place[key] for key in THINGS[name].first)
    return Things(sorted((row for row in rows if find_place(row) > after), key=find_place)[:limit], cuts)


async def read_controls_page(
    transaction: Transaction, party: NodeView, time_point: TimePoint, after: str, limit: int
) -> ListPage:
    """Return a page of the companies that a party controls."""
    controls = await read_controls(transaction, party.id, time_point, limit + 1, after)
    found = controls.companies
    last = {"after_key": found[limit - 1].company.id} if len(found) > limit else None
    return ListPage(party, found[:limit], last, controls=controls)


async def read_facts(
    transaction: Transaction, party: NodeView, group: str, time_point: TimePoint, place: Place, limit: int
) -> ListPage:
    """Return a page of the relationships that are one thing to a party, the strongest first."""
    type_, sides = find_group(group)
    parameters = {"id": party.id, "limit": limit + 1, **place, **time_point.parameters}
    rows = await transaction.run(facts_statement(type_, sides), parameters)
    steps = [read_step(PARTY, row) for row in rows[:limit]]
    last = None
    if len(rows) > limit:
        row = rows[limit - 1]
        last = dict(zip(FIRST_TIE, (float(row["strength"]), row["id"], row["element"]), strict=True))
    return ListPage(party, tuple(Fact(step.other, step.tie) for step in steps), last)


def find_group(group: str) -> tuple[str, tuple[bool, bool]]:
    """Find the type of a group of relationships, and whether the party is their start and whether their end."""
    for type_, (of_start, of_end) in GROUPS.items():
        if group in (of_start, of_end):
            return type_, (group == of_start, group == of_end)
    raise NotFoundError(f"a party has no list {group[:40]!r}; the lists are: {', '.join(LISTS)}")


def facts_statement(type_: str, sides: tuple[bool, bool]) -> str:
    """Write the statement that reads a page of the relationships of a type of one party."""
    is_start, is_end = sides if relationship_types()[type_].end_label == PARTY else (True, False)
    return f"""MATCH (node:Party {{id: $id}}){ARROWS[is_start, is_end].format(type_)}(other)
WHERE {HOLDS}
WITH tie, other, {write_strength(type_)} AS strength, elementId(tie) AS element
WHERE strength < $after_strength
   OR (strength = $after_strength AND other.id > $after_other)
   OR (strength = $after_strength AND other.id = $after_other AND element > $after_element)
RETURN $id AS origin, type(tie) AS type, startNode(tie).id = $id AS outgoing, element AS element,
  properties(tie) AS tie, strength AS strength, other.id AS id, other.kind AS kind,
  coalesce(other.name, other.title, other.case_number) AS name
ORDER BY strength DESC, id, element
LIMIT $limit"""
