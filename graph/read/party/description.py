"""Who a party is on a day, as it was known on a day: from its records when the question is about the past.

A party's node holds what its current records say, folded in the order in which sources are believed. An earlier state
is folded in the same order from the records of that time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ....errors import NotFoundError
from ...load.fold import Description, fold, read_descriptions
from ...time_point import TimePoint

PROVENANCE = ("change", "source", "record")
NAMING = frozenset({"id", "kind", "name", "names", "identifiers", *PROVENANCE})
COMPARED = ("name", "operating_status", "registered_capital", "founded", "jurisdiction")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A value of a party that a record gives, and the other one, of a better record, that counts."""

    field: str
    value: object
    record: str
    counts: object
    better: str


def describe_party(
    stored: Mapping[str, Any], records: Sequence[Mapping[str, Any]], time_point: TimePoint, trust: Mapping[str, float]
) -> dict[str, Any]:
    """Return the properties of a party; raise NotFoundError when nothing was known of it then.

    What kind of party it is does not change with time: the kind is that of all that was known, of whatever day. Before
    the day of its first description a party has the name and identifiers of that one, and nothing else is known of it.
    """
    if not time_point.is_past:
        return dict(stored)
    descriptions = list(list_descriptions(stored["id"], records, time_point))
    if not descriptions:
        if time_point.as_known is not None:
            raise NotFoundError(f"the party {stored['id'][:80]!r} was not known yet on {time_point.as_known}")
        return {"id": stored["id"], "kind": stored["kind"], "name": stored["name"], "names": [], "identifiers": []}
    kind = fold("Party", descriptions, trust)["kind"]
    if holding := [one for one in descriptions if read_day(one) <= time_point.as_of]:
        return {**fold("Party", holding, trust), "kind": kind}
    first = fold("Party", [min(descriptions, key=read_day)], trust)
    return {name: value for name, value in first.items() if name in NAMING} | {"kind": kind}


def read_day(description: Description) -> date:
    """Return the day from which a description holds; one without a day holds for all."""
    return description.item.get("described_at") or date.min


def list_descriptions(id_: str, records: Sequence[Mapping[str, Any]], time_point: TimePoint) -> Iterator[Description]:
    """List what records say of a party; an end that comes after the day asked for is not known to it."""
    for record in records:
        for node, description in read_descriptions(record["key"], record):
            if node == ("Party", id_):
                later = description.ended is not None and description.ended > time_point.as_of
                yield replace(description, ended=None) if later else description


def find_contradictions(party: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> tuple[Contradiction, ...]:
    """Find where records of other sources than that of the best description give something else."""
    found: dict[tuple[str, str], Contradiction] = {}
    for record in records:
        for node, description in read_descriptions(record["key"], record):
            if node != ("Party", party["id"]) or description.source == party.get("source") or description.ended:
                continue
            for name in COMPARED:
                value, counts = description.item.get(name), party.get(name)
                if value is not None and counts is not None and value != counts:
                    one = Contradiction(name, value, description.record, counts, party["record"])
                    found.setdefault((description.source, name), one)
    return tuple(found.values())
