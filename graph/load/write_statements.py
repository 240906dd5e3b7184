"""The statements that load a batch, generated from the schema: labels and property names come from there only."""

from functools import cache
from typing import TypeAlias

from ..schema.types import node_types, relationship_types

Names: TypeAlias = frozenset[str]

NONE: Names = frozenset()

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
SET record.key = '@' + toString($change) + '|' + row.record, record.known_to = row.known_to
RETURN row.record AS record, record.content AS content
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
def create_records(names: Names, shared: Names = NONE) -> str:
    """Give the statement that makes the records of a batch."""
    return f"UNWIND $rows AS row\nCREATE (record:Record {{{assignments('Record', names, shared)}}})"


@cache
def create_parties(kind: str, names: Names, shared: Names = NONE) -> str:
    """Give the statement that makes parties of one kind with some properties."""
    return f"UNWIND $rows AS row\nCREATE (party:Party:{kind} {{{assignments('Party', names, shared)}}})"


@cache
def create_parties_with_records(kind: str, names: Names, shared: Names = NONE) -> str:
    """Give the statement that makes parties of one kind, each with the record that says nothing else."""
    record = assignments("Record", names, shared)
    return f"{create_parties(kind, names, shared)}\nCREATE (:Record {{{record}}})-[:ABOUT]->(party)"


@cache
def create_ties_with_records(label: str, names: Names, shared: Names = NONE) -> str:
    """Give the statement that makes relationships, each with the record that says nothing else, and counts them."""
    made, counted = create_ties(label, names, shared).rsplit("RETURN", 1)
    record = ", ".join(f"{name}: {value(name, shared)}" for name in ("hash", "place", "known_from"))
    ties = f"['{label}|' + {value('start_key', shared)} + '|' + {value('end_key', shared)}]"
    return f"{made}CREATE (:Record {{key: {value('record', shared)}, {record}, ties: {ties}}})\nRETURN{counted}"


@cache
def find_nodes(label: str) -> str:
    """Give the statement that tells which ids of one label are in the graph."""
    return f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\nRETURN node.id AS id"


@cache
def create_things(label: str, names: Names, shared: Names = NONE) -> str:
    """Give the statement that makes new things of one kind."""
    return f"UNWIND $rows AS row\nCREATE (:{label} {{{assignments(label, names, shared)}}})"


@cache
def withdraw(label: str) -> str:
    """Give the statement that takes back what a record said of nodes and says no more."""
    return (
        f"UNWIND $rows AS row\nMATCH (node:{node_types()[label].label} {{id: row.id}})\n"
        "WHERE node.record = row.record\nSET node += row.withdrawn"
    )


@cache
def merge_things(label: str) -> str:
    """Give the statement that makes or updates things of one kind."""
    return f"UNWIND $rows AS row\nMERGE (thing:{label} {{id: row.id}})\nSET thing += row"


@cache
def create_ties(label: str, names: Names, shared: Names = NONE) -> str:
    """Give the statement that makes relationships of one kind with some properties and counts them."""
    return f"""
UNWIND $rows AS row
MATCH (begin:Party {{id: {value("start_key", shared)}}})
MATCH (target:{relationship_types()[label].end_label} {{id: {value("end_key", shared)}}})
CREATE (begin)-[:{label} {{{assignments(label, names, shared)}}}]->(target)
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


def assignments(label: str, names: Names, shared: Names) -> str:
    """Give `name: value` for the properties of a kind that some row has: naming the others costs as much."""
    kind = node_types().get(label) or relationship_types()[label]
    told = [item.name for item in kind.properties if item.name in names]
    return ", ".join(f"{name}: {value(name, shared)}" for name in told)


def value(name: str, shared: Names) -> str:
    """Give the expression for a value: a parameter if all rows share it, or that of the row."""
    return f"${name}" if name in shared else f"row.{name}"
