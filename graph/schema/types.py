"""What the graph holds, declared once; constraints, load statements, export columns and documentation come from here.

What sources hand on is declared as records (`ingest/records/__init__.py`): their fields are the properties of nodes and
relationships. What riskgraph itself keeps (records, findings, scores, its own state) is declared here.
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from ...ingest.records import THINGS, TIES, PartyKind, Tie

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row as one source gave it. An older version keeps its content under `@change|key`."""

    label: ClassVar[str] = "Record"

    key: Annotated[
        str, "`source|reference`; of a retired row, before that `@`, the number of the change that retired it, and `|`."
    ]
    hash: Annotated[str, "Hash of what the row says."]
    place: Annotated[str, "File and line."]
    known_from: Annotated[date, "Day the row entered our books."]
    known_to: Annotated[date | None, "Day it was replaced; unknown while it is current."] = None
    content: Annotated[str | None, "What the row says of parties and things, as JSON."] = None
    ties: Annotated[tuple[str, ...], "The relationships that the row made, as `TYPE|start|end`."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found: the row of the rule, the parties it concerns, and the sentence that says why."""

    label: ClassVar[str] = "Finding"

    id: Annotated[str, "Rule, key and as-of date."]
    rule: Annotated[str, "Id of the rule."]
    rule_version: Annotated[str, "Hash of the rule's text and thresholds."]
    key: Annotated[str, "What makes the hit the same hit tomorrow."]
    party: Annotated[str, "Id of the party it is about first of all."]
    burdened: Annotated[tuple[str, ...], "Ids of the parties whose score it counts against."]
    title_zh: Annotated[str, "Sentence in Chinese."]
    title_en: Annotated[str, "Sentence in English."]
    severity: Annotated[str, "low, medium or high."]
    row: Annotated[str, "The rule's whole row, as JSON."]
    evidence: Annotated[str, "Path and record keys, as JSON."]
    as_of: Annotated[date, "Day for which it holds."]
    found_on: Annotated[date, "Day on which it was found."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A table of signals whose contributions add up to the score."""

    label: ClassVar[str] = "Score"

    id: Annotated[str, "Party, as-of date and day of scoring: a later score of that day replaces it."]
    party: Annotated[str, "Id of the party."]
    value: Annotated[float, "The score, 0 (worst) to 100 (best)."]
    grade: Annotated[str, "AAA to CCC."]
    signals: Annotated[str, "The table of signals, as JSON."]
    policy_version: Annotated[str, "Version of the policy file."]
    model_version: Annotated[str | None, "Version of the graph network, where its output is in the table."] = None
    as_of: Annotated[date, "Day for which it holds."]
    scored_on: Annotated[date, "Day on which it was made."]
    change: Annotated[int | None, "The graph's change cursor when it was made."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What riskgraph keeps about the graph itself: schema version, change cursor, source statistics."""

    label: ClassVar[str] = "State"

    id: Annotated[str, "schema, changes, identity, demo, control, `source|name`, or `findings|rule`."]
    number: Annotated[int | None, "The version or the cursor."] = None
    content: Annotated[str | None, "More, as JSON; for a rule the days for which it ran, for control its day."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One transaction that changed parties: what follows the graph (the name index) reads on from its last number."""

    label: ClassVar[str] = "Change"

    id: Annotated[int, "Running number; the State node `changes` holds the last one."]
    parties: Annotated[tuple[str, ...], "Ids of the parties that were made or changed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A record is about the party to whom it was resolved."""

    label: ClassVar[str] = "ABOUT"
    start_label: ClassVar[str] = "Record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A finding concerns a party."""

    label: ClassVar[str] = "CONCERNS"
    start_label: ClassVar[str] = "Finding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A party controls a company, as derived for a day; the graph holds that of the last day for which rules ran."""

    label: ClassVar[str] = "CONTROLS"
    start_label: ClassVar[str] = "Party"

    as_of: Annotated[date, "Day for which it is derived."]
    circle: Annotated[str, "Id that stands for the controller's circle of family and concert."]
    alone: Annotated[bool, "True where the controller needs no circle."]
    top: Annotated[bool, "True where nobody controls the controller."]
    top_alone: Annotated[bool, "True where it needs no circle, and nobody controls it without one."]
    records: Annotated[tuple[str, ...], "Keys of the records down the chain; a long chain is cut at its far end."]
    through: Annotated[tuple[str, ...], "Kinds of the ties of circles it rests on, each with the lowest confidence."]


OwnKind = Record | Finding | Score | State | Change


class PropertyType(StrEnum):
    """The types of properties, by their names in Cypher."""

    STRING = "STRING"
    FLOAT = "FLOAT"
    INTEGER = "INTEGER"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    STRINGS = "LIST<STRING>"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node or relationship, and what it means."""

    name: str
    type: PropertyType
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label, its key and its properties."""

    label: str
    key: str
    meaning: str
    properties: tuple[Property, ...]
    record: type


@dataclass(frozen=True, slots=True)
class OwnRelationshipType:
    """A relationship to a party that riskgraph makes itself."""

    label: str
    start_label: str
    meaning: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship, where it leads, and its properties."""

    label: str
    end_label: str
    meaning: str
    properties: tuple[Property, ...]
    record: type[Tie]


# properties that loading adds to every relationship
PROVENANCE = (
    Property("source", PropertyType.STRING, "Name of the source.", True),
    Property("record", PropertyType.STRING, "Key of the record that says so.", True),
    Property("start_key", PropertyType.STRING, "Id under which the source names the start.", True),
    Property("end_key", PropertyType.STRING, "Id under which the source names the end.", True),
    Property("known_from", PropertyType.DATE, "Day it entered our books.", True),
    Property("known_to", PropertyType.DATE, "Day it was replaced in our books; unknown while it is current.", False),
)
# properties that loading adds to nodes other than records
NODE_PROVENANCE = (
    Property("source", PropertyType.STRING, "Source of the latest description.", True),
    Property("record", PropertyType.STRING, "Key of the record of the latest description.", True),
)
TYPES: dict[Any, PropertyType] = {
    str: PropertyType.STRING,
    float: PropertyType.FLOAT,
    int: PropertyType.INTEGER,
    bool: PropertyType.BOOLEAN,
    date: PropertyType.DATE,
}
OWN_KINDS: tuple[type[OwnKind], ...] = (Record, Finding, Score, State, Change)
OWN_TIES = (About, Concern, Control)
PARTY_LABELS = tuple(kind.value for kind in PartyKind)
# looked up by these beside their keys
INDEXES = (
    ("Party", "name"),
    ("Indicator", "party"),
    ("Facility", "borrower"),
    ("Finding", "party"),
    ("Score", "party"),
)


def read_property(name: str, hint: Any, required: bool) -> Property:
    """Turn one annotated field into a property."""
    inner, meaning = get_args(hint)[:2]
    options = [part for part in union_members(inner) if part is not type(None)]
    kind = options[0]
    if get_origin(kind) is tuple:
        return Property(name, PropertyType.STRINGS, meaning, False)
    plain = str if issubclass(kind, StrEnum) else kind
    return Property(name, TYPES[plain], meaning, required)


def union_members(hint: Any) -> tuple[Any, ...]:
    """Give the members of a union, or the type itself."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def properties_of(record: type) -> Iterator[Property]:
    """Give the properties that the fields of a record declare."""
    hints = get_type_hints(record, include_extras=True)
    for item in fields(record):
        required = type(None) not in union_members(get_args(hints[item.name])[0])
        yield read_property(item.name, hints[item.name], required)


def meaning_of(record: type) -> str:
    """Give the first sentence of a record's description."""
    return (record.__doc__ or "").strip().split("\n")[0]


@cache
def node_types() -> dict[str, NodeType]:
    """Give every kind of node by its label."""
    given = {record.label: node_type(record.label, record, NODE_PROVENANCE) for record in THINGS}
    own = {record.label: node_type(record.label, record, ()) for record in OWN_KINDS}
    return {**given, **own}


def node_type(label: str, record: type, provenance: tuple[Property, ...]) -> NodeType:
    """Read one kind of node from its record."""
    key = "key" if record is Record else "id"
    return NodeType(label, key, meaning_of(record), (*properties_of(record), *provenance), record)


@cache
def relationship_types() -> dict[str, RelationshipType]:
    """Give every kind of relationship that sources make, by its label."""
    return {
        record.label: RelationshipType(
            record.label,
            record.end_label,
            meaning_of(record),
            (*(p for p in properties_of(record) if p.name not in ("start", "end")), *PROVENANCE),
            record,
        )
        for record in TIES
    }


@cache
def own_relationship_types() -> dict[str, OwnRelationshipType]:
    """Give every kind of relationship that riskgraph makes itself, by its label; each leads to a party."""
    return {
        tie.label: OwnRelationshipType(tie.label, tie.start_label, meaning_of(tie), tuple(properties_of(tie)))
        for tie in OWN_TIES
    }


def schema_statements() -> list[str]:
    """Give the statements that make constraints and indexes."""
    unique = [
        f"CREATE CONSTRAINT {kind.label.lower()}_{kind.key} IF NOT EXISTS "
        f"FOR (n:{kind.label}) REQUIRE n.{kind.key} IS UNIQUE"
        for kind in node_types().values()
    ]
    looked_up = [
        f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})" for label, name in INDEXES
    ]
    return unique + looked_up
