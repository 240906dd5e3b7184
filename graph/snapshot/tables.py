"""Tables of a snapshot on disk: one Arrow file each, written in batches, memory-mapped when read.

Numbers and days are stored so that numpy reads them in place: an unknown number is NaN, an unknown day NaT. Words that
repeat are stored once and counted by a dictionary.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..schema.graph_model import list_all_properties
from ..schema.properties import Property, PropertyType

Floats: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.signedinteger[Any]]
Days: TypeAlias = NDArray[np.datetime64]
Flags: TypeAlias = NDArray[np.bool_]
Words: TypeAlias = NDArray[np.str_]
Array: TypeAlias = Any  # pyarrow has no type hints

UNKNOWN_DAY = np.iinfo(np.int64).min  # what numpy reads as NaT
# texts with few different values
CODES = frozenset(item.name for item in list_all_properties() if item.repeats)


class Table:
    """The columns of one table, read in place."""

    def __init__(self, table: Array) -> None:
        self.table = table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers; unknown ones are NaN."""
        numbers: Floats = self._read(name)
        return numbers

    def days(self, name: str) -> Days:
        """Return a column of days; unknown ones are NaT."""
        days: Days = self._read(name).view("datetime64[D]")
        return days

    def indices(self, name: str) -> Indices:
        """Return a column of positions in another table."""
        indices: Indices = self._read(name)
        return indices

    def flags(self, name: str) -> Flags:
        """Return a column of booleans; unknown counts as false."""
        flags: Flags = self.texts(name).fill_null(False).to_numpy(zero_copy_only=False)
        return flags

    def words(self, name: str) -> Words:
        """Return a column of text for numpy; unknown ones are empty."""
        coded = self.texts(name)
        if not pa.types.is_dictionary(coded.type):
            coded = coded.dictionary_encode()
        words = np.array([*coded.dictionary.to_pylist(), ""], dtype=np.str_)
        places = coded.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        chosen: Words = words[places]
        return chosen

    def texts(self, name: str) -> Array:
        """Return a column as Arrow holds it; unknown ones are null."""
        column = self.table.column(name)
        return (
            column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks or [make_empty(column.type)])
        )

    def pages(self, size: int) -> Iterator[dict[str, Array]]:
        """Return the rows in pages, with dictionary codes decoded to texts."""
        for batch in self.table.to_batches(max_chunksize=size):
            yield {name: decode(batch.column(name)) for name in batch.schema.names}

    def _read(self, name: str) -> Any:
        return self.texts(name).to_numpy(zero_copy_only=True)


class Positions:
    """A lookup of ids among sorted ids."""

    def __init__(self, ids: Array) -> None:
        self._ids: NDArray[np.object_] = ids.to_numpy(zero_copy_only=False)

    def find(self, asked: Sequence[str] | Array) -> NDArray[np.int64]:
        """Find the position of each id; -1 for absent and unknown ids."""
        words = asked.to_pylist() if isinstance(asked, pa.Array) else asked
        wanted = np.array([word or "" for word in words], dtype=object)
        if not len(self._ids) or not len(wanted):
            return np.full(len(wanted), -1, dtype=np.int64)
        places = np.searchsorted(self._ids, wanted)
        places[places == len(self._ids)] = 0
        return np.where(self._ids[places] == wanted, places, -1)


def make_empty(kind: Array) -> Array:
    """Return an empty array of a type."""
    return pa.array([], kind)


def decode(column: Array) -> Array:
    """Return a column of texts that are stored once as plain texts."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def choose_arrow_type(item: Property) -> Array:
    """Return the Arrow type of a property while it is collected."""
    if item.type is PropertyType.BOOLEAN:
        return pa.bool_()
    if item.type is PropertyType.DATE:
        return pa.int64()
    if item.type is PropertyType.DATES:
        return pa.large_list(pa.int64())
    if item.type in (PropertyType.FLOAT, PropertyType.INTEGER):
        return pa.float64()
    return pa.large_string()


def count_days(day: date) -> int:
    """Return a day as Arrow counts it: days since 1970."""
    return day.toordinal() - 719_163  # 1970-01-01


def read_column(item: Property, values: Sequence[Any]) -> Array:
    """Turn the values of one property into a column."""
    if item.type is PropertyType.DATE:
        return pa.array([UNKNOWN_DAY if value is None else count_days(value) for value in values], pa.int64())
    if item.type is PropertyType.DATES:
        days = [[count_days(day) for day in value] if value else [] for value in values]
        return pa.array(days, choose_arrow_type(item))
    if item.type in (PropertyType.FLOAT, PropertyType.INTEGER):
        return pa.array(np.array(values, dtype=np.float64))
    if item.type is PropertyType.BOOLEAN:
        return pa.array(values, pa.bool_())
    return pa.array(values, pa.large_string())


def read_columns(properties: Sequence[Property], rows: Sequence[Sequence[Any]]) -> dict[str, Array]:
    """Turn rows of values, in the order of the properties, into columns."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(properties)
    return {item.name: read_column(item, values) for item, values in zip(properties, columns, strict=True)}


def write_table(
    path: Path, schema: Array, batches: Iterable[Mapping[str, Array]], sort_by: Sequence[str] = ()
) -> Array:
    """Write a table from batches of columns, sorted, as one piece readable in place; return it memory-mapped.

    Batches go to a file first, so that memory holds one batch while they come, and the table once when it is sorted.
    """
    spool = path.with_suffix(".spool")
    with pa.OSFile(str(spool), "wb") as sink, pa.ipc.new_stream(sink, schema) as writer:
        for batch in batches:
            writer.write_batch(pa.record_batch([batch[name] for name in schema.names], schema=schema))
    with pa.memory_map(str(spool)) as source:
        table = pa.ipc.open_stream(source).read_all().combine_chunks()
        if sort_by and not is_sorted(table, sort_by):
            table = table.take(pc.sort_indices(table, [(name, "ascending") for name in sort_by])).combine_chunks()
        store_table(path, encode_codes(table))
    del table
    spool.unlink()
    return map_table(path)


def store_table(path: Path, table: Array) -> None:
    """Write a table that is in memory."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def map_table(path: Path) -> Array:
    """Map a table into memory without reading it."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def is_sorted(table: Array, names: Sequence[str]) -> bool:
    """Check whether a table already has the order of some columns."""
    if table.num_rows < 2:
        return True
    later: Any = np.zeros(table.num_rows - 1, dtype=bool)
    same: Any = np.ones(table.num_rows - 1, dtype=bool)
    for name in names:
        column = table.column(name)
        later |= same & pc.greater(column[1:], column[:-1]).to_numpy()
        same &= pc.equal(column[1:], column[:-1]).to_numpy()
    return bool((later | same).all())


def encode_codes(table: Array) -> Array:
    """Store texts that repeat once."""
    for position, name in enumerate(table.schema.names):
        if name in CODES and pa.types.is_large_string(table.column(name).type):
            table = table.set_column(position, name, pc.dictionary_encode(table.column(name)))
    return table
