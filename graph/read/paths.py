"""How two parties are connected: a search from both sides, level by level, within caps.

The best evidence comes first: fewest relationships, then the highest confidence (of all relationships multiplied).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import prod

from ..engine.store import Transaction
from ..truncation import Truncation
from .network import Network, NetworkQuestion, read_level, read_start
from .ties import PARTY, NodeKey, NodeView, TieView

MOST_WALKED = 20_000
Keys = tuple[NodeKey, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes and, for each step from one to the next, the relationships between them, the surest first."""

    nodes: tuple[NodeView, ...]
    steps: tuple[tuple[TieView, ...], ...]

    @property
    def confidence(self) -> float:
        """Return the confidence of the surest relationships of all steps multiplied."""
        return prod(ties[0].confidence for ties in self.steps)


@dataclass(slots=True)
class PathSearch:
    """The two sides of a search and what they have found so far."""

    near: Network = field(default_factory=Network)
    far: Network = field(default_factory=Network)
    paths: list[Path] = field(default_factory=list)
    cuts: set[Truncation] = field(default_factory=set)

    @property
    def relationships_seen(self) -> int:
        """Return how many relationships were looked at."""
        return self.near.relationships_seen + self.far.relationships_seen

    @property
    def nodes_seen(self) -> int:
        """Return how many nodes were looked at."""
        return len(self.near.nodes.keys() | self.far.nodes.keys())


async def read_paths(
    transaction: Transaction, question: NetworkQuestion, target: str, limit: int, search: PathSearch
) -> PathSearch:
    """Fill `search` with at most `limit` paths from the question's party to the target, within the question's hops."""
    search.near.clear()
    search.far.clear()
    search.paths = []
    search.cuts.clear()
    frontiers: dict[bool, list[NodeKey]] = {}
    for is_near, side, party in ((True, search.near, question.party), (False, search.far, target)):
        start = await read_start(transaction, party)
        side.nodes[start.key], side.hops[start.key] = start, 0
        frontiers[is_near] = [start.key]
    levels = {True: 0, False: 0}
    while sum(levels.values()) < question.hops and not have_met(search) and all(frontiers.values()):
        is_near = len(frontiers[True]) <= len(frontiers[False])
        levels[is_near] += 1
        side = search.near if is_near else search.far
        frontiers[is_near] = await read_level(transaction, question, side, frontiers[is_near], levels[is_near])
    collect_paths(search, question, target, limit)
    return search


def have_met(search: PathSearch) -> bool:
    """Return whether a node has been reached from both sides."""
    return not search.near.nodes.keys().isdisjoint(search.far.nodes.keys())


def collect_paths(search: PathSearch, question: NetworkQuestion, target: str, limit: int) -> None:
    """List the paths through what was found, the shortest first, then the surest."""
    nodes = search.near.nodes | search.far.nodes
    ties = search.near.ties | search.far.ties
    walk = Walk(ties.values(), NodeKey(PARTY, question.party), NodeKey(PARTY, target))
    longest = min(question.hops, max(search.near.hops.values()) + max(search.far.hops.values()))
    found: list[Path] = []
    for length in range(walk.distance.get(walk.start, longest + 1), longest + 1):
        ways = list(islice(walk.of_length(length), MOST_WALKED))
        found.extend(Path(tuple(nodes[key] for key in keys), walk.steps_of(keys)) for keys in ways)
        search.cuts |= {Truncation.WALKS} if len(ways) == MOST_WALKED else set()
        search.cuts |= {Truncation.LIMIT} if len(found) > limit else set()
        if search.cuts:
            break
    found.sort(key=lambda path: (len(path.steps), -path.confidence, [node.id for node in path.nodes]))
    search.paths = found[:limit]
    search.cuts |= search.near.cuts | search.far.cuts


class Walk:
    """Walks from a start to an end that meet no node twice, led by the distance to the end."""

    def __init__(self, ties: Iterable[TieView], start: NodeKey, end: NodeKey) -> None:
        self.start, self.end = start, end
        self._around: dict[NodeKey, dict[NodeKey, list[TieView]]] = defaultdict(lambda: defaultdict(list))
        for tie in ties:
            self._around[tie.start_node][tie.end_node].append(tie)
            self._around[tie.end_node][tie.start_node].append(tie)
        self.distance = self._measure_distances()

    def of_length(self, length: int) -> Iterator[Keys]:
        """Return every walk of exactly this many steps."""
        return self._go_on((self.start,), length)

    def steps_of(self, keys: Keys) -> tuple[tuple[TieView, ...], ...]:
        """Return the relationships of each step of a walk, the surest first."""
        steps = (self._around[start][end] for start, end in pairwise(keys))
        return tuple(tuple(sorted(ties, key=lambda tie: (-tie.confidence, tie.type, tie.record))) for ties in steps)

    def _go_on(self, keys: Keys, length: int) -> Iterator[Keys]:
        if keys[-1] == self.end:
            if length == 0:
                yield keys
            return
        for other in self._around[keys[-1]]:
            if other not in keys and self.distance.get(other, length) < length:
                yield from self._go_on((*keys, other), length - 1)

    def _measure_distances(self) -> dict[NodeKey, int]:
        distance = {self.end: 0}
        frontier = [self.end]
        for key in frontier:
            for other in self._around[key]:
                if other not in distance:
                    distance[other] = distance[key] + 1
                    frontier.append(other)
        return distance
