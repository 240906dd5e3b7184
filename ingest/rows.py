"""Rows of one mapped file, read as entries or rejects."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from ..errors import RecordError
from .mapping.files import RowMapper
from .records import Entry, Place, Reject
from .rejects import make_reject
from .tables import Cells, Table

LEFT_OUT = "left out"  # in the rows of a reader: why it left values out, a reason a line
Row = dict[str, str]
RowReader = Callable[[Row], Iterable[Row]]


def read_mapped(
    table: Table, mapper: RowMapper, reader: RowReader | None, known_from: date
) -> Iterator[Entry | Reject]:
    """Read every row of a mapped file as an entry or a reject."""
    file = table.path.name
    for row in table.read_rows():
        if isinstance(row, Reject):
            yield row
            continue
        line, cells = row
        place = Place(file, line, mapper.ends)
        try:
            mapper.prepare(cells)
            left_out: list[str] = []
            parts = (cells,) if reader is None else _read_parts(mapper, reader, cells, left_out)
            entry = mapper.build(place, cells, known_from, parts)
            yield replace(entry, left_out=tuple(dict.fromkeys(left_out))) if left_out else entry
        except RecordError as error:
            ids = mapper.read_ids(cells) if reader is None else ()
            yield make_reject(place, error, ids, mapper.read_reference(cells))


def _read_parts(mapper: RowMapper, reader: RowReader, cells: Cells, left_out: list[str]) -> Iterator[Cells]:
    for row in reader(dict(zip(mapper.columns, cells, strict=False))):
        left_out += row.get(LEFT_OUT, "").splitlines()
        yield [row[column] for column in mapper.columns]


def reject_rows(table: Table, reason: str) -> Iterator[Reject]:
    """Reject every row of a file that its source does not use."""
    error = RecordError(reason, remedy="none is needed: the source's description says why the file is not used")
    for row in table.read_rows():
        yield row if isinstance(row, Reject) else make_reject(Place(table.path.name, row[0]), error)
