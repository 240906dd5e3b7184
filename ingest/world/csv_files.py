"""CSV files written from tables in slices of rows, to bound memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from .days import FIRST_DAY, NO_DAY, TODAY
from .parties.numbering import KIND_BITS, KIND_LETTERS, PERSON, find_kinds, find_positions
from .sampling import Flags, Ints
from .table import NOTHING, Column, ColumnKind, Table

ROWS_AT_ONCE = 100_000
PREFIXES = {
    "facilities": "F",
    "guarantees": "U",
    "lawsuits": "L",
    "holdings": "H",
    "offices": "O",
    "relations": "R",
    "supplies": "S",
    "payments": "Y",
    "pledges": "D",
    "lawsuit_parties": "T",
}
Columns = dict[str, pa.Array]


class PartyIds:
    """The ids of parties in the files, by party code; persons are numbered in a shuffled order."""

    def __init__(self, person_order: Ints) -> None:
        self._person_number = person_order

    def list_ids(self, codes: Ints) -> pa.Array:
        """Return the id of each party, null for none."""
        kinds, positions = find_kinds(codes), find_positions(codes)
        person = kinds == 1
        numbers = positions.copy()
        numbers[person] = self._person_number[positions[person]]
        letters = pa.array(KIND_LETTERS).take(pa.array(np.maximum(kinds, 0)))
        return pc.binary_join_element_wise("world:", letters, write_numbers(numbers, codes == NOTHING), "")

    def list_person_numbers(self) -> Ints:
        """Return the number in each person's id."""
        return self._person_number

    def find_id(self, code: int) -> str:
        """Return the id of one party."""
        kind, position = code >> KIND_BITS, code & (PERSON - 1)
        number = int(self._person_number[position]) if kind == 1 else position
        return f"world:{KIND_LETTERS[kind]}{number:06d}"


def write_numbers(values: Ints, hidden: Flags | None = None) -> pa.Array:
    """Write numbers with at least six digits, null where hidden."""
    return pc.utf8_lpad(pc.cast(pa.array(values, mask=hidden), pa.string()), 6, "0")


def write_days(days: Ints) -> pa.Array:
    """Write days as dates, null where unknown."""
    return pa.array(days.astype(np.int32), mask=days == NO_DAY).cast(pa.date32())


def write_file(folder: Path, name: str, count: int, make: Callable[[slice], Columns]) -> None:
    """Write a CSV file of `count` rows, built slice by slice."""
    with (folder / f"{name}.csv").open("wb") as file:
        for rows in split_rows(count):
            table = pa.table(make(rows))
            options = pa_csv.WriteOptions(include_header=rows.start == 0, quoting_style="needed")
            pa_csv.write_csv(table, file, options)


def split_rows(count: int) -> Iterator[slice]:
    """Yield slices that cover the rows; one empty slice for none."""
    for start in range(0, max(count, 1), ROWS_AT_ONCE):
        yield slice(start, min(start + ROWS_AT_ONCE, count))


def write_table(folder: Path, name: str, table: Table, party_ids: PartyIds, known: Ints) -> None:
    """Write a table of facts with an id per row and the day from which it is known."""

    def make(rows: slice) -> Columns:
        numbers = np.arange(rows.start, rows.stop, dtype=np.int64)
        columns: Columns = {"id": pc.binary_join_element_wise(f"world:{PREFIXES[name]}", write_numbers(numbers), "")}
        for column, kind in table.columns.items():
            if column != "region":
                columns[column] = write_column(kind, table[column][rows], party_ids)
        columns["known_from"] = write_days(np.clip(known[rows], FIRST_DAY, TODAY))
        return columns

    write_file(folder, name, len(table), make)


def write_column(column: Column, values: Ints, party_ids: PartyIds) -> pa.Array:
    """Convert a column of whole numbers to the format of the file."""
    unknown = values == NOTHING
    match column.kind:
        case ColumnKind.PARTY:
            return party_ids.list_ids(values)
        case ColumnKind.DAY:
            return write_days(values)
        case ColumnKind.WORD:
            return pa.array(column.words).take(pa.array(values, mask=unknown))
        case ColumnKind.SHARE:
            return pa.array(values / 10_000, mask=unknown)
        case ColumnKind.PERCENT:
            return pa.array(values / 100, mask=unknown)
        case ColumnKind.FACILITY:
            return pc.binary_join_element_wise("world:F", write_numbers(values, unknown), "")
        case ColumnKind.LAWSUIT:
            return pc.binary_join_element_wise("world:L", write_numbers(values, unknown), "")
        case ColumnKind.AMOUNT:
            return pa.array(values, mask=unknown)
