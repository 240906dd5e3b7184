"""The statements that load a batch, generated from the schema: labels and property names come from there only."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .schema import NodeType, RelationshipType, node_types, relationship_types

NEXT_CHANGE = """
MERGE (state:State {id: 'changes'})
SET state.number = coalesce(state.number, 0) + 1
RETURN state.number AS change
"""
NOTE_CHANGE = "CREATE (change:Change {id: $change, parties: $parties})"
FIND_RECORDS = """
UNWIND $keys AS key
MATCH (record:Record {key: key})
RETURN record.key AS key, record.hash AS hash, record.ties AS ties, record.known_from AS known_from
"""
FIND_PARTIES = """
UNWIND $ids AS id
MATCH (node:Party {id: id})
RETURN node.id AS id, node.kind AS kind
"""
RETIRE_RECORDS = """
UNWIND $rows AS row
MATCH (record:Record {key: row.record})
SET record.key = row.record + '@' + toString($change), record.known_to = row.known_to
"""
# an older description only fills gaps; the embedded engine scans for a MERGE on two labels, so this is a MATCH
UPDATE_PARTIES = """
UNWIND $rows AS row
MATCH (party:Party {id: row.id})
WITH row, party, properties(party) AS old,
     party.described_at IS NULL OR coalesce(row.properties.described_at >= party.described_at, false) AS newer,
     coalesce(party.names, []) AS names, coalesce(party.identifiers, []) AS identifiers
SET party += row.properties
SET party += CASE WHEN newer THEN {} ELSE old END
SET party.names = names + [name IN row.names WHERE NOT name IN names],
    party.identifiers = identifiers + [identifier IN row.identifiers WHERE NOT identifier IN identifiers]
"""
COUNT_TIES = """
UNWIND $ids AS id
MATCH (node:Party {id: id})
RETURN node.id AS id, COUNT { (node)--() } AS ties
"""
LINK_RECORDS = """
UNWIND $rows AS row
MATCH (record:Record {key: row.record})
MATCH (party:Party {id: row.id})
CREATE (record)-[:ABOUT]->(party)
"""


@cache
def create_records(names: frozenset[str]) -> str:
    """Give the statement that makes the records of a batch."""
    return f"UNWIND $rows AS row\nCREATE (record:Record {{{assignments(node_types()['Record'], names)}}})"


@cache
def create_parties(kind: str, names: frozenset[str]) -> str:
    """Give the statement that makes parties of one kind with some properties."""
    return f"UNWIND $rows AS row\nCREATE (party:Party:{kind} {{{assignments(node_types()['Party'], names)}}})"


@cache
def create_parties_with_records(kind: str, names: frozenset[str]) -> str:
    """Give the statement that makes parties of one kind, each with the record that says nothing else."""
    record = assignments(node_types()["Record"], names)
    return f"{create_parties(kind, names)}\nCREATE (:Record {{{record}}})-[:ABOUT]->(party)"


@cache
def create_ties_with_records(label: str, names: frozenset[str]) -> str:
    """Give the statement that makes relationships, each with the record that says nothing else, and counts them."""
    made, counted = create_ties(label, names).rsplit("RETURN", 1)
    record = (
        f"CREATE (:Record {{key: row.record, hash: row.hash, place: row.place, known_from: row.known_from, "
        f"ties: ['{label}|' + row.start_key + '|' + row.end_key]}})"
    )
    return f"{made}{record}\nRETURN{counted}"


@cache
def find_nodes(label: str) -> str:
    """Give the statement that tells which ids of one label are in the graph."""
    return f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\nRETURN node.id AS id"


@cache
def create_things(label: str, names: frozenset[str]) -> str:
    """Give the statement that makes new things of one kind."""
    return f"UNWIND $rows AS row\nCREATE (:{label} {{{assignments(node_types()[label], names)}}})"


@cache
def merge_things(label: str) -> str:
    """Give the statement that makes or updates things of one kind."""
    return f"UNWIND $rows AS row\nMERGE (thing:{label} {{id: row.id}})\nSET thing += row"


@cache
def create_ties(label: str, names: frozenset[str]) -> str:
    """Give the statement that makes relationships of one kind with some properties and counts them."""
    kind = relationship_types()[label]
    return f"""
UNWIND $rows AS row
MATCH (begin:Party {{id: row.start_key}})
MATCH (target:{kind.end_label} {{id: row.end_key}})
CREATE (begin)-[:{label} {{{assignments(kind, names - {"source"})}, source: $source}}]->(target)
RETURN count(*) AS made
"""


@cache
def close_ties(label: str, from_end: bool) -> str:
    """Give the statement that closes relationships, searching from the end that has fewer of them."""
    end_label = relationship_types()[label].end_label
    forward = f"MATCH (begin:Party {{id: row.start}})-[tie:{label}]->(target:{end_label} {{id: row.end}})"
    backward = f"MATCH (target:{end_label} {{id: row.end}})<-[tie:{label}]-(begin:Party {{id: row.start}})"
    return f"""
UNWIND $rows AS row
{backward if from_end else forward}
WHERE tie.record = row.record AND tie.known_to IS NULL
SET tie.known_to = row.known_to
"""


def assignments(kind: NodeType | RelationshipType, names: frozenset[str]) -> str:
    """Give `name: row.name` for the properties of a kind that some row has: naming the others costs as much."""
    return ", ".join(f"{item.name}: row.{item.name}" for item in kind.properties if item.name in names)


def names_in(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Give the names of all properties that some rows have."""
    return frozenset().union(*rows)
