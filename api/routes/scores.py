"""The table behind a party's score."""

from typing import Any

from fastapi import APIRouter, Response

from ...answers.score import ScoreOfParty, answer_score
from ..depends import Access, NodeId, RequestedTimePoint
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.scores import Score
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["scores"], responses=PROBLEMS, route_class=ValidatedRoute)


@router.get("/{id}/score", summary="Read the score of a party", response_model=Answer[Score])
async def read_score_view(id: NodeId, access: Access, time_point: RequestedTimePoint) -> Response:  # noqa: A002
    """Return the latest score of a party as a table of signals that adds up to it."""
    answer = await answer_score(access, id, time_point)
    return send_answer(answer, write_score(answer.content))


def write_score(content: ScoreOfParty) -> dict[str, Any]:
    """Write a score as the schema has it."""
    table, stored = content.table, content.stored
    return {
        "party": content.party,
        "value": table.value,
        "grade": table.grade,
        "lines": table.lines,
        "reasons": table.reasons,
        "policy": table.policy,
        "policy_version": table.policy_version,
        "as_of": stored["as_of"],
        "scored_on": stored["scored_on"],
        "note": content.note,
    }
