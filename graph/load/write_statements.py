"""Build the statements that load a batch; labels and property names come from the schema only."""

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
    """Build the statement that creates the records of a batch."""
    return f"UNWIND $rows AS row\nCREATE (record:Record {{{write_assignments('Record', names, shared)}}})"


@cache
def create_parties(kind: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates parties of one kind with the named properties."""
    return f"UNWIND $rows AS row\nCREATE (party:Party:{kind} {{{write_assignments('Party', names, shared)}}})"


@cache
def create_parties_with_records(kind: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates parties of one kind, each with a record that holds nothing else."""
    record = write_assignments("Record", names, shared)
    return f"{create_parties(kind, names, shared)}\nCREATE (:Record {{{record}}})-[:ABOUT]->(party)"


@cache
def create_ties_with_records(label: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates relationships, each with a record that holds nothing else, and counts them."""
    made, counted = create_ties(label, names, shared).rsplit("RETURN", 1)
    record = ", ".join(f"{name}: {write_value(name, shared)}" for name in ("hash", "place", "known_from"))
    ties = f"['{label}|' + {write_value('start_key', shared)} + '|' + {write_value('end_key', shared)}]"
    return f"{made}CREATE (:Record {{key: {write_value('record', shared)}, {record}, ties: {ties}}})\nRETURN{counted}"


@cache
def find_nodes(label: str) -> str:
    """Build the statement that finds which ids of one label are in the graph."""
    return f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\nRETURN node.id AS id"


@cache
def create_things(label: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates new things of one kind."""
    return f"UNWIND $rows AS row\nCREATE (:{label} {{{write_assignments(label, names, shared)}}})"


@cache
def withdraw_values(label: str) -> str:
    """Build the statement that removes values which a record gave to nodes and no longer gives."""
    return (
        f"UNWIND $rows AS row\nMATCH (node:{node_types()[label].label} {{id: row.id}})\n"
        "WHERE node.record = row.record\nSET node += row.withdrawn"
    )


@cache
def merge_things(label: str) -> str:
    """Build the statement that creates or updates things of one kind."""
    return f"UNWIND $rows AS row\nMERGE (thing:{label} {{id: row.id}})\nSET thing += row"


@cache
def create_ties(label: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates relationships of one kind with the named properties and counts them."""
    return f"""
UNWIND $rows AS row
MATCH (begin:Party {{id: {write_value("start_key", shared)}}})
MATCH (target:{relationship_types()[label].end_label} {{id: {write_value("end_key", shared)}}})
CREATE (begin)-[:{label} {{{write_assignments(label, names, shared)}}}]->(target)
RETURN count(*) AS made
"""


@cache
def close_ties(label: str, from_end: bool) -> str:
    """Build the statement that closes relationships, searching from their end nodes if `from_end`."""
    end_label = relationship_types()[label].end_label
    forward = f"MATCH (begin:Party {{id: row.start}})-[tie:{label}]->(target:{end_label} {{id: row.end}})"
    backward = f"MATCH (target:{end_label} {{id: row.end}})<-[tie:{label}]-(begin:Party {{id: row.start}})"
    return f"""
UNWIND $rows AS row
{backward if from_end else forward}
WHERE tie.record = row.record AND tie.known_to IS NULL
SET tie.known_to = row.known_to
"""


def write_assignments(label: str, names: Names, shared: Names) -> str:
    """Write `name: value` for the properties that some row has: an absent property costs as much as a present one."""
    kind = node_types().get(label) or relationship_types()[label]
    present = [item.name for item in kind.properties if item.name in names]
    return ", ".join(f"{name}: {write_value(name, shared)}" for name in present)


def write_value(name: str, shared: Names) -> str:
    """Write the expression for a value: a parameter if all rows share it, else a property of the row."""
    return f"${name}" if name in shared else f"row.{name}"
