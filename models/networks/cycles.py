"""Rings, groups and chains of a directed graph, searched within a length cap and a budget of steps.

The number of simple cycles, cliques and paths can grow exponentially with the graph; each search says when it stopped
early. Graphs are given as successors of each node.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Successors: TypeAlias = Mapping[int, Sequence[int]]


@dataclass(slots=True)
class Budget:
    """Steps a search may still take, and what it had to leave out."""

    left: int
    spent: bool = False
    shortened: bool = False

    def take(self) -> bool:
        """Use one step; false when none is left."""
        self.left -= 1
        self.spent = self.spent or self.left < 0
        return not self.spent


@dataclass(frozen=True, slots=True)
class Trail:
    """A path under way and what can still follow each of its nodes."""

    nodes: list[int]
    open: list[Iterator[int]]
    on_path: set[int] = field(default_factory=set)

    def enter(self, node: int, following: Iterator[int]) -> None:
        """Go one node further."""
        self.nodes.append(node)
        self.open.append(following)
        self.on_path.add(node)

    def leave(self) -> None:
        """Go one node back."""
        self.on_path.discard(self.nodes.pop())
        self.open.pop()


def find_cycles(successors: Successors, max_length: int, budget: Budget) -> Iterator[tuple[int, ...]]:
    """The simple cycles of 3 to `max_length` nodes, each once, its smallest node first."""
    reverse = _reverse(successors)
    for root in sorted(successors):
        distance = _measure_distances(reverse, root, max_length - 1, budget)
        yield from _find_cycles_from(successors, distance, root, max_length, budget)
        if budget.spent:
            return


def find_shortest_cycle(successors: Successors, node: int, budget: Budget) -> tuple[int, ...] | None:
    """A shortest cycle of at least 3 nodes through `node`, or `None` if there is none or the budget ends first.

    Where the shortest way back is over one neighbour only (a mutual tie), longer ways are tried per first step.
    """
    best: tuple[int, ...] | None = None
    for first in successors[node]:
        way = _find_way(successors, first, node, budget)
        if way and (best is None or len(way) < len(best)):
            best = way
    return best


def find_cliques(neighbours: Mapping[int, set[int]], budget: Budget) -> Iterator[tuple[int, ...]]:
    """The maximal groups of at least 3 nodes that are all neighbours of each other (Bron and Kerbosch 1973)."""
    stack: list[tuple[tuple[int, ...], set[int], set[int]]] = [((), set(neighbours), set())]
    while stack:
        chosen, candidates, excluded = stack.pop()
        if not budget.take():
            return
        if not candidates and not excluded and len(chosen) >= 3:
            yield tuple(sorted(chosen))
        if not candidates:
            continue
        pivot = max(candidates | excluded, key=lambda node: len(neighbours[node] & candidates))
        for node in sorted(candidates - neighbours[pivot]):
            near = neighbours[node]
            stack.append(((*chosen, node), candidates & near, excluded & near))
            candidates = candidates - {node}
            excluded = excluded | {node}


def find_longest_paths(successors: Successors, budget: Budget) -> Iterator[tuple[int, ...]]:
    """The paths of an acyclic graph that cannot be extended at either end and have at least 2 edges."""
    led_to = {head for heads in successors.values() for head in heads}
    for start in sorted(set(successors) - led_to):
        trail = Trail([], [])
        trail.enter(start, iter(successors[start]))
        while trail.nodes:
            following = next(trail.open[-1], None)
            if following is None:
                trail.leave()
                continue
            if not budget.take():
                return
            if successors[following]:
                trail.enter(following, iter(successors[following]))
            elif len(trail.nodes) >= 2:
                yield (*trail.nodes, following)


def _find_cycles_from(
    successors: Successors, distance: Mapping[int, int], root: int, max_length: int, budget: Budget
) -> Iterator[tuple[int, ...]]:
    """Walk from the root over larger nodes, only where the way back still fits into the length."""
    trail = Trail([], [])
    trail.enter(root, iter(successors[root]))
    while trail.nodes:
        following = next(trail.open[-1], None)
        if following is None:
            trail.leave()
            continue
        if not budget.take():
            return
        if following == root:
            if len(trail.nodes) >= 3:
                yield tuple(trail.nodes)
        elif following > root and following not in trail.on_path:
            if len(trail.nodes) + distance.get(following, max_length) <= max_length:
                trail.enter(following, iter(successors[following]))
            elif following in distance and len(successors) > max_length:
                budget.shortened = True


def _measure_distances(predecessors: Successors, root: int, limit: int, budget: Budget) -> dict[int, int]:
    """Steps from each larger node back to the root, up to a limit."""
    distance = {root: 0}
    queue = deque([root])
    while queue:
        node = queue.popleft()
        for before in predecessors[node]:
            if before <= root or before in distance:
                continue
            if not budget.take():
                return distance
            if distance[node] == limit:
                budget.shortened = True
                continue
            distance[before] = distance[node] + 1
            queue.append(before)
    return distance


def _find_way(successors: Successors, first: int, node: int, budget: Budget) -> tuple[int, ...] | None:
    """The shortest cycle node -> first -> ... -> node that is not just there and back."""
    before = {first: node}
    queue = deque([first])
    while queue:
        here = queue.popleft()
        for following in successors[here]:
            if not budget.take():
                return None
            if following == node and here != first:
                return _read_way(before, here, node)
            if following != node and following not in before:
                before[following] = here
                queue.append(following)
    return None


def _read_way(before: Mapping[int, int], last: int, node: int) -> tuple[int, ...]:
    way = [last]
    while way[-1] != node:
        way.append(before[way[-1]])
    way.reverse()
    smallest = way.index(min(way))
    return tuple(way[smallest:] + way[:smallest])


def _reverse(successors: Successors) -> dict[int, list[int]]:
    reverse: dict[int, list[int]] = {node: [] for node in successors}
    for tail, heads in successors.items():
        for head in heads:
            reverse[head].append(tail)
    return reverse


def within(successors: Successors, nodes: Collection[int]) -> dict[int, list[int]]:
    """The part of a graph between the nodes given."""
    kept = set(nodes)
    return {node: [head for head in successors[node] if head in kept] for node in nodes}
