"""Load the entries of a source as records, nodes and relationships.

Loading the same input twice changes nothing, and an interrupted load can be resumed. Both rest on `Record` nodes
(unique key, content hash); relationships are created in the same transaction as their record. A row whose content
changed closes its earlier version and opens the next; nothing is overwritten.
"""

import logging
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from neo4j.exceptions import ConstraintError

from ...errors import EngineError
from ...ingest.records import Entry, Place, Reject
from ..engine.store import RACE_RETRIES, Store
from ..read.source_loads import BEGUN, PREFIX
from .batch import Batch, ConflictingKind, MissingEnd, OlderVersion, find_first_rows, write_batch
from .blocked_rows import check_ends, check_kinds, check_versions, reject_repeated
from .entry_rows import EntryRows, TieGroup, group_ties, read_entry
from .used_references import UsedReferences

logger = logging.getLogger(__name__)

BATCH_BYTES = 4_000_000  # a Bolt message of the embedded engine holds 16 MB
REJECTS_PER_LINE = 5_000  # a file that is mostly rejects would otherwise report no progress between batches
REJECTED_IDS_KEPT = 50_000  # beyond these, a reject names the missing node but not the rejected row that describes it
READ_STATE = "MATCH (state:State {id: $id}) RETURN state.content AS content"
WRITE_STATE = "MERGE (state:State {id: $id}) SET state.content = $content"
OnReject = Callable[[Reject], None]


@dataclass(slots=True)
class LoadCount:
    """The counts of a load; read = stored + unchanged + rejected."""

    read: int = 0
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0
    parties: int = 0
    relationships: int = 0
    seconds: float = 0.0
    peak_rss_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A finished load and the file of its rejects, None if there are none.

    `seconds` include updating the name index and starting the engine.
    """

    source: str
    count: LoadCount
    rejects: Path | None
    reasons: tuple[tuple[str, str, int], ...]
    seconds: float


@dataclass(slots=True)
class Loading:
    """A load in progress; `rejected` holds the places of rejected rows by the ids of the nodes they describe."""

    store: Store
    source: str
    known_from: date
    first: bool
    on_reject: OnReject
    progress: Callable[[str], None]
    count: LoadCount = field(default_factory=LoadCount)
    used: UsedReferences = field(default_factory=UsedReferences)
    rejected: dict[str, Place] = field(default_factory=dict)


def load_entries(
    store: Store,
    source: str,
    entries: Iterable[Entry | Reject],
    known_from: date,
    on_reject: OnReject = lambda _: None,
    progress: Callable[[str], None] = logger.info,
) -> LoadCount:
    """Load the entries of a source; pass unusable rows to `on_reject` and store the others."""
    started = time.monotonic()
    first = note_load_begun(store, source)
    loading = Loading(store, source, known_from, first, on_reject, progress)
    under_way: tuple[Batch, Future[Batch]] | None = None
    with loading.used:
        for rows in read_batches(entries, loading):
            ties = group_ties(rows) if first else None  # done while the previous batch is being written
            if under_way:
                finish_batch(*under_way, loading)
            under_way = begin_batch(rows, ties, loading)
        if under_way:
            finish_batch(*under_way, loading)
    loading.count.seconds = round(time.monotonic() - started, 3)
    loading.count.peak_rss_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    write_statistics(loading)
    return loading.count


def note_load_begun(store: Store, source: str) -> bool:
    """Record that a load has begun; return whether it is the first of its source.

    If the load is interrupted, the register of sources reports it, and the next load looks records up before writing.
    """
    stored = store.read(READ_STATE, {"id": f"{PREFIX}{source}"})
    before = orjson.loads(stored[0]["content"] or b"{}") if stored else {}
    write_state(store, source, {**before, BEGUN: date.today().isoformat()})
    return not stored


def read_batches(entries: Iterable[Entry | Reject], loading: Loading) -> Iterator[list[EntryRows]]:
    """Read the usable rows in batches; count the others."""
    rows: list[EntryRows] = []
    size = 0
    for entry in entries:
        loading.count.read += 1
        if isinstance(entry, Reject):
            reject(entry, loading)
            continue
        rows.append(read_entry(loading.source, entry))
        size += rows[-1].size
        if len(rows) >= loading.store.settings.batch_rows or size > BATCH_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def begin_batch(rows: list[EntryRows], ties: list[TieGroup] | None, loading: Loading) -> tuple[Batch, Future[Batch]]:
    """Skip references that an earlier batch used and start writing the rest."""
    kept = skip_used_references(rows, loading)
    batch = Batch(loading.source, kept, not loading.first, ties if len(kept) == len(rows) else None)
    return batch, submit_batch(batch, loading)


def submit_batch(batch: Batch, loading: Loading) -> Future[Batch]:
    """Start writing a batch; without a look-up, a record that exists already is no race and is not retried."""
    races = RACE_RETRIES if batch.look_up else 1
    return loading.store.begin(lambda transaction: write_batch(transaction, batch), races=races)


def skip_used_references(rows: list[EntryRows], loading: Loading) -> list[EntryRows]:
    """Return the rows whose reference no earlier batch stored."""
    stored = loading.used.find([row.key for row in rows])
    for row, content in zip(rows, stored, strict=True):
        if content is not None:
            count_repeated_row(row, content, loading)
    return [row for row, content in zip(rows, stored, strict=True) if content is None]


def count_repeated_row(row: EntryRows, content: str, loading: Loading) -> None:
    """Count a row whose reference is used already: as unchanged if its content is equal, else as a reject."""
    if row.hash.startswith(content):
        loading.count.unchanged += 1
    else:
        reject(reject_repeated(row), loading)


def finish_batch(batch: Batch, writing: Future[Batch], loading: Loading) -> None:
    """Wait for a batch; if some of its rows are invalid, reject these and write the rest."""
    for _ in range(10):
        try:
            written = writing.result()
        except MissingEnd:
            rejects = loading.store.transact(partial(check_ends, batch=batch, rejected=loading.rejected))
        except OlderVersion:
            rejects = loading.store.transact(partial(check_versions, batch=batch))
        except ConflictingKind:
            rejects = loading.store.transact(partial(check_kinds, batch=batch))
        except ConstraintError:  # another load of the same source is running
            batch.look_up, rejects = True, {}
        else:
            count_batch(written, loading)
            return
        batch.rows, batch.ties = [row for number, row in enumerate(batch.rows) if number not in rejects], None
        for item in rejects.values():
            reject(item, loading)
        writing = submit_batch(batch, loading)
    raise EngineError(f"a batch of {loading.source} could not be stored; run the load again to resume it")


def count_batch(batch: Batch, loading: Loading) -> None:
    """Add the counts of a batch to those of the load, and remember the references that it used."""
    first = find_first_rows(batch.rows)
    loading.used.add((key, row.hash) for key, row in first.items())
    if len(first) < len(batch.rows):
        count_repeated_rows(batch.rows, first, loading)
    loading.count.unchanged += batch.unchanged
    loading.count.stored += len(first) - batch.unchanged
    loading.count.parties += batch.parties
    loading.count.relationships += batch.relationships
    report_progress(loading)


def report_progress(loading: Loading) -> None:
    """Report how many rows were read, stored and rejected so far."""
    count = loading.count
    loading.progress(
        f"{loading.source}: {count.read:,} rows read, {count.stored:,} stored, {count.rejected:,} rejected"
    )


def count_repeated_rows(rows: list[EntryRows], first: Mapping[str, EntryRows], loading: Loading) -> None:
    """Count the rows that repeat the reference of a row stored in the same batch."""
    for row in rows:
        if row is not first[row.key]:
            count_repeated_row(row, first[row.key].hash, loading)


def reject(item: Reject, loading: Loading) -> None:
    """Count one unusable row, remember the nodes that it describes, and pass it to the caller."""
    loading.count.rejected += 1
    if len(loading.rejected) < REJECTED_IDS_KEPT:
        loading.rejected.update(dict.fromkeys(item.describes, item.place))
    loading.on_reject(item)
    if loading.count.rejected % REJECTS_PER_LINE == 0:
        report_progress(loading)


def write_statistics(loading: Loading) -> None:
    """Store the counts of the load for the register of sources."""
    content = {
        "loaded_on": loading.known_from.isoformat(),
        **{name: getattr(loading.count, name) for name in LoadCount.__slots__},
    }
    write_state(loading.store, loading.source, content)


def write_state(store: Store, source: str, content: dict[str, Any]) -> None:
    """Store the state of a source's last load."""
    store.write(WRITE_STATE, {"id": f"{PREFIX}{source}", "content": orjson.dumps(content).decode()})
