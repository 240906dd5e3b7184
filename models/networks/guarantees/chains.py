"""Guarantee chains: each company guarantees the next, from one without a guarantor to a debtor that guarantees none.

Companies that guarantee each other, directly or through others, form a ring, and a ring counts as one place in a chain:
a chain can begin in one (the pair that backs an outsider), pass through one, or end in one.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..cycles import Budget, Successors

Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rings:
    """The ring of each party [parties], and the level of each ring [rings]: guarantees lead to higher levels."""

    ring: Sequence[int]
    level: Sequence[int]


@dataclass(slots=True)
class ChainSearch:
    """A search of the longest chains: from each head to each end one, the longest, of equally long ones the first.

    `controlled[head]` are the parties that a head openly controls: a chain among these alone is one group and no chain.
    """

    borrowers: Successors
    rings: Rings
    controlled: Mapping[int, frozenset[int]]
    budget: Budget
    members: dict[int, list[int]] = field(init=False)
    guaranteed: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.members = defaultdict(list)
        for party in sorted(self.borrowers):
            self.members[self.rings.ring[party]].append(party)
        ring = self.rings.ring
        self.guaranteed = {
            ring[borrower]
            for party, borrowers in self.borrowers.items()
            for borrower in borrowers
            if ring[borrower] != ring[party]
        }

    def run(self) -> Iterator[Path]:
        """Return the chains of at least two guarantees, until the budget is spent."""
        for ring, members in self.members.items():
            if ring in self.guaranteed:
                continue
            for start in self._start(members):
                yield from self._follow(start)
                if self.budget.spent:
                    return

    def _start(self, members: Sequence[int]) -> Iterator[Path]:
        """Return how chains can begin in a ring: its only member, or two, of which the second leads out."""
        if len(members) == 1:
            yield (members[0],)
            return
        for leaving in members:
            if any(self.rings.ring[borrower] != self.rings.ring[leaving] for borrower in self.borrowers[leaving]):
                yield next(party for party in members if leaving in self.borrowers[party]), leaving

    def _follow(self, start: Path) -> Iterator[Path]:
        """Follow the guarantees from a start, ring by ring, and return the longest chain to each end."""
        head, own = start[0], self.rings.ring[start[0]]
        group = self.controlled.get(head, frozenset())
        best: dict[int, dict[bool, Path]] = defaultdict(dict)  # by ring, and by whether the chain has left the group
        self._offer(best[own], start, not group.issuperset(start[1:]))
        waiting = {own}
        while waiting:
            ring = min(waiting, key=lambda label: (self.rings.level[label], label))
            waiting.remove(ring)
            for path in best[ring].values():
                onward = list(self._leave(path, may_move=len(path) != len(start)))
                for longer in onward:
                    if not self.budget.take():
                        return
                    label = self.rings.ring[longer[-1]]
                    self._offer(best[label], longer, not group.issuperset(longer[1:]))
                    waiting.add(label)
                if not onward:
                    whole = self._walk_into_ring(path)
                    if len(whole) > 2 and not group.issuperset(whole[1:]):
                        yield whole

    @staticmethod
    def _offer(kept: dict[bool, Path], path: Path, left: bool) -> None:
        """Keep a path if it is longer than the one kept, or as long and earlier in order."""
        if left not in kept or (-len(path), path) < (-len(kept[left]), kept[left]):
            kept[left] = path

    def _leave(self, path: Path, *, may_move: bool) -> Iterator[Path]:
        """Return the path lengthened by each guarantee that leads out of its last ring, by the shortest way to it."""
        ring = self.rings.ring[path[-1]]
        ways = self._find_ways(path[-1]) if may_move else {path[-1]: (path[-1],)}
        for party, way in ways.items():
            for borrower in self.borrowers[party]:
                if self.rings.ring[borrower] != ring:
                    yield (*path, *way[1:], borrower)

    def _find_ways(self, start: int) -> dict[int, Path]:
        """Find the shortest way from a member of a ring to each member of it."""
        ways: dict[int, Path] = {start: (start,)}
        frontier = deque([start])
        while frontier:
            party = frontier.popleft()
            for borrower in sorted(self.borrowers[party]):
                if borrower not in ways and self.rings.ring[borrower] == self.rings.ring[start]:
                    ways[borrower] = (*ways[party], borrower)
                    frontier.append(borrower)
        return ways

    def _walk_into_ring(self, path: Path) -> Path:
        """Return the path with a walk through the ring in which it ends, as far as each next member is new."""
        walked = list(path)
        while True:
            inner = (
                borrower
                for borrower in sorted(self.borrowers[walked[-1]])
                if self.rings.ring[borrower] == self.rings.ring[path[-1]] and borrower not in walked
            )
            following = next(inner, None)
            if following is None:
                return tuple(walked)
            walked.append(following)
