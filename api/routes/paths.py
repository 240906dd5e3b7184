"""How two parties are connected, best evidence first."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...errors import QueryTimeoutError
from ...graph.read.network import NetworkQuestion
from ...graph.read.paths import PathSearch, collect_paths, read_paths
from ...graph.truncation import Truncation
from ...ingest.records.checks import LONGEST_NAME
from ..depends import Asked, Held, Types
from ..envelope import send_answer
from ..founding import fetch_founding_notes
from ..party_lookup import read_named
from ..schemas.common import Answer
from ..schemas.paths import Paths
from ..server.resources import Resources
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/paths", tags=["paths"], responses=PROBLEMS)

End = Annotated[
    str, Query(min_length=1, max_length=LONGEST_NAME, description="Id, identifier or exact name of a party.")
]


@router.get("", response_model=Answer[Paths])
async def read_paths_view(
    held: Held,
    time_point: Asked,
    types: Types,
    start: Annotated[End, Query(alias="from", examples=["world:C00001"])],
    end: Annotated[End, Query(alias="to", examples=["world:P00007"])],
    max_hops: Annotated[
        int, Query(ge=1, le=8, description="Longest path to look for; the server has its own cap.")
    ] = 4,
    limit: Annotated[int, Query(ge=1, le=100, description="Most paths in the answer.")] = 10,
) -> Response:
    """Give all shortest paths between two parties, and longer ones met on the way, as far as there is room."""
    settings = held.settings
    question = NetworkQuestion(
        party=start, hops=min(max_hops, settings.max_hops), time_point=time_point,
        max_neighbours=settings.max_neighbours, max_nodes=settings.max_network_nodes, types=types,
    )  # fmt: skip
    search = await read_named(
        held, lambda start, end: fetch_paths(held, replace(question, party=start), end, limit), start, end
    )
    first, last = (next(iter(side.nodes.values())) for side in (search.near, search.far))
    content = {
        "start": first,
        "end": last,
        "paths": [{"nodes": path.nodes, "steps": path.steps, "confidence": path.confidence} for path in search.paths],
    }
    cuts = search.cuts | ({Truncation.HOPS} if max_hops > settings.max_hops else set())
    return send_answer(
        content, held, time_point,
        nodes=search.nodes_seen, relationships=search.relationships_seen, cuts=cuts,
        notes=await fetch_founding_notes(held, time_point, first.id, last.id),
    )  # fmt: skip


async def fetch_paths(held: Resources, question: NetworkQuestion, end: str, limit: int) -> PathSearch:
    """Give the paths found within the time budget."""
    search = PathSearch()
    try:
        await held.store.transact(
            lambda tx: read_paths(tx, question, end, limit, search), held.settings.read_budget_s, writes=False
        )
    except QueryTimeoutError:
        if not (search.near.nodes and search.far.nodes):
            raise
        collect_paths(search, question, end, limit)
        search.cuts.add(Truncation.TIME)
    return search
