"""The list of what the rules found."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator

from ...answers.defaults import LONG_PAGE, MOST_ITEMS
from ...answers.findings import (
    FindingsQuestion,
    answer_findings,
    choose_severities,
    read_place,
    write_found,
    write_place,
)
from ...graph.read.found_pages import WORST_FIRST
from ...graph.rules.rule_files import find_rules
from ...ingest.records.checks import LONGEST_NAME
from ..depends import WITHOUT_NUL, Access, Day
from ..envelope import send_answer
from ..paging import After
from ..schemas.common import Page
from ..schemas.found import ListedFinding
from ..validated_route import ValidatedRoute
from ..word_lists import check_words, split_words, write_pattern
from .responses import PROBLEMS

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS, route_class=ValidatedRoute)

RULES = tuple(find_rules())
Rules = Annotated[
    str | None,
    Query(
        pattern=write_pattern(RULES),
        max_length=2000,
        description="Ids of rules, separated by commas; all if absent.",
        examples=["related_party_trade"],
    ),
    BeforeValidator(check_words("rule", RULES)),
]
Severities = Annotated[
    str | None,
    Query(
        pattern=write_pattern(WORST_FIRST),
        max_length=100,
        description="Severities, separated by commas: high, medium, low; all if absent.",
        examples=["high,medium"],
    ),
    BeforeValidator(check_words("severity", WORST_FIRST)),
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
Since = Annotated[Day, Query(description="Only findings that were found on this day or later.")]
AsOf = Annotated[Day, Query(description="Of the last run of each rule up to this day; up to today if absent.")]
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Most items on the page.")]


@router.get("/findings", summary="List what the rules found", response_model=Page[list[ListedFinding]])
async def read_findings_view(
    access: Access,
    rule: Rules = None,
    severity: Severities = None,
    party: Party = None,
    since: Since = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = LONG_PAGE,
) -> Response:
    """Return a page of findings: by severity, the worst first, then by rule and key; `next` leads through all of it.

    Each rule contributes what it found in its last run up to `as_of`; the notes name the days of these runs, the rules
    that never ran, and how far the graph has changed since.
    """
    question = FindingsQuestion(
        rules=split_words(rule),
        severities=choose_severities(split_words(severity)),
        party=party,
        since=since,
        as_of=as_of,
        after=read_place(after),
        limit=limit,
    )
    answer = await answer_findings(access, question)
    found = [write_found(one) for one in answer.content.items]
    return send_answer(answer, found, next=write_place(answer.content.last))
