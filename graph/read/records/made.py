"""What each version of a record said: the things that it describes, and the relationships that it made."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from ...engine.store import Row, Transaction
from ...load.tie_ends import list_tie_splits, split_by_smaller_end
from ...load.write_statements import match_ties
from ..ties import NodeKey, NodeView, TieView, read_tie

Names = Mapping[NodeKey, NodeView]


@dataclass(frozen=True, slots=True)
class SaidThing:
    """A party, loan, case, document or figure, and what a version says of it; what is unknown is left out."""

    node: NodeView
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SaidTie:
    """A relationship that a version made, with both its ends."""

    start: NodeView
    tie: TieView
    end: NodeView


@dataclass(frozen=True, slots=True)
class Made:
    """The things and relationships of one version, before their ends are named."""

    things: tuple[tuple[str, Mapping[str, Any]], ...]
    ties: tuple[TieView, ...]

    def list_keys(self) -> Iterator[NodeKey]:
        """List the nodes that it names."""
        yield from (NodeKey(label, thing["id"]) for label, thing in self.things)
        for tie in self.ties:
            yield from (tie.start_node, tie.end_node)

    def list_things(self, names: Names) -> tuple[SaidThing, ...]:
        """Return the things with their names."""
        return tuple(SaidThing(name_node(NodeKey(label, one["id"]), names), one) for label, one in self.things)

    def list_ties(self, names: Names) -> tuple[SaidTie, ...]:
        """Return the relationships with the names of their ends."""
        return tuple(
            SaidTie(name_node(tie.start_node, names), tie, name_node(tie.end_node, names)) for tie in self.ties
        )


def name_node(key: NodeKey, names: Names) -> NodeView:
    """Return a node with its name; without one where it is no longer in the graph."""
    return names.get(key) or NodeView(key.id, key.label, None, None)


async def read_made(transaction: Transaction, key: str, versions: Sequence[Row]) -> list[Made]:
    """Read what each version of a record said, in the order of the versions."""
    by_change: dict[int, list[TieView]] = defaultdict(list)
    for change, tie in await read_ties_of(transaction, key, versions):
        by_change[change].append(tie)
    return [
        Made(tuple(read_things(one.get("content"))), tuple(sorted(by_change[number_change(one)], key=order_tie)))
        for one in versions
    ]


def number_change(properties: Row) -> int:
    """Return the number of the change that wrote a version or relationship; older schemas have none."""
    change = properties.get("change")
    return -1 if change is None else int(change)


def order_tie(tie: TieView) -> tuple[str, str, str, str]:
    """Return what orders the relationships of a version, the same on both engines."""
    return tie.type, tie.start, tie.end, repr(sorted(tie.properties.items()))


def read_things(content: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Read the things that a version describes, each with its label."""
    for label, thing in orjson.loads(content or b"[]"):
        yield label, {name: value for name, value in thing.items() if value is not None and value != []}


async def read_ties_of(transaction: Transaction, key: str, versions: Sequence[Row]) -> list[tuple[int, TieView]]:
    """Read the relationships of all versions of a record, each with the number of its change."""
    splits: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tie in {tie for one in versions for tie in one.get("ties") or ()}:
        for label, start, end in list_tie_splits(tie):
            splits[label].add((start, end))
    found: list[tuple[int, TieView]] = []
    for label, pairs in splits.items():
        rows = [{"record": key, "start": start, "end": end} for start, end in sorted(pairs)]
        for from_end, part in (await split_by_smaller_end(transaction, rows)).items():
            for row in await transaction.run(build_statement(label, from_end), {"rows": part}):
                found.append((number_change(row["tie"]), read_tie(label, row["start"], row["end"], row["tie"])))
    return found


@cache
def build_statement(label: str, from_end: bool) -> str:
    """Build the statement that reads the relationships of records in all their versions."""
    return f"{match_ties(label, from_end)}\nRETURN row.start AS start, row.end AS end, properties(tie) AS tie"


async def name_said(transaction: Transaction, made: Sequence[Made]) -> dict[NodeKey, NodeView]:
    """Name the nodes that versions name."""
    ids: dict[str, set[str]] = defaultdict(set)
    for key in (key for one in made for key in one.list_keys()):
        ids[key.label].add(key.id)
    return await name_nodes(transaction, ids)


async def name_nodes(transaction: Transaction, ids: Mapping[str, set[str]]) -> dict[NodeKey, NodeView]:
    """Name nodes, given by label; those that are not in the graph are left out."""
    names: dict[NodeKey, NodeView] = {}
    for label, of_label in ids.items():
        for row in await transaction.run(build_naming(label), {"ids": sorted(of_label)}):
            names[NodeKey(label, row["id"])] = NodeView(row["id"], label, row["kind"], row["name"])
    return names


@cache
def build_naming(label: str) -> str:
    """Build the statement that names nodes of one label."""
    return (
        f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\n"
        "RETURN node.id AS id, node.kind AS kind, coalesce(node.name, node.title, node.case_number) AS name"
    )
