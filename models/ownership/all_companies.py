"""The owners of every company at once, from the state of the graph on disk: one pass instead of a question for each."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ...graph.read.owners.held_steps import TiesAbove
from ...graph.snapshot.tables import Array, Flags
from ...graph.time_point import TimePoint
from ..matrices import SHARE_DECIMALS, FloatMatrix, Floats, Indices
from .integrated import beneficial_owners


@dataclass(frozen=True, slots=True)
class OwnersOfAll:
    """Each owner with enough of a company, by company and then owner: places in `ids`, and the exact share."""

    ids: Array
    owner: Indices
    company: Indices
    share: Floats


def find_owners_of_all(above: TiesAbove, time_point: TimePoint, threshold: float, *, inclusive: bool) -> OwnersOfAll:
    """Find every end of the chains with enough of any company; `inclusive` as in `beneficial_owners`."""
    shares, held = read_all_shares(above, time_point), mark_held(above, time_point)
    return OwnersOfAll(above.held.ids, *beneficial_owners(shares, threshold, inclusive, held))


def mark_held(above: TiesAbove, time_point: TimePoint) -> Flags:
    """Mark the companies that have a holder, of unknown size too."""
    (branch,) = above.holders
    ties = branch.ties
    rows = ties.keep_holding(branch.index.rows, time_point)
    share, most = ties.read_numbers("share", rows), ties.read_numbers("share_max", rows)
    held = np.zeros(len(above.held), dtype=np.bool_)
    held[ties.end[rows[np.where(np.isnan(share), most, share) != 0]]] = True
    return held


def read_all_shares(above: TiesAbove, time_point: TimePoint) -> FloatMatrix:
    """Return shares[holder, company], at least, as `collect_holdings` adds them up for one company."""
    (branch,) = above.holders
    ties = branch.ties
    rows = ties.keep_holding(branch.index.rows, time_point)
    share = ties.read_numbers("share", rows)
    least = np.where(np.isnan(share), ties.read_numbers("share_min", rows), share)
    source, sources = ties.read_codes("source", rows)
    count = len(above.held)
    pair, place = np.unique(ties.start[rows].astype(np.int64) * count + ties.end[rows], return_inverse=True)
    by_source = np.bincount(place * sources + source, np.nan_to_num(least), len(pair) * sources)
    largest = by_source.reshape(len(pair), -1).max(axis=1, initial=0.0)
    whole = np.round(np.minimum(largest, 1.0), SHARE_DECIMALS)
    holder, company = np.divmod(pair, max(count, 1))
    scale = np.maximum(np.bincount(company, whole, count), 1.0)
    return sparse.csr_array((whole / scale[company], (holder, company)), shape=(count, count))
