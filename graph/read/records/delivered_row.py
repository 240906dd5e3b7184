"""The row of a record as it was delivered: its lines among those kept of the file, and its cells."""

import csv
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ....ingest.source import find_sources
from ....ingest.tables import BLANK, find_delimiter, split_header
from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...load.deliveries.lines import split_lines
from ..deliveries import DeliveryView

MOST_LINES = 1000  # of one row
QUOTE = '"'


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
    lines = [text async for text in read_row_lines(transaction, delivery.id, line)]
    if not lines:
        return NOT_KEPT
    text = "".join(lines).rstrip("\r\n")
    if not text:
        return DeliveredRow(RowState.WITHHELD)
    header = [one async for one in read_row_lines(transaction, delivery.id, 1)]
    return DeliveredRow(RowState.KEPT, text, cut_cells("".join(header).lstrip(BLANK), lines, delivery))


async def read_row_lines(transaction: Transaction, delivery: str, line: int) -> AsyncIterator[str]:
    """Read the lines of the row that begins on a line: it goes on while a quote is open."""
    is_open, read = False, 0
    async for text in read_lines_from(transaction, delivery, line):
        yield text
        is_open ^= text.count(QUOTE) % 2 == 1
        read += 1
        if not is_open or read >= MOST_LINES:
            return


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


def cut_cells(header: str, lines: Sequence[str], delivery: DeliveryView) -> tuple[Cell, ...] | None:
    """Cut a row into its cells, as the load did: by the delimiter of the source's mapping, or that of the header."""
    wanted, delimiter = find_terms(delivery)
    delimiter = delimiter or find_delimiter(header, wanted)
    columns = split_header(header, delimiter)
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
