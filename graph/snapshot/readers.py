"""Values of a few rows of a mapped column as Python values, None where unknown, at little more than numpy's cost."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..schema.properties import PropertyType
from .tables import UNKNOWN_DAY, Array, Indices

Reader: TypeAlias = Callable[[Indices], Sequence[Any]]
NUMBERS = (PropertyType.FLOAT, PropertyType.INTEGER)


def make_reader(column: Array, kind: PropertyType) -> Reader:
    """Make the function that reads rows of one column."""
    if kind is PropertyType.DATE:
        days = column.to_numpy().view("datetime64[D]")
        return lambda rows: [*days[rows].tolist()]
    if kind in NUMBERS:
        numbers, make = column.to_numpy(), int if kind is PropertyType.INTEGER else float
        return lambda rows: [None if value != value else make(value) for value in numbers[rows].tolist()]
    if pa.types.is_dictionary(column.type):
        codes, words = read_code_words(column)
        return lambda rows: [words[code] for code in codes[rows].tolist()]
    return lambda rows: [*column.take(pa.array(rows)).to_numpy(zero_copy_only=False).tolist()]


def read_code_words(column: Array) -> tuple[Indices, Sequence[str | None]]:
    """Return the number of each row's text and the texts by number; the last one is None, for unknown ones."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    words = [*coded.dictionary.to_pylist(), None]
    codes: Indices = coded.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
    return codes, words


def is_unknown(column: Array, kind: PropertyType) -> bool:
    """Check whether no row has a value."""
    if kind is PropertyType.DATE:
        return bool((column.to_numpy() == UNKNOWN_DAY).all())
    if kind in NUMBERS:
        return bool(np.isnan(column.to_numpy()).all())
    return bool(pc.all(column.is_null()).as_py())
