"""Look through a file before it is loaded: which references it names, and which of them with different contents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from ....ingest.delivered import DeliveredFile
from ....ingest.records import Entry, Reject
from ...personal.incoming import Guard
from ..used_references import UsedReferences

ROWS = 5_000  # looked up at a time


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file names; `unreadable` counts the rejected rows whose reference cannot be read."""

    rows: int
    unreadable: int
    named: UsedReferences
    repeats: frozenset[str]


@dataclass(slots=True)
class Counting:
    """A survey under way."""

    source: str
    guard: Guard
    rows: int = 0
    unreadable: int = 0
    named: UsedReferences = field(default_factory=UsedReferences)
    repeats: set[str] = field(default_factory=set)


def survey_file(source: str, file: DeliveredFile, guard: Guard, progress: Callable[[str], None]) -> Survey:
    """Read every row of a file once, without loading it."""
    counting = Counting(source, guard)
    rows = iter(file.read())
    while part := list(islice(rows, ROWS)):
        count_part(part, counting)
        progress(f"{source}: {counting.rows:,} rows of {file.name} are looked through, and not loaded yet")
    return Survey(counting.rows, counting.unreadable, counting.named, frozenset(counting.repeats))


def count_part(part: list[Entry | Reject], counting: Counting) -> None:
    """Add some rows to a survey."""
    counting.rows += len(part)
    counting.unreadable += sum(isinstance(row, Reject) and row.reference is None for row in part)
    contents = dict[str, str]()
    for key, content in read_contents(part, counting):
        if contents.setdefault(key, content) != content:
            counting.repeats.add(key)
    before = counting.named.find(list(contents))
    for (key, content), other in zip(contents.items(), before, strict=True):
        if other is not None and not content.startswith(other):
            counting.repeats.add(key)
    counting.named.add(contents.items())


def read_contents(part: list[Entry | Reject], counting: Counting) -> Iterator[tuple[str, str]]:
    """Read the key of each row and the hash of what it says; a rejected row says nothing that can be compared."""
    for row in part:
        read = counting.guard.read(counting.source, row) if isinstance(row, Entry) else row
        if not isinstance(read, Reject):
            yield read.key, read.hash
        elif row.reference is not None:
            yield from ((key, "rejected") for key in counting.guard.name_rows(counting.source, row.reference))
