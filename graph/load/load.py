"""Load the entries of a source as records, nodes and relationships.

Loading the same input twice changes nothing, and an interrupted load can be resumed. Both rest on `Record` nodes
(unique key, content hash); relationships are created in the same transaction as their record. A row whose content
changed closes its earlier version and opens the next; nothing is overwritten.
"""

import logging
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

from neo4j.exceptions import ConstraintError

from ...errors import EngineError, EngineUnreachableError
from ...ingest.delivered import Arrival, DeliveredFile, SourceTerms
from ...ingest.records import Entry, Reject
from ..engine.store import RACE_RETRIES, Store
from ..personal.incoming import open_guard
from .batch import Batch, OlderVersion, UnknownRepeats, write_batch
from .blocked_rows import check_ends, check_kinds, check_versions
from .deliveries.checked import Checked, check_files
from .deliveries.delivery import (
    OpenDelivery,
    begin_delivery,
    finish_delivery,
)
from .deliveries.ending import end_records
from .deliveries.lines import keep_lines
from .deliveries.source_state import begin_load, check_identity, read_trust, write_statistics
from .deliveries.survey import survey_file
from .entry_rows import EntryRows, TieGroup, group_ties
from .loading import LoadCount, Loading, OnLeftOut, OnReject, count_batch, count_repeated_row, reject
from .writing import ConflictingKind, MissingEnd, Stamp

logger = logging.getLogger(__name__)

BATCH_BYTES = 4_000_000  # a Bolt message of the embedded engine holds 16 MB


def load_entries(
    store: Store,
    source: str,
    entries: Iterable[Entry | Reject],
    known_from: date,
    on_reject: OnReject = lambda _: None,
    progress: Callable[[str], None] = logger.info,
) -> LoadCount:
    """Load entries as one delivery of a source; pass unusable rows to `on_reject` and store the others."""
    once = not isinstance(entries, Sequence)
    file = DeliveredFile(name="", read=lambda: entries, once=once)
    return load_arrival(store, Arrival(SourceTerms(name=source), (file,), known_from), on_reject, progress)


def load_arrival(
    store: Store,
    arrival: Arrival,
    on_reject: OnReject = lambda _: None,
    progress: Callable[[str], None] = logger.info,
    on_left_out: OnLeftOut = lambda *_: None,
) -> LoadCount:
    """Load the files of a source, each as one delivery; raise `SourceError` before anything is changed.

    Rows that are stored without some of their values are passed to `on_left_out` by their place, with each reason.
    """
    started = time.monotonic()
    source = arrival.terms.name
    check_identity(store, arrival.terms)
    guard = open_guard(store)
    files = check_files(store, arrival, guard, progress)
    begun = begin_load(store, arrival.terms)
    trust = read_trust(store)
    nowhere = Stamp(source, "", date.today(), trust)
    loading = Loading(
        store, source, begun.first, trust, on_reject, progress, nowhere, files[0].file, guard, on_left_out
    )
    with loading.used, name_stored(loading):
        for checked in files:
            delivery = begin_delivery(store, source, checked.file, arrival.known_from, begun.interrupted_after)
            load_file(loading, checked, delivery, arrival.known_from)
    loading.count.seconds = round(time.monotonic() - started, 3)
    loading.count.peak_rss_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    counts = {name: getattr(loading.count, name) for name in LoadCount.__slots__}
    write_statistics(store, arrival, counts)
    return loading.count


@contextmanager
def name_stored(loading: Loading) -> Iterator[None]:
    """Add to the error of an engine that is lost how many rows are stored."""
    try:
        yield
    except EngineUnreachableError as error:
        raise EngineUnreachableError(
            f"{error}; rows of {loading.source} stored so far, which are kept: {loading.count.stored:,}"
        ) from error


def load_file(loading: Loading, checked: Checked, delivery: OpenDelivery, known_from: date) -> None:
    """Load the rows of one file and end what a full delivery no longer names."""
    loading.stamp = Stamp(loading.source, delivery.id, delivery.recorded_at, loading.trust)
    loading.file, loading.survey, loading.resumed = checked.file, checked.survey, 0
    before = replace(loading.count)
    loading.guard.lines.clear()
    load_rows(loading)
    if checked.file.lines is not None:
        keep_lines(loading.store, delivery.id, checked.file.lines(), loading.guard.lines)
    if checked.left.keys:
        loading.progress(f"{loading.source}: {len(checked.left.keys):,} records of {checked.file.name} have ended")
        end_records(loading.store, checked.left.keys, loading.stamp, known_from)
    loading.count.ended += len(checked.left.keys)
    ended = len(checked.left.keys) + checked.left.before.get(delivery.id, 0)
    counts = {name: getattr(loading.count, name) - getattr(before, name) for name in ("read", "rejected")}
    stored = loading.count.stored - before.stored + loading.resumed
    unchanged = loading.count.unchanged - before.unchanged - loading.resumed
    finish_delivery(loading.store, delivery, {**counts, "stored": stored, "unchanged": unchanged, "ended": ended})


def load_rows(loading: Loading) -> None:
    """Store the rows of a file, one batch while the next is being read."""
    under_way: tuple[Batch, Future[Batch]] | None = None
    for rows in read_batches(loading.file.read(), loading):
        ties = group_ties(rows) if loading.first else None  # done while the previous batch is being written
        if under_way:
            finish_batch(*under_way, loading)
        under_way = begin_batch(rows, ties, loading)
    if under_way:
        finish_batch(*under_way, loading)


def read_batches(entries: Iterable[Entry | Reject], loading: Loading) -> Iterator[list[EntryRows]]:
    """Read the usable rows in batches; count the others."""
    rows: list[EntryRows] = []
    size = 0
    for entry in entries:
        loading.count.read += 1
        if isinstance(entry, Reject):
            reject(entry, loading)
            continue
        read = loading.guard.read(loading.source, entry)
        if isinstance(read, Reject):
            reject(read, loading)
            continue
        for reason in entry.left_out:
            loading.on_left_out(entry.place, reason)
        rows.append(read)
        size += rows[-1].size
        if len(rows) >= loading.store.settings.batch_rows or size > BATCH_BYTES:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def begin_batch(rows: list[EntryRows], ties: list[TieGroup] | None, loading: Loading) -> tuple[Batch, Future[Batch]]:
    """Skip references that an earlier batch used and start writing the rest."""
    kept = skip_used_references(rows, loading)
    repeats = loading.survey.repeats if loading.survey else None
    batch = Batch(loading.stamp, kept, not loading.first, ties if len(kept) == len(rows) else None, repeats)
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
        except UnknownRepeats:
            batch.repeats, rejects = find_repeats(loading), {}
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


def find_repeats(loading: Loading) -> frozenset[str]:
    """Find the references that the file has with different contents, by reading it once more.

    Only a row that changes what is stored makes this necessary. Rows that come only once cannot be looked through.
    """
    if loading.survey is None and loading.file.once:
        return frozenset()
    loading.survey = loading.survey or survey_file(loading.source, loading.file, loading.guard, loading.progress)
    return loading.survey.repeats
