"""Write what rows say, as records, nodes and relationships, within one transaction and under one change number."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from ..engine.store import Transaction
from . import write_statements as statements
from .entry_rows import EntryRows, TieGroup, describe, find_shared, list_names
from .fold import Description, Node, Row, fold, read_descriptions
from .write_statements import PARTY, Names


class BlockedBatch(Exception):  # noqa: N818 - handled inside the load, never reported as an error
    """Some rows are invalid; the batch was rolled back.

    The load finds and rejects these rows, then writes the others. Users never see this exception.
    """


class MissingEnd(BlockedBatch):
    """A relationship starts or ends at a node that is not in the graph."""


class ConflictingKind(BlockedBatch):
    """A row and an earlier one disagree on the kind of a party."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every version written by a batch carries: its source, its delivery and the day by our clock.

    `trust` is that of every source in the graph; it decides between descriptions.
    """

    source: str
    delivery: str
    recorded_at: date
    trust: Mapping[str, float]


@dataclass(slots=True)
class Writer:
    """A transaction that writes versions; `stale` are nodes that lost a description."""

    transaction: Transaction
    stamp: Stamp
    change: int
    stale: set[Node] = field(default_factory=set)

    @property
    def shared(self) -> Row:
        """The properties that every version of this transaction has."""
        return {
            "delivery": self.stamp.delivery,
            "recorded_at": self.stamp.recorded_at,
            "change": self.change,
        }


@dataclass(frozen=True, slots=True)
class Described:
    """What rows say of nodes, and which of these are in the graph.

    `alone` holds by key the node of a row that describes one new node which no other row describes.
    """

    given: Mapping[Node, Sequence[Description]]
    known: set[Node]
    alone: Mapping[str, Node]

    def needs_link(self, node: Node) -> bool:
        """Check whether a node's records must be linked to it: a thing of one record only names it in `record`."""
        return node[0] == PARTY or node in self.known or len(self.given[node]) > 1


async def write_described(writer: Writer, rows: Sequence[EntryRows]) -> int:
    """Create the records of the rows, and create or update what they describe; return the number of new parties.

    A record with one relationship and nothing else is left to `write_ties`.
    """
    described = await find_described(writer, rows)
    await create_described(writer, rows, described)
    records = [row.record for row in rows if row.key not in described.alone and not row.is_one_tie]
    if records:
        await create(writer, statements.create_records, records)
    others = (row for row in rows if row.key not in described.alone)
    links = [(row.key, node) for row in others for node, _ in describe(row, writer.change)]
    await link_only(writer.transaction, described.known)
    await link(writer, [(key, node) for key, node in links if described.needs_link(node)])
    await refold(writer, described.known | writer.stale)
    await note_change(writer, described.given.keys() | writer.stale)
    return sum(node[0] == PARTY and node not in described.known for node in described.given)


async def find_described(writer: Writer, rows: Sequence[EntryRows]) -> Described:
    """Find what the rows describe."""
    given: dict[Node, list[Description]] = defaultdict(list)
    for row in rows:
        for node, description in describe(row, writer.change):
            given[node].append(description)
    known = await find_known(writer, given)
    nodes = {row.key: (row.described[0][0], row.described[0][1]["id"]) for row in rows if len(row.described) == 1}
    alone = {key: node for key, node in nodes.items() if node not in known and len(given[node]) == 1}
    return Described(given, known, alone)


async def create_described(writer: Writer, rows: Sequence[EntryRows], described: Described) -> None:
    """Create the new nodes, in one statement with their record where that describes nothing else."""
    with_records: dict[str, list[Row]] = defaultdict(list)
    without: dict[str, list[Row]] = defaultdict(list)
    folded = {
        node: fold(node[0], descriptions, writer.stamp.trust)
        for node, descriptions in described.given.items()
        if node not in described.known
    }
    for row in rows:
        if row.key in described.alone:
            properties = folded.pop(described.alone[row.key])
            with_records[choose_label(row.described[0][0], properties)].append({**properties, **row.record})
    for (label, _), properties in folded.items():
        without[choose_label(label, properties)].append(properties)
    for make, parts in ((statements.create_nodes_with_records, with_records), (statements.create_nodes, without)):
        for label, part in parts.items():
            await create(writer, partial(make, label), part)


def choose_label(label: str, properties: Row) -> str:
    """Return the label that the statement for new nodes is made for: of a party, its kind."""
    return str(properties["kind"]) if label == PARTY else label


async def find_known(writer: Writer, given: Mapping[Node, Sequence[Description]]) -> set[Node]:
    """Find the nodes that are in the graph; raise `ConflictingKind` if descriptions disagree on a party's kind.

    A row may say another kind than the graph only where it replaces what it said of that party before.
    """
    known: set[Node] = set()
    kinds: dict[Node, str] = {}
    for label, ids in group_ids(given).items():
        statement = statements.FIND_PARTIES if label == PARTY else statements.find_nodes(label)
        found = await writer.transaction.run(statement, {"ids": ids})
        known |= {(label, row["id"]) for row in found}
        if label == PARTY:
            kinds = {(label, row["id"]): row["kind"] for row in found if (label, row["id"]) not in writer.stale}
    for node, descriptions in given.items():
        if node[0] == PARTY:
            kind = kinds.get(node, descriptions[0].item["kind"])
            if any(description.item["kind"] != kind for description in descriptions):
                raise ConflictingKind
    return known


def group_ids(nodes: Iterable[Node]) -> dict[str, list[str]]:
    """Group the ids of nodes by label."""
    groups: dict[str, list[str]] = defaultdict(list)
    for label, id_ in nodes:
        groups[label].append(id_)
    return groups


async def link_only(transaction: Transaction, nodes: Iterable[Node], before: str = "") -> None:
    """Link things to the one record that described them so far, as another will; a retired one by its key `before`."""
    for label, ids in group_ids(nodes).items():
        if label != PARTY:
            await transaction.run(statements.link_only_records(label), {"ids": ids, "before": before})


async def unlink_only(transaction: Transaction, nodes: Iterable[Node]) -> None:
    """Remove the links of things to their records where only one is left, as before another was written."""
    for label, ids in group_ids(nodes).items():
        if label != PARTY:
            await transaction.run(statements.unlink_only_records(label), {"ids": ids})


async def link(writer: Writer, links: Iterable[tuple[str, Node]]) -> None:
    """Link records to what they describe."""
    parts: dict[str, list[Row]] = defaultdict(list)
    for record, (label, id_) in links:
        parts[label].append({"record": record, "id": id_})
    for label, rows in parts.items():
        await writer.transaction.run(statements.link_records(label), {"rows": rows})


async def refold(writer: Writer, nodes: Iterable[Node]) -> set[Node]:
    """Write what nodes say by all records that describe them now; return those that no record describes any more.

    Those keep what they said last.
    """
    bare: set[Node] = set()
    for label, ids in group_ids(sorted(nodes)).items():
        found = await read_all_descriptions(writer.transaction, label, ids, current=True)
        left = [id_ for id_ in ids if (label, id_) not in found]
        for node, past in (await read_all_descriptions(writer.transaction, label, left, current=False)).items():
            found[node] = [max(past, key=lambda description: description.change)]
        rows = [fold(label, descriptions, writer.stamp.trust) for descriptions in found.values()]
        if rows:
            replaced = await writer.transaction.run(statements.replace_nodes(label), {"rows": rows})
            await correct_kinds(writer.transaction, replaced)
        bare |= {(label, id_) for id_ in ids if (label, id_) not in found}
    return bare


async def correct_kinds(transaction: Transaction, replaced: Iterable[Row]) -> None:
    """Put parties under the label of their kind where that was corrected."""
    ids: dict[str, list[str]] = defaultdict(list)
    for row in replaced:
        if row["kind"] != row["before"]:
            ids[row["kind"]].append(row["id"])
    for kind, part in ids.items():
        await transaction.run(statements.label_parties(kind), {"ids": part})


async def read_all_descriptions(
    transaction: Transaction, label: str, ids: Sequence[str], *, current: bool
) -> dict[Node, list[Description]]:
    """Read the descriptions of nodes of one label in their current records, or in the retired ones."""
    found: dict[Node, list[Description]] = defaultdict(list)
    if not ids:
        return found
    rows = await transaction.run(statements.read_descriptions(label, current), {"ids": list(ids)})
    for row in {row["key"]: row for row in rows}.values():
        for node, description in read_descriptions(row["key"], row):
            found[node].append(description)
    wanted = {(label, id_) for id_ in ids}
    return {node: descriptions for node, descriptions in found.items() if node in wanted}


async def note_change(writer: Writer, nodes: Iterable[Node]) -> None:
    """Record which parties a transaction changed: the name index follows these."""
    parties = sorted(id_ for label, id_ in nodes if label == PARTY)
    if parties:
        await writer.transaction.run(statements.NOTE_CHANGE, {"change": writer.change, "parties": parties})


async def write_ties(writer: Writer, groups: Iterable[TieGroup]) -> int:
    """Create relationships, each with its record where that holds nothing else; return their number."""
    made = 0
    for group in groups:
        make = statements.create_ties_with_records if group.with_records else statements.create_ties
        shared = {**group.shared, **writer.shared, "source": writer.stamp.source}
        statement = make(group.label, group.names.union(shared), frozenset(shared))
        rows = await writer.transaction.run(statement, {"rows": group.rows, **shared})
        if rows[0]["made"] != len(group.rows):
            raise MissingEnd
        made += len(group.rows)
    return made


async def create(writer: Writer, make: Callable[[Names, Names], str], rows: list[Row]) -> None:
    """Run a statement that creates one node per row; values shared by all rows are sent once."""
    names = list_names(rows)
    rows, shared = find_shared(rows)
    shared |= writer.shared
    await writer.transaction.run(make(names.union(shared), frozenset(shared)), {"rows": rows, **shared})
