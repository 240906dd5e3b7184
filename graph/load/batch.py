"""One batch of a load as one transaction: look up, close what changed, write what is new."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from ..engine.store import Transaction
from ..schema.types import PARTY_LABELS
from . import write_statements as statements
from .entry_rows import EntryRows, Row, TieGroup, find_shared, find_withdrawn, flat, group_ties, merge_parties, names_in
from .write_statements import Names


class Undone(Exception):  # noqa: N818 - what passes between two modules of the load is no error
    """Rows stand in the way of a batch and undo its transaction; the load finds and rejects them: no user sees this."""


class MissingEnd(Undone):
    """A relationship leads from or to something that is not in the graph."""


class OlderVersion(Undone):
    """A row would replace a version that became known after it."""


class OtherKind(Undone):
    """A row calls a party by another kind than an earlier one."""


@dataclass(slots=True)
class Batch:
    """The rows of one transaction and what became of them.

    Of rows with one reference the first is written; the others wait until it is known to be stored. `ties` are the
    relationships of all rows, where they were put together while the batch before was written.
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
    """Write a batch; raise the kind of `Undone` that says which rows stand in its way."""
    batch.unchanged, batch.parties, batch.relationships, batch.changed = 0, 0, 0, {}
    first = list(find_first(batch.rows).values())
    rows = await leave_out_unchanged(transaction, batch, first) if batch.look_up else first
    if not rows:
        return batch
    change = (await transaction.run(statements.NEXT_CHANGE))[0]["change"]
    if batch.changed:  # the change keeps other loads out until this one is stored: see what they changed meanwhile
        rows = await leave_out_unchanged(transaction, batch, first)
        await close_versions(transaction, batch, rows, change)
    batch.parties = await write_parties(transaction, rows, change)
    await write_things(transaction, rows)
    ties = batch.ties if batch.ties is not None and len(rows) == len(batch.rows) else group_ties(rows)
    batch.relationships = await write_ties(transaction, ties, batch.source)
    return batch


def find_first(rows: Iterable[EntryRows]) -> dict[str, EntryRows]:
    """Give the first row of every reference, by its key."""
    first: dict[str, EntryRows] = {}
    for row in rows:
        first.setdefault(row.key, row)
    return first


async def leave_out_unchanged(transaction: Transaction, batch: Batch, first: list[EntryRows]) -> list[EntryRows]:
    """Give the rows that are new or say something else than before."""
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
    """Close the records and relationships of rows that now say something else."""
    closing: dict[str, list[Row]] = defaultdict(list)
    days = {row.key: row.record["known_from"] for row in rows}
    for key, told in batch.changed.items():
        for tie in told:
            for label, start, end in cut(tie):
                closing[label].append({"record": key, "start": start, "end": end, "known_to": days[key]})
    for label, ties in closing.items():
        for from_end, part in (await by_smaller_end(transaction, ties)).items():
            await transaction.run(statements.close_ties(label, from_end), {"rows": part})
    retired = [{"record": key, "known_to": days[key]} for key in batch.changed]
    contents = await transaction.run(statements.RETIRE_RECORDS, {"rows": retired, "change": change})
    told_before = {row["record"]: row["content"] for row in contents}
    for label, part in find_withdrawn(rows, told_before).items():
        await transaction.run(statements.withdraw(label), {"rows": part})


def cut(tie: str) -> Iterator[tuple[str, str, str]]:
    """Give every way to cut `label|start|end`: an id may hold a `|`, and only the right cut meets the record's key."""
    label, *parts = tie.split("|")
    for place in range(1, len(parts)):
        yield label, "|".join(parts[:place]), "|".join(parts[place:])


async def by_smaller_end(transaction: Transaction, rows: list[Row]) -> dict[bool, list[Row]]:
    """Split relationships by the end from which to look for them: the one with fewer."""
    ids = list({row[end] for row in rows for end in ("start", "end")})
    ties = {row["id"]: row["ties"] for row in await transaction.run(statements.COUNT_TIES, {"ids": ids})}
    parts: dict[bool, list[Row]] = defaultdict(list)
    for row in rows:
        parts[ties.get(row["end"], 0) < ties.get(row["start"], 0)].append(row)
    return parts


async def write_parties(transaction: Transaction, rows: list[EntryRows], change: int) -> int:
    """Make or update the parties of the rows, and all records but those of lone relationships; count new parties."""
    parties = merge_parties(party for row in rows for party in row.parties)
    found = await transaction.run(statements.FIND_PARTIES, {"ids": list(parties)}) if parties else []
    kinds = {row["id"]: row["kind"] for row in found}
    if any(
        kinds.get(party["id"], parties[party["id"]]["kind"]) != party["kind"] for row in rows for party in row.parties
    ):
        raise OtherKind
    lone = find_lone_parties(rows, kinds)
    await create_parties(transaction, list(lone.values()), with_records=True)
    told = {row["id"] for row in lone.values()}
    new = [flat(party) for id_, party in parties.items() if id_ not in kinds and id_ not in told]
    await create_parties(transaction, new, with_records=False)
    records = [row.record for row in rows if not row.is_one_tie and row.key not in lone]
    if records:
        await create(transaction, statements.create_records, records)
    if kinds:
        await transaction.run(statements.UPDATE_PARTIES, {"rows": [parties[id_] for id_ in kinds]})
    links = [{"record": party["record"], "id": party["id"]} for row in rows if row.key not in lone
             for party in row.parties]  # fmt: skip
    if links:
        await transaction.run(statements.LINK_RECORDS, {"rows": links})
    if parties:
        await transaction.run(statements.NOTE_CHANGE, {"change": change, "parties": list(parties)})
    return len(parties) - len(kinds)


def find_lone_parties(rows: list[EntryRows], known: Mapping[str, str]) -> dict[str, Row]:
    """Give, by their keys, the rows that describe one new party and nothing else: it is made with its record."""
    times = Counter(party["id"] for row in rows for party in row.parties)
    return {
        row.key: {**flat(row.parties[0]), **row.record}
        for row in rows
        if row.is_one_party and times[row.parties[0]["id"]] == 1 and row.parties[0]["id"] not in known
    }


async def create_parties(transaction: Transaction, parties: list[Row], *, with_records: bool) -> None:
    """Make new parties, kind by kind."""
    make = statements.create_parties_with_records if with_records else statements.create_parties
    for kind in PARTY_LABELS:
        part = [party for party in parties if party["kind"] == kind]
        if part:
            await create(transaction, partial(make, kind), part)


async def write_things(transaction: Transaction, rows: list[EntryRows]) -> None:
    """Make or update the lawsuits, documents, indicators and facilities of the rows."""
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
    """Make relationships, with the records that say nothing else; give their number."""
    for group in groups:
        make = statements.create_ties_with_records if group.alone else statements.create_ties
        shared = {**group.shared, "source": source}
        statement = make(group.label, group.names | {"source"}, frozenset(shared))
        made = await transaction.run(statement, {"rows": group.rows, **shared})
        if made[0]["made"] != len(group.rows):
            raise MissingEnd
    return sum(len(group.rows) for group in groups)


async def create(transaction: Transaction, make: Callable[[Names, Names], str], rows: list[Row]) -> None:
    """Run a statement that makes something of every row; what all rows share is sent once."""
    names = names_in(rows)
    rows, shared = find_shared(rows)
    await transaction.run(make(names, frozenset(shared)), {"rows": rows, **shared})


def is_older(row: EntryRows, known_from: date | None) -> bool:
    """Say whether a row became known before the version that is stored."""
    return known_from is not None and row.record["known_from"] < known_from
