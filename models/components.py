"""Strongly connected components of a directed graph, and an order in which to process them."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from .matrices import FloatMatrix, Indices, list_rows


@dataclass(frozen=True, slots=True)
class Condensation:
    """The component of each node [nodes], and the size and level of each component [components].

    A component at level 0 has no incoming edge from another one; every edge between components leads to a higher level.
    """

    component: Indices
    size: Indices
    level: Indices


def condense(graph: FloatMatrix) -> Condensation:
    """Find the strongly connected components, and for each the length of the longest chain that leads to it."""
    component = label_components(graph)
    count = int(component.max(initial=-1)) + 1
    tails, heads = component[list_rows(graph)], component[graph.indices]
    between = tails != heads
    pairs = np.unique(np.stack([tails[between], heads[between]]), axis=1)
    return Condensation(component, np.bincount(component, minlength=count), _find_levels(pairs[0], pairs[1], count))


def label_components(graph: FloatMatrix) -> Indices:
    """Number the strongly connected components, and return the number of each node's."""
    labels: Indices = csgraph.connected_components(graph, directed=True, connection="strong")[1].astype(np.int64)
    return labels


def _find_levels(tails: Indices, heads: Indices, count: int) -> Indices:
    """Remove the components without incoming edges, level by level (Kahn 1962)."""
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
