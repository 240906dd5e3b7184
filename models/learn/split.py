"""The split by time: models are trained on earlier days, chosen on later ones and tested on the last.

The outcome of a day is known only one horizon later. Outcomes of training must therefore be known by the first day of
validation, and those of validation by the first day of the test, so that no later fact reaches an earlier part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ...errors import MeasureError
from ..economy import Economy, Flags, Words
from ..matrices import Floats
from ..measures.conduct import is_open

NEVER = np.datetime64("9999-12-31", "D")  # the day of a default that has not happened


@dataclass(frozen=True, slots=True)
class Split:
    """The days of each part, and the number of days after which an outcome is known."""

    train: tuple[date, ...]
    validation: tuple[date, ...]
    test: tuple[date, ...]
    horizon_days: int

    def __post_init__(self) -> None:
        """Refuse parts that overlap once the horizon is added."""
        ahead = timedelta(days=self.horizon_days)
        for name, earlier, later in (
            ("validation", self.train, self.validation),
            ("test", self.validation, self.test),
        ):
            if not earlier or not later:
                raise MeasureError("training, validation and test need at least one day each")
            if max(earlier) + ahead > min(later):
                raise MeasureError(
                    f"outcomes of {max(earlier)} are known on {max(earlier) + ahead}: too late for {name} {min(later)}"
                )

    @property
    def days(self) -> tuple[date, ...]:
        """All days, earliest first."""
        return (*self.train, *self.validation, *self.test)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The parties to predict on a day and their outcomes; both [parties], `defaulted` counts only where `labelled`."""

    labelled: Flags
    defaulted: Flags


@dataclass(frozen=True, slots=True)
class DefaultHistory:
    """The first default of each party that ever defaulted, sorted by id, and the last day of the record."""

    parties: Words
    first_day: np.ndarray[tuple[int], np.dtype[np.datetime64]]
    until: date


def read_defaults(latest: Economy) -> DefaultHistory:
    """Read the first default of each party on record in the latest economy."""
    loans = latest.loans
    failed = np.flatnonzero(loans.defaulted_on <= latest.day)
    first = np.full(latest.count, NEVER)
    np.minimum.at(first, loans.borrower[failed], loans.defaulted_on[failed])
    ever = np.flatnonzero(first < NEVER)
    order = ever[np.argsort(latest.ids[ever])]
    return DefaultHistory(latest.ids[order], first[order], latest.as_of)


def find_outcomes(economy: Economy, history: DefaultHistory, horizon_days: int) -> Outcomes:
    """Find the companies with an open loan and no default so far, and those of them that default in the horizon.

    Raises MeasureError if the record of defaults ends before the horizon.
    """
    end = economy.as_of + timedelta(days=horizon_days)
    if end > history.until:
        raise MeasureError(f"defaults are on record until {history.until}; those until {end} are not known yet")
    loans = economy.loans
    current = is_open(loans.starts_on, loans.closed_on, economy.day) & ~np.isnat(loans.starts_on)
    borrowing = np.bincount(loans.borrower[current], minlength=economy.count) > 0
    first = _match_first_days(economy.ids, history)
    labelled = economy.companies & borrowing & ~(first <= economy.day)
    return Outcomes(np.asarray(labelled), np.asarray(labelled & (first <= np.datetime64(end, "D"))))


def stack_outcomes(outcomes: Sequence[Outcomes]) -> Floats:
    """Join the outcomes of the parties to predict, as 0 and 1."""
    return np.concatenate([day.defaulted[day.labelled] for day in outcomes]).astype(np.float64)


def _match_first_days(ids: Words, history: DefaultHistory) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    first = np.full(len(ids), NEVER)
    if len(history.parties):
        place = np.minimum(np.searchsorted(history.parties, ids), len(history.parties) - 1)
        same = history.parties[place] == ids
        first[same] = history.first_day[place[same]]
    return first
