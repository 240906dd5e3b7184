"""Keep the lines of a file as they were delivered, in compressed parts, and read them again."""

import zlib
from collections.abc import Collection, Iterable, Iterator
from io import StringIO

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
    """Empty the lines of some rows; a row goes on while a quote is open."""
    is_open = False
    for number, line in enumerate(lines, 1):
        if not (is_open or number in withheld):
            yield line
            continue
        is_open ^= line.count('"') % 2 == 1
        yield "\n"


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
