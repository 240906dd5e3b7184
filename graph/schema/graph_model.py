"""The graph model, declared once: constraints, load statements, export columns and documentation derive from it.

Records (`ingest/records`) declare what sources contribute: their fields are the properties of nodes and
relationships. What riskgraph itself keeps (records, findings, scores, its own state) is declared in `own_kinds.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from ...errors import UsageError
from ...ingest.near_words import suggest
from ...ingest.records import THINGS, TIES, Indicator, PartyKind, Tie
from ...ingest.records.declaration import Mark, find_marked
from .own_kinds import OWN_KINDS, OWN_TIES, Record
from .properties import ENDED_ON, NODE_PROVENANCE, PROVENANCE, Property, list_properties

# the fingerprint of each version of the schema: a change of labels, properties or indexes needs a new line here
VERSIONS = {1: "a3bd5ea986ccc34b", 2: "e47956d6cba43815", 3: "eef8ee6c4aff7f0a", 4: "6c929242e1b79e61"}
VERSION = max(VERSIONS)
PARTY_LABELS = tuple(kind.value for kind in PartyKind)
# looked up by these beside their keys
INDEXES = tuple(
    (record.label, name)
    for record in (*THINGS, *OWN_KINDS)
    for name in (*find_marked(record, Mark.INDEXED), *find_marked(record, Mark.BELONGS_TO))
)


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


@cache
def node_types() -> dict[str, NodeType]:
    """Return all node types by label."""
    added: dict[type, tuple[Property, ...]] = {Indicator: (*NODE_PROVENANCE, ENDED_ON)}
    given = {
        record.label: build_node_type(record.label, record, added.get(record, NODE_PROVENANCE)) for record in THINGS
    }
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


def read_meaning(record: type) -> str:
    """Return the first sentence of a record's description."""
    return (record.__doc__ or "").strip().split("\n")[0]
