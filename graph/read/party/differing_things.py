"""Loans and figures of a party that several sources describe differently: which value counts, and what others say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ....ingest.records import THINGS, Facility
from ....ingest.records.checks import PERIOD
from ....ingest.records.declaration import Mark, find_marked, read_fields
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...load.fold import Description, Node, fold, rank, read_descriptions
from ...time_point import TimePoint
from ..source_loads import read_trust
from .latest_state import leave_out_later
from .party import find_period_end
from .things_as_known import KEYS, is_open

MOST_RECORDS = 20_000  # records that describe loans and figures of one party
RECORDS = {record.label: record for record in THINGS}


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that counts and its record, and what a record of another source says instead; None if it says nothing."""

    field: str
    counts: object
    record: str
    other: object
    other_record: str


@dataclass(frozen=True, slots=True)
class DifferingThing:
    """A loan or figure of a party, and what sources say of it differently; `shown` is false for a loan not open."""

    label: str
    party: str
    name: str
    shown: bool
    differences: tuple[Difference, ...]


async def read_differing_things(
    transaction: Transaction, party: str, time_point: TimePoint
) -> tuple[list[DifferingThing], bool]:
    """Read the loans and figures of a party that sources describe differently; return whether all records were read."""
    statement = read_statement("read/party/party_things_of_several")
    rows = await transaction.run(statement, {"id": party, "limit": MOST_RECORDS, **time_point.parameters})
    if not rows:
        return [], True
    trust = await read_trust(transaction)
    things = (compare(node, said, trust, time_point) for node, said in group_descriptions(rows, time_point))
    return [thing for thing in things if thing and thing.party == party], len(rows) < MOST_RECORDS


def group_descriptions(rows: Iterable[Row], time_point: TimePoint) -> Iterator[tuple[Node, list[Description]]]:
    """Group what records say by the thing; as known earlier, an end that comes after the day asked for is unknown."""
    found: dict[Node, list[Description]] = defaultdict(list)
    for row in rows:
        for node, one in read_descriptions(row["key"], row):
            if node == (row["label"], row["id"]):
                later = time_point.as_known is not None and not has_ended(one, time_point.as_of)
                found[node].append(replace(one, ended=None) if later else one)
    yield from found.items()


def has_ended(description: Description, as_of: date) -> bool:
    """Check whether a record had left its full file by a day."""
    return description.ended is not None and description.ended <= as_of


def compare(
    node: Node, said: Sequence[Description], trust: Mapping[str, float], time_point: TimePoint
) -> DifferingThing | None:
    """Compare what sources that still deliver a thing say of it; None where all agree, or none says that it is open."""
    label, as_of = node[0], time_point.as_of
    best_first = sorted(said, key=lambda one: rank(one, trust), reverse=True)
    delivered = [one for one in best_first if not has_ended(one, as_of)]
    folded = fold(label, said, trust)
    if not any(is_current(label, thing, as_of) for thing in (folded, *(one.item for one in delivered))):
        return None
    counts = leave_out_later(RECORDS[label], folded, as_of)
    differences = tuple(find_differences(label, counts, best_first, delivered))
    if not differences:
        return None
    party, shown = folded[KEYS[label]], is_current(label, folded, as_of)
    return DifferingThing(label, party, name_thing(label, folded), shown, differences)


def is_current(label: str, thing: Mapping[str, Any], as_of: date) -> bool:
    """Check whether a loan is open on a day, or the period of a figure has ended by it."""
    if label == Facility.label:
        return is_open(thing, "starts_on", as_of)
    return bool(PERIOD.fullmatch(thing["period"])) and find_period_end(thing["period"]) <= as_of


def find_differences(
    label: str, counts: Mapping[str, Any], best_first: Sequence[Description], delivered: Sequence[Description]
) -> Iterator[Difference]:
    """Find where sources that still deliver a thing differ from what counts; each source is named once for a field.

    A source that says nothing differs where the value is an end of the thing, or where its record is the one cited.
    """
    ends, cited = find_marked(RECORDS[label], Mark.ENDS), best_first[0]
    for name in list_compared(label):
        origin = next((one for one in best_first if one.item.get(name) is not None), None)
        if origin is None or counts.get(name) is None:
            continue
        named = {origin.source}
        for one in (one for one in delivered if one.source not in named):
            other = one.item.get(name)
            if other != counts[name] and (other is not None or name in ends or one is cited):
                named.add(one.source)
                yield Difference(name, counts[name], origin.record, other, one.record)


def list_compared(label: str) -> list[str]:
    """List the fields of a loan or figure that sources can describe differently."""
    return [item.name for item in read_fields(RECORDS[label]) if item.name != "id"]


def name_thing(label: str, thing: Mapping[str, Any]) -> str:
    """Return the name by which a page shows a thing: a loan by its id, a figure with its period."""
    return str(thing["id"]) if label == Facility.label else f"{thing['name']} {thing['period']}"
