"""The relationships of one type in a whole state of the graph, found from either end without reading the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from ..schema.types import PropertyType
from ..time_point import TimePoint
from .tables import Array, Flags, Floats, Indices, Table, decode
from .write import list_tie_properties, mark_holding

OF_TIME = ("valid_from", "valid_to", "known_from", "known_to", "superseded_from", "status")


@dataclass(frozen=True, slots=True)
class TieIndex:
    """Rows of relationships by the party at one end; those of party `p` begin at `bounds[p]`."""

    rows: Indices
    bounds: Indices

    def find(self, places: Indices) -> Indices:
        """Return the rows at some parties, in the order of these."""
        first = self.bounds[places]
        counts = self.bounds[places + 1] - first
        ends = np.cumsum(counts)
        found: Indices = self.rows[np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)]
        return found


def index_ties(party: Indices, rows: Indices, count: int) -> TieIndex:
    """Index some rows of a table by the column `party`, for `count` parties."""
    chosen = party[rows]
    bounds = np.append(0, np.cumsum(np.bincount(chosen, minlength=count)))
    return TieIndex(rows[np.argsort(chosen, kind="stable")], bounds)


class HeldTies:
    """The relationships of one type of every day, with one index for each end and set of kinds."""

    def __init__(self, label: str, table: Table, parties: int) -> None:
        self.label = label
        self.start, self.end = table.indices("start"), table.indices("end")
        self._table = table
        self._parties = parties

    @cached_property
    def kinds(self) -> Array:
        """The kind of each relationship; null where no source states one."""
        return decode(self._table.texts("kind"))

    def index_starts(self, where: Flags) -> TieIndex:
        """Index the marked relationships by their starts."""
        return index_ties(self.start, np.flatnonzero(where), self._parties)

    def index_ends(self, where: Flags) -> TieIndex:
        """Index the marked relationships by their ends."""
        return index_ties(self.end, np.flatnonzero(where), self._parties)

    def keep_holding(self, rows: Indices, time_point: TimePoint) -> Indices:
        """Return the rows that hold at a moment, retracted ones excepted."""
        chosen = pa.array(rows)
        columns = {name: decode(self._table.texts(name).take(chosen)) for name in OF_TIME}
        return rows[mark_holding(columns, time_point)]

    def read_numbers(self, name: str, rows: Indices) -> Floats:
        """Return one number of some relationships, NaN where unknown."""
        return self._table.numbers(name)[rows]

    def read_codes(self, name: str, rows: Indices) -> tuple[Indices, int]:
        """Return a number for the text that some relationships have, and how many texts there are."""
        coded = self._table.texts(name)
        coded = coded if pa.types.is_dictionary(coded.type) else coded.dictionary_encode()
        return coded.indices.to_numpy(zero_copy_only=False)[rows], len(coded.dictionary)

    def read_rows(self, rows: Indices) -> list[Mapping[str, Any]]:
        """Return the known properties of some relationships, as the engine returns them."""
        properties, chosen = list_tie_properties(self.label), pa.array(rows)
        columns = [read_values(self._table.texts(item.name).take(chosen), item.type) for item in properties]
        names = [item.name for item in properties]
        return [
            {name: value for name, value in zip(names, values, strict=True) if value is not None}
            for values in zip(*columns, strict=True)
        ]


def read_values(column: Array, kind: PropertyType) -> Sequence[Any]:
    """Return a column as Python values, None where unknown."""
    values = decode(column).to_numpy(zero_copy_only=False)
    if kind is PropertyType.DATE:
        return [*values.view("datetime64[D]").tolist()]
    if kind is PropertyType.INTEGER:
        return [None if value != value else int(value) for value in values.tolist()]
    if kind is PropertyType.FLOAT:
        return [None if value != value else value for value in values.tolist()]
    return [*values.tolist()]
