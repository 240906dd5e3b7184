"""All control on a day as pairs of places: alone, with circles, by votes, and jointly as sources state."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from ..matrices import Indices
from .majority import close_control
from .statements import Statements, join_statements
from .votes import Votes

Pairs = Set[tuple[int, int]]
MOST_LEVELS = 20  # of joint controllers who are controlled jointly themselves


@dataclass(frozen=True, slots=True)
class JointControl:
    """Parties that a source names together as controllers of a company, and everything that they control together.

    `ultimate` says that no member has a controller of its own who could take its place.
    """

    members: frozenset[int]
    companies: frozenset[int]
    ultimate: bool


@dataclass(frozen=True)
class ControlFound:
    """Pairs of controller and company: `alone` without a circle, `pairs` with circles too, and those by votes only."""

    alone: Pairs
    pairs: Pairs
    alone_by_votes: Pairs
    by_votes: Pairs
    joint: Sequence[JointControl] = ()

    @cached_property
    def controlled(self) -> Set[int]:
        """Everything that anyone controls."""
        return {company for _, company in self.pairs}.union(*(joint.companies for joint in self.joint))

    @cached_property
    def controlled_alone(self) -> Set[int]:
        """Everything that a party controls without a circle."""
        return {company for _, company in self.alone}

    @cached_property
    def _joint_of(self) -> Mapping[tuple[int, int], Sequence[JointControl]]:
        found: dict[tuple[int, int], list[JointControl]] = {}
        for joint in self.joint:
            for company in joint.companies:
                for member in joint.members:
                    found.setdefault((member, company), []).append(joint)
        return found

    def joint_of(self, pair: tuple[int, int]) -> Sequence[JointControl]:
        """Return the sets in which a party controls a company jointly with others."""
        return self._joint_of.get(pair, ())


def find_all_control(votes: Votes) -> ControlFound:
    """Find all control when each party counts by itself, and when the votes of each circle count as one holder's.

    A stated controller holds the company regardless of the votes; control by votes stays true beside it.
    """
    every = np.arange(len(votes.parties), dtype=np.int64)
    has_circles, has_statements = bool((votes.circle != every).any()), bool(len(votes.stated[0]) or votes.together)
    alone, sets = find_control(votes, every)
    pairs = set(alone)
    if has_circles:
        circled, sets = find_control(votes, votes.circle)
        pairs |= in_circles(votes, circled)
    alone_by_votes, by_votes = alone, pairs
    if has_statements:
        alone_by_votes = find_control(votes, every, stated=False)[0]
        circled = find_control(votes, votes.circle, stated=False)[0] if has_circles else set()
        by_votes = alone_by_votes | in_circles(votes, circled)
    return ControlFound(alone, pairs, alone_by_votes, by_votes, list_joint(votes, pairs, sets) if sets else ())


def find_control(
    votes: Votes, circle: Indices, *, stated: bool = True
) -> tuple[set[tuple[int, int]], dict[frozenset[int], set[int]]]:
    """Return the pairs of controller and company when each circle is one party, and what stated sets control."""
    statements = Statements()
    if stated:
        alone = zip(votes.stated[0].tolist(), votes.stated[1].tolist(), strict=True)
        statements = join_statements(alone, votes.together, circle)
    return close_control(sum_votes(votes, circle), statements)


def sum_votes(votes: Votes, circle: Indices) -> Any:
    """Return votes[circle, company], the votes of a circle's members summed.

    Sources that contradict each other can give a company more than all its votes; then all are scaled down to one.
    """
    count = len(votes.parties)
    owner, company = circle[votes.owner], circle[votes.company]
    total = np.bincount(company, weights=votes.votes, minlength=count)
    outside = owner != company
    scaled = votes.votes / np.maximum(total[company], 1.0)
    cells = (scaled[outside], (owner[outside], company[outside]))
    return sparse.csr_array(cells, shape=(count, count))


def in_circles(votes: Votes, circled: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Assign the companies that a circle controls to each of its members."""
    members = list_members(votes.circle)
    return {
        (member, company)
        for circle, controlled in circled
        for member in members[circle]
        for company in members[controlled]
        if member != company
    }


def list_members(circle: Indices) -> dict[int, list[int]]:
    """Return the members of each circle."""
    members: dict[int, list[int]] = {}
    for place, first in enumerate(circle.tolist()):
        members.setdefault(first, []).append(place)
    return members


def list_joint(votes: Votes, pairs: Pairs, sets: Mapping[frozenset[int], Set[int]]) -> list[JointControl]:
    """Return what stated sets control, for the parties as stated and for those who control them in turn."""
    circles = list_members(votes.circle)
    reached: dict[frozenset[int], set[int]] = {}
    for members, _ in votes.together:
        merged = frozenset(votes.circle[list(members)].tolist())
        companies = {one for circle in sets.get(merged, ()) for one in circles[circle]}
        if companies - members:
            reached.setdefault(members, set()).update(companies - members)
    tops = list_tops(pairs, reached, votes.circle)
    lifted = {members: lift(members, tops) for members in reached}
    for members, heads in lifted.items():
        if heads != members and len(heads) > 1:
            reached.setdefault(heads, set()).update(reached[members] - heads)
    return [
        JointControl(members, frozenset(companies), lifted.get(members, members) == members)
        for members, companies in reached.items()
    ]


def list_tops(
    pairs: Pairs, reached: Mapping[frozenset[int], Set[int]], circle: Indices
) -> dict[int, Set[frozenset[int]]]:
    """Return for each controlled party who controls it without being controlled: parties, circles and stated sets."""
    controlled = {company for _, company in pairs}.union(*reached.values())
    by_circle: dict[tuple[int, int], set[int]] = {}
    for controller, company in pairs:
        if controller not in controlled:
            by_circle.setdefault((company, int(circle[controller])), set()).add(controller)
    tops: dict[int, set[frozenset[int]]] = {}
    for (company, _), controllers in by_circle.items():
        tops.setdefault(company, set()).add(frozenset(controllers))
    for members, companies in reached.items():
        for company in companies:
            tops.setdefault(company, set()).add(members)
    return dict(tops)


def lift(members: frozenset[int], tops: Mapping[int, Set[frozenset[int]]]) -> frozenset[int]:
    """Replace each member of a set by its own controllers, where these are one party, one circle or one set."""
    for _ in range(MOST_LEVELS):
        heads = frozenset(head for member in members for head in choose_heads(member, tops))
        if heads == members:
            break
        members = heads
    return members


def choose_heads(party: int, tops: Mapping[int, Set[frozenset[int]]]) -> Iterable[int]:
    """Return the controllers of a party; the party itself where it has none, or several that compete."""
    above = tops.get(party, ())
    return next(iter(above)) if len(above) == 1 else (party,)
