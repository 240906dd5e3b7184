"""Write one batch of a load as one transaction: look up, close changed versions, create the rest."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from ..engine.store import Transaction
from ..schema.types import PARTY_LABELS
from . import write_statements as statements
from .entry_rows import (
    EntryRows,
    Row,
    TieGroup,
    find_shared,
    find_withdrawn,
    flatten_party,
    group_ties,
    list_names,
    merge_parties,
)
from .write_statements import Names


class BlockedBatch(Exception):  # noqa: N818 - handled inside the load, never reported as an error
    """Some rows are invalid; the batch was rolled back.

    The load finds and rejects these rows, then writes the others. Users never see this exception.
    """


class MissingEnd(BlockedBatch):
    """A relationship starts or ends at a node that is not in the graph."""


class OlderVersion(BlockedBatch):
    """A row would replace a version that became known after it."""


class ConflictingKind(BlockedBatch):
    """A row and an earlier one disagree on the kind of a party."""


@dataclass(slots=True)
class Batch:
    """The rows of one transaction, and the counts of what was written.

    If several rows share a reference, the first is written; the others are counted once it is stored. `ties` holds the
    relationships of all rows if they were grouped while the previous batch was being written.
    """

    source: str
    rows: list[EntryRows]
    look_up: bool
    ties: list[TieGroup] | None = None
    unchanged: int = 0
    parties: int = 0
    relationships: int = 0
    changed: dict[str, list[str]] = field(default_factory=dict)


async def write_batch(transaction: Transaction, batch: Batch) -> Batch:
    """Write a batch. Raises the subclass of `BlockedBatch` that names what is wrong with its rows."""
    batch.unchanged, batch.parties, batch.relationships, batch.changed = 0, 0, 0, {}
    first = list(find_first_rows(batch.rows).values())
    rows = await leave_out_unchanged(transaction, batch, first) if batch.look_up else first
    if not rows:
        return batch
    change = (await transaction.run(statements.NEXT_CHANGE))[0]["change"]
    if batch.changed:  # the change number is now locked against other loads: check again for what they changed before
        rows = await leave_out_unchanged(transaction, batch, first)
        await close_versions(transaction, batch, rows, change)
    batch.parties = await write_parties(transaction, rows, change)
    await write_things(transaction, rows)
    ties = batch.ties if batch.ties is not None and len(rows) == len(batch.rows) else group_ties(rows)
    batch.relationships = await write_ties(transaction, ties, batch.source)
    return batch


def find_first_rows(rows: Iterable[EntryRows]) -> dict[str, EntryRows]:
    """Return the first row of every reference, by its key."""
    first: dict[str, EntryRows] = {}
    for row in rows:
        first.setdefault(row.key, row)
    return first


async def leave_out_unchanged(transaction: Transaction, batch: Batch, first: list[EntryRows]) -> list[EntryRows]:
    """Return the rows that are new or whose content changed; note the changed ones in the batch."""
    found = await transaction.run(statements.FIND_RECORDS, {"keys": [row.key for row in first]})
    stored = {row["key"]: row for row in found}
    batch.changed = {
        row.key: stored[row.key]["ties"] or []
        for row in first
        if row.key in stored and stored[row.key]["hash"] != row.hash
    }
    if any(row.key in batch.changed and is_older(row, stored[row.key]["known_from"]) for row in first):
        raise OlderVersion
    rows = [row for row in first if row.key not in stored or row.key in batch.changed]
    batch.unchanged = len(first) - len(rows)
    return rows


async def close_versions(transaction: Transaction, batch: Batch, rows: list[EntryRows], change: int) -> None:
    """Close the stored records and relationships of rows whose content changed."""
    closing: dict[str, list[Row]] = defaultdict(list)
    days = {row.key: row.record["known_from"] for row in rows}
    for key, tie_keys in batch.changed.items():
        for tie in tie_keys:
            for label, start, end in list_tie_splits(tie):
                closing[label].append({"record": key, "start": start, "end": end, "known_to": days[key]})
    for label, ties in closing.items():
        for from_end, part in (await split_by_smaller_end(transaction, ties)).items():
            await transaction.run(statements.close_ties(label, from_end), {"rows": part})
    retired = [{"record": key, "known_to": days[key]} for key in batch.changed]
    closed = await transaction.run(statements.RETIRE_RECORDS, {"rows": retired, "change": change})
    contents = {row["record"]: row["content"] for row in closed}
    for label, part in find_withdrawn(rows, contents).items():
        await transaction.run(statements.withdraw_values(label), {"rows": part})


def list_tie_splits(tie: str) -> Iterator[tuple[str, str, str]]:
    """List every way to split `label|start|end`.

    An id may contain `|`. Only the right split matches a relationship with the record's key.
    """
    label, *parts = tie.split("|")
    for place in range(1, len(parts)):
        yield label, "|".join(parts[:place]), "|".join(parts[place:])


async def split_by_smaller_end(transaction: Transaction, rows: list[Row]) -> dict[bool, list[Row]]:
    """Split relationships by the end to search from: True if the end node has fewer relationships than the start."""
    ids = list({row[end] for row in rows for end in ("start", "end")})
    ties = {row["id"]: row["ties"] for row in await transaction.run(statements.COUNT_TIES, {"ids": ids})}
    parts: dict[bool, list[Row]] = defaultdict(list)
    for row in rows:
        parts[ties.get(row["end"], 0) < ties.get(row["start"], 0)].append(row)
    return parts


async def write_parties(transaction: Transaction, rows: list[EntryRows], change: int) -> int:
    """Create or update the parties of the rows and their records; return the number of new parties.

    A record with one relationship and nothing else is left to `write_ties`.
    """
    parties = merge_parties(party for row in rows for party in row.parties)
    found = await transaction.run(statements.FIND_PARTIES, {"ids": list(parties)}) if parties else []
    kinds = {row["id"]: row["kind"] for row in found}
    if any(
        kinds.get(party["id"], parties[party["id"]]["kind"]) != party["kind"] for row in rows for party in row.parties
    ):
        raise ConflictingKind
    single = find_single_party_rows(rows, kinds)
    await create_parties(transaction, list(single.values()), with_records=True)
    created = {row["id"] for row in single.values()}
    new = [flatten_party(party) for id_, party in parties.items() if id_ not in kinds and id_ not in created]
    await create_parties(transaction, new, with_records=False)
    records = [row.record for row in rows if not row.is_one_tie and row.key not in single]
    if records:
        await create(transaction, statements.create_records, records)
    if kinds:
        await transaction.run(statements.UPDATE_PARTIES, {"rows": [parties[id_] for id_ in kinds]})
    links = [{"record": party["record"], "id": party["id"]} for row in rows if row.key not in single
             for party in row.parties]  # fmt: skip
    if links:
        await transaction.run(statements.LINK_RECORDS, {"rows": links})
    if parties:
        await transaction.run(statements.NOTE_CHANGE, {"change": change, "parties": list(parties)})
    return len(parties) - len(kinds)


def find_single_party_rows(rows: list[EntryRows], known: Mapping[str, str]) -> dict[str, Row]:
    """Find the rows that describe one new party and nothing else, by key: one statement creates party and record."""
    times = Counter(party["id"] for row in rows for party in row.parties)
    return {
        row.key: {**flatten_party(row.parties[0]), **row.record}
        for row in rows
        if row.is_one_party and times[row.parties[0]["id"]] == 1 and row.parties[0]["id"] not in known
    }


async def create_parties(transaction: Transaction, parties: list[Row], *, with_records: bool) -> None:
    """Create new parties, one kind at a time."""
    make = statements.create_parties_with_records if with_records else statements.create_parties
    for kind in PARTY_LABELS:
        part = [party for party in parties if party["kind"] == kind]
        if part:
            await create(transaction, partial(make, kind), part)


async def write_things(transaction: Transaction, rows: list[EntryRows]) -> None:
    """Create or update the lawsuits, documents, indicators and facilities of the rows."""
    things: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for label, thing in row.things:
            things[label].append(thing)
    for label, part in things.items():
        found = await transaction.run(statements.find_nodes(label), {"ids": [thing["id"] for thing in part]})
        times = Counter(thing["id"] for thing in part) + Counter(row["id"] for row in found)
        new = [thing for thing in part if times[thing["id"]] == 1]
        if new:
            await create(transaction, partial(statements.create_things, label), new)
        if len(new) < len(part):
            others = [thing for thing in part if times[thing["id"]] > 1]
            await transaction.run(statements.merge_things(label), {"rows": others})


async def write_ties(transaction: Transaction, groups: list[TieGroup], source: str) -> int:
    """Create relationships, each with its record where that holds nothing else; return their number."""
    for group in groups:
        make = statements.create_ties_with_records if group.with_records else statements.create_ties
        shared = {**group.shared, "source": source}
        statement = make(group.label, group.names | {"source"}, frozenset(shared))
        made = await transaction.run(statement, {"rows": group.rows, **shared})
        if made[0]["made"] != len(group.rows):
            raise MissingEnd
    return sum(len(group.rows) for group in groups)


async def create(transaction: Transaction, make: Callable[[Names, Names], str], rows: list[Row]) -> None:
    """Run a statement that creates one node per row; values shared by all rows are sent once."""
    names = list_names(rows)
    rows, shared = find_shared(rows)
    await transaction.run(make(names, frozenset(shared)), {"rows": rows, **shared})


def is_older(row: EntryRows, known_from: date | None) -> bool:
    """Check whether a row became known before the stored version."""
    return known_from is not None and row.record["known_from"] < known_from
