"""What a measure is: a number for every party at once, with the words and the evidence for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ..economy import Economy, Flags, Words
from ..matrices import Floats, Indices
from ..policy import Assumptions
from ..signals import SignalKind

EVIDENCE_LIMIT = 20  # keys per signal; a hub has thousands of ties
PERCENT = 100.0


class Unit(StrEnum):
    """How a value is written in a sentence."""

    PERCENT = "percent"
    MULTIPLE = "multiple"
    COUNT = "count"
    YEARS = "years"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages, equal in what it says."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's outcome: [parties] each.

    `values` is NaN where unknown; a party outside `applies` gets no signal. `evidence` gives keys for one party,
    `periods` the period of the figure, `at_least` the parties of which more may be true than is known.
    """

    values: Floats
    applies: Flags
    evidence: Callable[[int], Sequence[str]]
    periods: Words | None = None
    at_least: Flags | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure and its words; `sentence` may hold {value} and {period}.

    `clear` is the sentence for the value 0, where that says something else than a number would.
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
    """Rows of a table by party."""

    order: Indices
    starts: Indices

    def of(self, party: int) -> Indices:
        """Give the rows of a party, the first `EVIDENCE_LIMIT` of them."""
        begin, end = self.starts[party], self.starts[party + 1]
        return self.order[begin : min(end, begin + EVIDENCE_LIMIT)]


def group_by(party: Indices, rows: Indices, count: int) -> Grouping:
    """Sort chosen rows of a table by the party that each concerns."""
    order = rows[np.argsort(party[rows], kind="stable")]
    return Grouping(order, np.searchsorted(party[order], np.arange(count + 1)))


def count_by(party: Indices, chosen: Flags, count: int) -> Floats:
    """Count the chosen rows of each party."""
    return np.bincount(party[chosen], minlength=count).astype(np.float64)


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide where the denominator is known and above zero; unknown elsewhere."""
    ratio = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=ratio, where=denominator > 0)
    return ratio
