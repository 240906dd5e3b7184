"""Control by votes above half, summed over everything that the controller already controls.

`votes[x, y]` is the fraction of y's votes that x holds (capital where votes are unknown). Two parties with exactly
half each control nothing; parties who act in concert are a group of its own.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

import numpy as np

from ..matrices import TOLERANCE, FloatMatrix, Matrix, list_rows, read_fraction, read_shares
from .statements import Statements

MAJORITY = 0.5


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

    A party controls itself, and each company in which all that it controls holds strictly more than `threshold` of the
    votes (Ceri, Gottlob and Tanca 1990), as the least fixed point; a sum within 1e-9 of the threshold does not exceed
    it. A stated controller holds the company regardless of the votes. A group has the votes of all its members and of
    what they control together. Controllers who are stated together hold the company only together: a set controls what
    it is stated to control and what that holds by majority; the votes of its members elsewhere stay their own. Whoever
    controls all members of a set controls what the set does.

    Raises `MeasureError` for a vote below 0, above 1 or not a number and for a column that sums above 1.
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
