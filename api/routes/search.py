"""Parties by their names and identifiers."""

from dataclasses import astuple
from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...answers.defaults import PAGE
from ...answers.paging import write_cursor
from ...answers.search import answer_search, read_place
from ...ingest.records import PartyKind
from ...ingest.records.checks import LONGEST_NAME
from ..depends import WITHOUT_NUL, Access
from ..envelope import send_answer
from ..paging import After
from ..schemas.common import Page
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


@router.get("", summary="Search for parties", response_model=Page[list[Hit]])
async def search_parties(
    access: Access,
    q: Words,
    kind: Annotated[PartyKind | None, Query(description="Only parties of this kind.")] = None,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Most parties in the answer.")] = PAGE,
) -> Response:
    """Return a page of the parties that fit the words best, each with the reason.

    A later page compares more names with the words than the first one does, which is what `candidates` in `cut_by`
    means: ask for the next page until `next` is null.
    """
    answer = await answer_search(access, q, kind.value if kind else None, limit, read_place(after))
    last = answer.content.last
    following = write_cursor(list(astuple(last))) if last else None
    return send_answer(answer, answer.content.hits, next=following)
