"""Rejected rows: made safe to display, written to a file, and counted by reason.

Rows are rejected where the fault is seen: a line that cannot be read in `rows.py` or `tables.py`, a column or a
template of the mapping in `mapping/fields.py` and `mapping/templates.py`, a cell in `cells/`, an identifier in
`identifiers.py`, a record in `records/checks.py`, a row that does not fit what is stored in
`graph/load/blocked_rows.py`.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TextIO

from ..errors import RecordError, StorageError
from .records import Place, Reject

LONGEST_VALUE = 80


def make_reject(
    place: Place, error: RecordError, describes: tuple[str, ...] = (), reference: str | None = None
) -> Reject:
    """Build the reject for an error at a place."""
    column, value = show_value(error.column), show_value(error.value)
    return Reject(place, column, value, error.reason, error.remedy, describes, reference)


def show_value(value: str) -> str:
    """Return a value that is safe for terminals and logs: control characters escaped, cut to 80 characters."""
    shown = value[: LONGEST_VALUE + 1]
    if not shown.isprintable():
        shown = "".join(sign if sign.isprintable() or sign == "\u3000" else _escape(sign) for sign in shown)
    return shown if len(shown) <= LONGEST_VALUE else shown[: LONGEST_VALUE - 1] + "…"


def _escape(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


class RejectsFile:
    """The file of rejects of one load; `counts` is by file and reason.

    The file is created with the first reject.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[tuple[str, str]] = Counter()
        self._file: TextIO | None = None

    def add(self, reject: Reject) -> None:
        """Count a reject and append it to the file."""
        self.counts[reject.place.file, reject.reason] += 1
        with self._wrap_errors():
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("w", encoding="utf-8")
            self._file.write(json.dumps(list_cells(reject), ensure_ascii=False) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        with self._wrap_errors():
            if self._file is not None:
                self._file.close()
            elif error is None:  # a failed load keeps the previous list
                self.path.unlink(missing_ok=True)

    @contextmanager
    def _wrap_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(f"cannot write the list of rejects to {self.path}: {error.strerror}") from error


def list_cells(reject: Reject) -> dict[str, str | int]:
    """Return a reject as one flat row."""
    place: dict[str, str | int] = {"file": reject.place.file, "row": reject.place.row}
    return place | {name: getattr(reject, name) for name in ("column", "value", "reason", "remedy")}
