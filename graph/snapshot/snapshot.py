"""The graph as arrays: parties as rows, one compressed sparse array per relationship type, mapped from disk.

A snapshot holds the facts valid on one day, as known on one day; see `take_snapshot` for how it is made and kept.
Parties are numbered by the order of their ids. All snapshots of one state of the graph number them alike, whichever
day they show, unless they are restricted to what was known earlier.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from ...errors import NotFoundError
from ...ingest import records
from ..engine.cursor import Cursor
from ..schema.graph_model import relationship_types
from .tables import Array, Flags, Floats, Indices, Positions, Table, map_table

MANIFEST = "snapshot.json"
FORMAT = 3
THINGS = tuple(record.label for record in records.THINGS)  # the parties first: others hold their index
ENDS = frozenset(tie.end_label for tie in records.TIES)  # what relationships lead to
Matrix: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"


class Parallel(StrEnum):
    """What becomes of several relationships of one type between the same two parties."""

    SUM = "sum"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Edges:
    """All relationships of one type, by start and then end."""

    start: Indices
    end: Indices
    indptr: Indices
    columns: Table

    def __len__(self) -> int:
        return len(self.columns)


class Snapshot:
    """The graph as arrays, read in place from the files of one folder."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any], tables: Mapping[str, Table]) -> None:
        self.folder = folder
        self.as_of = date.fromisoformat(manifest["as_of"])
        self.as_known = date.fromisoformat(manifest["as_known"]) if manifest["as_known"] else None
        self.cursor = Cursor(manifest["identity"], manifest["change"])
        self._tables = tables

    def __len__(self) -> int:
        return len(self.parties)

    @property
    def parties(self) -> Table:
        """Return the parties: id, kind, name, client and the other properties of the schema but the lists."""
        return self._tables["Party"]

    @property
    def lawsuits(self) -> Table:
        """Return the lawsuits that had begun; who takes part in them is in `edges("PARTY_TO")`."""
        return self._tables["Lawsuit"]

    @property
    def documents(self) -> Table:
        """Return the documents that were published, without their text."""
        return self._tables["Document"]

    @property
    def facilities(self) -> Table:
        """Return the loans and credit lines that had begun; a borrower that is no party has index -1."""
        return self._tables["Facility"]

    @property
    def indicator_table(self) -> Table:
        """Return all figures of periods that had ended: party (its index), name, period, value and unit."""
        return self._tables["Indicator"]

    @property
    def ids(self) -> Array:
        """Return the ids of the parties, sorted, as Arrow holds them."""
        return self.parties.texts("id")

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.ids)

    def find_indices(self, ids: Sequence[str]) -> Indices:
        """Find the index of each id, -1 for unknown ids."""
        return self._positions.find(ids)

    def edges(self, label: str) -> Edges:
        """Return the relationships of one type as arrays."""
        if label not in self._tables:
            raise NotFoundError(
                f"a snapshot holds no relationships {label!r}; it holds {', '.join(relationship_types())}"
            )
        columns = self._tables[label]
        indptr = self._tables[f"{label}.rows"].indices("indptr")
        return Edges(columns.indices("start"), columns.indices("end"), indptr, columns)

    def matrix(
        self, label: str, value: str | None = None, where: Flags | None = None, parallel: Parallel = Parallel.SUM
    ) -> Matrix:
        """Return relationships of one type as a sparse array: starts are rows, ends are columns.

        Without a `value` each counts 1. A relationship with an unknown value is left out: unknown is not zero; use
        `edges` to treat it otherwise. `where` selects edges. Without parallel edges nothing is copied.
        """
        edges = self.edges(label)
        numbers = np.ones(len(edges)) if value is None else edges.columns.numbers(value)
        chosen = np.isfinite(numbers) if where is None else np.isfinite(numbers) & where
        shape = (len(self), len(self._tables[relationship_types()[label].end_label]))
        if chosen.all() and not has_parallel(edges.start, edges.end):
            return sparse.csr_array((numbers, edges.end, edges.indptr), shape=shape)
        cells = join_parallel(edges.start[chosen], edges.end[chosen], numbers[chosen], parallel)
        return sparse.csr_array((cells[2], (cells[0], cells[1])), shape=shape)


def open_snapshot(folder: Path) -> Snapshot:
    """Open the snapshot that lies in a folder without reading it."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT:
        raise ValueError(f"{folder.name} has format {manifest['format']}, not {FORMAT}")
    names = [*THINGS, *(part for label in relationship_types() for part in (label, f"{label}.rows"))]
    return Snapshot(folder, manifest, {name: Table(map_table(folder / f"{name}.arrow")) for name in names})


def has_parallel(start: Indices, end: Indices) -> bool:
    """Check whether sorted edges hold the same start and end twice."""
    return bool(((start[1:] == start[:-1]) & (end[1:] == end[:-1])).any())


def join_parallel(start: Indices, end: Indices, numbers: Floats, parallel: Parallel) -> tuple[Indices, Indices, Floats]:
    """Make one cell of the sorted edges between the same two."""
    if not len(start):
        return start, end, numbers
    first = np.flatnonzero(np.r_[True, (start[1:] != start[:-1]) | (end[1:] != end[:-1])])
    join = np.add if parallel is Parallel.SUM else np.maximum
    return start[first], end[first], join.reduceat(numbers, first)
