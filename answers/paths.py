"""Answer how two parties are connected."""

from dataclasses import dataclass, replace

from ..errors import QueryTimeoutError
from ..graph.read.network import NetworkQuestion
from ..graph.read.paths import Path, PathSearch, collect_paths, read_paths
from ..graph.read.ties import NodeView
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, accept_partial_read, finish_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsBetween:
    """Paths between two parties: fewest steps first, then the surest."""

    start: NodeView
    end: NodeView
    paths: tuple[Path, ...]


async def answer_paths(
    access: GraphAccess,
    start: str,
    end: str,
    time_point: TimePoint,
    types: tuple[str, ...],
    max_hops: int,
    limit: int,
) -> Answer[PathsBetween]:
    """Answer with all shortest paths between two parties, and longer ones met on the way, as far as there is room."""
    settings = access.settings
    question = NetworkQuestion(
        party=start, hops=min(max_hops, settings.max_hops), time_point=time_point,
        max_neighbours=settings.max_neighbours, max_nodes=settings.max_network_nodes, types=types,
    )  # fmt: skip
    search = await find_by_words(
        access, lambda start, end: fetch_paths(access, replace(question, party=start), end, limit), start, end
    )
    first, last = (next(iter(side.nodes.values())) for side in (search.near, search.far))
    return await finish_answer(
        access, PathsBetween(start=first, end=last, paths=tuple(search.paths)), time_point,
        nodes=search.nodes_seen, relationships=search.relationships_seen,
        cuts=search.cuts | ({Truncation.HOPS} if max_hops > settings.max_hops else set()),
        parties=[first.id, last.id],
    )  # fmt: skip


async def fetch_paths(access: GraphAccess, question: NetworkQuestion, end: str, limit: int) -> PathSearch:
    """Fetch the paths found within the time budget."""
    search = PathSearch()
    try:
        await access.read(lambda tx: read_paths(tx, question, end, limit, search))
    except QueryTimeoutError as error:
        both = search.near.nodes if search.far.nodes else ()
        accept_partial_read(error, both, set())
        collect_paths(search, question, end, limit)
        search.cuts.add(Truncation.TIME)
    return search
