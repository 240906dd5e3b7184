"""Build the statements that load a batch; labels and property names come from the schema only."""

from functools import cache
from typing import TypeAlias

from ..schema.graph_model import PARTY_LABELS, node_types, relationship_types

Names: TypeAlias = frozenset[str]

NONE: Names = frozenset()
OF_VERSION = "coalesce(tie.change, -1) = row.change"  # relationships of older schemas have no change number
PARTY = "Party"
RECORD_OF_TIE: Names = frozenset(("hash", "place", "known_from", "delivery", "recorded_at", "change", "replaces"))

NEXT_CHANGE = """
MERGE (state:State {id: 'changes'})
SET state.number = coalesce(state.number, 0) + 1
RETURN state.number AS change
"""
NOTE_CHANGE = "CREATE (change:Change {id: $change, parties: $parties})"
FIND_RECORDS = """
UNWIND $keys AS key
MATCH (record:Record {key: key})
RETURN record.key AS key, record.hash AS hash, record.ties AS ties, record.known_from AS known_from,
       record.delivery AS delivery
"""
READ_RECORDS = """
UNWIND $keys AS key
MATCH (record:Record {key: key})
RETURN properties(record) AS record
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
COUNT_TIES = """
UNWIND $ids AS id
MATCH (node:Party {id: id})
RETURN node.id AS id, COUNT { (node)--() } AS ties
"""


@cache
def create_records(names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates the records of a batch."""
    return f"UNWIND $rows AS row\nCREATE (record:Record {{{write_assignments('Record', names, shared)}}})"


@cache
def create_nodes(label: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates nodes of one label, or parties of one kind, with the named properties."""
    labels = f"{PARTY}:{label}" if label in PARTY_LABELS else label
    return f"UNWIND $rows AS row\nCREATE (node:{labels} {{{write_assignments(name_type(label), names, shared)}}})"


@cache
def create_nodes_with_records(label: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates nodes of one label or kind of party, each with a record that describes it."""
    record = write_assignments("Record", names, shared)
    about = "-[:ABOUT]->(node)" if label in PARTY_LABELS else ""
    return f"{create_nodes(label, names, shared)}\nCREATE (:Record {{{record}}}){about}"


def name_type(label: str) -> str:
    """Return the label under which the properties of a node are declared: that of a kind of party is `Party`."""
    return PARTY if label in PARTY_LABELS else label


@cache
def link_records(label: str) -> str:
    """Build the statement that links records to the nodes of one label that they describe."""
    return (
        "UNWIND $rows AS row\nMATCH (record:Record {key: row.record})\n"
        f"MATCH (node:{label} {{id: row.id}})\nCREATE (record)-[:ABOUT]->(node)"
    )


@cache
def link_only_records(label: str) -> str:
    """Build the statement that links things of one label to their only record, which nothing links to them yet.

    `before` is what a retired record has in front of its key.
    """
    return (
        f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\n"
        "WHERE NOT EXISTS { (node)<-[:ABOUT]-(:Record) }\n"
        "MATCH (record:Record {key: $before + node.record})\nCREATE (record)-[:ABOUT]->(node)"
    )


@cache
def unlink_only_records(label: str) -> str:
    """Build the statement that removes the link of things of one label to the one record that describes them."""
    return (
        f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})<-[about:ABOUT]-(record:Record)\n"
        "WHERE record.key = node.record AND COUNT { (node)<-[:ABOUT]-(:Record) } = 1\nDELETE about"
    )


@cache
def read_descriptions(label: str, current: bool) -> str:
    """Build the statement that reads the records that describe nodes of one label: the current ones, or the retired."""
    return f"""
UNWIND $ids AS id
MATCH (node:{label} {{id: id}})<-[:ABOUT]-(record:Record)
WHERE record.known_to IS {"NULL" if current else "NOT NULL"}
RETURN id AS id, record.key AS key, record.content AS content, record.change AS change, record.place AS place,
       record.valid_to AS valid_to
"""


@cache
def replace_nodes(label: str) -> str:
    """Build the statement that replaces all properties of nodes of one label, and returns parties' kinds before."""
    replace = f"UNWIND $rows AS row\nMATCH (node:{label} {{id: row.id}})\n"
    if label != PARTY:
        return f"{replace}SET node = row"
    return (
        f"{replace}WITH row, node, node.kind AS before\nSET node = row\nRETURN row.id AS id, row.kind AS kind, before"
    )


@cache
def label_parties(kind: str) -> str:
    """Build the statement that puts parties under the label of another kind.

    The embedded engine copies the node, which may not have the id at the same time as its copy.
    """
    labels = ":".join(PARTY_LABELS)
    return (
        f"UNWIND $ids AS id\nMATCH (node:{PARTY} {{id: id}})\n"
        f"SET node.id = null\nREMOVE node:{labels}\nSET node:{kind}\nSET node.id = id"
    )


@cache
def create_ties_with_records(label: str, names: Names, shared: Names = NONE) -> str:
    """Build the statement that creates relationships, each with a record that holds nothing else, and counts them."""
    made, counted = create_ties(label, names, shared).rsplit("RETURN", 1)
    record = write_assignments("Record", names & RECORD_OF_TIE, shared)
    ties = f"['{label}|' + {write_value('start_key', shared)} + '|' + {write_value('end_key', shared)}]"
    return f"{made}CREATE (:Record {{key: {write_value('record', shared)}, {record}, ties: {ties}}})\nRETURN{counted}"


@cache
def find_nodes(label: str) -> str:
    """Build the statement that finds which ids of one label are in the graph."""
    return f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\nRETURN node.id AS id"


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
    return f"{match_ties(label, from_end)} AND tie.known_to IS NULL\nSET tie.known_to = row.known_to"


@cache
def read_ties(label: str, from_end: bool) -> str:
    """Build the statement that reads the current relationships of records."""
    return f"{match_ties(label, from_end)} AND tie.known_to IS NULL\nRETURN properties(tie) AS tie"


@cache
def reopen_ties(label: str, from_end: bool) -> str:
    """Build the statement that makes relationships of a version current again."""
    return f"{match_ties(label, from_end)} AND {OF_VERSION}\nSET tie.known_to = null"


@cache
def delete_ties(label: str, from_end: bool) -> str:
    """Build the statement that deletes the relationships of a version."""
    return f"{match_ties(label, from_end)} AND {OF_VERSION}\nDELETE tie"


def match_ties(label: str, from_end: bool) -> str:
    """Write the clauses that find the relationships of a record between two nodes."""
    end_label = relationship_types()[label].end_label
    forward = f"MATCH (begin:Party {{id: row.start}})-[tie:{label}]->(target:{end_label} {{id: row.end}})"
    backward = f"MATCH (target:{end_label} {{id: row.end}})<-[tie:{label}]-(begin:Party {{id: row.start}})"
    return f"UNWIND $rows AS row\n{backward if from_end else forward}\nWHERE tie.record = row.record"


def write_assignments(label: str, names: Names, shared: Names) -> str:
    """Write `name: value` for the properties that some row has: an absent property costs as much as a present one."""
    kind = node_types().get(label) or relationship_types()[label]
    present = [item.name for item in kind.properties if item.name in names]
    return ", ".join(f"{name}: {write_value(name, shared)}" for name in present)


def write_value(name: str, shared: Names) -> str:
    """Write the expression for a value: a parameter if all rows share it, else a property of the row."""
    return f"${name}" if name in shared else f"row.{name}"
