"""Steps upwards from companies in a state of the graph that is held on disk, as `ties` reads them from the engine."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ....ingest.records.words import CIRCLE_KINDS, STATED_KINDS, HoldingKind
from ...schema.graph_model import relationship_types
from ...snapshot.held_graph import HeldGraph
from ...snapshot.tables import Flags, Indices
from ...snapshot.tie_index import HeldTies, TieIndex
from ...time_point import TimePoint
from ..ties import COMMON, PARTY, NodeKey, NodeView, Step, TieView

# the properties that every relationship shows, in the order of `TieView`
SHOWN = ("source", "record", "valid_from", "valid_to", "known_from", "confidence", "status", "recorded_at")
# as `stated_controllers.cypher` has them
MOST_KEPT = 100_000  # parties and steps kept for later searches, which takes about 60 MB


@dataclass(frozen=True, slots=True)
class Branch:
    """Relationships of one type, followed from one of their ends."""

    ties: HeldTies
    index: TieIndex
    outgoing: bool


@dataclass(frozen=True, slots=True)
class ReadAbove:
    """What searches have read: parties and their keys by their places in the held graph, and the places by id.

    `steps` are the relationships that were read, by type and direction and then by row; they are the same on every day.
    """

    held: HeldGraph
    nodes: dict[int, NodeView] = field(default_factory=dict)
    keys: dict[int, NodeKey] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    steps: dict[tuple[str, bool], dict[int, Step]] = field(default_factory=lambda: defaultdict(dict))

    def __len__(self) -> int:
        return len(self.nodes) + sum(map(len, self.steps.values()))

    def meet(self, places: Indices) -> None:
        """Look up those that were not met before."""
        new = [place for place in dict.fromkeys(places.tolist()) if place not in self.nodes]
        for place, (id_, kind, name) in zip(new, self.held.describe(np.array(new, dtype=np.int64)), strict=True):
            node = NodeView(id_, PARTY, kind, name)
            self.keys[place], self.places[id_] = node.key, place
            self.nodes[place] = node  # at last: other threads take a party that is in it for met


@dataclass
class TiesAbove:
    """What leads upwards in a held graph; each index is made when it is first used."""

    held: HeldGraph
    _met: ReadAbove | None = field(default=None, init=False)

    def find_memory(self) -> ReadAbove:
        """Return what earlier searches read, or nothing once that has grown too large to keep."""
        if self._met is None or len(self._met) > MOST_KEPT:
            self._met = ReadAbove(self.held)
        return self._met

    @cached_property
    def holders(self) -> Sequence[Branch]:
        """Holdings by the company; a percentage that only a stated controller carries is no holding of his own."""
        ties = self.held.owns
        return (Branch(ties, ties.index_ends(~mark_kinds(ties, (HoldingKind.ACTUAL_CONTROLLER,))), outgoing=False),)

    @cached_property
    def stated(self) -> Sequence[Branch]:
        """Stated control by the company."""
        return tuple(
            Branch(ties, ties.index_ends(mark_kinds(ties, STATED_KINDS)), outgoing=False)
            for ties in (self.held.owns, self.held.related)
        )

    @cached_property
    def circles(self) -> Sequence[Branch]:
        """Ties of family, concert and nominees, from either end."""
        ties = self.held.related
        marked = mark_kinds(ties, CIRCLE_KINDS)
        return (
            Branch(ties, ties.index_starts(marked), outgoing=True),
            Branch(ties, ties.index_ends(marked), outgoing=False),
        )


def mark_kinds(ties: HeldTies, kinds: Collection[str]) -> Flags:
    """Mark the relationships of some kinds."""
    marked: Flags = pc.is_in(ties.kinds, value_set=pa.array(map(str, kinds), pa.large_string())).to_numpy(
        zero_copy_only=False
    )
    return marked


def follow(branches: Sequence[Branch], met: ReadAbove, ids: Sequence[str], time_point: TimePoint) -> list[Step]:
    """Return every step from some parties along some branches that holds at a moment, in the order of the parties."""
    origins = np.array([met.places[id_] for id_ in ids], dtype=np.int64)
    return [step for branch in branches for step in follow_branch(branch, met, origins, time_point)]


def order_steps(steps: Sequence[Step], ids: Sequence[str]) -> list[Step]:
    """Order steps by the parties that they begin at, those that they lead to, and their records."""
    order = {id_: number for number, id_ in enumerate(ids)}
    return sorted(steps, key=lambda step: (order[step.origin.id], step.other.id, step.tie.record))


def follow_branch(branch: Branch, met: ReadAbove, origins: Indices, time_point: TimePoint) -> list[Step]:
    """Return the steps along one branch; only those that no search took before are read."""
    rows = branch.ties.keep_holding(branch.index.find(origins), time_point).tolist()
    steps = met.steps[branch.ties.label, branch.outgoing]
    if new := [row for row in rows if row not in steps]:
        steps.update(zip(new, read_steps(branch, met, np.array(new, dtype=np.int64)), strict=True))
    return [steps[row] for row in rows]


def read_steps(branch: Branch, met: ReadAbove, rows: Indices) -> Iterator[Step]:
    """Read the steps along some relationships of a branch."""
    ties = branch.ties
    starts, ends = ties.start[rows], ties.end[rows]
    met.meet(np.concatenate((starts, ends)))
    from_start, to_end = starts.tolist(), ends.tolist()
    views = read_views(
        ties, rows, [met.nodes[place].id for place in from_start], [met.nodes[place].id for place in to_end]
    )
    begun, reached = (from_start, to_end) if branch.outgoing else (to_end, from_start)
    for row, view, origin, other in zip(rows.tolist(), views, begun, reached, strict=True):
        yield Step(met.keys[origin], f"{ties.label} {row}", view, met.nodes[other])


def read_views(ties: HeldTies, rows: Indices, starts: Sequence[str], ends: Sequence[str]) -> Iterator[TieView]:
    """Return some relationships with their evidence, as `read_tie` makes them, column by column."""
    columns = ties.read_columns(rows)
    unknown = [None] * len(rows)
    common = [columns.get(name, unknown) for name in SHOWN]
    names = [name for name in columns if name not in COMMON]
    own = zip(*(columns[name] for name in names), strict=True) if names else repeat(())
    label, end_label = ties.label, relationship_types()[ties.label].end_label
    for start, end, values, source, record, begun, ended, known, confidence, status, recorded in zip(
        starts, ends, own, *common, strict=False
    ):
        properties = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        yield TieView(
            label, start, end, end_label, source, record, begun, ended, known, confidence, status, properties, recorded
        )
