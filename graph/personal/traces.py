"""Find everything that the graph holds of a person, in every version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from ...ingest.records import Holding, Relation
from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..load import write_statements as statements
from ..load.deliveries.ending import split
from ..load.fold import Node, list_described
from ..load.tie_ends import list_tie_splits
from ..load.write_statements import PARTY
from ..schema.graph_model import relationship_types
from .keyed import split_version

KEYS_AT_A_TIME = 500
TYPES = "|".join(relationship_types())
READ_OUTGOING = f"""
MATCH (person:Party {{id: $id}})-[tie:{TYPES}]->(other)
RETURN type(tie) AS label, $id AS start, other.id AS end, properties(tie) AS tie
"""
READ_INCOMING = f"""
MATCH (person:Party {{id: $id}})<-[tie:{TYPES}]-(other)
RETURN type(tie) AS label, other.id AS start, $id AS end, properties(tie) AS tie
"""
THINGS = {"Facility": "read/personal/facilities", "Indicator": "read/personal/indicators"}
TEXTS = ("Document", "Lawsuit")  # things whose texts name those who take part in them


@dataclass(frozen=True, slots=True)
class StoredTie:
    """One version of a relationship between two nodes."""

    label: str
    start: str
    end: str
    properties: Row


@dataclass(slots=True)
class Traces:
    """What the graph holds of a person.

    `ties` are those that name the person, `mentions` those of others in the same documents, `superseded` the holdings
    and statements of control in the same companies that do not count; `things` are the person's loans and figures,
    `texts` the documents and cases that name the person. `records` are all versions of what says any of this or said
    it before, by the key they are stored under.
    """

    person: Row
    ties: list[StoredTie] = field(default_factory=list)
    mentions: list[StoredTie] = field(default_factory=list)
    superseded: list[StoredTie] = field(default_factory=list)
    things: dict[Node, Row] = field(default_factory=dict)
    texts: dict[Node, Row] = field(default_factory=dict)
    records: dict[str, Row] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the person's id."""
        return str(self.person["id"])

    @property
    def keys(self) -> list[str]:
        """Return the keys of the records, each once whatever the number of its versions."""
        return sorted({split_version(key)[1] for key in self.records})

    @property
    def words(self) -> tuple[str, ...]:
        """Return the names and identifiers by which a text names the person, the longest first."""
        described = (
            item
            for record in self.records.values()
            for label, item in orjson.loads(record.get("content") or b"[]")
            if label == PARTY and item["id"] == self.id
        )
        found: set[str] = set()
        for one in (self.person, *described):
            plain = [identifier.partition(":")[2] for identifier in one.get("identifiers") or ()]
            found.update((one.get("name") or "", *(one.get("names") or ()), *(one.get("identifiers") or ()), *plain))
        return tuple(sorted((word for word in found if len(word) > 1), key=lambda word: (-len(word), word)))


async def read_traces(transaction: Transaction, id_: str) -> Traces | None:
    """Read everything of the person with an id; None if there is no such party."""
    found = await transaction.run(read_statement("read/personal/person"), {"id": id_})
    if not found:
        return None
    traces = Traces(found[0]["person"])
    for statement in (READ_OUTGOING, READ_INCOMING, read_statement("read/personal/pledges")):
        traces.ties += read_ties(await transaction.run(statement, {"id": id_}))
    await read_naming_records(transaction, traces)
    await read_nodes(transaction, traces)
    documents = sorted({key for label, key in traces.texts if label == "Document"})
    others = await transaction.run(read_statement("read/personal/mentions"), {"ids": documents, "id": id_})
    traces.mentions = read_ties(others)
    companies = sorted({tie.end for tie in traces.ties if tie.label in (Holding.label, Relation.label)})
    uncounted = await transaction.run(read_statement("read/personal/superseded"), {"ids": companies})
    traces.superseded = read_ties(uncounted)
    await read_all_records(transaction, traces)
    return traces


def read_ties(rows: Iterable[Row]) -> list[StoredTie]:
    """Read relationships from rows."""
    return [StoredTie(row["label"], row["start"], row["end"], row["tie"]) for row in rows]


async def read_naming_records(transaction: Transaction, traces: Traces) -> None:
    """Read the records that name the person, also in versions that were replaced or do not count.

    Their nodes may name another party by now, so that these records are found by what they say.
    """
    quoted = orjson.dumps(traces.id).decode()
    given = {"whole": quoted, "part": f"{quoted[:-1]}|"}
    for row in await transaction.run(read_statement("read/personal/records"), given):
        if any(names_person(label, item, traces.id) for label, item in orjson.loads(row["record"]["content"])):
            add_records(traces, [row])


def names_person(label: str, item: Row, id_: str) -> bool:
    """Check whether a described node is the person, or a loan or figure that names the person."""
    if label == PARTY:
        return bool(item["id"] == id_)
    return label in THINGS and any(value == id_ or begins_with(value, id_) for value in item.values())


def begins_with(value: object, id_: str) -> bool:
    """Check whether a value is an id that was made from another one, as those of figures are."""
    return isinstance(value, str) and value.startswith(f"{id_}|")


async def read_nodes(transaction: Transaction, traces: Traces) -> None:
    """Read the person's loans and figures, and the documents and cases that the person takes part in."""
    for label, name in THINGS.items():
        for row in await transaction.run(read_statement(name), {"id": traces.id}):
            traces.things[label, row["node"]["id"]] = row["node"]
        made = {id_ for named, id_ in list_recorded(traces) if named == label and begins_with(id_, traces.id)}
        traces.things |= await read_labelled(transaction, label, made)
    for label in TEXTS:
        ids = {tie.end for tie in traces.ties if relationship_types()[tie.label].end_label == label}
        traces.texts |= await read_labelled(transaction, label, ids)


def list_recorded(traces: Traces) -> list[Node]:
    """List the nodes that the records found so far describe."""
    return list_described(record.get("content") for record in traces.records.values())


async def read_labelled(transaction: Transaction, label: str, ids: set[str]) -> dict[Node, Row]:
    """Read the nodes of a label with some ids."""
    statement = f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\nRETURN properties(node) AS node"
    rows = await transaction.run(statement, {"ids": sorted(ids)}) if ids else []
    return {(label, row["node"]["id"]): row["node"] for row in rows}


async def read_all_records(transaction: Transaction, traces: Traces) -> None:
    """Read the records of all that was found, with the versions that they replaced."""
    nodes: dict[str, list[str]] = {PARTY: [traces.id]}
    for label, id_ in (*traces.things, *traces.texts):
        nodes.setdefault(label, []).append(id_)
    for label, ids in nodes.items():
        statement = (
            f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})<-[:ABOUT]-(record:Record)\n"
            "RETURN properties(record) AS record"
        )
        add_records(traces, await transaction.run(statement, {"ids": ids}))
    keys = {tie.properties["record"] for tie in (*traces.ties, *traces.mentions)}
    keys |= {thing["record"] for thing in (*traces.things.values(), *traces.texts.values())}
    keys |= {split_version(key)[1] for key in traces.records}
    while missing := sorted(key for key in keys if key not in traces.records):
        for part in split(missing, KEYS_AT_A_TIME):
            add_records(traces, await transaction.run(statements.READ_RECORDS, {"keys": list(part)}))
        replaced = {row["replaces"] for row in traces.records.values() if row.get("replaces")}
        keys = replaced - set(missing)


def add_records(traces: Traces, rows: Sequence[Mapping[str, Row]]) -> None:
    """Add records to those found."""
    traces.records.update((row["record"]["key"], row["record"]) for row in rows)


def list_ties(record: Row) -> list[tuple[str, str, str]]:
    """List where the relationships of a record may be: type, start, end."""
    return [split for tie in record.get("ties") or () for split in list_tie_splits(tie)]
