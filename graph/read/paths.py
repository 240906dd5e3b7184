"""What lies between two parties: both sides are read level by level, within caps, until they cannot go on.

A path of at most as many relationships as levels were read has each of its relationships in what was read: those near
to its start from the near side, the others from the far side.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..engine.store import Transaction
from ..truncation import Truncation
from .degrees import Degree, read_degrees
from .network import NODES_AT_ONCE, Network, NetworkQuestion, read_level, read_start
from .ties import PARTY, NodeKey, NodeView, TieView

LAST = frozenset(("PublicBody",))  # kinds of parties that are expanded last, so that a cap on nodes cuts them first
Around = dict[NodeKey, dict[NodeKey, list[TieView]]]


@dataclass(slots=True)
class PathSearch:
    """The two sides of a search: what they have read, and how many levels of it were read from each.

    `closing` are nodes beyond the levels that were expanded and led to no other. `degrees` are those of the parties
    that can be inside a path; empty where time was up before.
    """

    near: Network = field(default_factory=Network)
    far: Network = field(default_factory=Network)
    near_levels: int = 0
    far_levels: int = 0
    closing: set[NodeKey] = field(default_factory=set)
    degrees: dict[str, Degree] = field(default_factory=dict)

    @property
    def relationships_seen(self) -> int:
        """Return how many relationships were looked at."""
        return self.near.relationships_seen + self.far.relationships_seen

    @property
    def nodes(self) -> dict[NodeKey, NodeView]:
        """Return the nodes of both sides."""
        return self.near.nodes | self.far.nodes

    @property
    def ties(self) -> Iterable[TieView]:
        """Return the relationships of both sides, each once."""
        return (self.near.ties | self.far.ties).values()

    @property
    def cuts(self) -> set[Truncation]:
        """Return which caps cut either side."""
        return self.near.cuts | self.far.cuts

    @property
    def levels(self) -> int:
        """Return how many levels were read: every path of at most so many relationships is in what was read."""
        return self.near_levels + self.far_levels

    @property
    def has_met(self) -> bool:
        """Return whether a node has been reached from both sides."""
        return not self.near.nodes.keys().isdisjoint(self.far.nodes.keys())

    @property
    def is_closed(self) -> bool:
        """Return whether nothing leads out of what was read, from one side at least: no other path can exist."""
        return not self.cuts and not self.find_open()

    def side_of(self, key: NodeKey) -> Network:
        """Return the side that has reached a node."""
        return self.near if key in self.near.nodes else self.far

    def find_open(self) -> list[NodeKey]:
        """Find the nodes that were not expanded, where the sides have not met those of the side that has fewer."""
        sides = [self.nodes] if self.has_met else [self.near.nodes, self.far.nodes]
        return min(([key for key in side if not self._is_expanded(key)] for side in sides), key=len)

    def clear(self) -> None:
        """Forget everything, for another attempt."""
        for kept in (self.near, self.far, self.closing, self.degrees):
            kept.clear()
        self.near_levels = self.far_levels = 0

    def _is_expanded(self, key: NodeKey) -> bool:
        sides = ((self.near, self.near_levels), (self.far, self.far_levels))
        return key in self.closing or any(side.hops.get(key, levels) < levels for side, levels in sides)


async def read_paths(
    transaction: Transaction, question: NetworkQuestion, target: str, search: PathSearch, *, only_shortest: bool
) -> PathSearch:
    """Fill `search` with what lies between the question's party and the target, within the question's hops."""
    search.clear()
    near = await read_end(transaction, search.near, question.party)
    far = await read_end(transaction, search.far, target)
    while near and far and search.levels < question.hops and question.party != target:
        if only_shortest and search.has_met:
            break
        if len(near) <= len(far):
            near = await read_further(transaction, question, search.near, near, search.near_levels + 1)
            search.near_levels += 1
        else:
            far = await read_further(transaction, question, search.far, far, search.far_levels + 1)
            search.far_levels += 1
    if question.party != target and not (only_shortest and search.has_met):
        await try_to_close(transaction, question, search)
    inside = find_inside(search, NodeKey(PARTY, question.party), NodeKey(PARTY, target), question.hops)
    search.degrees = await read_degrees(transaction, inside, question.time_point)
    return search


async def try_to_close(transaction: Transaction, question: NetworkQuestion, search: PathSearch) -> None:
    """Expand the nodes that the hops left open, if they are few: where they lead to no others, no path is missing."""
    rest = search.find_open()
    if search.cuts or not rest or len(rest) > NODES_AT_ONCE:
        return
    beyond = Network(nodes=dict(search.nodes if search.has_met else search.side_of(rest[0]).nodes))
    met = await read_level(transaction, question, beyond, rest, search.levels + 1)
    search.near.relationships_seen += beyond.relationships_seen
    if not met and not beyond.cuts:
        search.closing.update(rest)
        search.near.ties |= beyond.ties


async def read_end(transaction: Transaction, side: Network, party: str) -> list[NodeKey]:
    """Read one of the two parties; it is the first frontier of its side."""
    start = await read_start(transaction, party)
    side.nodes[start.key], side.hops[start.key] = start, 0
    return [start.key]


async def read_further(
    transaction: Transaction, question: NetworkQuestion, side: Network, frontier: list[NodeKey], level: int
) -> list[NodeKey]:
    """Read one level of a side; public bodies, documents and cases are expanded after companies and persons."""
    ordered = sorted(frontier, key=lambda key: key.label != PARTY or side.nodes[key].kind in LAST)
    return await read_level(transaction, question, side, ordered, level)


def find_inside(search: PathSearch, start: NodeKey, end: NodeKey, hops: int) -> set[str]:
    """Find the parties that a path within the hops can pass, and its two ends."""
    around = arrange_ties(search.ties)
    from_start, from_end = measure_distances(around, start), measure_distances(around, end)
    met = (key for key in from_start if key in from_end and from_start[key] + from_end[key] <= hops)
    return {key.id for key in (start, end, *met) if key.label == PARTY}


def arrange_ties(ties: Iterable[TieView]) -> Around:
    """Arrange relationships by the nodes at their ends, each seen from both."""
    around: Around = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        around[tie.start_node][tie.end_node].append(tie)
        if tie.start_node != tie.end_node:
            around[tie.end_node][tie.start_node].append(tie)
    return around


def measure_distances(around: Around, start: NodeKey) -> dict[NodeKey, int]:
    """Count the fewest relationships from a node to each that it reaches."""
    distances = {start: 0}
    frontier = [start]
    for key in frontier:
        for other in around.get(key, ()):
            if other not in distances:
                distances[other] = distances[key] + 1
                frontier.append(other)
    return distances
