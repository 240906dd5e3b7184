"""Every party's exact share of one company, through all chains and rings, by one solution of the holding equations."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from ..components import label_components
from ..matrices import FloatMatrix, Floats, Indices, list_rows

MOST_RINGS = 2_000  # companies in rings whose own return is solved for
SLICE = 16  # members of one solution; with many more BLAS starts threads, whose waiting costs ten times the work itself


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
    component = label_components(shares)
    members = list_ring_members(shares, component, carried)
    for ring in group_rings(members, component):
        carried[ring] /= find_returns(cells, np.flatnonzero(component == component[ring[0]]), ring)
    carried[company] = 0.0
    return np.asarray(carried, dtype=np.float64)


def make_unit(count: int, place: int) -> Floats:
    """Return a vector with a single one."""
    unit = np.zeros(count)
    unit[place] = 1.0
    return unit


def list_ring_members(shares: FloatMatrix, component: Indices, carried: Floats) -> Indices:
    """Return the parties with a share who are in a ring, the first of them; those of larger rings become NaN."""
    in_ring = (np.bincount(component)[component] > 1) | (shares.diagonal() > 0)
    members = np.flatnonzero(in_ring & (carried > 0))
    carried[members[MOST_RINGS:]] = np.nan
    return members[:MOST_RINGS]


def group_rings(members: Indices, component: Indices) -> Iterable[Indices]:
    """Return the members of each ring."""
    if not len(members):
        return ()
    order = np.argsort(component[members], kind="stable")
    return np.split(members[order], np.flatnonzero(np.diff(component[members][order])) + 1)


def find_returns(cells: Any, ring: Indices, members: Indices) -> Floats:
    """Return what comes back to members of a ring of what each holds, itself included; it does so within the ring."""
    # no column sums to more than one, so the diagonal is as good a pivot as any, and the factors stay small
    solver = splu(
        sparse.csc_array(sparse.eye_array(len(ring)) - cells[ring][:, ring]),
        permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True},
    )  # fmt: skip
    places = np.searchsorted(ring, members)
    returns = np.empty(len(places))
    for begin in range(0, len(places), SLICE):
        part = places[begin : begin + SLICE]
        units = np.zeros((len(ring), len(part)))
        units[part, np.arange(len(part))] = 1.0
        returns[begin : begin + SLICE] = solver.solve(units)[part, np.arange(len(part))]
    return returns
