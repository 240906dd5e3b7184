"""The neighbourhood of a party, breadth first, level by level, within caps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...errors import UnknownPartyError
from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..schema.graph_model import relationship_types
from ..time_point import TimePoint
from ..truncation import Truncation
from .tie_filter import EVERY_TIE, TieFilter
from .ties import PARTY, NodeKey, NodeView, Step, TieView, read_ties

NODES_AT_ONCE = 100  # in one statement; more take several


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkQuestion:
    """Whose neighbourhood, how far, along which types, and how much of it."""

    party: str
    hops: int
    time_point: TimePoint
    max_neighbours: int
    max_nodes: int
    types: tuple[str, ...] = field(default_factory=lambda: tuple(relationship_types()))
    followed: TieFilter = EVERY_TIE


@dataclass(slots=True)
class Network:
    """What has been found so far; `cuts` names the caps, or the time budget, that cut the search.

    `hops` gives the distance of each node; `relationships_seen` counts what was looked at, kept or not. `crowded` has
    the types and directions (True for outgoing) of which a node has more relationships than were read.
    """

    nodes: dict[NodeKey, NodeView] = field(default_factory=dict)
    hops: dict[NodeKey, int] = field(default_factory=dict)
    ties: dict[str, TieView] = field(default_factory=dict)
    relationships_seen: int = 0
    cuts: set[Truncation] = field(default_factory=set)
    crowded: dict[NodeKey, list[tuple[str, bool]]] = field(default_factory=dict)

    def is_full(self, max_nodes: int) -> bool:
        """Return whether there is no room for another node."""
        return len(self.nodes) >= max_nodes

    def clear(self) -> None:
        """Forget everything, for another attempt."""
        self.nodes.clear()
        self.hops.clear()
        self.ties.clear()
        self.cuts.clear()
        self.crowded.clear()
        self.relationships_seen = 0


async def read_network(transaction: Transaction, question: NetworkQuestion, network: Network) -> Network:
    """Fill `network`; what was found before an error or the end of the time budget is in it."""
    network.clear()
    start = await read_start(transaction, question.party)
    network.nodes[start.key], network.hops[start.key] = start, 0
    frontier = [start.key]
    for hop in range(1, question.hops + 1):
        frontier = await read_level(transaction, question, network, frontier, hop)
        if not frontier:
            break
    return network


async def read_start(transaction: Transaction, party: str) -> NodeView:
    """Return the party that a question starts from; raise UnknownPartyError if there is none."""
    rows = await transaction.run(read_statement("read/search/party_named"), {"id": party})
    if not rows:
        raise UnknownPartyError(party)
    return NodeView(rows[0]["id"], PARTY, rows[0]["kind"], rows[0]["name"])


async def read_level(
    transaction: Transaction, question: NetworkQuestion, network: Network, frontier: Sequence[NodeKey], hop: int
) -> list[NodeKey]:
    """Add what is one hop further; return the nodes met for the first time."""
    met: list[NodeKey] = []
    for label, ids in split_by_label(frontier):
        if network.is_full(question.max_nodes):
            network.cuts.add(Truncation.NODES)
            break
        found = await read_ties(
            transaction, label, ids, question.types, question.max_neighbours, question.time_point, question.followed
        )
        network.cuts |= found.cuts
        network.relationships_seen += len(found.steps)
        for id_, type_, outgoing in sorted(found.crowded):
            network.crowded.setdefault(NodeKey(label, id_), []).append((type_, outgoing))
        for step in found.steps:
            met.extend(add_step(network, step, question.max_nodes, hop))
    return met


def add_step(network: Network, step: Step, max_nodes: int, hop: int) -> Iterator[NodeKey]:
    """Add a relationship and the node it leads to, if there is room; return the node if it is new."""
    key = step.other.key
    if key not in network.nodes:
        if network.is_full(max_nodes):
            network.cuts.add(Truncation.NODES)
            return
        network.nodes[key], network.hops[key] = step.other, hop
        yield key
    network.ties[step.element] = step.tie


def split_by_label(keys: Sequence[NodeKey]) -> Iterator[tuple[str, list[str]]]:
    """Return the ids of nodes by label, in chunks that one statement can take."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[key.label].append(key.id)
    for label, ids in groups.items():
        for begin in range(0, len(ids), NODES_AT_ONCE):
            yield label, ids[begin : begin + NODES_AT_ONCE]
