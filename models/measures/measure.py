"""A measure: one number for every party, with its wording and its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ..economy import Economy, Flags, Words
from ..matrices import Floats, Indices
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording

EVIDENCE_LIMIT = 20  # keys per signal; a hub has thousands of ties
PERCENT = 100.0
HIGHEST_MULTIPLE = 100.0  # where a capped multiple ends


class Unit(StrEnum):
    """The form in which a sentence shows a value."""

    PERCENT = "percent"
    MULTIPLE = "multiple"
    CAPPED_MULTIPLE = "capped_multiple"
    COUNT = "count"
    LOAN_CLASS = "loan_class"
    YEARS = "years"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Measured:
    """The result of a measure; every array is [parties].

    `values` is NaN where unknown. A party outside `applies` gets no signal. `evidence` returns the keys for one party,
    `periods` holds the period of each figure, and `at_least` marks values that are lower bounds. `sentence` returns the
    sentence of a party that the measure's own does not fit, else None.
    """

    values: Floats
    applies: Flags
    evidence: Callable[[int], Sequence[str]]
    periods: Words | None = None
    at_least: Flags | None = None
    sentence: Callable[[int], Wording | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure and its wording; `sentence` may contain {value} and {period}.

    `clear` replaces `sentence` for the value 0 where a number would read badly.
    """

    code: str
    kind: SignalKind
    unit: Unit
    title: Wording
    sentence: Wording
    unknown: Wording
    compute: Callable[[Economy, Assumptions], Measured]
    clear: Wording | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """The rows of a table, grouped by party."""

    order: Indices
    starts: Indices

    def of(self, party: int) -> Indices:
        """Return the rows of a party, at most `EVIDENCE_LIMIT`."""
        begin, end = self.starts[party], self.starts[party + 1]
        return self.order[begin : min(end, begin + EVIDENCE_LIMIT)]


def group_by(party: Indices, rows: Indices, count: int) -> Grouping:
    """Group the chosen rows of a table by party."""
    order = rows[np.argsort(party[rows], kind="stable")]
    return Grouping(order, np.searchsorted(party[order], np.arange(count + 1)))


def count_by(party: Indices, chosen: Flags, count: int) -> Floats:
    """Count the chosen rows of each party: [parties]."""
    return np.bincount(party[chosen], minlength=count).astype(np.float64)


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide where the denominator is known and positive; NaN elsewhere."""
    ratio = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=ratio, where=denominator > 0)
    return ratio
