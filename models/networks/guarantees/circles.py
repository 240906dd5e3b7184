"""Guarantee circles: their shapes, and the guarantees that hold a circle together.

`guarantees[i, j]` is the amount for which guarantor i answers for borrower j; distress runs from j to i. Amounts are in
one currency. Shapes are those of Chinese banking practice: 互保, 联保, 循环担保, 担保链, 星形担保.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise

from scipy.sparse import csgraph

from ....errors import MeasureError
from ...components import condense
from ...matrices import FloatMatrix, Matrix, list_rows, read_ties
from ..cycles import Budget, find_cliques, find_cycles, find_longest_paths, find_shortest_cycle, restrict_to
from .bridges import find_bridges
from .circle_types import Circle, CircleKind, Circles, CutReason, Guarantee, SearchCut, SearchLimits

DEFAULT_LIMITS = SearchLimits()


def find_circles(
    guarantees: Matrix, limits: SearchLimits = DEFAULT_LIMITS, kinds: Collection[CircleKind] = tuple(CircleKind)
) -> Circles:
    """Find every mutual pair, joint group, cycle, chain and star of a guarantee network, or those of some kinds.

    - joint: at least 3 parties that all guarantee each other (largest such groups). Co-guarantors of one loan cannot be
      derived from amounts between pairs.
    - mutual: two parties that guarantee each other, unless a joint group holds both.
    - cycle: a simple directed cycle of 3 to `max_length` parties, searched only inside strongly connected components,
      not listed when it lies within one joint group. A party whose only cycles are longer is listed with a shortest.
    - chain: a directed path of at least 2 guarantees, as long as it gets, through parties that are in no ring.
    - star: one guarantor with at least `star_size` borrowers, or one borrower with as many guarantors, not counting
      fellow members of a joint group.

    Simple cycles are exponential in number: `cuts` says where the length or the budget ended the search.
    Raises `MeasureError` for a negative or unknown amount and for a party that guarantees itself.
    """
    amounts = read_ties(guarantees, "guarantees")
    if limits.max_length < 3 or limits.star_size < 2 or min(limits.max_steps, limits.max_circles) < 1:
        raise MeasureError(f"{limits}: max_length is at least 3, star_size 2, max_steps and max_circles 1")
    return _CircleSearch(amounts, limits).run(kinds)


class _CircleSearch:
    """One run of `find_circles`: the network in the forms that its searches need."""

    def __init__(self, amounts: FloatMatrix, limits: SearchLimits) -> None:
        tails, heads = list_rows(amounts).tolist(), amounts.indices.tolist()
        self._limits = limits
        self._amount = dict(zip(zip(tails, heads, strict=True), amounts.data.tolist(), strict=True))
        parties = sorted({*tails, *heads})
        self._borrowers: dict[int, list[int]] = {party: [] for party in parties}
        self._guarantors: dict[int, list[int]] = {party: [] for party in parties}
        for guarantor, borrower in self._amount:
            self._borrowers[guarantor].append(borrower)
            self._guarantors[borrower].append(guarantor)
        self._mutual = {party: set(self._borrowers[party]) & set(self._guarantors[party]) for party in parties}
        self._rings, self._lines = _split_rings(amounts, parties)
        self._groups_of: dict[int, list[frozenset[int]]] = {}
        self._cuts: list[SearchCut] = []
        self._bridges_at, self._cut_nodes = self._find_bridges()

    def run(self, kinds: Collection[CircleKind]) -> Circles:
        """Search each kind in turn; groups come first because the others leave out what lies within them."""
        groups = [self._make(CircleKind.JOINT, group) for ring in self._rings for group in self._find_groups(ring)]
        searches: dict[CircleKind, Callable[[], Iterable[Circle]]] = {
            CircleKind.JOINT: lambda: groups,
            CircleKind.MUTUAL: lambda: (self._make(CircleKind.MUTUAL, pair) for pair in self._find_pairs()),
            CircleKind.CYCLE: partial(self._search, CircleKind.CYCLE, self._rings, self._find_cycles),
            CircleKind.CHAIN: partial(self._search, CircleKind.CHAIN, self._lines, self._find_chains),
            CircleKind.STAR: self._find_stars,
        }
        found = [circle for kind, search in searches.items() if kind in kinds for circle in search()]
        return Circles(tuple(found), tuple(self._cuts))

    def _search(
        self,
        kind: CircleKind,
        parts: Iterable[Sequence[int]],
        search: Callable[[Sequence[int]], Iterator[tuple[int, ...]]],
    ) -> Iterator[Circle]:
        return (self._make(kind, members) for part in parts for members in search(part))

    def _find_groups(self, ring: Sequence[int]) -> Iterator[tuple[int, ...]]:
        budget = Budget(self._limits.max_steps)
        neighbours = {party: self._mutual[party] for party in ring if len(self._mutual[party]) >= 2}
        neighbours = {party: near & neighbours.keys() for party, near in neighbours.items()}
        for group in self._limit(find_cliques(neighbours, budget), budget):
            for party in group:
                self._groups_of.setdefault(party, []).append(frozenset(group))
            yield group
        self._note(CircleKind.JOINT, budget, ring)

    def _find_pairs(self) -> Iterator[tuple[int, int]]:
        for party, others in self._mutual.items():
            yield from (
                (party, other) for other in sorted(others) if party < other and not self._are_in_one_group(party, other)
            )

    def _find_cycles(self, ring: Sequence[int]) -> Iterator[tuple[int, ...]]:
        if self._is_in_one_group(ring):
            return
        budget = Budget(self._limits.max_steps)
        inside = restrict_to(self._borrowers, ring)
        covered: set[int] = set()
        for cycle in self._limit(find_cycles(inside, self._limits.max_length, budget), budget):
            covered.update(cycle)
            if not self._is_in_one_group(cycle):
                yield cycle
        yield from self._find_long_cycles(inside, covered, budget)
        self._note(CircleKind.CYCLE, budget, ring)

    def _find_long_cycles(
        self, inside: dict[int, list[int]], covered: set[int], budget: Budget
    ) -> Iterator[tuple[int, ...]]:
        """Shortest cycles for members that no listed ring contains, so that none goes unseen."""
        reserve = Budget(self._limits.max_steps)
        explained = covered | {party for party in inside if self._mutual[party]}
        if not (budget.shortened or budget.spent):
            return
        for party in inside:
            cycle = None if party in explained else find_shortest_cycle(inside, party, reserve)
            if cycle:
                explained.update(cycle)
                yield cycle

    def _find_chains(self, line: Sequence[int]) -> Iterator[tuple[int, ...]]:
        budget = Budget(self._limits.max_steps)
        yield from self._limit(find_longest_paths(restrict_to(self._borrowers, line), budget), budget)
        self._note(CircleKind.CHAIN, budget, line)

    def _find_stars(self) -> Iterator[Circle]:
        for centre in self._borrowers:
            for leaves, outwards in ((self._borrowers[centre], True), (self._guarantors[centre], False)):
                outer = [leaf for leaf in sorted(leaves) if not self._are_in_one_group(centre, leaf)]
                if len(outer) >= self._limits.star_size:
                    rays = [(centre, leaf) if outwards else (leaf, centre) for leaf in outer]
                    yield self._build_circle(CircleKind.STAR, (centre, *outer), rays)

    def _make(self, kind: CircleKind, members: tuple[int, ...]) -> Circle:
        if kind in (CircleKind.CYCLE, CircleKind.CHAIN):
            ties = list(pairwise(members))
            ties += [(members[-1], members[0])] if kind is CircleKind.CYCLE else []
        else:
            ties = [(left, right) for left in members for right in members if left != right]
        return self._build_circle(kind, members, ties)

    def _build_circle(self, kind: CircleKind, members: tuple[int, ...], ties: Sequence[Guarantee]) -> Circle:
        bridges = sorted({bridge for party in members for bridge in self._bridges_at.get(party, ())})
        articulations = tuple(sorted(self._cut_nodes.intersection(members)))
        amount = math.fsum(self._amount[tie] for tie in ties)
        return Circle(kind, members, tuple(ties), amount, tuple(bridges), articulations)

    def _find_bridges(self) -> tuple[dict[int, list[Guarantee]], set[int]]:
        """Bridges by the parties they touch; of a mutual pair neither guarantee is one, as the other remains."""
        neighbours = {party: {*self._borrowers[party], *self._guarantors[party]} for party in self._borrowers}
        ties, cut_nodes = find_bridges(neighbours)
        bridges: dict[int, list[Guarantee]] = {}
        for left, right in ties:
            if right in self._mutual[left]:
                continue
            bridge = (left, right) if (left, right) in self._amount else (right, left)
            bridges.setdefault(left, []).append(bridge)
            bridges.setdefault(right, []).append(bridge)
        return bridges, cut_nodes

    def _are_in_one_group(self, left: int, right: int) -> bool:
        return any(right in group for group in self._groups_of.get(left, ()))

    def _is_in_one_group(self, members: Sequence[int]) -> bool:
        return any(group.issuperset(members) for group in self._groups_of.get(members[0], ()))

    def _limit(self, found: Iterator[tuple[int, ...]], budget: Budget) -> Iterator[tuple[int, ...]]:
        """The first circles of a search; the budget counts as spent when there are more."""
        yield from islice(found, self._limits.max_circles)
        budget.spent = budget.spent or next(found, None) is not None

    def _note(self, kind: CircleKind, budget: Budget, among: Iterable[int]) -> None:
        if budget.spent:
            self._cuts.append(SearchCut(kind, CutReason.BUDGET, tuple(among)))
        elif budget.shortened:
            self._cuts.append(SearchCut(kind, CutReason.LENGTH, tuple(among)))


def _split_rings(amounts: FloatMatrix, parties: Sequence[int]) -> tuple[list[list[int]], list[list[int]]]:
    """The members of each ring (strongly connected), and of each wide circle those parties that are in no ring."""
    parts = condense(amounts)
    _, wide = csgraph.connected_components(amounts, connection="weak")
    rings: dict[int, list[int]] = {}
    lines: dict[int, list[int]] = {}
    for party in parties:
        label = int(parts.component[party])
        if parts.size[label] > 1:
            rings.setdefault(label, []).append(party)
        else:
            lines.setdefault(int(wide[party]), []).append(party)
    return list(rings.values()), list(lines.values())
