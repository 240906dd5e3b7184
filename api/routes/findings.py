"""What rules found."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from ...answers.registers.findings import answer_findings, write_place
from ...graph.read.findings import ListedFinding as Found
from ...graph.rules.rule_files import find_rules
from ...graph.rules.rule_header import SEVERITIES
from ...ingest.records.checks import LONGEST_NAME
from ..depends import WITHOUT_NUL, Access, Day, RequestedTimePoint
from ..envelope import send_answer
from ..paging import After
from ..schemas.common import Page
from ..schemas.findings import ListedFinding
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS


def write_pattern(words: Iterable[str]) -> str:
    """Write the pattern of some words, separated by commas."""
    one = f"({'|'.join(words)})"
    return f"^{one}(,{one})*$"


router = APIRouter(prefix="/v1/findings", tags=["findings"], responses=PROBLEMS, route_class=ValidatedRoute)
Party = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=WITHOUT_NUL,
        description="Only those that concern this party: an id, an identifier or an exact name.",
        examples=["world:C000152"],
    ),
]


@router.get("", summary="List what rules found", response_model=Page[list[ListedFinding]])
async def list_findings(
    access: Access,
    time_point: RequestedTimePoint,
    rule: Annotated[
        str | None,
        Query(
            max_length=1000,
            pattern=write_pattern(find_rules()),
            description="Ids of rules, separated by commas.",
            examples=["shared_phone"],
        ),
    ] = None,
    severity: Annotated[
        str | None,
        Query(
            max_length=100,
            pattern=write_pattern(SEVERITIES),
            description="Severities, separated by commas.",
            examples=["high,medium"],
        ),
    ] = None,
    party: Party = None,
    since: Annotated[Day, Query(description="Only what was found on this day or later, and not before.")] = None,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most findings on the page.")] = 100,
) -> Response:
    """Return a page of what rules found for the day, the most severe first; each rule's of the last day it ran for."""
    answer = await answer_findings(
        access, time_point, rules=split_words(rule), severities=split_words(severity), party=party, since=since,
        after=after, limit=limit,
    )  # fmt: skip
    data = [write_finding(found) for found in answer.content.findings]
    return send_answer(answer, data, next=write_place(answer.content.last))


def split_words(words: str | None) -> list[str]:
    """Return words that commas separate."""
    return words.split(",") if words else []


def write_finding(found: Found) -> dict[str, Any]:
    """Write a finding as the schema has it."""
    return {"finding": found.stored, "about": found.about}
