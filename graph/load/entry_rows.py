"""What one entry of a source becomes: its record, and the rows from which its nodes and relationships are made."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast

import orjson

from ...ingest.records import Entry, Item, Party, Place, Thing, Tie

Row = dict[str, Any]

FEWEST_TO_SHARE = 20


@dataclass(frozen=True, slots=True)
class EntryRows:
    """The rows of one entry, ready to be sent."""

    key: str
    hash: str
    place: Place
    record: Row
    parties: tuple[Row, ...]
    things: tuple[tuple[str, Row], ...]
    ties: tuple[tuple[str, Row], ...]
    size: int  # roughly how many bytes it takes to send

    @property
    def is_one_tie(self) -> bool:
        """Say whether the row makes one relationship and nothing else."""
        return len(self.ties) == 1 and not self.parties and not self.things

    @property
    def is_one_party(self) -> bool:
        """Say whether the row describes one party and nothing else."""
        return len(self.parties) == 1 and not self.ties and not self.things


@dataclass(frozen=True, slots=True)
class TieGroup:
    """Relationships of one type with properties of some `names`: `rows` hold them but for those that all rows share.

    `alone` says that the record of each says nothing else and is made with it.
    """

    label: str
    alone: bool
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
    told = content + orjson.dumps(ties) if ties else content
    digest = blake2b(told, digest_size=16).hexdigest()
    for _, row in ties:
        add_origin(row, key, entry.known_from)
    record: Row = {"key": key, "hash": digest, "place": place, "known_from": entry.known_from}
    if len(ties) == 1 and not others:
        ties[0][1].update(hash=digest, place=place)  # the record is made with its one relationship
    elif ties:
        record["ties"] = [f"{label}|{row['start_key']}|{row['end_key']}" for label, row in ties]
    if others:
        record["content"] = content.decode()
    return EntryRows(
        key,
        digest,
        entry.place,
        record,
        tuple(party_row(source, key, item) for item in others if isinstance(item, Party)),
        tuple((item.label, thing_row(source, key, item)) for item in others if not isinstance(item, Party)),
        tuple(ties),
        len(told) * 2 + 200 * (1 + len(ties)),
    )


def add_origin(tie: Row, record: str, known_from: date) -> None:
    """Add to the properties of a relationship where it comes from; its source is the same for a whole load."""
    tie["start_key"] = tie.pop("start")
    tie["end_key"] = tie.pop("end")
    tie["record"] = record
    tie["known_from"] = known_from


def party_row(source: str, record: str, party: Party) -> Row:
    """Give the row of one party: its id, its lists, and its other properties."""
    row = read_fields(party)
    names = list(dict.fromkeys((party.name, *party.names)))
    identifiers = list(party.identifiers)
    row.update(source=source, record=record)
    row.pop("names", None)
    row.pop("identifiers", None)
    return {
        "id": party.id,
        "kind": party.kind.value,
        "record": record,
        "names": names,
        "identifiers": identifiers,
        "properties": row,
    }


def find_withdrawn(rows: Iterable[EntryRows], before: Mapping[str, str | None]) -> dict[str, list[Row]]:
    """Give, by label, what the records said `before` of nodes and no longer say: a cell that was emptied."""
    withdrawn: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        now = {("Party", party["id"]): {**party, **party["properties"]} for party in row.parties}
        now |= {(label, thing["id"]): thing for label, thing in row.things}
        for label, told in orjson.loads(before.get(row.key) or b"[]"):
            said = now.get((label, told["id"]))
            gone = [name for name, value in told.items() if value is not None and name not in (said or told)]
            if gone:
                withdrawn[label].append({"id": told["id"], "record": row.key, "withdrawn": dict.fromkeys(gone)})
    return withdrawn


def merge_parties(parties: Iterable[Row]) -> dict[str, Row]:
    """Join the descriptions of a batch by party: a newer one replaces, an older one only fills gaps."""
    merged: dict[str, Row] = {}
    for party in parties:
        other = merged.get(party["id"])
        merged[party["id"]] = join(other, party) if other else party
    return merged


def join(first: Row, second: Row) -> Row:
    """Join two descriptions of one party."""
    days = [row["properties"].get("described_at") for row in (first, second)]
    newer = days[0] is None or (days[1] is not None and days[1] >= days[0])
    old, new = (first, second) if newer else (second, first)
    return {
        **new,
        "names": list(dict.fromkeys((*first["names"], *second["names"]))),
        "identifiers": list(dict.fromkeys((*first["identifiers"], *second["identifiers"]))),
        "properties": {**old["properties"], **new["properties"]},
    }


def flat(party: Row) -> Row:
    """Give all properties of a new party in one map."""
    return {**party["properties"], "names": party["names"], "identifiers": party["identifiers"]}


def group_ties(rows: list[EntryRows]) -> list[TieGroup]:
    """Give the relationships of rows as the statements take them."""
    parts: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        for label, tie in row.ties:
            parts[label, row.is_one_tie].append(tie)
    return [TieGroup(label, alone, names_in(part), *find_shared(part)) for (label, alone), part in parts.items()]


def names_in(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Give the names of all properties that some rows have."""
    return frozenset().union(*rows)


def find_shared(rows: list[Row]) -> tuple[list[Row], Row]:
    """Give rows without what all of them share, and that apart: a day in every row is dear to send."""
    first, last = rows[0], rows[-1]
    if len(rows) < FEWEST_TO_SHARE:
        return rows, {}
    likely = [name for name, value in first.items() if name in last and is_same_value(last[name], value)]
    shared = {name: first[name] for name in likely if all(is_same_value(row.get(name), first[name]) for row in rows)}
    return [{name: value for name, value in row.items() if name not in shared} for row in rows], shared


def is_same_value(one: object, other: object) -> bool:
    """Say whether two values are one for the graph, where 1, 1.0 and true are three."""
    return one is other or (type(one) is type(other) and one == other)


def thing_row(source: str, record: str, thing: Thing) -> Row:
    """Give the properties of one lawsuit, document, indicator or facility."""
    row = read_fields(thing)
    row.update(source=source, record=record)
    return row


def read_fields(item: Item) -> Row:
    """Give the known fields of an item by name, closed sets as plain text."""
    return field_reader(cast(Hashable, type(item)))(item)


@cache
def field_reader(kind: Any) -> Callable[[Item], Row]:
    """Make the function that reads the fields of one kind of item."""
    names = tuple(item.name for item in fields(kind))
    read_all = attrgetter(*names)

    def read(item: Item) -> Row:
        values = zip(names, read_all(item), strict=True)
        return {
            name: value.value if isinstance(value, StrEnum) else value for name, value in values if value is not None
        }

    return read
