"""Turn one entry of a source into rows: its record, and the nodes and relationships to create."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast

import orjson

from ...ingest.records import Entry, Item, Party, Place, Tie
from .fold import Description, Node, Row

FEWEST_TO_SHARE = 20


@dataclass(frozen=True, slots=True)
class EntryRows:
    """The rows of one entry, ready to send to the engine; `described` are nodes by label, with what the entry says."""

    key: str
    hash: str
    place: Place
    record: Row
    described: tuple[tuple[str, Row], ...]
    ties: tuple[tuple[str, Row], ...]
    size: int  # estimated bytes on the wire

    @property
    def parties(self) -> Iterator[Row]:
        """The parties that the entry describes."""
        return (item for label, item in self.described if label == Party.label)

    @property
    def is_one_tie(self) -> bool:
        """Whether the entry is one relationship and nothing else."""
        return len(self.ties) == 1 and not self.described


@dataclass(frozen=True, slots=True)
class TieGroup:
    """Relationships of one type, with `names` as the properties that any of them has.

    `rows` hold the values that differ, `shared` those equal in all rows. With `with_records`, each relationship is the
    only content of its record and is created together with it.
    """

    label: str
    with_records: bool
    names: frozenset[str]
    rows: list[Row]
    shared: Row


def read_entry(source: str, entry: Entry) -> EntryRows:
    """Turn one entry into rows."""
    key = f"{source}|{entry.reference}"
    place = f"{entry.place.file}:{entry.place.row}"
    ties = [(item.label, read_fields(item)) for item in entry.items if isinstance(item, Tie)]
    others = [item for item in entry.items if not isinstance(item, Tie)]
    content = orjson.dumps([[item.label, item] for item in others]) if others else b""
    hashed = content + orjson.dumps(ties) if ties else content
    digest = blake2b(hashed, digest_size=16).hexdigest()
    for _, row in ties:
        add_origin(row, key, entry.known_from)
    record: Row = {"key": key, "hash": digest, "place": place, "known_from": entry.known_from}
    if len(ties) == 1 and not others:
        ties[0][1].update(hash=digest, place=place)  # the record is created with its one relationship
    elif ties:
        record["ties"] = [f"{label}|{row['start_key']}|{row['end_key']}" for label, row in ties]
    if others:
        record["content"] = content.decode()
    described = tuple([(item.label, read_fields(item)) for item in others])
    return EntryRows(key, digest, entry.place, record, described, tuple(ties), len(hashed) * 2 + 200 * (1 + len(ties)))


def add_origin(tie: Row, record: str, known_from: date) -> None:
    """Add the origin to a relationship's properties, except the source, which is the same for a whole load."""
    tie["start_key"] = tie.pop("start")
    tie["end_key"] = tie.pop("end")
    tie["record"] = record
    tie["known_from"] = known_from


def describe(row: EntryRows, change: int) -> Iterator[tuple[Node, Description]]:
    """Return what an entry says of each node, as written by a change."""
    for label, item in row.described:
        yield (label, item["id"]), Description(row.key, item, change, row.place.row)


def group_ties(rows: list[EntryRows]) -> list[TieGroup]:
    """Group the relationships of rows by type and by whether they are created with their records."""
    parts: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        for label, tie in row.ties:
            parts[label, row.is_one_tie].append(tie)
    return [
        TieGroup(label, with_records, list_names(part), *find_shared(part))
        for (label, with_records), part in parts.items()
    ]


def list_names(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """List the names of all properties that any row has."""
    return frozenset().union(*rows)


def find_shared(rows: list[Row]) -> tuple[list[Row], Row]:
    """Separate the values that all rows share from the rows: sending a date in every row is expensive."""
    first, last = rows[0], rows[-1]
    if len(rows) < FEWEST_TO_SHARE:
        return rows, {}
    likely = [name for name, value in first.items() if name in last and is_same_value(last[name], value)]
    shared = {name: first[name] for name in likely if all(is_same_value(row.get(name), first[name]) for row in rows)}
    return [{name: value for name, value in row.items() if name not in shared} for row in rows], shared


def is_same_value(one: object, other: object) -> bool:
    """Check whether two values are the same to the graph, which distinguishes 1, 1.0 and true."""
    return one is other or (type(one) is type(other) and one == other)


def read_fields(item: Item) -> Row:
    """Return the known fields of an item by name, closed sets as plain text."""
    return build_field_reader(cast(Hashable, type(item)))(item)


@cache
def build_field_reader(kind: Any) -> Callable[[Item], Row]:
    """Build the function that reads the fields of one kind of item."""
    names = tuple(item.name for item in fields(kind))
    read_all = attrgetter(*names)

    def read(item: Item) -> Row:
        values = zip(names, read_all(item), strict=True)
        return {
            name: value.value if isinstance(value, StrEnum) else value for name, value in values if value is not None
        }

    return read
