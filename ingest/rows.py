"""Rows of one mapped file, read as entries or rejects."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ..errors import RecordError
from .mapping.files import RowMapper
from .records import Entry, Place, Reject
from .rejects import make_reject
from .tables import Cells, Table

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
            yield mapper.build(
                place, cells, known_from, (cells,) if reader is None else _read_parts(mapper, reader, cells)
            )
        except RecordError as error:
            ids = mapper.read_ids(cells) if reader is None else ()
            yield make_reject(place, error, ids, mapper.read_reference(cells))


def _read_parts(mapper: RowMapper, reader: RowReader, cells: Cells) -> Iterator[Cells]:
    for row in reader(dict(zip(mapper.columns, cells, strict=False))):
        yield [row[column] for column in mapper.columns]


def reject_rows(table: Table, reason: str) -> Iterator[Reject]:
    """Reject every row of a file that its source does not use."""
    error = RecordError(reason, remedy="none is needed: the source's description says why the file is not used")
    for row in table.read_rows():
        yield row if isinstance(row, Reject) else make_reject(Place(table.path.name, row[0]), error)
