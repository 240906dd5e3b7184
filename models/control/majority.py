"""Control by votes above half, summed over everything that the controller already controls.

`votes[x, y]` is the fraction of y's votes that x holds (capital where votes are unknown). Two parties with exactly
half each control nothing; parties who act in concert are a group of its own.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from ..matrices import TOLERANCE, BoolMatrix, FloatMatrix, Indices, Matrix, list_rows, read_fraction, read_shares
from .statements import Statements

MAJORITY = 0.5


def control_closure(votes: Matrix, threshold: float = MAJORITY) -> BoolMatrix:
    """Boolean [parties, parties], true where x controls y; the diagonal is true, as the definition has it.

    control(x, x); control(x, y) if the votes in y of all z with control(x, z) sum to strictly more than `threshold`
    (Ceri, Gottlob and Tanca 1990), as the least fixed point. A sum within 1e-9 of the threshold does not exceed it.
    Raises `MeasureError` for a vote below 0, above 1 or not a number and for a column that sums above 1.
    """
    shares = read_shares(votes, "votes")
    pairs = close_control(shares, Statements(), threshold=threshold).pairs
    count = shares.shape[0]
    every = range(count)
    controllers = [*every, *(controller for controller, _ in pairs)]
    controlled = [*every, *(company for _, company in pairs)]
    cells = (np.ones(len(controlled), dtype=np.bool_), (controllers, controlled))
    return sparse.csr_array(cells, shape=(count, count))


@dataclass(frozen=True)
class Reached:
    """What is controlled: pairs of controller and company, the companies of each group, and of each stated set."""

    pairs: Set[tuple[int, int]]
    groups: Sequence[frozenset[int]]
    sets: Mapping[frozenset[int], frozenset[int]]

    @property
    def companies(self) -> Set[int]:
        """Everything that a party or a group controls."""
        return {company for _, company in self.pairs}.union(*self.groups)


def close_control(
    votes: Matrix, stated: Statements, groups: Sequence[Collection[int]] = (), threshold: float = MAJORITY
) -> Reached:
    """Find what each party controls, each group whose members vote together, and each stated set of controllers.

    The fixed point of `control_closure`, in which a stated controller holds the company regardless of the votes. A
    group has the votes of all its members and of what they control together. Controllers who are stated together hold
    the company only together: a set controls what it is stated to control and what that holds by majority; the votes of
    its members elsewhere stay their own. Whoever controls all members of a set controls what the set does.
    """
    limit = read_fraction(threshold, "threshold") + TOLERANCE
    shares = read_shares(votes, "votes")
    rows = VoteRows.of(shares)
    starts = {*np.unique(list_rows(shares)[shares.data > limit]).tolist(), *stated.alone}
    return Reached(
        pairs={
            (party, company)
            for party in sorted(starts)
            for company in reach_by_majority(rows, stated, [party], limit)[1:]
        },
        groups=[
            frozenset(reach_by_majority(rows, stated, sorted(members), limit)).difference(members) for members in groups
        ],
        sets={
            members: frozenset(reach_by_majority(rows, stated, companies, limit)) - members
            for members, companies in stated.together.items()
        },
    )


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

    @classmethod
    def of(cls, votes: FloatMatrix) -> Self:
        """Return the rows of a matrix [holders, companies]."""
        return cls(votes.indptr.tolist(), votes.indices.tolist(), votes.data.tolist())


def reach_by_majority(
    rows: VoteRows,
    stated: Statements,
    begin: Sequence[int],
    limit: float = MAJORITY + TOLERANCE,
) -> list[int]:
    """Return `begin` and everything that its votes and statements about it control; each holding is looked at once."""
    reached, known = list(dict.fromkeys(begin)), set(begin)
    held: dict[int, float] = {}
    missing: dict[frozenset[int], int] = {}
    for holder in reached:
        gained = list(stated.alone.get(holder, ()))
        for others in stated.sets_of.get(holder, ()):
            missing[others] = missing.get(others, len(others)) - 1
            gained += stated.together[others] if missing[others] == 0 else ()
        for place in range(rows.ends[holder], rows.ends[holder + 1]):
            company = rows.companies[place]
            if company in known:
                continue
            held[company] = held.get(company, 0.0) + rows.votes[place]
            if held[company] > limit:
                gained.append(company)
        for company in gained:
            if company not in known:
                known.add(company)
                reached.append(company)
    return reached


def _list_others(closure: BoolMatrix) -> tuple[Indices, Indices]:
    """Controller and company of each pair of two different parties."""
    controller = np.repeat(np.arange(closure.shape[0], dtype=np.int64), np.diff(closure.indptr))
    company = closure.indices.astype(np.int64)
    other = controller != company
    return controller[other], company[other]
