"""Parties by their names and identifiers."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...graph.time_point import TimePoint
from ...ingest.records import PartyKind
from ...ingest.records.checks import LONGEST_NAME
from ..depends import Held
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.search import Hit
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/search", tags=["search"], responses=PROBLEMS)

Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST_NAME,
        description="A name, a part of one, or an identifier.",
        examples=["北斗虚构"],
    ),
]


@router.get("", response_model=Answer[list[Hit]])
async def search_parties(
    held: Held,
    q: Words,
    kind: Annotated[PartyKind | None, Query(description="Only parties of this kind.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Most parties in the answer.")] = 10,
) -> Response:
    """Give the parties that fit the words best, each with the reason."""
    found = await held.names.search(q, kind.value if kind else None, limit, held.settings.read_budget_s)
    return send_answer(found.hits, held, TimePoint(), nodes=len(found.hits), cuts=found.cuts)
