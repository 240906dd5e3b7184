"""Every party's exact share of one company, through all chains and rings, by one solution of the holding equations."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from ..components import condense
from ..matrices import FloatMatrix, Floats, Indices, list_rows

MOST_RINGS = 2_000  # companies in rings whose own return is solved for; each takes a solution of its own


def find_shares_in_one(shares: FloatMatrix, company: int, closed: Iterable[Sequence[int]]) -> Floats:
    """Return each party's share of one company: [parties]; NaN where a ring is too large to be solved for each member.

    `shares[holder, company]` as in `integrated_ownership`, whose measure of 1998 this is: what returns to a party in
    the middle of a ring is not counted again. Nothing is carried through `closed` loops, which own themselves wholly.
    """
    count = shares.shape[0]
    is_open = np.ones(count, dtype=np.bool_)
    for loop in closed:
        is_open[list(loop)] = False
    if not is_open[company]:
        return np.zeros(count)
    rows = list_rows(shares)
    kept = np.where(is_open[rows] & is_open[shares.indices], shares.data, 0.0)
    cells = sparse.csc_array((kept, (rows, shares.indices)), shape=(count, count))
    solver = splu(sparse.csc_array(sparse.eye_array(count) - cells))
    carried = np.maximum(solver.solve(make_unit(count, company)), 0.0)
    for party in list_ring_members(shares, carried):
        carried[party] /= solver.solve(make_unit(count, party))[party]
    carried[company] = 0.0
    return np.asarray(carried, dtype=np.float64)


def make_unit(count: int, place: int) -> Floats:
    """Return a vector with a single one."""
    unit = np.zeros(count)
    unit[place] = 1.0
    return unit


def list_ring_members(shares: FloatMatrix, carried: Floats) -> Indices:
    """Return the parties with a share who are in a ring, the first of them; those of larger rings become NaN."""
    parts = condense(shares)
    in_ring = (parts.size[parts.component] > 1) | (shares.diagonal() > 0)
    members = np.flatnonzero(in_ring & (carried > 0))
    carried[members[MOST_RINGS:]] = np.nan
    return members[:MOST_RINGS]
