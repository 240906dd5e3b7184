"""A whole state of the graph on disk, for questions about the surroundings of single parties.

Snapshots of days are cut from it. It has every version of every relationship, so it answers for any day, as known on
any day.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from ..engine.cursor import Cursor
from ..schema.properties import PropertyType
from .base import Base, open_base
from .readers import Reader, make_reader
from .tables import Array, Indices, Table
from .take import name_base
from .tie_index import HeldTies

FOLDER = "snapshots"  # in the data directory


class HeldGraph:
    """The parties and relationships of one state of the graph, read in place from its files."""

    def __init__(self, cursor: Cursor, tables: Base) -> None:
        self.cursor = cursor
        self._parties: Table = tables["Party"]
        self._tables = tables

    def __len__(self) -> int:
        return len(self._parties)

    @cached_property
    def ids(self) -> Array:
        """The ids of the parties, sorted."""
        return self._parties.texts("id")

    @cached_property
    def owns(self) -> HeldTies:
        """Every holding."""
        return HeldTies("OWNS", self._tables["OWNS"], len(self))

    @cached_property
    def related(self) -> HeldTies:
        """Every relation other than by capital, office or trade."""
        return HeldTies("RELATED_TO", self._tables["RELATED_TO"], len(self))

    def find_party(self, id_: str) -> int | None:
        """Find the place of a party; None where there is none with this id."""
        place = bisect_left(range(len(self)), id_, key=lambda row: str(self.ids[row].as_py()))
        return place if place < len(self) and self.ids[place].as_py() == id_ else None

    @cached_property
    def _readers(self) -> Sequence[Reader]:
        return [make_reader(self._parties.texts(name), PropertyType.STRING) for name in ("id", "kind", "name")]

    def describe(self, places: Indices) -> list[tuple[str, str | None, str | None]]:
        """Return the id, kind and name of some parties."""
        return [*zip(*(reader(places) for reader in self._readers), strict=True)] if len(places) else []


def open_held_graph(folder: Path, cursor: Cursor) -> HeldGraph | None:
    """Open the state of the graph that a cursor names; None where the folder of snapshots does not hold it.

    Raises `OSError` or `ValueError` for files that cannot be used.
    """
    place = folder / name_base(cursor)
    return HeldGraph(cursor, open_base(place)) if place.is_dir() else None
