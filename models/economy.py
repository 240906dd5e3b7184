"""The arrays that measures read: parties, ties, accounts, loans and cases, as known on a day.

Parties are numbered 0 to `count` - 1 in all arrays. An unknown number is NaN, an unknown day NaT, an unknown word the
empty string. Facts dated after `as_of` never count, even if the arrays hold them: every reader here stops at that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..ingest.records.checks import PERIOD
from ..ingest.records.words import PartyKind
from .matrices import FloatMatrix, Floats, Indices
from .policy import read_accounts_delay

Days: TypeAlias = NDArray[np.datetime64]
Words: TypeAlias = NDArray[np.str_]
Flags: TypeAlias = NDArray[np.bool_]

YEAR = 4  # characters of a period that is a year, such as `2023`
MONTH_AFTER_DAYS = 31  # monthly figures are public within a month; for annual accounts see the policy


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties of one type that hold on the day; every array is [ties]."""

    start: Indices
    end: Indices
    columns: Mapping[str, Floats]

    def column(self, name: str) -> Floats:
        """Return one property of each tie [ties], NaN for all if no tie has it."""
        return self.columns.get(name, np.full(len(self.start), np.nan))


@dataclass(frozen=True)
class Accounts:
    """The figures of parties by period, as the sources give them; every array is [figures].

    `home` marks figures in the home currency, which can be compared with amounts of other parties.
    """

    party: Indices
    name: Words
    period: Words
    value: Floats
    home: Flags

    @cached_property
    def rows(self) -> Mapping[str, Indices]:
        """The positions of the figures of each name."""
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
        """Whether each figure covers a year; the others cover a month."""
        return np.asarray(np.char.str_len(self.period) == YEAR)


@dataclass(frozen=True, slots=True)
class Loans:
    """Loan facilities; every array is [facilities].

    `loan_class` is the class on the day, empty if only a later one is known.
    """

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
    """The roles of parties in lawsuits, enforcements and listings; every array is [roles]."""

    id: Words
    party: Indices
    kind: Words
    role: Words
    amount: Floats
    filed_on: Days
    closed_on: Days


@dataclass(frozen=True, slots=True)
class Figure:
    """The latest figure of each party that was public on the day, and its period; both are [parties]."""

    value: Floats
    period: Words


@dataclass(frozen=True, slots=True)
class Forecast:
    """A model's probability of default within its horizon for each party: [parties], NaN if unknown."""

    probability: Floats
    model_version: str


@dataclass(frozen=True, slots=True)
class Economy:
    """Everything known on a day; `ids`, `kinds`, `founded`, `industry` and `status` are [parties].

    Annual accounts count as public `accounts_after_days` after their year; the default is that of the standard policy.
    """

    as_of: date
    ids: Words
    kinds: Words
    founded: Days
    industry: Words
    status: Words
    ties: Mapping[str, Ties]
    accounts: Accounts
    loans: Loans
    cases: Cases
    accounts_after_days: int = field(default_factory=read_accounts_delay)
    forecast: Forecast | None = None

    @property
    def count(self) -> int:
        """The number of parties."""
        return len(self.ids)

    @property
    def companies(self) -> Flags:
        """Whether each party is a company: [parties]."""
        return np.asarray(self.kinds == PartyKind.COMPANY.value)

    @property
    def day(self) -> np.datetime64:
        """`as_of` as a numpy date."""
        return np.datetime64(self.as_of, "D")

    def tie(self, label: str) -> Ties:
        """Return the ties of a type, which may be none."""
        no_ends = np.zeros(0, dtype=np.int64)
        return self.ties.get(label, Ties(no_ends, no_ends, {}))

    def figure(self, name: str, years_back: int = 0, *, home: bool = False) -> Figure:
        """Find each party's latest public figure of a name, or the one `years_back` years before it.

        With `home`, figures in another currency or unit are ignored.
        """
        accounts = self.accounts
        chosen = accounts.rows.get(name, np.zeros(0, dtype=np.int64))
        chosen = chosen[accounts.home[chosen]] if home else chosen
        after = np.where(accounts.yearly[chosen], self.accounts_after_days, MONTH_AFTER_DAYS)
        chosen = chosen[accounts.ends[chosen] + after.astype("timedelta64[D]") <= self.day]
        if years_back:
            chosen = self._choose_before_latest(chosen, years_back)
        order = chosen[np.lexsort((accounts.ends[chosen], accounts.party[chosen]))]
        last = order[np.append(np.diff(accounts.party[order]) > 0, True)] if len(order) else order
        value, period = np.full(self.count, np.nan), np.full(self.count, "", dtype="U7")
        value[accounts.party[last]] = accounts.value[last]
        period[accounts.party[last]] = accounts.period[last]
        return Figure(value, period)

    def _choose_before_latest(self, chosen: Indices, years_back: int) -> Indices:
        ends, party = self.accounts.ends[chosen], self.accounts.party[chosen]
        latest = np.full(self.count, np.datetime64("0001-01-01"), dtype="datetime64[D]")
        np.maximum.at(latest, party, ends)
        years = latest[party].astype("datetime64[Y]") - ends.astype("datetime64[Y]")
        return np.asarray(chosen[years.astype(np.int64) == years_back], dtype=np.int64)


def find_ends(periods: Words) -> Days:
    """Find the last day of each period, a year `2023` or a month `2023-04`: [periods], NaT if it is neither.

    Earlier versions stored periods without checking them.
    """
    words, places = np.unique(periods, return_inverse=True)
    read = np.array([bool(PERIOD.fullmatch(word)) for word in words], dtype=np.bool_)
    words = np.where(read, words, "0001")
    months = np.where(np.char.str_len(words) == YEAR, np.char.add(words, "-12"), words).astype("datetime64[M]")
    months[~read] = np.datetime64("NaT")
    return np.asarray(((months + 1).astype("datetime64[D]") - 1)[places], dtype="datetime64[D]")


def sum_ties(ties: Ties, name: str, count: int) -> FloatMatrix:
    """Sum one property over parallel ties: [parties, parties], start to end; unknown amounts are left out."""
    values = ties.column(name)
    known = ~np.isnan(values) & (ties.start != ties.end)
    cells = (values[known], (ties.start[known], ties.end[known]))
    return sparse.csr_array(cells, shape=(count, count))


def sum_by(index: Indices, values: Floats, count: int) -> Floats:
    """Sum known values by party: [parties], NaN for a party without any."""
    known = ~np.isnan(values)
    total = np.bincount(index[known], weights=values[known], minlength=count)
    return np.where(np.bincount(index[known], minlength=count) > 0, total, np.nan)
