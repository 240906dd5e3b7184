"""What a node says, from the records that describe it: the same result in whatever order they were loaded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import orjson

from ...ingest.records import THINGS, Indicator
from ...ingest.records.declaration import Mark, find_marked
from ..read.source_loads import UNKNOWN_TRUST
from ..schema.graph_model import node_types
from ..schema.properties import ENDED_ON, PropertyType

Row = dict[str, Any]
Node = tuple[str, str]  # label and id

LISTS = ("names", "identifiers")
# the property with the closing day of a thing that no source delivers any longer
CLOSED = {record.label: marked[0] for record in THINGS if (marked := find_marked(record, Mark.ENDS))}
CLOSED[Indicator.label] = ENDED_ON.name


@dataclass(frozen=True, slots=True)
class Description:
    """What one record says of one node; `ended` is the day on which the record left its full file."""

    record: str
    item: Mapping[str, Any]
    change: int
    row: int
    ended: date | None = None

    @property
    def source(self) -> str:
        """Return the source of the record."""
        return self.record.partition("|")[0]


def fold(label: str, descriptions: Sequence[Description], trust: Mapping[str, float]) -> Row:
    """Fold descriptions into the properties of a node; each property comes from the best description that has it."""
    if len(descriptions) == 1 and descriptions[0].ended is None:
        return complete(label, dict(descriptions[0].item), descriptions[0].record)
    best_first = sorted(descriptions, key=lambda one: rank(one, trust), reverse=True)
    folded: Row = {}
    for one in best_first:
        for name, value in one.item.items():
            if value is not None and name not in LISTS:
                folded.setdefault(name, value)
    for name in LISTS:
        folded[name] = [value for one in best_first for value in one.item.get(name) or ()]
    folded["names"] += [one.item["name"] for one in best_first if "name" in one.item]
    days = [one.ended for one in best_first]
    if label in CLOSED and None not in days:
        folded.setdefault(CLOSED[label], max(day for day in days if day is not None))
    return complete(label, folded, best_first[0].record)


def rank(one: Description, trust: Mapping[str, float]) -> tuple[bool, float, date, int, int, str]:
    """Rank a description: still delivered, then more trusted, then of a later day, then written later."""
    day = one.item.get("described_at") or date.min
    return one.ended is None, trust.get(one.source, UNKNOWN_TRUST), day, one.change, one.row, one.record


def complete(label: str, folded: Row, record: str) -> Row:
    """Add where the description comes from; put a party's current name first and its other names in order."""
    folded.update(source=record.partition("|")[0], record=record)
    names, identifiers = (folded.pop(name, None) or () for name in LISTS)
    if label == "Party":
        name = folded["name"]
        folded["names"] = [name, *sorted({*names} - {name})]
        folded["identifiers"] = sorted({*identifiers})
    return folded


def read_descriptions(key: str, stored: Mapping[str, Any]) -> Iterator[tuple[Node, Description]]:
    """Read what a stored record says of each node it describes; `stored` has its content, change, place and end.

    The key of a retired record begins with `@` and the number of the change that retired it.
    """
    key = key.split("|", 1)[1] if key.startswith("@") else key
    row = int(str(stored["place"]).rpartition(":")[2] or 0)
    for label, item in orjson.loads(stored["content"] or b"[]"):
        known = {name: value for name, value in item.items() if value is not None}
        days = {name: date.fromisoformat(known[name]) for name in list_days(label) if name in known}
        change = -1 if stored["change"] is None else stored["change"]
        yield (label, item["id"]), Description(key, known | days, change, row, stored["valid_to"])


def list_described(contents: Iterable[str | None]) -> list[Node]:
    """List the nodes that stored contents of records describe, each once."""
    items = ((label, item["id"]) for content in contents for label, item in orjson.loads(content or b"[]"))
    return list(dict.fromkeys(items))


@cache
def list_days(label: str) -> tuple[str, ...]:
    """List the properties of a label that hold days."""
    return tuple(item.name for item in node_types()[label].properties if item.type is PropertyType.DATE)
