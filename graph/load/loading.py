"""A load in progress, and what became of its rows so far."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...ingest.delivered import DeliveredFile
from ...ingest.records import Place, Reject
from ..engine.store import Store
from ..personal.incoming import Guard
from .batch import Batch, find_first_rows
from .blocked_rows import reject_ambiguous, reject_repeated
from .deliveries.survey import Survey
from .entry_rows import EntryRows
from .used_references import UsedReferences
from .writing import Stamp

REJECTS_PER_LINE = 5_000  # a file that is mostly rejects would otherwise report no progress between batches
REJECTED_IDS_KEPT = 50_000  # beyond these, a reject names the missing node but not the rejected row that describes it
OnReject = Callable[[Reject], None]
OnLeftOut = Callable[[Place, str], None]


@dataclass(slots=True)
class LoadCount:
    """The counts of a load; read = stored + unchanged + rejected, and `ended` what a full delivery no longer named."""

    read: int = 0
    stored: int = 0
    unchanged: int = 0
    rejected: int = 0
    ended: int = 0
    parties: int = 0
    relationships: int = 0
    seconds: float = 0.0
    peak_rss_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A finished load and the file of its rejects, None if there are none.

    `reasons` and `left_out` count by file and reason: the first the rows rejected, the second those stored without a
    value. `seconds` include updating the name index and starting the engine.
    """

    source: str
    count: LoadCount
    rejects: Path | None
    reasons: tuple[tuple[str, str, int], ...]
    left_out: tuple[tuple[str, str, int], ...]
    seconds: float


@dataclass(slots=True)
class Loading:
    """A load in progress; `rejected` holds the places of rejected rows by the ids of the nodes they describe.

    `file` is the one that is being loaded, `survey` what is known of it beforehand, and `resumed` counts its rows that
    this delivery stored before it was interrupted.
    """

    store: Store
    source: str
    first: bool
    trust: Mapping[str, float]
    on_reject: OnReject
    progress: Callable[[str], None]
    stamp: Stamp
    file: DeliveredFile
    guard: Guard
    on_left_out: OnLeftOut
    survey: Survey | None = None
    resumed: int = 0
    count: LoadCount = field(default_factory=LoadCount)
    begun: float = field(default_factory=time.monotonic)
    used: UsedReferences = field(default_factory=UsedReferences)
    rejected: dict[str, Place] = field(default_factory=dict)


def count_batch(batch: Batch, loading: Loading) -> None:
    """Add the counts of a batch to those of the load, and remember the references that it used."""
    first = find_first_rows(batch.rows)
    loading.used.add((key, row.hash) for key, row in first.items())
    for row in batch.ambiguous:
        reject(reject_ambiguous(row), loading)
    if len(first) < len(batch.rows):
        count_repeated_rows(batch.rows, first, loading)
    loading.resumed += batch.resumed
    loading.count.unchanged += batch.unchanged
    loading.count.stored += len(first) - batch.unchanged - len(batch.ambiguous)
    loading.count.parties += batch.parties
    loading.count.relationships += batch.relationships
    report_progress(loading)


def count_repeated_rows(rows: list[EntryRows], first: Mapping[str, EntryRows], loading: Loading) -> None:
    """Count the rows that repeat the reference of a row stored in the same batch."""
    for row in rows:
        if row is not first[row.key]:
            count_repeated_row(row, first[row.key].hash, loading)


def count_repeated_row(row: EntryRows, content: str, loading: Loading) -> None:
    """Count a row whose reference is used already: as unchanged if its content is equal, else as a reject."""
    if row.hash.startswith(content):
        loading.count.unchanged += 1
    else:
        reject(reject_repeated(row), loading)


def reject(item: Reject, loading: Loading) -> None:
    """Count one unusable row, remember the nodes that it describes, and pass it to the caller."""
    loading.count.rejected += 1
    if len(loading.rejected) < REJECTED_IDS_KEPT:
        loading.rejected.update(dict.fromkeys(item.describes, item.place))
    loading.on_reject(item)
    if loading.count.rejected % REJECTS_PER_LINE == 0:
        report_progress(loading)


def report_progress(loading: Loading) -> None:
    """Report what became of the rows so far, which file is being read, and how fast."""
    count, seconds = loading.count, max(time.monotonic() - loading.begun, 0.001)
    file = f"{loading.file.name}, " if loading.file.name else ""
    loading.progress(
        f"{loading.source}: {count.read:,} rows read, {count.stored:,} stored, {count.unchanged:,} unchanged, "
        f"{count.rejected:,} rejected; {file}{count.read / seconds:,.0f} rows a second"
    )
