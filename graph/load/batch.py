"""Write one batch of a load as one transaction: look up, close changed versions, create the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from ..engine.store import Transaction
from . import write_statements as statements
from .entry_rows import EntryRows, TieGroup, group_ties
from .fold import Node, Row, list_described
from .settle import list_touched, settle_holdings
from .tie_ends import list_tie_splits, split_by_smaller_end
from .writing import BlockedBatch, Stamp, Writer, link_only, write_described, write_ties


class OlderVersion(BlockedBatch):
    """A row would replace a version that became known after it."""


class UnknownRepeats(BlockedBatch):
    """Rows changed, and it is unknown which references occur in several rows of the file."""


@dataclass(slots=True)
class Batch:
    """The rows of one transaction, and the counts of what was written.

    If several rows share a reference, the first is written; the others are counted once it is stored. `ties` holds the
    relationships of all rows if they were grouped while the previous batch was being written. `repeats` are the
    keys that occur in the file with different contents, None if they were not looked for: a changed row among them is
    put into `ambiguous` and replaces nothing. `same` are the keys of the rows that are stored with this content, and
    `resumed` counts those of them that this delivery stored before it was interrupted.
    """

    stamp: Stamp
    rows: list[EntryRows]
    look_up: bool
    ties: list[TieGroup] | None = None
    repeats: Set[str] | None = None
    unchanged: int = 0
    resumed: int = 0
    parties: int = 0
    relationships: int = 0
    changed: dict[str, list[str]] = field(default_factory=dict)
    ambiguous: list[EntryRows] = field(default_factory=list)
    same: Set[str] = frozenset()


async def write_batch(transaction: Transaction, batch: Batch) -> Batch:
    """Write a batch. Raises the subclass of `BlockedBatch` that names what is wrong with its rows."""
    batch.unchanged = batch.resumed = batch.parties = batch.relationships = 0
    batch.changed, batch.ambiguous, batch.same = {}, [], frozenset()
    first = list(find_first_rows(batch.rows).values())
    rows = await leave_out_unchanged(transaction, batch, first) if batch.look_up else first
    if not rows:
        return batch
    change = (await transaction.run(statements.NEXT_CHANGE))[0]["change"]
    writer = Writer(transaction, batch.stamp, change)
    if batch.changed:  # the change number is now locked against other loads: check again for what they changed before
        rows = await leave_out_unchanged(transaction, batch, first)
        for row in rows:
            name_predecessor(row, f"@{change}|{row.key}" if row.key in batch.changed else None)
        days = {row.key: row.record["known_from"] for row in rows}
        writer.stale.update(await close_versions(writer, batch.changed, days))
    batch.parties = await write_described(writer, rows)
    ties = batch.ties if batch.ties is not None and len(rows) == len(batch.rows) else group_ties(rows)
    batch.relationships = await write_ties(writer, ties)
    closed = (tie for of_record in batch.changed.values() for tie in of_record)
    written = (tie for row in rows for tie in row.ties)
    await settle_holdings(writer, list_touched(written, closed, len(batch.stamp.trust) > 1))
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
    changed = [row for row in first if row.key in stored and stored[row.key]["hash"] != row.hash]
    if changed and batch.repeats is None:
        raise UnknownRepeats
    batch.ambiguous = [row for row in changed if row.key in (batch.repeats or ())]
    doubtful = {row.key for row in batch.ambiguous}
    batch.changed = {row.key: stored[row.key]["ties"] or [] for row in changed if row.key not in doubtful}
    if any(row.key in batch.changed and is_older(row, stored[row.key]["known_from"]) for row in first):
        raise OlderVersion
    same = [row for row in first if row.key in stored and row.key not in batch.changed and row.key not in doubtful]
    batch.same, batch.unchanged = {row.key for row in same}, len(same)
    batch.resumed = sum(stored[row.key]["delivery"] == batch.stamp.delivery for row in same)
    return [row for row in first if row.key not in stored or row.key in batch.changed]


async def close_versions(writer: Writer, records: Mapping[str, Sequence[str]], days: Mapping[str, date]) -> list[Node]:
    """Close stored records, given with their relationships, on the day of each; return what they described."""
    closing: dict[str, list[Row]] = defaultdict(list)
    for key, ties in records.items():
        for tie in ties:
            for label, start, end in list_tie_splits(tie):
                closing[label].append({"record": key, "start": start, "end": end, "known_to": days[key]})
    for label, part in closing.items():
        for from_end, rows in (await split_by_smaller_end(writer.transaction, part)).items():
            await writer.transaction.run(statements.close_ties(label, from_end), {"rows": rows})
    retired = [{"record": key, "known_to": days[key]} for key in records]
    closed = await writer.transaction.run(statements.RETIRE_RECORDS, {"rows": retired, "change": writer.change})
    described = list_described(row["content"] for row in closed)
    await link_only(writer.transaction, described, f"@{writer.change}|")
    return described


def name_predecessor(row: EntryRows, key: str | None) -> None:
    """Note in a row's record which version it replaces; the record of a single tie is created with the tie."""
    target = row.ties[0][1] if row.is_one_tie else row.record
    target.pop("replaces", None)  # of an attempt that was rolled back
    if key is not None:
        target["replaces"] = key


def is_older(row: EntryRows, known_from: date | None) -> bool:
    """Check whether a row became known before the stored version."""
    return known_from is not None and row.record["known_from"] < known_from
