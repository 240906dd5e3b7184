"""Strongly connected components of a directed graph and the order in which they can be worked through."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from .matrices import FloatMatrix, Indices, list_rows


@dataclass(frozen=True, slots=True)
class Condensation:
    """Which component each node is in, and for each component its size and its level.

    Level 0 has no edge coming in from another component; every edge between components leads to a higher level.
    """

    component: Indices
    size: Indices
    level: Indices


def condense(graph: FloatMatrix) -> Condensation:
    """Find the strongly connected components and the longest chain of components above each."""
    count, labels = csgraph.connected_components(graph, directed=True, connection="strong")
    component = labels.astype(np.int64)
    tails, heads = component[list_rows(graph)], component[graph.indices]
    between = tails != heads
    pairs = np.unique(np.stack([tails[between], heads[between]]), axis=1)
    return Condensation(component, np.bincount(component, minlength=count), _find_levels(pairs[0], pairs[1], count))


def _find_levels(tails: Indices, heads: Indices, count: int) -> Indices:
    """Peel off the components nobody unpeeled points at, level by level (Kahn 1962)."""
    edges = sparse.csr_array((np.ones(len(tails)), (tails, heads)), shape=(count, count))
    waiting = np.bincount(heads, minlength=count)
    level = np.zeros(count, dtype=np.int64)
    frontier = np.flatnonzero(waiting == 0)
    depth = 0
    while len(frontier):
        level[frontier] = depth
        reached, times = np.unique(edges[frontier].indices, return_counts=True)
        waiting[reached] -= times
        frontier = reached[waiting[reached] == 0]
        depth += 1
    return level
