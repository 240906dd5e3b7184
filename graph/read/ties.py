"""The relationships around nodes, a bounded number per node and type, each with where it comes from.

One statement looks at a whole list of nodes. It has a branch per type and direction, generated from the schema, so that
a hub costs no more than its cap: of at most `SCAN` relationships of a branch the strongest are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ...ingest.records import Tie
from ...ingest.records.declaration import Mark, find_marked, read_fields
from ..engine.store import Row, Transaction
from ..schema.graph_model import relationship_types
from ..schema.properties import PROVENANCE
from ..time_point import HOLDS, TimePoint
from ..truncation import Truncation
from .tie_filter import EVERY_TIE, TieFilter

SCAN = 1000  # of one node among many; the lists of a party have all of its relationships, whatever their number
COMPARED = 100_000  # where one party is asked for: all of the relationships of a type that it has
# NodeView, TieView and Step are made by the thousand in one answer, and making them frozen takes eight times as long
MOST_ROWS = 20_000  # in one answer of the engine: more are cut and named; ask for fewer types or neighbours
PARTY = "Party"
# what every relationship has
COMMON = frozenset((*(item.name for item in read_fields(Tie)), *(item.name for item in PROVENANCE)))


class NodeKey(NamedTuple):
    """A node by its label and id."""

    label: str
    id: str


@dataclass(slots=True)
class NodeView:
    """A node as lists show it."""

    id: str
    label: str
    kind: str | None
    name: str | None

    @property
    def key(self) -> NodeKey:
        """Return its key."""
        return NodeKey(self.label, self.id)


@dataclass(slots=True)
class TieView:
    """A relationship with its evidence; `properties` holds what only its type has (share, amount, sentence, ...)."""

    type: str
    start: str
    end: str
    end_label: str
    source: str
    record: str
    valid_from: date | None
    valid_to: date | None
    known_from: date
    confidence: float
    status: str
    properties: Mapping[str, Any]
    recorded_at: date | None = None

    @property
    def start_node(self) -> NodeKey:
        """Return the key of the party it starts from."""
        return NodeKey(PARTY, self.start)

    @property
    def end_node(self) -> NodeKey:
        """Return the key of the node it leads to."""
        return NodeKey(self.end_label, self.end)


@dataclass(slots=True)
class Step:
    """A relationship met from one of its ends: where from, which one, where to."""

    origin: NodeKey
    element: str
    tie: TieView
    other: NodeView


@dataclass(frozen=True, slots=True)
class Expansion:
    """The relationships around some nodes, and which caps cut them.

    `crowded` are the nodes by id, types and directions (True for outgoing) that have more than the cap.
    """

    steps: tuple[Step, ...]
    cuts: frozenset[Truncation]
    crowded: frozenset[tuple[str, str, bool]] = frozenset()


async def read_ties(
    transaction: Transaction,
    label: str,
    ids: Sequence[str],
    types: Sequence[str],
    cap: int,
    time_point: TimePoint,
    followed: TieFilter = EVERY_TIE,
    *,
    scan: int = SCAN,
) -> Expansion:
    """Return the relationships around nodes of one label, at most `cap` per node, type and direction.

    The strongest of `scan` are returned.
    """
    statement = build_expansion_statement(label, tuple(types), followed)
    if not ids or not statement:
        return Expansion((), frozenset())
    limits = {"most": cap + 1, "scan": max(scan, cap + 1), "rows": MOST_ROWS}
    asked = {"ids": list(ids), **limits, **followed.parameters, **time_point.parameters}
    rows = await transaction.run(statement, asked)
    return keep_capped(label, rows, cap)


def keep_capped(label: str, rows: Sequence[Row], cap: int) -> Expansion:
    """Leave out the one row above the cap that shows that there are more."""
    counts: dict[tuple[str, str, bool], int] = {}
    steps: list[Step] = []
    cuts = {Truncation.ROWS} if len(rows) >= MOST_ROWS else set()
    for row in rows:
        branch = (row["origin"], row["type"], row["outgoing"])
        counts[branch] = counts.get(branch, 0) + 1
        if counts[branch] > cap:
            cuts.add(Truncation.NEIGHBOURS)
        else:
            steps.append(read_step(label, row))
    crowded = frozenset(branch for branch, count in counts.items() if count > cap)
    return Expansion(tuple(steps), frozenset(cuts), crowded)


def read_step(label: str, row: Row) -> Step:
    """Turn one row into a step."""
    kind = relationship_types()[row["type"]]
    outgoing = row["outgoing"]
    start, end = (row["origin"], row["id"]) if outgoing else (row["id"], row["origin"])
    other = NodeView(row["id"], kind.end_label if outgoing else PARTY, row["kind"], row["name"])
    return Step(NodeKey(label, row["origin"]), row["element"], read_tie(row["type"], start, end, row["tie"]), other)


def read_tie(label: str, start: str, end: str, tie: Mapping[str, Any]) -> TieView:
    """Turn the properties of a relationship into a tie with its evidence."""
    return TieView(
        label,
        start,
        end,
        relationship_types()[label].end_label,
        tie["source"],
        tie["record"],
        tie.get("valid_from"),
        tie.get("valid_to"),
        tie["known_from"],
        tie["confidence"],
        tie["status"],
        {name: value for name, value in tie.items() if name not in COMMON},
        tie.get("recorded_at"),
    )


@cache
def build_expansion_statement(label: str, types: tuple[str, ...], followed: TieFilter = EVERY_TIE) -> str:
    """Return the statement that reads the relationships around nodes of one label; empty when it can have none."""
    branches = [
        build_branch(name, outgoing, followed.write_condition(name))
        for name in types
        for outgoing in list_directions(label, name)
    ]
    if not branches:
        return ""
    return f"""UNWIND $ids AS id
MATCH (node:{label} {{id: id}})
CALL (node) {{
{"UNION ALL".join(branches)}}}
RETURN id AS origin, type(tie) AS type, outgoing AS outgoing, elementId(tie) AS element, properties(tie) AS tie,
    other.id AS id, other.kind AS kind, coalesce(other.name, other.title, other.case_number) AS name
LIMIT $rows"""


def list_directions(label: str, name: str) -> tuple[bool, ...]:
    """Return whether nodes of a label can be the start (True) or the end (False) of a type."""
    end_label = relationship_types()[name].end_label
    return tuple(outgoing for outgoing in (True, False) if label == (PARTY if outgoing else end_label))


def build_branch(name: str, outgoing: bool, condition: str = "") -> str:
    """Return the part of the statement for one type in one direction."""
    pattern = f"(node)-[tie:{name}]->(other)" if outgoing else f"(node)<-[tie:{name}]-(other)"
    return f"""  MATCH {pattern}
  WHERE {HOLDS}{condition}
  WITH tie, other
  LIMIT $scan
  RETURN tie, other, {str(outgoing).lower()} AS outgoing
  ORDER BY {write_strength(name)} DESC, other.id, tie.record
  LIMIT $most
"""


def write_strength(name: str) -> str:
    """Return the expression by which one relationship of a type is stronger than another."""
    names = find_marked(relationship_types()[name].record, Mark.STRENGTH)
    return f"coalesce({', '.join(f'tie.{part}' for part in names)}, 0.0)" if names else "tie.confidence"
