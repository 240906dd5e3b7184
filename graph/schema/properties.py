"""Properties of nodes and relationships: those that a record declares, and those that loading adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ...ingest.records.declaration import Field, Mark, read_fields


class PropertyType(StrEnum):
    """The types of properties, by their names in Cypher."""

    STRING = "STRING"
    FLOAT = "FLOAT"
    INTEGER = "INTEGER"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    STRINGS = "LIST<STRING>"
    DATES = "LIST<DATE>"
    BYTES = "BYTE ARRAY"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or relationship, and what it means.

    `repeats` says that its texts come from a small set, `left_out` that snapshots do not keep it.
    """

    name: str
    type: PropertyType
    meaning: str
    required: bool
    repeats: bool = False
    left_out: bool = False


# properties that loading adds to every relationship
PROVENANCE = (
    Property("source", PropertyType.STRING, "Name of the source.", True, repeats=True),
    Property("record", PropertyType.STRING, "Key of the record that says so.", True),
    Property("start_key", PropertyType.STRING, "Id under which the source names the start.", True, left_out=True),
    Property("end_key", PropertyType.STRING, "Id under which the source names the end.", True, left_out=True),
    Property("known_from", PropertyType.DATE, "Day it entered our books.", True),
    Property("known_to", PropertyType.DATE, "Day it was replaced in our books; unknown while it is current.", False),
    Property("superseded_by", PropertyType.STRINGS, "Keys of records that count instead of it.", False, left_out=True),
    Property("superseded_since", PropertyType.DATES, "First day on which each of them does.", False, left_out=True),
    Property("superseded_until", PropertyType.DATES, "Last day on which each of them does.", False, left_out=True),
    Property("superseded_from", PropertyType.DATES, "First day on which each was known to.", False, left_out=True),
    Property("superseded_to", PropertyType.DATES, "Last day on which each was known to.", False, left_out=True),
    Property("recorded_at", PropertyType.DATE, "Day this version was written, by our clock.", False),
    Property("change", PropertyType.INTEGER, "Number of the change that wrote this version.", False, left_out=True),
)
# properties that loading adds to nodes other than records
NODE_PROVENANCE = (
    Property("source", PropertyType.STRING, "Source of the latest description.", True, repeats=True),
    Property("record", PropertyType.STRING, "Key of the record of the latest description.", True),
)
# the property that loading adds to figures, which no source gives an end
ENDED_ON = Property(
    "ended_on", PropertyType.DATE, "Day it left the last source's file; unknown while one has it.", False
)
TYPES: dict[Any, PropertyType] = {
    str: PropertyType.STRING,
    float: PropertyType.FLOAT,
    int: PropertyType.INTEGER,
    bool: PropertyType.BOOLEAN,
    date: PropertyType.DATE,
    bytes: PropertyType.BYTES,
}


def list_properties(record: type) -> Iterator[Property]:
    """Read the properties that the fields of a record declare."""
    return map(read_property, read_fields(record))


def read_property(item: Field) -> Property:
    """Turn a field into a property; closed words are stored as text."""
    if item.kind is tuple:
        return Property(item.name, PropertyType.STRINGS, item.meaning, False, left_out=True)
    plain = str if issubclass(item.kind, StrEnum) else item.kind
    meaning = f"{item.meaning} One of {', '.join(item.words)}." if item.words else item.meaning
    left_out = Mark.LEFT_OUT in item.marks
    return Property(item.name, TYPES[plain], meaning, not item.may_be_unknown, item.repeats, left_out)
