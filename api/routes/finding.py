"""One finding by its id."""

from fastapi import APIRouter, Response

from ...answers.records.finding import answer_finding, write_finding
from ..depends import Access, FindingId
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.finding import Finding
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/findings", tags=["findings"], responses=PROBLEMS, route_class=ValidatedRoute)


@router.get("/{id}", summary="Read a finding by its id", response_model=Answer[Finding])
async def read_finding_view(id: FindingId, access: Access) -> Response:  # noqa: A002
    """Return a finding: its sentence in both languages, its rule with thresholds, the parties with names, its records.

    The rule is shown as it is now; a note says where the finding was made by another version of it.
    """
    answer = await answer_finding(access, id)
    return send_answer(answer, write_finding(answer.content))
