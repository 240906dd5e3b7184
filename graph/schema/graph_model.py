"""The graph model, declared once: constraints, load statements, export columns and documentation derive from it.

Records (`ingest/records`) declare what sources contribute: their fields are the properties of nodes and
relationships. What riskgraph itself keeps (records, findings, scores, its own state) is declared here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from typing import Annotated, Any, ClassVar

from ...errors import UsageError
from ...ingest.near_words import suggest
from ...ingest.records import THINGS, TIES, PartyKind, Tie
from ...ingest.records.declaration import Field, Mark, find_marked, read_fields

# the fingerprint of each version of the schema: a change of labels, properties or indexes needs a new line here
VERSIONS = {1: "a3bd5ea986ccc34b", 2: "77fa74e9ff6d41dd"}
VERSION = max(VERSIONS)


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
    valid_to: Annotated[date | None, "Day on which it left its full file; unknown while it is delivered."] = None
    delivery: Annotated[str | None, "Id of the delivery that brought this version."] = None
    recorded_at: Annotated[date | None, "Day on which this version was written, by our clock."] = None
    change: Annotated[int | None, "Number of the change that wrote this version."] = None
    replaces: Annotated[str | None, "Key of the version that it replaced."] = None
    content: Annotated[str | None, "What the row says of parties and things, as JSON."] = None
    ties: Annotated[tuple[str, ...], "The relationships that the row made, as `TYPE|start|end`."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One load of one file of a source. Its counts are unknown while it is under way."""

    label: ClassVar[str] = "Delivery"

    id: Annotated[str, "Source, `:` and number."]
    source: Annotated[str, "Name of the source.", Mark.INDEXED]
    number: Annotated[int, "Running number of the source's deliveries."]
    file: Annotated[str, "Name of the file in the mapping."]
    kind: Annotated[str, "delta: what is named changes; full: what is not named has ended."]
    hash: Annotated[str | None, "Hash of the file's bytes."] = None
    mapping: Annotated[str | None, "Hash of the mapping file."] = None
    known_from: Annotated[date, "Day for which it was loaded."]
    recorded_at: Annotated[str, "Time of its beginning by our clock, UTC."]
    ended_at: Annotated[str | None, "Time of its end by our clock, UTC; unknown while it is under way."] = None
    undone_at: Annotated[str | None, "Time at which it was taken back, UTC."] = None
    undoing: Annotated[bool | None, "True while it is being taken back."] = None
    read: Annotated[int | None, "Rows read."] = None
    stored: Annotated[int | None, "Rows stored as a new version."] = None
    unchanged: Annotated[int | None, "Rows that the graph held already."] = None
    rejected: Annotated[int | None, "Rows rejected."] = None
    ended: Annotated[int | None, "Records that left the file."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredLines:
    """A part of the lines of a delivered file, as they were delivered; those of erased persons are empty."""

    label: ClassVar[str] = "DeliveredLines"

    id: Annotated[str, "Id of the delivery, `|` and the number of the part."]
    delivery: Annotated[str, "Id of the delivery.", Mark.INDEXED]
    part: Annotated[int, "Running number of the part."]
    first: Annotated[int, "Number of its first line in the file; 1 is the header."]
    text: Annotated[bytes, "The lines in UTF-8, compressed with zlib."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found: the row of the rule, the parties it concerns, and the sentence that says why."""

    label: ClassVar[str] = "Finding"

    id: Annotated[str, "Rule, key and as-of date."]
    rule: Annotated[str, "Id of the rule."]
    rule_version: Annotated[str, "Hash of the rule's text and thresholds."]
    key: Annotated[str, "What makes the hit the same hit tomorrow."]
    party: Annotated[str, "Id of the party it is about first of all.", Mark.INDEXED]
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
    party: Annotated[str, "Id of the party.", Mark.INDEXED]
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

    id: Annotated[
        str, "schema, changes, identity, demo, control, single_holdings, `source|name`, `findings|rule`, or `act|id`."
    ]
    number: Annotated[int | None, "The version or the cursor; for control the cursor when it was derived."] = None
    content: Annotated[str | None, "More, as JSON; for a rule the days for which it ran, for control its day."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One transaction that changed parties: what follows the graph (the name index) reads on from its last number."""

    label: ClassVar[str] = "Change"

    id: Annotated[int, "Running number; the State node `changes` holds the last one."]
    parties: Annotated[tuple[str, ...], "Ids of the parties that were made or changed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A record describes a party, or is one of several that describe a lawsuit, document, figure or loan."""

    label: ClassVar[str] = "ABOUT"
    start_label: ClassVar[str] = "Record"
    end_label: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A finding concerns a party."""

    label: ClassVar[str] = "CONCERNS"
    start_label: ClassVar[str] = "Finding"
    end_label: ClassVar[str] = "Party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A party controls a company, as derived for a day; the graph holds that of the last day for which rules ran."""

    label: ClassVar[str] = "CONTROLS"
    start_label: ClassVar[str] = "Party"
    end_label: ClassVar[str] = "Party"

    as_of: Annotated[date, "Day for which it is derived."]
    circle: Annotated[str, "Id of the controller's circle of family and concert."]
    alone: Annotated[bool, "True where the controller needs no circle."]
    top: Annotated[bool, "True where the controller has no controller itself."]
    top_alone: Annotated[
        bool, "True where the controller needs no circle and is not controlled by a party that needs none."
    ]
    records: Annotated[tuple[str, ...], "Keys of the records down the chain; a long chain is cut at its far end."]
    through: Annotated[
        tuple[str, ...], "Kinds of the ties it rests on (of circles, or joint_control), with the lowest confidence."
    ]
    basis: Annotated[
        str, "votes: above half; stated: a source names the controller; joint: a source names several together."
    ]
    votes: Annotated[float | None, "Votes of the controlling side in the company; unknown where none is known."] = None
    jointly_with: Annotated[tuple[str, ...], "Ids of those who control it jointly with the controller."] = ()
    stated_share: Annotated[float | None, "Fraction that a source states for it, or for all together."] = None
    sides: Annotated[
        tuple[str, ...],
        "Sides of named controllers that it belongs to: number within the company, basis, votes if known; none where "
        "another party is named for it.",
    ] = ()


OwnKind = Record | Delivery | DeliveredLines | Finding | Score | State | Change


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
    """A relationship that riskgraph makes itself; an empty `end_label` allows every label of a source's nodes."""

    label: str
    start_label: str
    end_label: str
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
TYPES: dict[Any, PropertyType] = {
    str: PropertyType.STRING,
    float: PropertyType.FLOAT,
    int: PropertyType.INTEGER,
    bool: PropertyType.BOOLEAN,
    date: PropertyType.DATE,
    bytes: PropertyType.BYTES,
}
OWN_KINDS: tuple[type[OwnKind], ...] = (Record, Delivery, DeliveredLines, Finding, Score, State, Change)
OWN_TIES = (About, Concern, Control)
PARTY_LABELS = tuple(kind.value for kind in PartyKind)
# looked up by these beside their keys
INDEXES = tuple(
    (record.label, name)
    for record in (*THINGS, *OWN_KINDS)
    for name in (*find_marked(record, Mark.INDEXED), *find_marked(record, Mark.BELONGS_TO))
)


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


def read_meaning(record: type) -> str:
    """Return the first sentence of a record's description."""
    return (record.__doc__ or "").strip().split("\n")[0]


@cache
def node_types() -> dict[str, NodeType]:
    """Return all node types by label."""
    given = {record.label: build_node_type(record.label, record, NODE_PROVENANCE) for record in THINGS}
    own = {record.label: build_node_type(record.label, record, ()) for record in OWN_KINDS}
    return {**given, **own}


def build_node_type(label: str, record: type, provenance: tuple[Property, ...]) -> NodeType:
    """Read one kind of node from its record."""
    key = "key" if record is Record else "id"
    return NodeType(label, key, read_meaning(record), (*list_properties(record), *provenance), record)


def choose_types(words: str | None) -> tuple[str, ...]:
    """Return the relationship types that words separated by commas name, all if None; raise UsageError for others."""
    known = tuple(relationship_types())
    named = known if words is None else tuple(words.split(","))
    unknown = [name for name in named if name not in known]
    if unknown:
        near = suggest(unknown[0], known)
        raise UsageError(f"there is no type {unknown[0][:40]!r}{near}; there are {', '.join(known)}")
    return tuple(name for name in known if name in named)


@cache
def relationship_types() -> dict[str, RelationshipType]:
    """Return the relationship types that sources contribute, by label."""
    return {
        record.label: RelationshipType(
            record.label,
            record.end_label,
            read_meaning(record),
            (*(p for p in list_properties(record) if p.name not in ("start", "end")), *PROVENANCE),
            record,
        )
        for record in TIES
    }


@cache
def own_relationship_types() -> dict[str, OwnRelationshipType]:
    """Return the relationship types that riskgraph makes itself, by label."""
    return {
        tie.label: OwnRelationshipType(
            tie.label, tie.start_label, tie.end_label, read_meaning(tie), tuple(list_properties(tie))
        )
        for tie in OWN_TIES
    }


def list_all_properties() -> Iterator[Property]:
    """Return the properties of every kind of node and of every relationship that sources make."""
    for node in node_types().values():
        yield from node.properties
    for relationship in relationship_types().values():
        yield from relationship.properties


def build_schema_statements() -> list[str]:
    """Return the statements that create constraints and indexes."""
    unique = [
        f"CREATE CONSTRAINT {kind.label.lower()}_{kind.key} IF NOT EXISTS "
        f"FOR (n:{kind.label}) REQUIRE n.{kind.key} IS UNIQUE"
        for kind in node_types().values()
    ]
    looked_up = [
        f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})" for label, name in INDEXES
    ]
    return unique + looked_up


def compute_fingerprint() -> str:
    """Compute the fingerprint of the schema: its labels, the ends of relationships, property names, types, indexes."""
    ends = [(kind.label, kind.end_label) for kind in relationship_types().values()]
    kinds = (node_types(), relationship_types(), own_relationship_types())
    labelled = {label: kind.properties for part in kinds for label, kind in part.items()}
    properties = [(label, item.name, item.type.value) for label, items in labelled.items() for item in items]
    declared = "\n".join(map(str, sorted([*ends, *properties]))) + "\n".join(sorted(build_schema_statements()))
    return blake2b(declared.encode(), digest_size=8).hexdigest()
