"""The split by time, made once: models learn from earlier days, are chosen on later ones and judged on the last.

A day's outcome is known only a horizon later. So the outcomes of training must be known by the first day of
validation, and those of validation by the first day of the test: no later fact reaches an earlier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ...errors import MeasureError
from ..economy import Economy, Flags, Words
from ..matrices import Floats
from ..measures.conduct import is_open

FAR = np.datetime64("9999-12-31", "D")


@dataclass(frozen=True, slots=True)
class Split:
    """The days of each part and how many days ahead the outcome lies."""

    train: tuple[date, ...]
    validation: tuple[date, ...]
    test: tuple[date, ...]
    horizon_days: int

    def __post_init__(self) -> None:
        """Refuse parts that reach into each other."""
        ahead = timedelta(days=self.horizon_days)
        for name, earlier, later in (
            ("validation", self.train, self.validation),
            ("test", self.validation, self.test),
        ):
            if not earlier or not later:
                raise MeasureError("training, validation and test need at least one day each")
            if max(earlier) + ahead > min(later):
                raise MeasureError(
                    f"outcomes of {max(earlier)} come by {max(earlier) + ahead}: too late for {name} of {min(later)}"
                )

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, earliest first."""
        return (*self.train, *self.validation, *self.test)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Whom to predict on a day and what became of them: [parties] each; `defaulted` counts only where `asked`."""

    asked: Flags
    defaulted: Flags


@dataclass(frozen=True, slots=True)
class DefaultHistory:
    """The first default of each party that ever defaulted, by its id, and the day up to which the record reaches."""

    parties: Words
    first_day: np.ndarray[tuple[int], np.dtype[np.datetime64]]
    until: date


def read_defaults(latest: Economy) -> DefaultHistory:
    """Read every default on record in the latest economy."""
    loans = latest.loans
    failed = np.flatnonzero(loans.defaulted_on <= latest.day)
    first = np.full(latest.count, FAR)
    np.minimum.at(first, loans.borrower[failed], loans.defaulted_on[failed])
    ever = np.flatnonzero(first < FAR)
    order = ever[np.argsort(latest.ids[ever])]
    return DefaultHistory(latest.ids[order], first[order], latest.as_of)


def find_outcomes(economy: Economy, history: DefaultHistory, horizon_days: int) -> Outcomes:
    """Ask for every company that has an open loan and never defaulted; tell who defaults within the horizon."""
    end = economy.as_of + timedelta(days=horizon_days)
    if end > history.until:
        raise MeasureError(f"defaults are on record until {history.until}; those until {end} are not known yet")
    loans = economy.loans
    current = is_open(loans.starts_on, loans.closed_on, economy.day) & ~np.isnat(loans.starts_on)
    borrowing = np.bincount(loans.borrower[current], minlength=economy.count) > 0
    first = _match_first_days(economy.ids, history)
    asked = economy.companies & borrowing & ~(first <= economy.day)
    return Outcomes(np.asarray(asked), np.asarray(asked & (first <= np.datetime64(end, "D"))))


def stack_outcomes(outcomes: Sequence[Outcomes]) -> Floats:
    """Put the outcomes of those asked about below each other as 0 and 1."""
    return np.concatenate([day.defaulted[day.asked] for day in outcomes]).astype(np.float64)


def _match_first_days(ids: Words, history: DefaultHistory) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    first = np.full(len(ids), FAR)
    if len(history.parties):
        place = np.minimum(np.searchsorted(history.parties, ids), len(history.parties) - 1)
        same = history.parties[place] == ids
        first[same] = history.first_day[place[same]]
    return first
