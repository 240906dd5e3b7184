"""How two parties are connected."""

from dataclasses import astuple
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from ...answers.defaults import PAGE, PATH_HOPS
from ...answers.paging import write_cursor
from ...answers.paths import PathsBetween, PathsQuestion, answer_paths, read_place
from ...graph.read.tie_filter import TieFilter
from ...ingest.records.checks import LONGEST_NAME
from ...models.paths.ranked import Path
from ..depends import WITHOUT_NUL, Access, RequestedTimePoint, Types
from ..envelope import send_answer
from ..paging import After
from ..schemas.common import Page
from ..schemas.paths import Paths
from ..validated_route import LargeAnswerRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/paths", tags=["paths"], responses=PROBLEMS, route_class=LargeAnswerRoute)

End = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=WITHOUT_NUL,
        description="Id, identifier or exact name of a party.",
    ),
]
MaxHops = Annotated[int, Query(ge=1, le=8, description="Longest path to look for; the server has its own cap.")]
MinShare = Annotated[
    float | None,
    Query(
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Leave out holdings known to be smaller, as a fraction; those of unknown size are followed.",
        examples=[0.25],
    ),
]
Nominees = Annotated[bool, Query(description="Whether ties between nominees and their principals are followed.")]
Shortest = Annotated[bool, Query(description="Ask for the shortest paths only; the search ends with them.")]
Hubs = Annotated[
    bool, Query(description="Rank paths through banks, public bodies, documents and other hubs like all others.")
]


@router.get("", summary="Find how two parties are connected", response_model=Page[Paths])
async def read_paths_view(
    access: Access,
    time_point: RequestedTimePoint,
    types: Types,
    start: Annotated[End, Query(alias="from", examples=["world:C000152"])],
    end: Annotated[End, Query(alias="to", examples=["world:P003392"])],
    max_hops: MaxHops = PATH_HOPS,
    min_share: MinShare = None,
    nominees: Nominees = True,
    shortest: Shortest = False,
    hubs: Hubs = False,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Most paths in the answer.")] = PAGE,
) -> Response:
    """Return the paths between two parties that have at most `max_hops` relationships, the most significant first.

    `complete` is true where it is proven that no other path exists, of any length, along the types and filters and on
    the days asked for; with `shortest`, that no other is as short. Where the search ended at `max_hops`, `cut_by` has
    `hops`; the note `paths_within_hops` then says that every path up to there was found, if nothing else cut the
    search. `length` is what a path is ranked by; `hubs` names what many are tied to: paths through it come last.
    """
    asked = PathsQuestion(
        types=types,
        followed=TieFilter(min_share, nominees),
        max_hops=max_hops,
        limit=limit,
        only_shortest=shortest,
        hubs=hubs,
        after=read_place(after),
    )
    answer = await answer_paths(access, start, end, time_point, asked)
    last = answer.content.last
    return send_answer(answer, write_paths(answer.content), next=write_cursor(list(astuple(last))) if last else None)


def write_paths(content: PathsBetween) -> dict[str, Any]:
    """Write paths as the schema has them."""
    return {"start": content.start, "end": content.end, "paths": [write_path(path) for path in content.paths]}


def write_path(path: Path) -> dict[str, Any]:
    """Write one path."""
    return {
        "nodes": path.nodes,
        "steps": path.steps,
        "confidence": path.confidence,
        "disputed": path.disputed,
        "length": path.length,
        "hubs": path.hubs,
    }
