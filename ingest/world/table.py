"""Columns of whole numbers that grow in blocks, used for facts before they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np

from .days import NO_DAY
from .sampling import Flags, Ints

NOTHING = -1


class ColumnKind(StrEnum):
    """The text format of a column."""

    PARTY = "party"
    DAY = "day"
    AMOUNT = "amount"
    SHARE = "share"
    WORD = "word"
    FACILITY = "facility"
    LAWSUIT = "lawsuit"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its text format and, for words, their closed list.

    Every column holds whole numbers; -1 is unknown. A share is in ten-thousandths, an amount in whole yuan.
    """

    kind: ColumnKind
    words: tuple[str, ...] = ()

    def encode(self, value: str | int | Ints) -> int | Ints:
        """Return the number of a word; numbers are returned unchanged."""
        return self.words.index(value) if isinstance(value, str) else value


class Table:
    """Rows of one kind of fact."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = dict(columns)
        self._blocks: list[dict[str, Ints]] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, **values: str | int | Ints) -> int:
        """Add rows and return the position of the first; a single value applies to all of them.

        Arrays are copied, so later changes to them do not affect the table.
        """
        encoded = {name: self.columns[name].encode(value) for name, value in values.items()}
        length = next((len(value) for value in encoded.values() if isinstance(value, np.ndarray) and value.ndim), 1)
        block = {
            name: np.broadcast_to(np.array(encoded.get(name, NOTHING), dtype=np.int64), (length,))
            for name in self.columns
        }
        self._blocks.append(block)
        self._length += length
        return self._length - length

    def __getitem__(self, name: str) -> Ints:
        """Return a whole column, which may be changed in place."""
        self._compact()
        return self._blocks[0][name]

    def keep(self, wanted: Flags | Ints) -> Self:
        """Keep the flagged rows, or reorder rows by position."""
        self._compact()
        self._blocks = [{name: values[wanted] for name, values in self._blocks[0].items()}]
        self._length = len(next(iter(self._blocks[0].values())))
        return self

    def sort_by(self, *names: str) -> Ints:
        """Sort by columns, the first one first; return the new position of each old row."""
        order = np.lexsort([self[name] for name in reversed(names)])
        self.keep(order)
        moved = np.empty_like(order)
        moved[order] = np.arange(len(order))
        return moved

    def _compact(self) -> None:
        if len(self._blocks) == 1 and all(values.flags.writeable for values in self._blocks[0].values()):
            return
        self._blocks = [
            {
                name: np.concatenate([block[name] for block in self._blocks])
                if self._blocks
                else np.empty(0, dtype=np.int64)
                for name in self.columns
            }
        ]


def is_active(table: Table, day: int) -> Flags:
    """Check which ties hold on a day."""
    begun = table["valid_from"] <= day
    active: Flags = begun & ((table["valid_to"] == NO_DAY) | (table["valid_to"] > day))
    return active
