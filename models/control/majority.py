"""Control by votes above half, summed over everything that the controller already controls.

`votes[x, y]` is the fraction of y's votes that x holds (capital where votes are unknown). Two parties with exactly
half each control nothing; parties who act in concert must be merged into one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from ..matrices import TOLERANCE, BoolMatrix, Indices, Matrix, list_rows, read_fraction, read_shares

MAJORITY = 0.5


def control_closure(votes: Matrix, threshold: float = MAJORITY) -> BoolMatrix:
    """Boolean [parties, parties], true where x controls y; the diagonal is true, as the definition has it.

    control(x, x); control(x, y) if the votes in y of all z with control(x, z) sum to strictly more than `threshold`
    (Ceri, Gottlob and Tanca 1990), as the least fixed point. A sum within 1e-9 of the threshold does not exceed it.
    Raises `MeasureError` for a vote below 0, above 1 or not a number and for a column that sums above 1.
    """
    limit = read_fraction(threshold, "threshold") + TOLERANCE
    shares = read_shares(votes, "votes")
    count = shares.shape[0]
    rows = VoteRows(shares.indptr.tolist(), shares.indices.tolist(), shares.data.tolist())
    controllers, controlled = list(range(count)), list(range(count))
    for party in np.unique(list_rows(shares)[shares.data > limit]).tolist():
        reached = _find_controlled(rows, party, limit)
        controllers.extend([party] * len(reached))
        controlled.extend(reached)
    cells = (np.ones(len(controlled), dtype=np.bool_), (controllers, controlled))
    return sparse.csr_array(cells, shape=(count, count))


def ultimate_controllers(votes: Matrix) -> Indices:
    """Find for each party the controller that no other party controls, or -1: [parties].

    Votes above half make it unique. -1 means a party without a controller, or one whose
    controllers form a ring that no outsider controls: each member controls the others and none is ultimate
    (`find_control_rings` names the rings).
    """
    closure = control_closure(votes)
    controller, company = _list_others(closure)
    controlled = np.bincount(company, minlength=closure.shape[0]) > 0
    ultimate = np.full(closure.shape[0], -1, dtype=np.int64)
    top = ~controlled[controller]
    ultimate[company[top]] = controller[top]
    return ultimate


def find_control_rings(votes: Matrix) -> tuple[tuple[int, ...], ...]:
    """The groups of parties in which each controls all others."""
    closure = control_closure(votes)
    mutual = sparse.csr_array(closure.multiply(closure.T)).astype(np.float64)
    _, ring = csgraph.connected_components(mutual, directed=False)
    sizes = np.bincount(ring)
    return tuple(tuple(np.flatnonzero(ring == label).tolist()) for label in np.flatnonzero(sizes > 1))


@dataclass(frozen=True, slots=True)
class VoteRows:
    """The votes as plain lists, which a work-list reads faster than arrays."""

    ends: Sequence[int]
    companies: Sequence[int]
    votes: Sequence[float]


def _find_controlled(rows: VoteRows, party: int, limit: float) -> list[int]:
    """Everything but itself that a party controls, each holding looked at once."""
    reached = [party]
    known = {party}
    held: dict[int, float] = {}
    for holder in reached:
        for place in range(rows.ends[holder], rows.ends[holder + 1]):
            company = rows.companies[place]
            if company in known:
                continue
            held[company] = held.get(company, 0.0) + rows.votes[place]
            if held[company] > limit:
                known.add(company)
                reached.append(company)
    return reached[1:]


def _list_others(closure: BoolMatrix) -> tuple[Indices, Indices]:
    """Controller and company of each pair of two different parties."""
    controller = np.repeat(np.arange(closure.shape[0], dtype=np.int64), np.diff(closure.indptr))
    company = closure.indices.astype(np.int64)
    other = controller != company
    return controller[other], company[other]
