"""All control on a day by places of parties: alone, in a circle of family and concert, and jointly as sources state."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from .majority import Reached, close_control
from .statements import Statements, arrange_statements
from .together import Naming, Pairs, Together
from .votes import Votes, list_circles


@dataclass(frozen=True)
class ControlFound:
    """Pairs of controller and company, `alone` and `alone_by_votes`, and the sides that control companies `together`.

    Of these the circles come first. `naming` says who of them all is named as controller of a company.
    """

    alone: Pairs
    alone_by_votes: Pairs
    together: Sequence[Together]
    naming: Naming

    @property
    def controlled(self) -> Set[int]:
        """Everything that anyone controls."""
        return self.naming.controlled

    @cached_property
    def controlled_alone(self) -> Set[int]:
        """Everything that a party controls without others."""
        return {company for _, company in self.alone}

    @cached_property
    def companies_of(self) -> Mapping[int, Set[int]]:
        """The companies that each party controls alone."""
        companies: dict[int, set[int]] = {}
        for controller, company in self.alone:
            companies.setdefault(controller, set()).add(company)
        return companies

    @cached_property
    def _together_of(self) -> Mapping[tuple[int, int], Sequence[Together]]:
        found: dict[tuple[int, int], list[Together]] = {}
        for side in self.together:
            for company in side.companies:
                for member in side.members:
                    found.setdefault((member, company), []).append(side)
        return found

    def together_of(self, pair: tuple[int, int]) -> Sequence[Together]:
        """Return the sides in which a party controls a company together with others."""
        return self._together_of.get(pair, ())

    def list_companies(self, side: Together) -> Set[int]:
        """Return everything that a side and its members control, and the parties that its members replace."""
        below = (self.companies_of.get(member, frozenset[int]()) for member in side.members)
        return side.companies.union(side.replaced, *below)


def find_all_control(votes: Votes) -> ControlFound:
    """Find all control: by each party, by each circle whose members vote together, and by each stated set.

    A stated controller holds the company regardless of the votes; control by votes stays true beside it.
    """
    shares, circles = arrange_shares(votes), list_circles(votes.circle)
    stated = arrange_statements(zip(*(part.tolist() for part in votes.stated), strict=True), votes.together)
    reached = by_votes = close_control(shares, stated, list(circles.values()))
    if stated.alone or stated.together:
        by_votes = close_control(shares, Statements(), list(circles.values()))
    sides = [*list_circle_sides(circles, reached, by_votes), *(Together(*item) for item in reached.sets.items())]
    naming = Naming(reached.pairs, sides, votes.circle)
    without_statements = by_votes.companies
    together = [one for side in sides for one in naming.lift(side, without_statements)]
    return ControlFound(reached.pairs, by_votes.pairs, together, naming)


def list_circle_sides(circles: Mapping[int, frozenset[int]], reached: Reached, by_votes: Reached) -> list[Together]:
    """Return the circles that control anything."""
    return [
        Together(members, companies, circle, votes)
        for (circle, members), companies, votes in zip(circles.items(), reached.groups, by_votes.groups, strict=True)
        if companies
    ]


def arrange_shares(votes: Votes) -> Any:
    """Return the votes of each holder in each company: [parties, parties].

    Sources that contradict each other can give a company more than all its votes; then all are scaled down to one.
    """
    count = len(votes.parties)
    total = np.bincount(votes.company, weights=votes.votes, minlength=count)
    outside = votes.owner != votes.company
    scaled = votes.votes / np.maximum(total[votes.company], 1.0)
    cells = (scaled[outside], (votes.owner[outside], votes.company[outside]))
    return sparse.csr_array(cells, shape=(count, count))
