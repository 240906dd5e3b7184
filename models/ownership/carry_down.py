"""Shares carried down every chain of holdings at once: the columns of (I - W)^-1, exact, without a dense array.

Components of the holding graph are put in an order in which owners come first. Inside a component, where chains run
in loops, the equations are solved (a dense inverse for small loops, sparse LU for large ones); between components
shares only flow downwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from ...errors import MeasureError
from ..components import condense
from ..matrices import TOLERANCE, FloatMatrix, Floats, Indices, list_rows

SMALL_LOOP = 64  # up to this size a dense inverse is faster than sparse LU
SLICE = 512  # right-hand sides per LU solve, which bounds the dense memory
MAX_PAIRS = 100_000_000  # a few GB while at work; also keeps the index arrays within 32 bits


@dataclass(frozen=True, slots=True)
class Step:
    """Rows `start` to `stop` that can be worked out together; `factors` is the LU of a large loop, else `None`."""

    start: int
    stop: int
    factors: Any


@dataclass(frozen=True, slots=True)
class Chains:
    """A holding graph made ready for carrying shares down.

    Positions are places in `order`, owners first. `above` [positions, positions] holds each company's holders in other
    components, `loops` the block-diagonal inverse within small components, `closed` the loops that no outsider owns.
    """

    order: Indices
    above: FloatMatrix
    loops: FloatMatrix
    steps: tuple[Step, ...]
    closed: tuple[tuple[int, ...], ...]


def prepare_chains(shares: FloatMatrix) -> Chains:
    """Order the companies, invert or factorise the loops, and find the closed ones (which then carry nothing)."""
    parts = condense(shares)
    level, size = parts.level[parts.component], parts.size[parts.component]
    order = np.lexsort((parts.component, size, size > SMALL_LOOP, level))
    holders = sparse.csr_array(shares.T)[order][:, order]
    component = parts.component[order]
    inside = component[list_rows(holders)] == component[holders.indices]
    within, above = _keep(holders, inside), _keep(holders, ~inside)
    closed = find_closed(shares, parts.component)
    loops = _invert_small_loops(within, component, size[order], closed)
    steps = tuple(_make_steps(within, level[order], component, size[order], closed))
    return Chains(order, above, loops, steps, _name_loops(order, component, closed))


def carry_down(chains: Chains, owners: Indices) -> FloatMatrix:
    """The columns of (I - W)^-1 transposed for some owners: [positions, owners], the owners' own ones included."""
    count = len(chains.order)
    position = np.empty(count, dtype=np.int64)
    position[chains.order] = np.arange(count)
    places = (position[owners], np.arange(len(owners)))
    starts = sparse.csr_array((np.ones(len(owners)), places), shape=(count, len(owners)))
    stack = RowStack(len(owners))
    for step in chains.steps:
        rows = slice(step.start, step.stop)
        incoming = starts[rows] + _narrow(chains.above[rows], 0, step.start) @ stack.view()
        stack.append(_solve_loop(step, chains.loops, incoming))
    return stack.view()


class RowStack:
    """Sparse rows that grow downwards in place, so that a deep graph costs no repeated copying."""

    def __init__(self, width: int) -> None:
        self._width, self._rows, self._stored = width, 0, 0
        self._ends = np.zeros(1024, dtype=np.int32)
        self._columns = np.zeros(1024, dtype=np.int32)
        self._values = np.zeros(1024)

    def append(self, rows: FloatMatrix) -> None:
        """Add rows below; raises `MeasureError` when more pairs than fit in memory would be stored."""
        stored, height = self._stored + rows.nnz, self._rows + rows.shape[0]
        if stored > MAX_PAIRS:
            raise MeasureError(f"more than {MAX_PAIRS:,} pairs of owner and company: ask for fewer owners at once")
        self._columns, self._values = _grow(self._columns, stored), _grow(self._values, stored)
        self._ends = _grow(self._ends, height + 1)
        self._columns[self._stored : stored] = rows.indices
        self._values[self._stored : stored] = rows.data
        self._ends[self._rows + 1 : height + 1] = rows.indptr[1:] + self._stored
        self._stored, self._rows = stored, height

    def view(self) -> FloatMatrix:
        """The rows so far as one array, without a copy."""
        parts = (self._values[: self._stored], self._columns[: self._stored], self._ends[: self._rows + 1])
        return sparse.csr_array(parts, shape=(self._rows, self._width))


def _grow(values: Any, needed: int) -> Any:
    """Make room for `needed` values, doubling so that the cost per value stays constant."""
    if needed <= len(values):
        return values
    grown = np.zeros(max(needed, 2 * len(values)), dtype=values.dtype)
    grown[: len(values)] = values
    return grown


def _keep(matrix: FloatMatrix, wanted: Any) -> FloatMatrix:
    """The stored cells that are wanted, in the same shape."""
    kept = sparse.csr_array((np.where(wanted, matrix.data, 0.0), matrix.indices, matrix.indptr), shape=matrix.shape)
    kept = kept.copy()
    kept.eliminate_zeros()
    return kept


def _narrow(rows: FloatMatrix, first: int, last: int) -> FloatMatrix:
    """Rows whose cells all lie in columns `first` to `last`, as an array of that width."""
    return sparse.csr_array((rows.data, rows.indices - first, rows.indptr), shape=(rows.shape[0], last - first))


def find_closed(shares: FloatMatrix, component: Indices) -> Indices:
    """Components whose companies are all held wholly from inside: exactly then is I - W singular (Perron)."""
    count = len(component)
    inside = component[list_rows(shares)] == component[shares.indices]
    free = 1.0 - np.bincount(shares.indices[inside], weights=shares.data[inside], minlength=count)
    most_free = np.full(component.max(initial=-1) + 1, -np.inf)
    np.maximum.at(most_free, component, free)
    return np.flatnonzero((most_free <= TOLERANCE) & np.isfinite(most_free))


def _name_loops(order: Indices, component: Indices, closed: Indices) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(np.sort(order[component == loop]).tolist()) for loop in closed)


def _invert_small_loops(within: FloatMatrix, component: Indices, size: Indices, closed: Indices) -> FloatMatrix:
    """(I - W)^-1 of each small component as blocks on the diagonal; a closed loop's block is zero."""
    starts = np.flatnonzero(np.diff(component, prepend=-1))
    first = np.repeat(starts, np.diff(starts, append=len(component)))
    is_closed = np.isin(component, closed)
    rows, columns, values = [], [], []
    for width in np.unique(size[size <= SMALL_LOOP]).tolist():
        tops = starts[(size[starts] == width) & ~is_closed[starts]]
        blocks = _invert_blocks(within, tops, first, width)
        places = tops[:, None] + np.arange(width)
        rows.append(np.repeat(places, width, axis=1).ravel())
        columns.append(np.tile(places, (1, width)).ravel())
        values.append(blocks.ravel())
    cells = [np.concatenate(part) if part else np.zeros(0) for part in (values, rows, columns)]
    return sparse.csr_array((cells[0], (cells[1].astype(np.int64), cells[2].astype(np.int64))), shape=within.shape)


def _invert_blocks(within: FloatMatrix, tops: Indices, first: Indices, width: int) -> Floats:
    """The inverses of all components of one size together: [components, width, width]."""
    blocks = np.zeros((len(tops), width, width))
    number = np.full(len(first), -1)
    number[tops] = np.arange(len(tops))
    rows = list_rows(within)
    block = number[first[rows]]
    here = block >= 0
    top = first[rows[here]]
    blocks[block[here], rows[here] - top, within.indices[here] - top] = within.data[here]
    return np.asarray(np.linalg.inv(np.eye(width) - blocks))


def _make_steps(
    within: FloatMatrix, level: Indices, component: Indices, size: Indices, closed: Indices
) -> Iterator[Step]:
    """One step per level for everything small, and one for each large loop."""
    group = np.where(size > SMALL_LOOP, component, -1)
    edges = np.flatnonzero((np.diff(level, prepend=-1) != 0) | (np.diff(group, prepend=-2) != 0))
    for start, stop in pairwise([*edges.tolist(), len(level)]):
        large = group[start] >= 0 and group[start] not in closed
        yield Step(start, stop, _factorise(within, start, stop) if large else None)


def _factorise(within: FloatMatrix, start: int, stop: int) -> Any:
    block = _narrow(within[start:stop], start, stop)
    return splu(sparse.csc_array(sparse.eye_array(stop - start) - block))


def _solve_loop(step: Step, loops: FloatMatrix, incoming: FloatMatrix) -> FloatMatrix:
    """Let what comes in from outside run around the loops of a step until nothing is left."""
    if step.factors is None:
        return _narrow(loops[step.start : step.stop], step.start, step.stop) @ incoming
    columns = np.unique(incoming.indices)
    if incoming.shape[0] * len(columns) > MAX_PAIRS:
        raise MeasureError(f"a loop of {incoming.shape[0]:,} companies has {len(columns):,} owners: too many pairs")
    solved = sparse.csr_array(incoming.shape)
    for begin in range(0, len(columns), SLICE):
        part = columns[begin : begin + SLICE]
        values = np.maximum(step.factors.solve(incoming[:, part].toarray()), 0.0)
        rows, places = np.nonzero(values)
        solved = solved + sparse.csr_array((values[rows, places], (rows, part[places])), shape=incoming.shape)
    return solved
