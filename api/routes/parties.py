"""A party's 360 view."""

from typing import Any

from fastapi import APIRouter, Response

from ...answers.party import PartyPage, answer_party
from ..depends import Access, NodeId, RequestedTimePoint
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.parties import Party
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["parties"], responses=PROBLEMS, route_class=ValidatedRoute)

WRITTEN = frozenset(("controls", "in_default", "score"))  # from elsewhere than the view
NOT_SHOWN = frozenset(("signals", "change"))  # of a score: its table has a route of its own


@router.get("/{id}", summary="Read everything known about a party", response_model=Answer[Party])
async def read_party_view(id: NodeId, access: Access, time_point: RequestedTimePoint) -> Response:  # noqa: A002
    """Return everything known about a party on one page."""
    answer = await answer_party(access, id, time_point)
    return send_answer(answer, write_party(answer.content))


def write_party(page: PartyPage) -> dict[str, Any]:
    """Write the 360 view as the schema has it."""
    view = page.view
    shown = {name: getattr(view, name) for name in Party.model_fields if name not in WRITTEN}
    score = None
    if view.score:
        stored = {name: value for name, value in view.score.properties.items() if name not in NOT_SHOWN}
        score = {**stored, "note": page.score_note}
    return {**shown, "controls": page.controls, "in_default": page.in_default, "score": score}
