"""Answer how two parties are connected: a page of paths, the most significant first."""

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial

from ..errors import QueryTimeoutError
from ..graph.read.network import NetworkQuestion
from ..graph.read.party.superseded import Between, Superseded, read_superseded_between
from ..graph.read.paths import PathSearch, read_paths
from ..graph.read.tie_filter import EVERY_TIE, TieFilter
from ..graph.read.ties import NodeView
from ..graph.schema.graph_model import relationship_types
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from ..models.paths.ranked import Path, PathPlace, Ranking, rank_paths
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, accept_partial_read, finish_answer
from .defaults import PAGE, PATH_HOPS
from .fetch.as_known import describe_as_known
from .fetch.superseded import MOST, name_as_known
from .notes.conflicts import explain_superseded
from .notes.paths import explain_paths, leave_out_hops
from .paging import read_cursor

PLACE = (int, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsQuestion:
    """Which paths: along which relationships, how long, how many of them, and after which one.

    `hubs` ranks paths through hubs like others, `only_shortest` asks for none but the shortest.
    """

    types: tuple[str, ...] = field(default_factory=lambda: tuple(relationship_types()))
    followed: TieFilter = EVERY_TIE
    max_hops: int = PATH_HOPS
    limit: int = PAGE
    only_shortest: bool = False
    hubs: bool = False
    after: PathPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsBetween:
    """Paths between two parties, the most significant first; `last` is the place of the last one when more follow."""

    start: NodeView
    end: NodeView
    paths: tuple[Path, ...]
    last: PathPlace | None


def read_place(word: str | None) -> PathPlace | None:
    """Read the word that an earlier page ended with; None asks for the first page."""
    return PathPlace(*read_cursor(word, PLACE)) if word else None  # type: ignore[arg-type]


async def answer_paths(
    access: GraphAccess, start: str, end: str, time_point: TimePoint, asked: PathsQuestion
) -> Answer[PathsBetween]:
    """Answer with a page of the paths between two parties.

    It is complete where it is proven that no other path exists, or, if only the shortest are asked for, no other as
    short; else its cuts say which limit ended the search.
    """
    hops = min(asked.max_hops, access.settings.max_hops)
    search, cuts = await find_by_words(access, partial(fetch_paths, access, time_point, asked, hops), start, end)
    unnamed = set[Truncation]()
    for side in (search.near, search.far):
        await describe_as_known(access, time_point, side.nodes, unnamed)
    first, last = (next(iter(side.nodes.values())) for side in (search.near, search.far))
    ranking = Ranking(
        start=first.id, end=last.id, hops=hops, limit=asked.limit, only_shortest=asked.only_shortest,
        hubs_last=not asked.hubs, after=asked.after,
    )  # fmt: skip
    ranked = await asyncio.to_thread(rank_paths, search, ranking)
    cuts |= search.cuts | ranked.cuts
    ties = (tie for path in ranked.paths for step in path.steps for tie in step)
    recorded = [(tie.record, tie.recorded_at) for tie in ties]
    shown = list(explain_paths((first, last), asked.types, ranking, ranked, cuts))  # before a cut that concerns no path
    between = Between(first.id, last.id, asked.types, asked.followed)
    uncounted = await fetch_uncounted(access, between, time_point, cuts)
    cuts |= unnamed
    answer = await finish_answer(
        access, PathsBetween(start=first, end=last, paths=ranked.paths, last=ranked.last), time_point,
        nodes=len(search.nodes), relationships=search.relationships_seen, cuts=cuts, limits={"max_hops": hops},
        parties=[first.id, last.id], named=[node.id for path in ranked.paths for node in path.nodes],
        notes=(*shown, *explain_superseded(uncounted)), recorded=recorded,
    )  # fmt: skip
    if hops < asked.max_hops:  # the note on the limit says that a setting lowered what was asked for
        return answer
    return replace(answer, notes=leave_out_hops(answer.notes))


async def fetch_uncounted(
    access: GraphAccess, between: Between, time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch the holdings and statements of control between the two parties that do not count and would be followed.

    A path shows none that another one replaces.
    """
    try:
        found = await access.read(lambda tx: read_superseded_between(tx, between, time_point, MOST))
    except QueryTimeoutError as error:
        accept_partial_read(error, [between], cuts)
        return []
    return await name_as_known(access, found, time_point, cuts)


async def fetch_paths(
    access: GraphAccess, time_point: TimePoint, asked: PathsQuestion, hops: int, start: str, end: str
) -> tuple[PathSearch, set[Truncation]]:
    """Fetch what lies between two parties as far as caps and the time budget allow."""
    settings = access.settings
    question = NetworkQuestion(
        party=start, hops=hops, time_point=time_point, max_neighbours=settings.max_neighbours,
        max_nodes=settings.max_network_nodes, types=asked.types, followed=asked.followed,
    )  # fmt: skip
    search, cuts = PathSearch(), set[Truncation]()
    try:
        await access.read(lambda tx: read_paths(tx, question, end, search, only_shortest=asked.only_shortest))
    except QueryTimeoutError as error:
        accept_partial_read(error, search.far.nodes, cuts)  # the far end is read after the near one
    return search, cuts
