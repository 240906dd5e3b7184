"""Find cycles, cliques and longest paths of a directed graph, within a maximum length and a budget of steps.

Their number can grow exponentially with the graph, so each search records in its budget if it stopped early. A graph
is a mapping of each node to its successors.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Successors: TypeAlias = Mapping[int, Sequence[int]]


@dataclass(slots=True)
class Budget:
    """The steps left to a search: `spent` if they ran out, `shortened` if the maximum length excluded results."""

    left: int
    spent: bool = False
    shortened: bool = False

    def take(self) -> bool:
        """Use one step; return false if none is left."""
        self.left -= 1
        self.spent = self.spent or self.left < 0
        return not self.spent


@dataclass(frozen=True, slots=True)
class Trail:
    """The current path of a search, with the untried successors of each of its nodes."""

    nodes: list[int]
    open: list[Iterator[int]]
    on_path: set[int] = field(default_factory=set)

    def enter(self, node: int, following: Iterator[int]) -> None:
        """Append a node."""
        self.nodes.append(node)
        self.open.append(following)
        self.on_path.add(node)

    def leave(self) -> None:
        """Remove the last node."""
        self.on_path.discard(self.nodes.pop())
        self.open.pop()


def find_cycles(successors: Successors, max_length: int, budget: Budget) -> Iterator[tuple[int, ...]]:
    """Find the simple cycles of 3 to `max_length` nodes, each once, its smallest node first."""
    reverse = _reverse(successors)
    for root in sorted(successors):
        distance = _measure_distances(reverse, root, max_length - 1, budget)
        yield from _find_cycles_from(successors, distance, root, max_length, budget)
        if budget.spent:
            return


def find_shortest_cycle(successors: Successors, node: int, budget: Budget) -> tuple[int, ...] | None:
    """Find a shortest cycle of at least 3 nodes through `node`; None if there is none or the budget runs out.

    Each successor is tried as the first step, so that an edge back from it (a mutual tie) does not hide longer cycles.
    """
    best: tuple[int, ...] | None = None
    for first in successors[node]:
        cycle = _find_shortest_return(successors, first, node, budget)
        if cycle and (best is None or len(cycle) < len(best)):
            best = cycle
    return best


def find_cliques(neighbours: Mapping[int, set[int]], budget: Budget) -> Iterator[tuple[int, ...]]:
    """Find the maximal cliques of at least 3 nodes (Bron and Kerbosch 1973)."""
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
    """Find the paths of an acyclic graph that have at least 2 edges and cannot be extended at either end."""
    reached = {head for heads in successors.values() for head in heads}
    for start in sorted(set(successors) - reached):
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
    """Find the cycles from the root over larger nodes, following only paths whose return fits the maximum length."""
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
    """Measure the steps from each larger node back to the root, up to a limit."""
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


def _find_shortest_return(successors: Successors, first: int, node: int, budget: Budget) -> tuple[int, ...] | None:
    """Find the shortest cycle node -> first -> ... -> node of at least 3 nodes."""
    before = {first: node}
    queue = deque([first])
    while queue:
        here = queue.popleft()
        for following in successors[here]:
            if not budget.take():
                return None
            if following == node and here != first:
                return _read_cycle(before, here, node)
            if following != node and following not in before:
                before[following] = here
                queue.append(following)
    return None


def _read_cycle(before: Mapping[int, int], last: int, node: int) -> tuple[int, ...]:
    cycle = [last]
    while cycle[-1] != node:
        cycle.append(before[cycle[-1]])
    cycle.reverse()
    smallest = cycle.index(min(cycle))
    return tuple(cycle[smallest:] + cycle[:smallest])


def _reverse(successors: Successors) -> dict[int, list[int]]:
    reverse: dict[int, list[int]] = {node: [] for node in successors}
    for tail, heads in successors.items():
        for head in heads:
            reverse[head].append(tail)
    return reverse


def restrict_to(successors: Successors, nodes: Collection[int]) -> dict[int, list[int]]:
    """Return the part of a graph that consists of the given nodes and the edges between them."""
    kept = set(nodes)
    return {node: [head for head in successors[node] if head in kept] for node in nodes}
