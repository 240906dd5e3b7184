"""What changed in the books since a day."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator

from ...answers.changes.changes import (
    ChangesQuestion,
    answer_changes,
    choose_kinds,
    read_place,
    write_change,
    write_place,
)
from ...answers.changes.lines import ChangeKind
from ...answers.defaults import LONG_PAGE, MOST_ITEMS
from ...ingest.records.checks import LONGEST_NAME
from ..depends import WITHOUT_NUL, Access, Day, RequiredDay
from ..envelope import send_answer
from ..paging import After
from ..schemas.changes import ListedChange
from ..schemas.common import Page
from ..validated_route import ValidatedRoute
from ..word_lists import check_words, split_words, write_pattern
from .responses import PROBLEMS

router = APIRouter(prefix="/v1", tags=["changes"], responses=PROBLEMS, route_class=ValidatedRoute)

KINDS = tuple(ChangeKind)
Kinds = Annotated[
    str | None,
    Query(
        pattern=write_pattern(KINDS),
        max_length=1000,
        description="Kinds of changes, separated by commas; all if absent.",
        examples=["grade_down,controller_new"],
    ),
    BeforeValidator(check_words("kind of change", KINDS)),
]
Party = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=WITHOUT_NUL,
        description="Id, identifier or exact name of a party; of all parties if absent.",
        examples=["world:C000152"],
    ),
]
Since = Annotated[RequiredDay, Query(description="First day of the changes.", examples=["2024-12-30"])]
Until = Annotated[Day, Query(description="Last day of the changes; today if absent.")]


@router.get("/changes", summary="List what changed since a day", response_model=Page[list[ListedChange]])
async def read_changes_view(
    access: Access,
    since: Since,
    until: Until = None,
    party: Party = None,
    kind: Kinds = None,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Most items on the page.")] = LONG_PAGE,
) -> Response:
    """Return a page of the changes since a day, the worst first; `next` leads through all of it.

    Deliveries since then are compared record by record with what was before, findings and grades with those of the
    last runs before. The notes say what was compared, and what could not be; `complete` is false then.
    """
    question = ChangesQuestion(
        since=since,
        until=until,
        party=party,
        kinds=choose_kinds(split_words(kind)),
        after=read_place(after),
        limit=limit,
    )
    answer = await answer_changes(access, question)
    items = [write_change(one) for one in answer.content.items]
    return send_answer(answer, items, next=write_place(answer.content.last))
