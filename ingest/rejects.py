"""What could not be used: rejects made safe to show, written to a file, and counted by reason."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TextIO

from ..errors import RecordError, StorageError, UsageError
from .records import Place, Reject

LONGEST_VALUE = 80
COLUMNS = ("file", "row", "column", "value", "reason", "remedy")
FORMULA = re.compile(r"\s*[=+\-@\t\r\n]")
PLAIN_NUMBER = re.compile(r"-?[\d.]+")


def make_reject(place: Place, error: RecordError) -> Reject:
    """The reject that an error at a place becomes."""
    return Reject(place, show_value(error.column), show_value(error.value), error.reason, error.remedy)


def show_value(value: str) -> str:
    """A value safe for terminals and logs: control characters written out, cut to 80 characters."""
    shown = value[: LONGEST_VALUE + 1]
    if not shown.isprintable():
        shown = "".join(sign if sign.isprintable() or sign == "\u3000" else _escape(sign) for sign in shown)
    return shown if len(shown) <= LONGEST_VALUE else shown[: LONGEST_VALUE - 1] + "…"


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def write_rejects(rejects: Iterable[Reject], path: Path) -> Counter[tuple[str, str]]:
    """Write rejects to `.jsonl` or `.csv`, one a line, and count them by file and reason.

    In CSV a cell that a spreadsheet would take for a formula is made text by a quote before it.
    """
    writers = {".jsonl": _write_json_lines, ".csv": _write_csv}
    if path.suffix not in writers:
        raise UsageError(f"rejects are written to .jsonl or .csv, not to {path.name}")
    counts: Counter[tuple[str, str]] = Counter()
    encoding = "utf-8-sig" if path.suffix == ".csv" else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        writers[path.suffix](_count(rejects, counts), file)
    return counts


class RejectsFile:
    """A list of rejects that grows while a source is read; `counts` by file and reason, `path` once there is one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[tuple[str, str]] = Counter()
        self._file: TextIO | None = None
        path.unlink(missing_ok=True)

    def add(self, reject: Reject) -> None:
        """Count a reject and write it down."""
        self.counts[reject.place.file, reject.reason] += 1
        with self._explaining():
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("w", encoding="utf-8")
            _write_json_lines([list_cells(reject)], self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with self._explaining():
                self._file.close()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(f"cannot write the list of rejects to {self.path}: {error.strerror}") from error


def summarise(rejects: Iterable[Reject]) -> Counter[tuple[str, str]]:
    """Count rejects by file and reason."""
    return Counter((reject.place.file, reject.reason) for reject in rejects)


def describe(reject: Reject) -> str:
    """A reject as one sentence."""
    where = f"{reject.place.file} line {reject.place.row}"
    cell = f", column {reject.column} = {reject.value!r}" if reject.column else ""
    return f"{where}{cell}: {reject.reason}; {reject.remedy}"


def list_cells(reject: Reject) -> dict[str, str | int]:
    """A reject as one flat row."""
    place: dict[str, str | int] = {"file": reject.place.file, "row": reject.place.row}
    return place | {name: getattr(reject, name) for name in ("column", "value", "reason", "remedy")}


def _count(rejects: Iterable[Reject], counts: Counter[tuple[str, str]]) -> Iterable[dict[str, str | int]]:
    for reject in rejects:
        counts[reject.place.file, reject.reason] += 1
        yield list_cells(reject)


def _write_json_lines(rows: Iterable[dict[str, str | int]], file: TextIO) -> None:
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_csv(rows: Iterable[dict[str, str | int]], file: TextIO) -> None:
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: guard_cell(str(cell)) for name, cell in row.items()})


def guard_cell(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    if FORMULA.match(cell) and not PLAIN_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
