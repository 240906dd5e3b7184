"""Parties by their names and identifiers."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...answers.search import answer_search
from ...ingest.records import PartyKind
from ...ingest.records.checks import LONGEST_NAME
from ..depends import WITHOUT_NUL, Access
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.search import Hit
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/search", tags=["search"], responses=PROBLEMS, route_class=ValidatedRoute)

Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=WITHOUT_NUL,
        description="A name, a part of one, or an identifier.",
        examples=["澈砺岳"],
    ),
]


@router.get("", summary="Search for parties", response_model=Answer[list[Hit]])
async def search_parties(
    access: Access,
    q: Words,
    kind: Annotated[PartyKind | None, Query(description="Only parties of this kind.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Most parties in the answer.")] = 10,
) -> Response:
    """Return the parties that fit the words best, each with the reason."""
    answer = await answer_search(access, q, kind.value if kind else None, limit)
    return send_answer(answer, answer.content)
