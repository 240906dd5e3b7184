"""Delimited text files read row by row, in any supported encoding, delimiter or compression; bad rows become rejects.

Line numbers match those of an editor: line 1 is the header, and a row that spans several lines has the number of its
first line.
"""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path

from ..errors import RecordError, SourceError
from .encodings import DAMAGED, READ_ERRORS, find_encoding, open_text
from .near_words import suggest
from .records import Place, Reject
from .rejects import make_reject, show_value

DELIMITERS = (",", ";", "|", "\t")
NUL = "\0"
BLANK = "\ufeff \t\r\n"
LONGEST_LINE = 1 << 24
Cells = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file with a header that has been read; its rows can be read any number of times."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    def read_rows(self) -> Iterator[tuple[int, Cells] | Reject]:
        """Read each row with the number of its first line; skip empty lines."""
        with open_text(self.path, self.encoding) as file:
            lines = _Lines(iter(partial(file.readline, LONGEST_LINE), ""))
            rows = csv.reader(lines, delimiter=self.delimiter, strict=True)
            next(lines)
            while True:
                line = lines.begin_row()
                try:
                    cells = next(rows, None)
                    if cells is None:
                        return
                    if cells:
                        self._check_row(cells)
                        yield line, cells
                except csv.Error as error:
                    value = lines.replay()
                    reason = _explain_csv_error(error)
                    yield self._reject(line, RecordError(reason, value=value, remedy="fix the quotes in this line"))
                except RecordError as error:
                    yield self._reject(line, error)
                except READ_ERRORS as error:
                    raise SourceError(f"{self.path.name} breaks off after line {line}: {error}") from error

    def read_lines(self) -> Iterator[str]:
        """Read every line as it was delivered, the header first."""
        with open_text(self.path, self.encoding) as file:
            yield from iter(partial(file.readline, LONGEST_LINE), "")

    def _check_row(self, cells: Cells) -> None:
        if len(cells) != len(self.header):
            reason = f"{'more' if len(cells) > len(self.header) else 'fewer'} cells than the header has"
            raise RecordError(reason, value=self.delimiter.join(cells), remedy="quote cells that contain the delimiter")
        whole = "".join(cells)
        if not whole.isascii() and DAMAGED in whole:
            damaged = next(index for index, cell in enumerate(cells) if DAMAGED in cell)
            raise RecordError(
                f"damaged characters: not {self.encoding}, or lost before the file was written (U+FFFD)",
                column=self.header[damaged], value=cells[damaged],
                remedy="export the file again in one encoding",
            )  # fmt: skip
        if NUL in whole:
            raise RecordError("a NUL byte", value=whole, remedy="export the file again as text")

    def _reject(self, line: int, error: RecordError) -> Reject:
        return make_reject(Place(self.path.name, line), error)


def hash_file(path: Path) -> str:
    """Return the hash of a file's bytes; `path` may leave the ending .gz out."""
    with (find_file(path) or path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class _Lines:
    """The counted lines of a file; after a broken row, every line but its first is read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self._row: list[str] = []
        self._next_line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        """Return the line number on which the next row begins."""
        self._next_line += len(self._row)
        self._row.clear()
        return self._next_line

    def replay(self) -> str:
        """Put back all lines of a broken row except the first, and return the first."""
        first, *rest = self._row
        self._waiting.extendleft(reversed(rest))
        del self._row[1:]
        return first.rstrip("\r\n")


def _explain_csv_error(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "a cell longer than 131072 characters, or an unclosed quote"
    return "an unclosed quote, or a quote inside a cell"


def open_table(path: Path, wanted: Sequence[str], delimiter: str | None = None, encoding: str | None = None) -> Table:
    """Read the header of a file and detect its encoding and delimiter.

    Raises `SourceError` if the file is missing, empty, or lacks a wanted column.
    """
    file = find_file(path)
    if file is None:
        raise SourceError(f"{path.name} is missing from {path.parent}")
    encoding = encoding or find_encoding(file)
    first = _read_header_line(file, encoding)
    delimiter = delimiter or find_delimiter(first, wanted)
    header = split_header(first, delimiter)
    _check_header(file.name, header, wanted, first, delimiter)
    return Table(file, encoding, delimiter, header)


def find_file(path: Path) -> Path | None:
    """Return the file, or the same name with `.gz`; `None` if neither exists."""
    for candidate in (path, path.with_name(path.name + ".gz")):
        if candidate.is_file():
            return candidate
    return None


def _read_header_line(path: Path, encoding: str) -> str:
    try:
        with open_text(path, encoding) as file:
            first = file.readline(csv.field_size_limit())
            is_blank = not first.strip(BLANK)
            is_empty = is_blank and not any(part.strip(BLANK) for part in iter(partial(file.read, LONGEST_LINE), ""))
    except (UnicodeError, LookupError, ValueError) as error:  # an unknown encoding, or one without its BOM
        raise SourceError(
            f"{path.name} cannot be read as {encoding!r}: declare the correct `encoding`, or remove it to detect it"
        ) from error
    except READ_ERRORS as error:
        raise SourceError(f"{path.name} cannot be read: {error}") from error
    if is_empty:
        raise SourceError(f"{path.name} is empty: it has no header")
    if is_blank:
        raise SourceError(f"the first line of {path.name} is blank: delete the blank lines before its header")
    if NUL in first:
        raise SourceError(f"{path.name} is not a text file: its first line contains NUL bytes")
    return first.lstrip("\ufeff")


def find_delimiter(first: str, wanted: Sequence[str]) -> str:
    """Find the delimiter that yields the most wanted columns, then the most columns."""

    def count(delimiter: str) -> tuple[int, int]:
        header = split_header(first, delimiter)
        return len(set(header) & set(wanted)), len(header)

    return max(DELIMITERS, key=count)


def split_header(first: str, delimiter: str) -> tuple[str, ...]:
    """Split the header into the names of its columns; empty if it cannot be read."""
    try:
        return tuple(name.strip() for name in next(csv.reader([first], delimiter=delimiter)))
    except (csv.Error, StopIteration):
        return ()


def _check_header(name: str, header: Sequence[str], wanted: Sequence[str], first: str, delimiter: str) -> None:
    missing = [column for column in wanted if column not in header]
    if missing and len(header) == 1 and len(wanted) > 1:
        better = find_delimiter(first, wanted)
        hint = f"it seems separated by {better!r}" if better != delimiter else "it has no , ; | or tab"
        raise SourceError(
            f"{name} has one column when separated by {delimiter!r}: {hint}; its header is {show_value(first)!r}"
        )
    if missing:
        named, near = ", ".join(map(repr, missing)), suggest(missing[0], header)
        raise SourceError(f"{name} has no column {named}{near}; it has {', '.join(map(repr, header))}")
    twice = sorted({column for column in wanted if header.count(column) > 1})
    if twice:
        raise SourceError(f"{name} has more than one column {', '.join(map(repr, twice))}: rename one of them")
