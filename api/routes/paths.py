"""How two parties are connected."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from ...answers.paths import PathsBetween, answer_paths
from ...ingest.records.checks import LONGEST_NAME
from ..depends import Access, RequestedTimePoint, Types
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.paths import Paths
from ..validated_route import LargeAnswerRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/paths", tags=["paths"], responses=PROBLEMS, route_class=LargeAnswerRoute)

End = Annotated[
    str, Query(min_length=1, max_length=LONGEST_NAME, description="Id, identifier or exact name of a party.")
]


@router.get("", summary="Find how two parties are connected", response_model=Answer[Paths])
async def read_paths_view(
    access: Access,
    time_point: RequestedTimePoint,
    types: Types,
    start: Annotated[End, Query(alias="from", examples=["world:C000152"])],
    end: Annotated[End, Query(alias="to", examples=["world:P003392"])],
    max_hops: Annotated[
        int, Query(ge=1, le=8, description="Longest path to look for; the server has its own cap.")
    ] = 4,
    limit: Annotated[int, Query(ge=1, le=100, description="Most paths in the answer.")] = 10,
) -> Response:
    """Return all shortest paths between two parties, and longer ones met on the way, as far as there is room."""
    answer = await answer_paths(access, start, end, time_point, types, max_hops, limit)
    return send_answer(answer, write_paths(answer.content))


def write_paths(content: PathsBetween) -> dict[str, Any]:
    """Write paths as the schema has them."""
    paths = [{"nodes": path.nodes, "steps": path.steps, "confidence": path.confidence} for path in content.paths]
    return {"start": content.start, "end": content.end, "paths": paths}
