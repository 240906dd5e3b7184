"""Read the holders of a company and theirs in turn, level by level, with stated controllers and circles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...errors import UsageError
from ...ingest.records import PartyKind
from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..time_point import TimePoint
from ..truncation import Truncation
from .network import NODES_AT_ONCE, read_start
from .ties import MOST_ROWS, PARTY, SCAN, Expansion, NodeView, TieView, keep_capped

MOST_LEVELS = 20
NO_OWNERS = "only companies have owners and a controller"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersQuestion:
    """The company whose owners are read, and the limits of the search."""

    party: str
    time_point: TimePoint
    max_neighbours: int
    max_nodes: int
    circle_confidence: float


@dataclass(slots=True)
class Owners:
    """The holders and controllers above a company, as far as they were read.

    `holdings`, `stated`, `circles` and `nominees` are by element; `nominees` also holds those too
    uncertain for a circle. `unread` are the companies whose holders were not all read.
    """

    start: str = ""
    nodes: dict[str, NodeView] = field(default_factory=dict)
    holdings: dict[str, TieView] = field(default_factory=dict)
    stated: dict[str, TieView] = field(default_factory=dict)
    circles: dict[str, TieView] = field(default_factory=dict)
    nominees: dict[str, TieView] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    relationships_seen: int = 0
    cuts: set[Truncation] = field(default_factory=set)

    def clear(self) -> None:
        """Remove everything, before another attempt."""
        for kept in (self.nodes, self.holdings, self.stated, self.circles, self.nominees, self.unread, self.cuts):
            kept.clear()
        self.relationships_seen = 0


async def read_owners(transaction: Transaction, question: OwnersQuestion, owners: Owners) -> Owners:
    """Fill `owners`; when the time budget ends, it holds what was read so far, and `unread` names the rest.

    Raises `UsageError` for a party that is not a company.
    """
    owners.clear()
    start = await read_start(transaction, question.party)
    if start.kind != PartyKind.COMPANY:
        raise UsageError(f"{start.name or start.id} is a {start.kind}: {NO_OWNERS}")
    owners.start, owners.nodes[start.id] = start.id, start
    frontier = [start.id]
    for _ in range(MOST_LEVELS):
        owners.unread.update(frontier)
        frontier = await read_holders(transaction, question, owners, frontier)
        if not frontier:
            break
    owners.unread.update(frontier)
    owners.cuts |= {Truncation.LEVELS} if frontier else set()
    await read_circles(transaction, question, owners)
    return owners


async def read_holders(
    transaction: Transaction, question: OwnersQuestion, owners: Owners, companies: Sequence[str]
) -> list[str]:
    """Add the holders and stated controllers of the companies; return new parties that can have holders."""
    met: dict[str, None] = {}
    for begin in range(0, len(companies), NODES_AT_ONCE):
        chunk = companies[begin : begin + NODES_AT_ONCE]
        holders = await read_above(transaction, "holders", question, chunk)
        stated = await read_above(transaction, "stated_controllers", question, chunk)
        owners.unread.difference_update(chunk)
        for found, kept in ((holders, owners.holdings), (stated, owners.stated)):
            met.update(dict.fromkeys(add_steps(owners, found, kept, question.max_nodes)))
    return [id_ for id_ in met if owners.nodes[id_].kind != PartyKind.PERSON]


async def read_circles(transaction: Transaction, question: OwnersQuestion, owners: Owners) -> None:
    """Add family and concert ties among the parties read, and reported nominee ties."""
    known, kept = list(owners.nodes), dict[str, TieView]()
    for begin in range(0, len(known), NODES_AT_ONCE):
        chunk = known[begin : begin + NODES_AT_ONCE]
        found = await read_above(transaction, "circle_members", question, chunk)
        add_steps(owners, found, kept, question.max_nodes)
    owners.circles.update((key, tie) for key, tie in kept.items() if tie.confidence >= question.circle_confidence)
    owners.nominees.update((key, tie) for key, tie in kept.items() if tie.properties["kind"] == "nominee")


async def read_above(transaction: Transaction, name: str, question: OwnersQuestion, ids: Sequence[str]) -> Expansion:
    """Run one of the statements that expand a list of parties."""
    cap = question.max_neighbours
    limits = {"most": cap + 1, "scan": max(SCAN, cap + 1), "rows": MOST_ROWS, "confidence": question.circle_confidence}
    rows = await transaction.run(
        read_statement(f"read/{name}"), {"ids": list(ids), **limits, **question.time_point.parameters}
    )
    return keep_capped(PARTY, rows, cap)


def add_steps(owners: Owners, found: Expansion, kept: dict[str, TieView], max_nodes: int) -> list[str]:
    """Add relationships and the parties they lead to, if there is room; return the new parties."""
    met: list[str] = []
    owners.relationships_seen += len(found.steps)
    owners.cuts |= found.cuts
    for step in found.steps:
        if step.other.id not in owners.nodes:
            if len(owners.nodes) >= max_nodes:
                owners.cuts.add(Truncation.NODES)
                owners.unread.add(step.origin.id)
                continue
            owners.nodes[step.other.id] = step.other
            met.append(step.other.id)
        kept[step.element] = step.tie
    return met
