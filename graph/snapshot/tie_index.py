"""The relationships of one type in a whole state of the graph, found from either end without reading the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..time_point import TimePoint
from .readers import Reader, is_unknown, make_reader, read_code_words
from .replacements import COLUMNS, Replacements, read_replacements
from .tables import Array, Flags, Floats, Indices, Table, decode
from .write import OF_TIME, list_tie_properties, mark_deciding, mark_moment


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
    """The relationships of one type of every day, with one index for each end and set of kinds.

    Those that are retracted or disputed are in no index.
    """

    def __init__(self, label: str, table: Table, parties: int) -> None:
        self.label = label
        self.start, self.end = table.indices("start"), table.indices("end")
        self._table = table
        self._parties = parties

    @cached_property
    def kinds(self) -> Array:
        """The kind of each relationship; null where no source states one."""
        return decode(self._table.texts("kind"))

    @cached_property
    def _deciding(self) -> Flags:
        return mark_deciding(decode(self._table.texts("status")))

    @cached_property
    def _days(self) -> Mapping[str, Indices]:
        return {name: self._table.indices(name) for name in OF_TIME}

    @cached_property
    def _replacements(self) -> Replacements:
        return read_replacements({name: self._table.texts(name) for name in COLUMNS})

    @cached_property
    def _readers(self) -> Mapping[str, Reader]:
        """A reader for each property that any relationship has."""
        columns = {item: self._table.texts(item.name) for item in list_tie_properties(self.label)}
        return {
            item.name: make_reader(column, item.type)
            for item, column in columns.items()
            if not is_unknown(column, item.type)
        }

    def index_starts(self, where: Flags) -> TieIndex:
        """Index the marked relationships by their starts."""
        return index_ties(self.start, np.flatnonzero(where & self._deciding), self._parties)

    def index_ends(self, where: Flags) -> TieIndex:
        """Index the marked relationships by their ends."""
        return index_ties(self.end, np.flatnonzero(where & self._deciding), self._parties)

    def keep_holding(self, rows: Indices, time_point: TimePoint) -> Indices:
        """Return the rows of an index that hold at a moment."""
        there = rows[mark_moment({name: days[rows] for name, days in self._days.items()}, time_point)]
        return there[~self._replacements.mark(there, time_point)]

    def read_numbers(self, name: str, rows: Indices) -> Floats:
        """Return one number of some relationships, NaN where unknown."""
        return self._table.numbers(name)[rows]

    def read_codes(self, name: str, rows: Indices) -> tuple[Indices, int]:
        """Return a number for the text that some relationships have, and how many texts there are."""
        codes, words = read_code_words(self._table.texts(name))
        return codes[rows], len(words)

    def read_columns(self, rows: Indices) -> dict[str, Sequence[Any]]:
        """Return the properties of some relationships by name, without those that are unknown of all."""
        return {name: reader(rows) for name, reader in self._readers.items()}
