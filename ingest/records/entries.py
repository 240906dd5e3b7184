"""Rows of a source: one that could be read is an entry with its records, one that could not is a reject."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .parties import Party
from .relationship_types import Tie
from .things import Document, Facility, Indicator, Lawsuit

Thing = Party | Lawsuit | Document | Indicator | Facility
Item = Thing | Tie
THINGS: tuple[type[Thing], ...] = (Party, Lawsuit, Document, Indicator, Facility)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is: the file and the line in it (1 is the header).

    `columns` names, where it is known, those of the two ends of a tie, by the label of the tie and `start` or `end`.
    """

    file: str
    row: int
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a source: a reference that is unique within the source, and what the row says.

    It becomes one `Record` in the graph. `known_from` is the day the row entered our books. `left_out` says why values
    of the row are unknown though their cells hold something.
    """

    reference: str
    place: Place
    known_from: date
    items: tuple[Item, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that could not be used: where, which value, why, and what to do about it.

    `describes` holds the ids of what it would have described, and `reference` names the row, as far as they are known.
    """

    place: Place
    column: str
    value: str
    reason: str
    remedy: str
    describes: tuple[str, ...] = ()
    reference: str | None = None
