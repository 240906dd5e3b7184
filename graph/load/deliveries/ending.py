"""End what a full delivery no longer names: the current version is closed, a successor says on which day it ended."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ....errors import SourceError
from ....ingest.delivered import DeliveredFile
from ...engine.statements import read_statement
from ...engine.store import Row, Store, Transaction
from ...whole_graph import NODES_PER_PAGE, PAGE_BUDGET_S, choose_bounds
from .. import write_statements as statements
from ..batch import close_versions
from ..fold import Node, list_described
from ..settle import list_touched, settle_holdings
from ..tie_ends import list_tie_splits, split_by_smaller_end
from ..write_statements import create_records, create_ties
from ..writing import Stamp, Writer, create, link, note_change, refold
from .survey import Survey

Item = TypeVar("Item")
ENDED = "~"  # at the end of the hash of a version that has ended: the same row delivered again is a change


class StoredRecord(NamedTuple):
    """A current record; with `only_ties` it describes nothing."""

    key: str
    delivery: str | None
    change: int | None
    known_from: date
    valid_to: date | None
    only_ties: bool
    ties: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Left:
    """The keys of records that a full delivery no longer names, and how many of the file are current.

    `before` counts the records that each delivery has ended already.
    """

    keys: tuple[str, ...]
    current: int
    before: Mapping[str, int] = field(default_factory=dict)


def find_left(store: Store, source: str, deliveries: Iterable[str], survey: Survey, day: date) -> Left:
    """Find the current records of a file that a survey of it does not name and that still hold on a day."""
    of_file, current, before = frozenset(deliveries), 0, Counter[str]()
    certain: list[str] = []
    ties: list[tuple[str, Sequence[str]]] = []
    for page in read_records(store, source):
        before.update(row.delivery for row in page if row.delivery and row.valid_to)
        rows = [row for row in page if row.delivery in of_file and row.valid_to is None]
        current += len(rows)
        named = survey.named.find([row.key for row in rows])
        gone = [row for row, seen in zip(rows, named, strict=True) if seen is None and row.known_from <= day]
        certain += [row.key for row in gone if not row.only_ties]
        ties += [(row.key, row.ties or ()) for row in gone if row.only_ties]
    return Left(tuple(sorted((*certain, *find_open(store, ties, day)))), current, before)


def read_records(store: Store, source: str) -> Iterator[list[StoredRecord]]:
    """Read the current records of a source in pages."""
    first, last = f"{source}|", f"{source}}}"  # } comes after | in every order
    bounds = [key for key in map(str, choose_bounds(store, "Record", NODES_PER_PAGE)) if first < key < last]
    for after, until in pairwise((first, *bounds, last)):
        page = store.read(
            read_statement("read/deliveries/records_page"), {"after": after, "until": until}, PAGE_BUDGET_S
        )[0]["page"]
        yield [StoredRecord(*row) for row in page]


def find_open(store: Store, records: Sequence[tuple[str, Sequence[str]]], day: date) -> list[str]:
    """Find which records of ties alone have one that has not ended by a day."""
    found: list[str] = []
    for part in split(records, store.settings.batch_rows):
        ties = store.transact(partial(read_current_ties, records=dict(part)))
        found += {tie["record"] for _, tie in ties if is_open(tie, day)}
    return found


def is_open(tie: Row, day: date) -> bool:
    """Check whether a tie has not ended by a day."""
    return tie.get("valid_to") is None or tie["valid_to"] > day


async def read_current_ties(transaction: Transaction, records: Mapping[str, Sequence[str]]) -> list[tuple[str, Row]]:
    """Read the current relationships of records, each with its type."""
    found: list[tuple[str, Row]] = []
    for label, splits in group_splits(records).items():
        for from_end, part in (await split_by_smaller_end(transaction, splits)).items():
            rows = await transaction.run(statements.read_ties(label, from_end), {"rows": part})
            found += [(label, row["tie"]) for row in rows]
    return found


def group_splits(records: Mapping[str, Sequence[str]]) -> dict[str, list[Row]]:
    """Group by type where the relationships of records may be."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for key, ties in records.items():
        for tie in ties:
            for label, start, end in list_tie_splits(tie):
                groups[label].append({"record": key, "start": start, "end": end})
    return groups


def check_left(source: str, file: DeliveredFile, survey: Survey, left: Left) -> None:
    """Raise `SourceError` if a full delivery is empty, cannot be read, or would end too much."""
    nothing = "nothing was changed"
    if not survey.rows:
        raise SourceError(f"{file.name} is a full delivery of {source} without rows, which would end all: {nothing}")
    if left.current and survey.unreadable:
        raise SourceError(
            f"{file.name} is a full delivery of {source}, but {survey.unreadable:,} of its rows cannot be read far "
            f"enough to know which records they are, so that these would end: {nothing}; correct the rows first"
        )
    if len(left.keys) > file.max_ended * left.current:
        raise SourceError(
            f"{file.name} is a full delivery of {source} that would end {len(left.keys):,} of {left.current:,} "
            f"records, more than {file.max_ended:.0%}: {nothing}; check the file, or raise `max_ended` in the mapping"
        )


def end_records(store: Store, keys: Sequence[str], stamp: Stamp, day: date) -> None:
    """End records in batches, each of them one transaction."""
    for part in split(keys, store.settings.batch_rows):
        store.transact(partial(end_batch, keys=part, stamp=stamp, day=day))


async def end_batch(transaction: Transaction, keys: Sequence[str], stamp: Stamp, day: date) -> None:
    """Close the current versions of some records and write their ended successors."""
    change = (await transaction.run(statements.NEXT_CHANGE))[0]["change"]
    writer = Writer(transaction, stamp, change)
    found = await transaction.run(statements.READ_RECORDS, {"keys": list(keys)})
    records = {row["record"]["key"]: row["record"] for row in found}
    ties = await read_current_ties(transaction, {key: row.get("ties") or () for key, row in records.items()})
    await close_versions(writer, {key: row.get("ties") or () for key, row in records.items()}, dict.fromkeys(keys, day))
    await create(writer, create_records, [end_record(row, change, day) for row in records.values()])
    for label, part in group_by_label(ties).items():
        await create(writer, partial(create_ties, label), [end_tie(tie, day) for tie in part])
    closed = (tie for row in records.values() for tie in row.get("ties") or ())
    await settle_holdings(writer, list_touched((), closed, several=True))
    described = {key: list_described([row.get("content")]) for key, row in records.items()}
    await link(writer, [(key, node) for key, nodes in described.items() for node in nodes])
    nodes: set[Node] = {node for part in described.values() for node in part}
    await refold(writer, nodes)
    await note_change(writer, nodes)


def end_record(record: Row, change: int, day: date) -> Row:
    """Build the successor of a record that has ended; it says the same, until a day."""
    kept = {name: record[name] for name in ("key", "place", "content", "ties") if record.get(name) is not None}
    replaced = f"@{change}|{record['key']}"
    return {**kept, "hash": f"{record['hash']}{ENDED}", "known_from": day, "valid_to": day, "replaces": replaced}


def end_tie(tie: Row, day: date) -> Row:
    """Build the successor of a relationship that has ended, on the day that the source gives if that is earlier."""
    ends = min(tie.get("valid_to") or day, day)
    kept = {name: value for name, value in tie.items() if not name.startswith("superseded_")}
    return {**kept, "known_from": day, "valid_to": max(ends, tie.get("valid_from") or ends)}


def group_by_label(ties: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """Group relationships by type."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for label, tie in ties:
        groups[label].append(tie)
    return groups


def split(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Split a list into parts of a size."""
    return (items[place : place + size] for place in range(0, len(items), size))
