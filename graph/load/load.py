"""Entries of a source to records, nodes and relationships: the same input twice changes nothing, a broken load goes on.

Idempotence is kept on `Record` nodes (unique key, content hash); relationships are created in the same transaction as
their record. A row whose content changed closes its earlier version and opens the next; nothing is overwritten.
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
from .batch import Batch, MissingEnd, OlderVersion, OtherKind, find_first, write_batch
from .blocked_rows import check_ends, check_kinds, check_versions, repeated
from .entry_rows import EntryRows, TieGroup, group_ties, read_entry
from .used_references import SeenReferences

logger = logging.getLogger(__name__)

BATCH_BYTES = 4_000_000  # a Bolt message of the embedded engine holds 16 MB
REJECTS_PER_LINE = 5_000  # a file of rejects alone is long without a batch
REJECTED_IDS = 50_000  # a row that leads to what a further rejected row describes is told that it is not in the graph
READ_STATE = "MATCH (state:State {id: $id}) RETURN state.content AS content"
WRITE_STATE = "MERGE (state:State {id: $id}) SET state.content = $content"
OnReject = Callable[[Reject], None]


@dataclass(slots=True)
class LoadCount:
    """What a load did; read = stored + unchanged + rejected."""

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
    """What a load did, and where its rejects are listed; `seconds` include the name index and a start of the engine."""

    source: str
    count: LoadCount
    rejects: Path | None
    reasons: tuple[tuple[str, str, int], ...]
    seconds: float


@dataclass(slots=True)
class Loading:
    """One load under way; `rejected` tells where rejected rows stand, by the ids that they describe."""

    store: Store
    source: str
    known_from: date
    first: bool
    on_reject: OnReject
    progress: Callable[[str], None]
    count: LoadCount = field(default_factory=LoadCount)
    seen: SeenReferences = field(default_factory=SeenReferences)
    rejected: dict[str, Place] = field(default_factory=dict)


def load_entries(
    store: Store,
    source: str,
    entries: Iterable[Entry | Reject],
    known_from: date,
    on_reject: OnReject = lambda _: None,
    progress: Callable[[str], None] = logger.info,
) -> LoadCount:
    """Load what a source gives; rows that cannot be used go to `on_reject`, the others are stored."""
    started = time.monotonic()
    first = mark_begun(store, source)
    loading = Loading(store, source, known_from, first, on_reject, progress)
    under_way: tuple[Batch, Future[Batch]] | None = None
    with loading.seen:
        for rows in in_batches(entries, loading):
            ties = group_ties(rows) if first else None  # while the batch before is written
            if under_way:
                finish(*under_way, loading)
            under_way = begin(rows, ties, loading)
        if under_way:
            finish(*under_way, loading)
    loading.count.seconds = round(time.monotonic() - started, 3)
    loading.count.peak_rss_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    write_statistics(loading)
    return loading.count


def mark_begun(store: Store, source: str) -> bool:
    """Note that a load has begun, so that a broken one is told of; say whether it is the first of its source.

    From now on a broken load is looked up, not loaded blindly again.
    """
    stored = store.read(READ_STATE, {"id": f"{PREFIX}{source}"})
    before = orjson.loads(stored[0]["content"] or b"{}") if stored else {}
    write_state(store, source, {**before, BEGUN: date.today().isoformat()})
    return not stored


def in_batches(entries: Iterable[Entry | Reject], loading: Loading) -> Iterator[list[EntryRows]]:
    """Give the usable rows in batches; count the others."""
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


def begin(rows: list[EntryRows], ties: list[TieGroup] | None, loading: Loading) -> tuple[Batch, Future[Batch]]:
    """Leave out references that an earlier batch used and start to write the rest."""
    kept = leave_out_used(rows, loading)
    batch = Batch(loading.source, kept, not loading.first, ties if len(kept) == len(rows) else None)
    return batch, start(batch, loading)


def start(batch: Batch, loading: Loading) -> Future[Batch]:
    """Start to write a batch; without a look-up a record that is there already is no passing race."""
    races = RACE_RETRIES if batch.look_up else 1
    return loading.store.begin(lambda transaction: write_batch(transaction, batch), races=races)


def leave_out_used(rows: list[EntryRows], loading: Loading) -> list[EntryRows]:
    """Give the rows whose reference no earlier batch stored."""
    stored = loading.seen.find([row.key for row in rows])
    for row, content in zip(rows, stored, strict=True):
        if content is not None:
            settle_repetition(row, content, loading)
    return [row for row, content in zip(rows, stored, strict=True) if content is None]


def settle_repetition(row: EntryRows, content: str, loading: Loading) -> None:
    """Count a row whose reference is used already: it says the same or is rejected."""
    if row.hash.startswith(content):
        loading.count.unchanged += 1
    else:
        reject(repeated(row), loading)


def finish(batch: Batch, writing: Future[Batch], loading: Loading) -> None:
    """Wait for a batch; when single rows stand in its way, reject those and write the rest."""
    for _ in range(10):
        try:
            written = writing.result()
        except MissingEnd:
            rejects = loading.store.transact(partial(check_ends, batch=batch, rejected=loading.rejected))
        except OlderVersion:
            rejects = loading.store.transact(partial(check_versions, batch=batch))
        except OtherKind:
            rejects = loading.store.transact(partial(check_kinds, batch=batch))
        except ConstraintError:  # another load of the same source is under way
            batch.look_up, rejects = True, {}
        else:
            tally(written, loading)
            return
        batch.rows, batch.ties = [row for number, row in enumerate(batch.rows) if number not in rejects], None
        for item in rejects.values():
            reject(item, loading)
        writing = start(batch, loading)
    raise EngineError(f"a batch of {loading.source} could not be stored; load again to go on from there")


def tally(batch: Batch, loading: Loading) -> None:
    """Add what a batch did to the counts of the load, and note the references that it used."""
    first = find_first(batch.rows)
    loading.seen.note((key, row.hash) for key, row in first.items())
    if len(first) < len(batch.rows):
        settle_repetitions(batch.rows, first, loading)
    loading.count.unchanged += batch.unchanged
    loading.count.stored += len(first) - batch.unchanged
    loading.count.parties += batch.parties
    loading.count.relationships += batch.relationships
    tell(loading)


def tell(loading: Loading) -> None:
    """Say how far the load is."""
    count = loading.count
    loading.progress(
        f"{loading.source}: {count.read:,} rows read, {count.stored:,} stored, {count.rejected:,} rejected"
    )


def settle_repetitions(rows: list[EntryRows], first: Mapping[str, EntryRows], loading: Loading) -> None:
    """Count the rows that repeat the reference of one that was stored with them."""
    for row in rows:
        if row is not first[row.key]:
            settle_repetition(row, first[row.key].hash, loading)


def reject(item: Reject, loading: Loading) -> None:
    """Count one row that cannot be used, keep what it describes, and hand it on."""
    loading.count.rejected += 1
    if len(loading.rejected) < REJECTED_IDS:
        loading.rejected.update(dict.fromkeys(item.describes, item.place))
    loading.on_reject(item)
    if loading.count.rejected % REJECTS_PER_LINE == 0:
        tell(loading)


def write_statistics(loading: Loading) -> None:
    """Keep what the load did for the register of sources."""
    content = {
        "loaded_on": loading.known_from.isoformat(),
        **{name: getattr(loading.count, name) for name in LoadCount.__slots__},
    }
    write_state(loading.store, loading.source, content)


def write_state(store: Store, source: str, content: dict[str, Any]) -> None:
    """Keep what is known of a source's last load."""
    store.write(WRITE_STATE, {"id": f"{PREFIX}{source}", "content": orjson.dumps(content).decode()})
