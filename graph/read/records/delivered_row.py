"""The row of a record as it was delivered: its lines among those kept of the file, and its cells."""

import csv
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ....ingest.source import find_sources
from ....ingest.tables import BLANK, find_delimiter, split_header
from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...load.deliveries.lines import group_rows, split_lines
from ..deliveries import DeliveryView

MOST_LINES = 1000  # of one row
FEW_LINES = 20


class RowState(StrEnum):
    """Whether the row of a version can be shown; a version that only says that the record has ended has none."""

    KEPT = "kept"
    WITHHELD = "withheld"
    NOT_KEPT = "not_kept"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and the column of the header that it is in."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class DeliveredRow:
    """A row as delivered; `cells` is None where its text cannot be cut into as many cells as the header has."""

    state: RowState
    text: str | None = None
    cells: tuple[Cell, ...] | None = None


NOT_KEPT = DeliveredRow(RowState.NOT_KEPT)
NO_ROW = DeliveredRow(RowState.NONE)


async def read_delivered_row(transaction: Transaction, delivery: DeliveryView | None, line: int | None) -> DeliveredRow:
    """Read the row that begins on a line of a delivery; the lines of persons who were erased are empty."""
    if delivery is None or line is None:
        return NOT_KEPT
    header = "".join(await read_some_lines(transaction, delivery.id, 1, 1)).lstrip(BLANK)
    wanted, delimiter = find_terms(delivery)
    delimiter = delimiter or find_delimiter(header, wanted)
    lines = await read_row_lines(transaction, delivery.id, line, delimiter)
    if not lines:
        return NOT_KEPT
    text = "".join(lines).rstrip("\r\n")
    if not text:
        return DeliveredRow(RowState.WITHHELD)
    return DeliveredRow(RowState.KEPT, text, cut_cells(split_header(header, delimiter), lines, delimiter))


async def read_row_lines(transaction: Transaction, delivery: str, line: int, delimiter: str) -> list[str]:
    """Read the lines of the row that begins on a line; most rows have one."""
    for most in (1, FEW_LINES, MOST_LINES):
        lines = await read_some_lines(transaction, delivery, line, most)
        row = next(group_rows(lines, delimiter), [])
        if len(row) < most or len(lines) < most or not is_open(row, delimiter):
            return row
    return row


def is_open(row: Sequence[str], delimiter: str) -> bool:
    """Check whether a quoted cell goes on after the last line of a row."""
    try:
        list(csv.reader(row, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return False


async def read_some_lines(transaction: Transaction, delivery: str, line: int, most: int) -> list[str]:
    """Read so many lines of a delivery from one on, or fewer at its end."""
    lines: list[str] = []
    async for text in read_lines_from(transaction, delivery, line):
        lines.append(text)
        if len(lines) >= most:
            break
    return lines


async def read_lines_from(transaction: Transaction, delivery: str, line: int) -> AsyncIterator[str]:
    """Read the lines of a delivery from one on, part by part."""
    found = await transaction.run(read_statement("read/records/part_with_line"), {"delivery": delivery, "line": line})
    number = found[0]["number"] if found else 0
    while found:
        row = (await transaction.run(read_statement("read/deliveries/part"), {"id": found[0]["id"]}))[0]
        for text in split_lines(row["text"])[max(line - row["first"], 0) :]:
            yield text
        number += 1
        found = await transaction.run(read_statement("read/deliveries/part"), {"id": f"{delivery}|{number}"})


def cut_cells(columns: Sequence[str], lines: Sequence[str], delimiter: str) -> tuple[Cell, ...] | None:
    """Cut a row into its cells, as the load did: by the delimiter of the source's mapping, or that of the header."""
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
    return tuple(map(Cell, columns, cells)) if len(columns) == len(cells) else None


def find_terms(delivery: DeliveryView) -> tuple[Sequence[str], str | None]:
    """Find which columns the mapping of a file wants, and its delimiter; a user's mapping file is not kept."""
    source = find_sources().get(delivery.source)
    part = next((part for part in source.files if part.file == delivery.file), None) if source else None
    return (part.list_wanted(), part.delimiter) if part else ((), None)
