"""What a source delivers: its terms, and its files with what their rows are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .records import Entry, Reject

MAX_ENDED = 0.1  # the share of a file's records that a full delivery may end


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredFile:
    """A file to load; `read` reads its rows and can be called again unless `once`.

    In a full delivery what is not named has ended; it is refused where it would end more than `max_ended` of the
    records that the source has from the file. `lines` reads its lines as delivered, where they are known.
    """

    name: str
    read: Callable[[], Iterable[Entry | Reject]]
    hash: str | None = None
    mapping: str | None = None
    full: bool = False
    max_ended: float = MAX_ENDED
    once: bool = False
    lines: Callable[[], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTerms:
    """Who a source is and on what terms it is held, as stored with it.

    `templates` are those of its references and ids, by which it is the same source as at its last load.
    """

    name: str
    publisher: str | None = None
    title: dict[str, str] | None = None
    licence: str | None = None
    legal_basis: str | None = None
    trust: float | None = None
    refresh_days: int | None = None
    mapping: str | None = None
    templates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is loaded at one time: the files of a source, and the day for which they are known."""

    terms: SourceTerms
    files: tuple[DeliveredFile, ...]
    known_from: date
