"""Keep the lines of a file as they were delivered, in compressed parts, and read them again."""

import csv
import zlib
from collections.abc import Collection, Iterable, Iterator
from io import StringIO
from itertools import islice

from ....ingest.tables import find_delimiter
from ...engine.statements import read_statement
from ...engine.store import Row, Store

PART_CHARACTERS = 1_000_000  # of text; compressed it is far below the size of a message
LEVEL = 1  # of compression: higher ones take several times as long for a few per cent


def keep_lines(store: Store, delivery: str, lines: Iterable[str], withheld: Collection[int]) -> None:
    """Keep the lines of a delivery; those of rows that begin on a withheld line are left empty."""
    first = 1
    for number, part in enumerate(cut_parts(empty_rows(lines, withheld)), 1):
        text = compress(part)
        parameters = {"id": f"{delivery}|{number}", "delivery": delivery, "part": number, "first": first, "text": text}
        store.write(read_statement("write/deliveries/keep_lines"), parameters)
        first += len(part)


def cut_parts(lines: Iterable[str]) -> Iterator[list[str]]:
    """Cut lines into parts of about the same number of characters."""
    part: list[str] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= PART_CHARACTERS:
            yield part
            part, size = [], 0
    if part:
        yield part


def empty_rows(lines: Iterable[str], withheld: Collection[int]) -> Iterator[str]:
    """Empty all lines of the rows that have a line with one of these numbers; the first line is the header."""
    waiting, first = iter(lines), 1
    for header in islice(waiting, 1):
        yield "\n" if 1 in withheld else header
        first += 1
        for row in group_rows(waiting, read_delimiter(header)):
            numbers = range(first, first + len(row))
            yield from ["\n"] * len(row) if any(number in withheld for number in numbers) else row
            first += len(row)


def read_delimiter(header: str) -> str:
    """Return the delimiter of a file whose mapping is not at hand: the one that cuts the header into most columns."""
    return find_delimiter(header.lstrip("\ufeff"), ())


def group_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Group lines after the header into rows, as loading reads them: a quoted cell may go on for several lines.

    A quote within a cell that does not begin with one is a letter like others.
    """
    taken: list[str] = []

    def take() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    rows = csv.reader(take(), delimiter=delimiter)
    while True:
        try:
            ended = next(rows, None) is None
        except csv.Error:  # a cell that is too long; loading rejected the row
            ended = False
        if taken:
            yield [*taken]
            taken.clear()
        elif ended:
            return


def compress(lines: Iterable[str]) -> bytes:
    """Compress lines."""
    return zlib.compress("".join(lines).encode(), LEVEL)


def split_lines(text: bytes) -> list[str]:
    """Return the lines of a compressed part."""
    return list(StringIO(zlib.decompress(text).decode(), newline=""))


def read_lines(store: Store, delivery: str) -> Iterator[tuple[int, str]]:
    """Read the lines that were kept of a delivery, each with its number."""
    for part in store.read(read_statement("read/deliveries/parts"), {"delivery": delivery}):
        row: Row = store.read(read_statement("read/deliveries/part"), {"id": part["id"]})[0]
        yield from enumerate(split_lines(row["text"]), row["first"])
