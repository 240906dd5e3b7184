"""The paths between two parties in the order of what they mean, found one after the other, the best first.

A partial path is continued in the order of the least length that a whole one can still have, so that paths come out in
their order and what is never asked for is never built.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from heapq import heappop, heappush
from itertools import pairwise
from math import prod

from ...graph.read.paths import PathSearch, arrange_ties
from ...graph.read.ties import PARTY, NodeKey, NodeView, TieView
from ...graph.truncation import Truncation
from ...ingest.records.words import FactStatus
from .meaning import DISPUTED, HUB, Hub, find_agency, find_hub, measure_tie

MOST_WALKED = 20_000  # partial paths looked at; fewer hops or types, or `shortest`, leave fewer of them
Keys = tuple[NodeKey, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes and, for each step from one to the next, the relationships between them, the most telling first.

    `length` is what it is ranked by, without what is added for `hubs` and for disputed steps.
    """

    nodes: tuple[NodeView, ...]
    steps: tuple[tuple[TieView, ...], ...]
    length: int
    hubs: tuple[Hub, ...]

    @property
    def confidence(self) -> float:
        """Return the confidence of the surest relationships of all steps multiplied; disputed ones only where alone."""
        return prod(max(tie.confidence for tie in list_undisputed(ties) or ties) for ties in self.steps)

    @property
    def disputed(self) -> bool:
        """Return whether a step rests on disputed relationships alone."""
        return any(not list_undisputed(ties) for ties in self.steps)


def list_undisputed(ties: Iterable[TieView]) -> list[TieView]:
    """List the relationships that are not disputed."""
    return [tie for tie in ties if tie.status != FactStatus.DISPUTED]


@dataclass(frozen=True, slots=True)
class PathPlace:
    """A path's place in the order: its length with its hubs, and what distinguishes it from others of that length."""

    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which paths are asked for; with `hubs_last` those through hubs come after all others."""

    start: str
    end: str
    hops: int
    limit: int
    only_shortest: bool = False
    hubs_last: bool = True
    after: PathPlace | None = None


@dataclass(frozen=True, slots=True)
class RankedPaths:
    """A page of paths; `last` is the place of its last one when more follow, `hops` the most steps one could have."""

    paths: tuple[Path, ...]
    last: PathPlace | None
    hops: int
    cuts: frozenset[Truncation]


def rank_paths(search: PathSearch, ranking: Ranking) -> RankedPaths:
    """Find a page of the paths in what was read."""
    walks = Walks(search, ranking)
    found: list[tuple[int, Keys]] = []
    for length, keys in skip_until(walks.find(), ranking.after):
        found.append((length, keys))
        if len(found) > ranking.limit:
            break
    has_more = len(found) > ranking.limit
    shown = found[: ranking.limit]
    cuts = {
        Truncation.WALKS: walks.given_up,
        Truncation.LIMIT: has_more,
        Truncation.HOPS: can_be_longer(search, ranking, walks),
    }
    return RankedPaths(
        paths=tuple(walks.describe(keys) for _, keys in shown),
        last=place_of(*shown[-1]) if has_more else None,
        hops=walks.hops,
        cuts=frozenset(cut for cut, is_met in cuts.items() if is_met),
    )


def can_be_longer(search: PathSearch, ranking: Ranking, walks: "Walks") -> bool:
    """Return whether the number of hops ended the search: a path of more of them is asked for, and can exist."""
    if ranking.only_shortest and walks.has_any:
        return False
    if search.is_closed:
        return search.has_met and walks.has_longer(ranking.hops)
    return search.levels >= ranking.hops


def skip_until(walks: Iterator[tuple[int, Keys]], after: PathPlace | None) -> Iterator[tuple[int, Keys]]:
    """Return the paths that come after a place."""
    passed = after is None
    for length, keys in walks:
        if after is None or passed or length > after.length:
            yield length, keys
        elif length == after.length:
            passed = place_of(length, keys) == after


def place_of(length: int, keys: Keys) -> PathPlace:
    """Return the place of a path in the order."""
    words = "\n".join(f"{key.label} {key.id}" for key in keys)
    return PathPlace(length, blake2b(words.encode(), digest_size=8).hexdigest())


class Walks:
    """Walks from a start to an end that meet no node twice, in order of their length, then of their nodes."""

    def __init__(self, search: PathSearch, ranking: Ranking) -> None:
        self.given_up = False
        self._start, self._end = NodeKey(PARTY, ranking.start), NodeKey(PARTY, ranking.end)
        self._search = search
        self._around = arrange_ties(search.ties)
        self._hub = HUB if ranking.hubs_last else 0
        self._steps = {
            key: {other: min(map(self._measure, ties)) for other, ties in around.items()}
            for key, around in self._around.items()
        }
        self._passing = {key: self._hub for key in search.nodes if self._hub_at(key) is not None}
        self._least = self._measure_least(ranking.hops)
        if ranking.only_shortest:
            reached = [hops for hops, least in enumerate(self._least) if self._start in least]
            self._least = self._least[: reached[0] + 1] if reached else self._least

    @property
    def hops(self) -> int:
        """Return the most steps that a walk can have."""
        return len(self._least) - 1

    @property
    def has_any(self) -> bool:
        """Return whether there is a walk."""
        return self._start in self._least[-1]

    def find(self) -> Iterator[tuple[int, Keys]]:
        """Find every walk within the hops, with its length."""
        waiting: list[tuple[int, Keys, int]] = []
        if self.has_any:
            waiting.append((self._least[-1][self._start], (self._start,), 0))
        looked_at = 0
        while waiting:
            whole, keys, length = heappop(waiting)
            if keys[-1] == self._end:
                yield whole, keys
                continue
            looked_at += 1
            if looked_at > MOST_WALKED:
                self.given_up = True
                return
            for next_length, other in self._continue(keys, length):
                heappush(waiting, (next_length + self._least_from(other, keys), (*keys, other), next_length))

    def has_longer(self, hops: int) -> bool:
        """Return whether there is a walk of more steps than `hops`; True too where looking for one is given up."""
        waiting: list[Keys] = [(self._start,)]
        for _ in range(MOST_WALKED):
            if not waiting:
                return False
            keys = waiting.pop()
            if keys[-1] == self._end:
                if len(keys) - 1 > hops:
                    return True
                continue
            waiting.extend((*keys, other) for other in self._steps.get(keys[-1], ()) if other not in keys)
        return True

    def describe(self, keys: Keys) -> Path:
        """Return a walk as a path with the relationships of its steps, the most telling first."""
        nodes = self._search.nodes
        steps = [self._around[one][other] for one, other in pairwise(keys)]
        ordered = [sorted(ties, key=lambda tie: (self._measure(tie), tie.type, tie.record)) for ties in steps]
        agencies = (find_agency(ties[0], self._search.degrees) for ties in ordered)
        inside = (self._hub_at(key) for key in keys[1:-1])
        hubs = tuple(dict.fromkeys(hub for hub in (*inside, *agencies) if hub is not None))
        return Path(
            nodes=tuple(nodes[key] for key in keys),
            steps=tuple(map(tuple, ordered)),
            length=sum(measure_tie(ties[0]) for ties in ordered),
            hubs=hubs,
        )

    def _measure(self, tie: TieView) -> int:
        through_agency = self._hub if find_agency(tie, self._search.degrees) else 0
        return measure_tie(tie) + through_agency + (DISPUTED if tie.status == FactStatus.DISPUTED else 0)

    def _hub_at(self, key: NodeKey) -> Hub | None:
        if key in (self._start, self._end):
            return None
        return find_hub(self._search.nodes[key], self._search.degrees.get(key.id) if key.label == PARTY else None)

    def _continue(self, keys: Keys, length: int) -> Iterator[tuple[int, NodeKey]]:
        for other, step in self._steps.get(keys[-1], {}).items():
            if other not in keys and other in self._least[self._left_after(keys)]:
                yield length + step + self._passing.get(other, 0), other

    def _least_from(self, other: NodeKey, keys: Keys) -> int:
        return self._least[self._left_after(keys)][other]

    def _left_after(self, keys: Keys) -> int:
        return self.hops - len(keys)

    def _measure_least(self, hops: int) -> list[dict[NodeKey, int]]:
        """Return, for each number of steps, the least length from each node to the end within so many steps."""
        least: list[dict[NodeKey, int]] = [{self._end: 0}]
        for _ in range(hops):
            before = least[-1]
            nearer = dict(before)
            for key, rest in before.items():
                passing = rest + self._passing.get(key, 0)
                for other, step in self._steps.get(key, {}).items():
                    nearer[other] = min(nearer.get(other, passing + step), passing + step)
            least.append(nearer)
        return least
