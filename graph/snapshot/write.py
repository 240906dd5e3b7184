"""The files of a snapshot from columns: things as they stood on the day, relationships in compressed sparse form."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...ingest import records
from ...ingest.records.declaration import Mark, find_marked
from ..engine.cursor import Cursor
from ..schema.graph_model import node_types, relationship_types
from ..schema.properties import ENDED_ON, Property
from ..time_point import LATEST, TimePoint
from .replacements import COLUMNS, read_replacements
from .snapshot import FORMAT, MANIFEST
from .tables import UNKNOWN_DAY, Array, Flags, Indices, Table, choose_arrow_type, count_days, store_table, write_table

LARGE = np.iinfo(np.int32).max
OF_TIME = ("valid_from", "valid_to", "known_from", "known_to")
# columns that hold the index of a party, and so are found from its id
PARTY_COLUMNS = {record.label: name for record in records.THINGS for name in find_marked(record, Mark.BELONGS_TO)}


@dataclass(frozen=True, slots=True)
class Lifespan:
    """The day on which a thing begins, the days that end it, and what is true only at its end."""

    begins: str
    ends: tuple[str, ...]
    last_state: tuple[str, ...]


LIVES = {
    record.label: Lifespan(begins, find_marked(record, Mark.ENDS), find_marked(record, Mark.LAST_STATE))
    for record in records.THINGS
    for begins in find_marked(record, Mark.BEGINS)
}


@cache
def list_thing_properties(label: str) -> tuple[Property, ...]:
    """Return the properties of a kind of node that a snapshot keeps."""
    return tuple(item for item in node_types()[label].properties if not item.left_out)


@cache
def list_tie_properties(label: str) -> tuple[Property, ...]:
    """Return the properties of a relationship type that a snapshot keeps."""
    return tuple(item for item in relationship_types()[label].properties if not item.left_out)


@cache
def list_held_properties(label: str) -> tuple[Property, ...]:
    """Return the properties of a relationship type that the whole graph on disk keeps: also when better ones count."""
    return tuple(item for item in relationship_types()[label].properties if not item.left_out or item.name in COLUMNS)


def write_things(folder: Path, label: str, batches: Iterable[Mapping[str, Array]], as_of: date) -> Table:
    """Write one kind of node, sorted by id, as it stood on the day."""
    fields = [(item.name, choose_arrow_type(item)) for item in list_thing_properties(label)]
    if label in PARTY_COLUMNS:
        name = PARTY_COLUMNS[label]
        fields = [(column, pa.int64() if column == name else kind) for column, kind in fields]
    cut = (cut_thing(label, dict(batch), as_of) for batch in batches)
    sort_by = ("party", "name", "period") if label == "Indicator" else ("id",)
    return Table(write_table(folder / f"{label}.arrow", pa.schema(fields), cut, sort_by))


def cut_thing(label: str, columns: dict[str, Array], as_of: date) -> dict[str, Array]:
    """Leave out what begins after the day and figures that have ended; clear later ends and what depends on them."""
    if label == "Indicator":
        periods = columns["period"].dictionary_encode()
        ended = np.array([has_ended(period, as_of) for period in periods.dictionary.to_pylist()], dtype=bool)
        columns = keep_rows(columns, ended[periods.indices.to_numpy()] if len(periods) else ended)
        left = columns[ENDED_ON.name].to_numpy()
        return keep_rows(columns, (left == UNKNOWN_DAY) | (left > count_days(as_of)))
    if label not in LIVES:
        return columns
    life = LIVES[label]
    day = count_days(as_of)
    columns = keep_rows(columns, columns[life.begins].to_numpy() <= day)  # an unknown day is the lowest number
    later = np.zeros(len(columns[life.begins]), dtype=bool)
    for end in life.ends:
        days = columns[end].to_numpy()
        later |= days > day
        columns[end] = pa.array(np.where(days > day, UNKNOWN_DAY, days))
    for name in life.last_state:
        unknown = pa.scalar(np.nan if pa.types.is_floating(columns[name].type) else None, columns[name].type)
        columns[name] = pc.if_else(pa.array(later), unknown, columns[name])
    return columns


def mark_holding(columns: Mapping[str, Array], time_point: TimePoint) -> Flags:
    """Mark the relationships that hold at a moment, as `time_point.HOLDS` says, and are not disputed."""
    days = {name: columns[name].to_numpy() for name in OF_TIME}
    rows = np.arange(len(columns["status"]))
    replaced = read_replacements(columns).mark(rows, time_point)
    return mark_moment(days, time_point) & ~replaced & mark_deciding(columns["status"])


def mark_moment(days: Mapping[str, Indices], time_point: TimePoint) -> Flags:
    """Mark the relationships that are valid on the day asked for and known on the other."""
    as_of, as_known = count_days(time_point.as_of), count_days(time_point.as_known or LATEST)
    begin, end, known, unknown = (days[name] for name in OF_TIME)
    holds: Flags = (known <= as_known) & ((unknown == UNKNOWN_DAY) | (unknown > as_known))
    holds &= (begin <= as_of) & ((end == UNKNOWN_DAY) | (end > as_of))  # an unknown day is the lowest number
    return holds


def mark_deciding(status: Array) -> Flags:
    """Mark the relationships that are neither retracted nor disputed."""
    retained = pc.invert(pc.is_in(status, pa.array(["retracted", "disputed"])))
    marked: Flags = retained.to_numpy(zero_copy_only=False)
    return marked


def has_ended(period: str, as_of: date) -> bool:
    """Check whether a year `2023` or month `2023-04` had ended by a day."""
    return period < as_of.isoformat()[: len(period)]


def keep_rows(columns: dict[str, Array], kept: Any) -> dict[str, Array]:
    """Return the marked rows."""
    return columns if kept.all() else {name: column.filter(pa.array(kept)) for name, column in columns.items()}


def write_ties(folder: Path, label: str, batches: Iterable[Mapping[str, Array]], starts: int) -> int:
    """Write one relationship type from columns `start`, `end` (indices; -1 is left out) and properties."""
    whole: Any = np.int32 if starts <= LARGE else np.int64
    fields = [("start", pa.from_numpy_dtype(whole)), ("end", pa.from_numpy_dtype(whole))]
    fields += [(item.name, choose_arrow_type(item)) for item in list_tie_properties(label)]
    counts = np.zeros(starts + 1, dtype=np.int64)
    counted = count_starts(batches, counts, whole)
    table = write_table(folder / f"{label}.arrow", pa.schema(fields), counted, ("start", "end"))
    indptr = np.cumsum(counts).astype(whole if len(table) <= LARGE else np.int64)
    store_table(folder / f"{label}.rows.arrow", pa.table({"indptr": indptr}))
    return len(table)


def count_starts(batches: Iterable[Mapping[str, Array]], counts: Indices, whole: Any) -> Iterator[dict[str, Array]]:
    """Yield batches in the order of their ends, dropping absent ends, and count their starts."""
    for batch in batches:
        start, end = batch["start"].to_numpy(), batch["end"].to_numpy()
        kept = np.flatnonzero((start >= 0) & (end >= 0))
        order = kept[np.lexsort((end[kept], start[kept]))]
        counts[1:] += np.bincount(start[order], minlength=len(counts) - 1)
        sorted_batch = {name: column.take(pa.array(order)) for name, column in batch.items()}
        sorted_batch["start"], sorted_batch["end"] = (
            pa.array(start[order].astype(whole)),
            pa.array(end[order].astype(whole)),
        )
        yield sorted_batch


def write_manifest(folder: Path, cursor: Cursor, as_of: date, as_known: date | None, counts: Mapping[str, int]) -> None:
    """Write the manifest; it is the last file, so a folder that has it is complete."""
    manifest = {
        "format": FORMAT,
        "identity": cursor.identity,
        "change": cursor.change,
        "as_of": as_of.isoformat(),
        "as_known": as_known.isoformat() if as_known else None,
        "counts": dict(counts),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def list_property_names(properties: Sequence[Property]) -> list[str]:
    """Return the names of properties."""
    return [item.name for item in properties]
