"""The features of each party on a day, from measures and ties known by that day.

There are three groups, so that models can be compared by their inputs: `own` (accounts, loans, cases), `degrees` (the
number of ties of each type) and `structure` (the measures of a party's place in the network).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from ..economy import Economy
from ..matrices import Floats
from ..measures import list_measures
from ..measures.accounts import DAYS_PER_YEAR, find_net_assets
from ..measures.conduct import find_in_default, is_open
from ..measures.measure import count_by, divide
from ..policy import Assumptions
from ..signals import SignalKind

DEGREE_TIES = ("OWNS", "HOLDS_OFFICE", "RELATED_TO", "GUARANTEES", "SUPPLIES", "PLEDGES")
OWN_KINDS = (SignalKind.ABILITY, SignalKind.CONDUCT)
# the graph holds only today's class of a loan, which would leak the outcome into earlier days
LEAKING_MEASURES = ("worst_loan_class",)
LOWEST, HIGHEST = 1.0, 99.0  # percentiles at which features are clipped
SMALLEST_FLAGGED = 0.01  # a feature gets a flag for unknown values if at least this share is unknown, and known


class FeatureGroup(StrEnum):
    """The groups of features that a model can use."""

    OWN = "own"
    DEGREES = "degrees"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Features:
    """The features of parties by name: `values` [parties, features], NaN if unknown."""

    names: tuple[str, ...]
    values: Floats

    def join(self, other: "Features") -> "Features":
        """Join the columns of two groups."""
        return Features(self.names + other.names, np.hstack([self.values, other.values]))


@dataclass(frozen=True, slots=True)
class Scaler:
    """The scaling of raw features to inputs: clipped at percentiles, centred and scaled, as fitted on training days.

    `flagged` marks the features whose unknown values get a column of their own. An unknown value becomes 0, the mean of
    the training days.
    """

    names: tuple[str, ...]
    low: Floats
    high: Floats
    mean: Floats
    spread: Floats
    flagged: tuple[bool, ...]

    def scale(self, features: Features) -> Floats:
        """Scale raw features to inputs: [parties, inputs]."""
        clipped = np.clip(features.values, self.low, self.high)
        scaled = np.nan_to_num((clipped - self.mean) / self.spread)
        unknown = np.isnan(features.values)[:, np.array(self.flagged, dtype=np.bool_)]
        return np.hstack([scaled, unknown.astype(np.float64)])


def build_features(economy: Economy, assumptions: Assumptions, groups: Sequence[FeatureGroup]) -> Features:
    """Build the features of some groups for every party of an economy."""
    economy = replace(economy, accounts_after_days=assumptions.accounts_known_after_days)
    columns: dict[str, Floats] = {}
    if FeatureGroup.OWN in groups:
        columns |= _measure_columns(economy, assumptions, OWN_KINDS) | _build_own_columns(economy)
    if FeatureGroup.DEGREES in groups:
        columns |= _build_degree_columns(economy)
    if FeatureGroup.STRUCTURE in groups:
        columns |= _measure_columns(economy, assumptions, (SignalKind.STRUCTURE,))
    return Features(tuple(columns), np.column_stack(list(columns.values())))


def fit_scaler(features: Sequence[Features]) -> Scaler:
    """Fit the percentiles, means and spreads to the training days."""
    values = np.vstack([day.values for day in features])
    known = ~np.isnan(values)
    filled = np.where(known, values, np.nan)
    empty = ~known.any(axis=0)
    filled[:, empty] = 0.0
    low, high = np.nanpercentile(filled, [LOWEST, HIGHEST], axis=0)
    flat = low == high  # a rare event: clipping at percentiles would remove the event itself
    low, high = np.where(flat, np.nanmin(filled, axis=0), low), np.where(flat, np.nanmax(filled, axis=0), high)
    clipped = np.clip(filled, low, high)
    spread = np.nanstd(clipped, axis=0)
    missing = 1.0 - known.mean(axis=0)
    flagged = tuple(bool(flag) for flag in (missing >= SMALLEST_FLAGGED) & (missing <= 1.0 - SMALLEST_FLAGGED))
    return Scaler(features[0].names, low, high, np.nanmean(clipped, axis=0), np.where(spread > 0, spread, 1.0), flagged)


def _measure_columns(economy: Economy, assumptions: Assumptions, kinds: Sequence[SignalKind]) -> dict[str, Floats]:
    """Compute all measures of some kinds; one that does not apply for lack of a tie or loan is 0."""
    columns = {}
    for measure in list_measures():
        if measure.kind in kinds and measure.code not in LEAKING_MEASURES:
            outcome = measure.compute(economy, assumptions)
            absent = np.nan if measure.kind is SignalKind.ABILITY else 0.0
            columns[measure.code] = np.where(outcome.applies, outcome.values, absent)
    return columns


def _build_own_columns(economy: Economy) -> dict[str, Floats]:
    loans, net = economy.loans, find_net_assets(economy, home=True).value
    current = is_open(loans.starts_on, loans.closed_on, economy.day)
    known = current & ~np.isnan(loans.limit)
    borrowed = np.bincount(loans.borrower[known], weights=loans.limit[known], minlength=economy.count)
    failed = find_in_default(economy)
    recent = failed & (economy.day - loans.defaulted_on <= np.timedelta64(int(DAYS_PER_YEAR) + 1, "D"))
    return {
        "log_assets": np.log10(np.maximum(economy.figure("total_assets", home=True).value, 1.0)),
        "open_loans": count_by(loans.borrower, current, economy.count),
        "loans_to_net_assets": divide(np.asarray(borrowed, dtype=np.float64), net),
        "defaulted_lately": (count_by(loans.borrower, recent, economy.count) > 0).astype(np.float64),
        "is_company": economy.companies.astype(np.float64),
    }


def _build_degree_columns(economy: Economy) -> dict[str, Floats]:
    columns = {}
    for label in DEGREE_TIES:
        ties = economy.tie(label)
        columns[f"{label.lower()}_out"] = np.log1p(np.bincount(ties.start, minlength=economy.count))
        columns[f"{label.lower()}_in"] = np.log1p(np.bincount(ties.end, minlength=economy.count))
    return columns
