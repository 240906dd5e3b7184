"""What the measures read: parties, ties, accounts, loans and cases as they were known on a day, as arrays.

Parties are rows 0 to `count` - 1 everywhere. An unknown number is NaN, an unknown day NaT, an unknown word the empty
string. Nothing dated after `as_of` may count, whatever the arrays hold: every reader here cuts at that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..ingest.records.checks import PERIOD
from .matrices import FloatMatrix, Floats, Indices

Days: TypeAlias = NDArray[np.datetime64]
Words: TypeAlias = NDArray[np.str_]
Flags: TypeAlias = NDArray[np.bool_]

YEAR = 4  # characters of a period that is a year
# annual accounts are public four months after the year at the latest (Securities Law, art. 79), monthly ones in one
ACCOUNTS_AFTER_DAYS, MONTH_AFTER_DAYS = 120, 31


class PartyType(StrEnum):
    """The kinds of parties, as the graph labels them."""

    COMPANY = "Company"
    PERSON = "Person"
    PUBLIC_BODY = "PublicBody"


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties of one type that hold on the day: [ties] each."""

    start: Indices
    end: Indices
    columns: Mapping[str, Floats]

    def column(self, name: str) -> Floats:
        """Give one property of each tie; unknown everywhere if no tie has it."""
        return self.columns.get(name, np.full(len(self.start), np.nan))


@dataclass(frozen=True)
class Accounts:
    """Figures of parties by period, as the sources give them: [figures] each.

    `home` tells which are in the home currency and so can be set against amounts of other parties.
    """

    party: Indices
    name: Words
    period: Words
    value: Floats
    home: Flags

    @cached_property
    def rows(self) -> Mapping[str, Indices]:
        """Where the figures of each name stand."""
        names, places = np.unique(self.name, return_inverse=True)
        order = np.argsort(places, kind="stable")
        cuts = np.searchsorted(places[order], np.arange(1, len(names)))
        return dict(zip(names.tolist(), np.split(order, cuts), strict=True)) if len(names) else {}

    @cached_property
    def ends(self) -> Days:
        """The last day of the period of each figure."""
        return find_ends(self.period)

    @cached_property
    def yearly(self) -> Flags:
        """Which figures are of years; the others are of months."""
        return np.asarray(np.char.str_len(self.period) == YEAR)


@dataclass(frozen=True, slots=True)
class Loans:
    """Facilities: [facilities] each. `loan_class` is the class on the day; empty where only a later one is known."""

    id: Words
    borrower: Indices
    limit: Floats
    loan_class: Words
    starts_on: Days
    due_on: Days
    closed_on: Days
    defaulted_on: Days


@dataclass(frozen=True, slots=True)
class Cases:
    """Parts that parties have in lawsuits, enforcements and listings: [parts] each."""

    id: Words
    party: Indices
    kind: Words
    role: Words
    amount: Floats
    filed_on: Days
    closed_on: Days


@dataclass(frozen=True, slots=True)
class Figure:
    """The latest figure of each party that was public on the day, and the period it is for: [parties] each."""

    value: Floats
    period: Words


@dataclass(frozen=True, slots=True)
class Forecast:
    """A model's probability that each party defaults within the horizon it was trained for: [parties], NaN unknown."""

    probability: Floats
    model_version: str


@dataclass(frozen=True, slots=True)
class Economy:
    """Everything known on a day. `ids`, `kinds`, `founded`, `industry`: [parties] each."""

    as_of: date
    ids: Words
    kinds: Words
    founded: Days
    industry: Words
    ties: Mapping[str, Ties]
    accounts: Accounts
    loans: Loans
    cases: Cases
    accounts_after_days: int = ACCOUNTS_AFTER_DAYS
    forecast: Forecast | None = None

    @property
    def count(self) -> int:
        """How many parties there are."""
        return len(self.ids)

    @property
    def companies(self) -> Flags:
        """Which parties are companies."""
        return np.asarray(self.kinds == PartyType.COMPANY.value)

    @property
    def day(self) -> np.datetime64:
        """The day as numpy compares it."""
        return np.datetime64(self.as_of, "D")

    def tie(self, label: str) -> Ties:
        """Give the ties of a type, none if the graph has none."""
        nobody = np.zeros(0, dtype=np.int64)
        return self.ties.get(label, Ties(nobody, nobody, {}))

    def figure(self, name: str, years_back: int = 0, *, home: bool = False) -> Figure:
        """Give each party's latest public figure of a name, or the one so many years before the latest.

        `home` leaves out what is in another currency or unit.
        """
        accounts = self.accounts
        chosen = accounts.rows.get(name, np.zeros(0, dtype=np.int64))
        chosen = chosen[accounts.home[chosen]] if home else chosen
        after = np.where(accounts.yearly[chosen], self.accounts_after_days, MONTH_AFTER_DAYS)
        chosen = chosen[accounts.ends[chosen] + after.astype("timedelta64[D]") <= self.day]
        if years_back:
            chosen = self._before_latest(chosen, years_back)
        order = chosen[np.lexsort((accounts.ends[chosen], accounts.party[chosen]))]
        last = order[np.append(np.diff(accounts.party[order]) > 0, True)] if len(order) else order
        value, period = np.full(self.count, np.nan), np.full(self.count, "", dtype="U7")
        value[accounts.party[last]] = accounts.value[last]
        period[accounts.party[last]] = accounts.period[last]
        return Figure(value, period)

    def _before_latest(self, chosen: Indices, years_back: int) -> Indices:
        ends, party = self.accounts.ends[chosen], self.accounts.party[chosen]
        latest = np.full(self.count, np.datetime64("0001-01-01"), dtype="datetime64[D]")
        np.maximum.at(latest, party, ends)
        years = latest[party].astype("datetime64[Y]") - ends.astype("datetime64[Y]")
        return np.asarray(chosen[years.astype(np.int64) == years_back], dtype=np.int64)


def find_ends(periods: Words) -> Days:
    """Give the last day of each period: a year `2023` or a month `2023-04`; none for what an earlier version let by."""
    words, places = np.unique(periods, return_inverse=True)
    read = np.array([bool(PERIOD.fullmatch(word)) for word in words], dtype=np.bool_)
    words = np.where(read, words, "0001")
    months = np.where(np.char.str_len(words) == YEAR, np.char.add(words, "-12"), words).astype("datetime64[M]")
    months[~read] = np.datetime64("NaT")
    return np.asarray(((months + 1).astype("datetime64[D]") - 1)[places], dtype="datetime64[D]")


def sum_ties(ties: Ties, name: str, count: int) -> FloatMatrix:
    """Add up one property over parallel ties: [parties, parties], start to end; unknown amounts left out."""
    values = ties.column(name)
    known = ~np.isnan(values) & (ties.start != ties.end)
    cells = (values[known], (ties.start[known], ties.end[known]))
    return sparse.csr_array(cells, shape=(count, count))


def sum_by(index: Indices, values: Floats, count: int) -> Floats:
    """Add up known values by party; NaN where a party has only unknown ones or none."""
    known = ~np.isnan(values)
    total = np.bincount(index[known], weights=values[known], minlength=count)
    return np.where(np.bincount(index[known], minlength=count) > 0, total, np.nan)
