"""Bridges and articulation nodes: the edges and nodes that hold an undirected graph together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Descent:
    """The state of a depth-first search: when each node was found, and the earliest node its subtree reaches."""

    found: dict[int, int] = field(default_factory=dict)
    low: dict[int, int] = field(default_factory=dict)
    bridges: set[tuple[int, int]] = field(default_factory=set)
    cut_nodes: set[int] = field(default_factory=set)


def find_bridges(neighbours: Mapping[int, set[int]]) -> tuple[set[tuple[int, int]], set[int]]:
    """Find the bridges (parent, child) and articulation nodes of an undirected graph (Hopcroft and Tarjan 1973)."""
    descent = Descent()
    for root in neighbours:
        if root not in descent.found:
            _descend(neighbours, root, descent)
    return descent.bridges, descent.cut_nodes


def _descend(neighbours: Mapping[int, set[int]], root: int, descent: Descent) -> None:
    stack: list[tuple[int, int, Iterator[int]]] = [(root, root, iter(neighbours[root]))]
    descent.found[root] = descent.low[root] = len(descent.found)
    branches = 0
    while stack:
        node, parent, following = stack[-1]
        child = next(following, None)
        if child is None:
            stack.pop()
            if node != root:
                branches += parent == root
                _close(node, parent, root, descent)
        elif child not in descent.found:
            descent.found[child] = descent.low[child] = len(descent.found)
            stack.append((child, node, iter(neighbours[child])))
        elif child != parent:
            descent.low[node] = min(descent.low[node], descent.found[child])
    if branches > 1:
        descent.cut_nodes.add(root)


def _close(node: int, parent: int, root: int, descent: Descent) -> None:
    """Pass the reach of a finished node to its parent, and check whether the edge between them is a bridge."""
    descent.low[parent] = min(descent.low[parent], descent.low[node])
    if descent.low[node] > descent.found[parent]:
        descent.bridges.add((parent, node))
    if parent != root and descent.low[node] >= descent.found[parent]:
        descent.cut_nodes.add(parent)
