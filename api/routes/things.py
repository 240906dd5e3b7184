"""Loans, cases, figures and relationships, opened by the id or key that answers cite."""

from fastapi import APIRouter, Response

from ...answers.records.things import answer_relationships, answer_thing, write_thing
from ...ingest.records import Facility, Indicator, Lawsuit
from ..depends import Access, FacilityId, FigureId, LawsuitId, RelationshipKey
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.records import SaidTie
from ..schemas.things import Thing
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1", tags=["records"], responses=PROBLEMS, route_class=ValidatedRoute)


@router.get("/facilities/{id}", summary="Read a loan by its id", response_model=Answer[Thing])
async def read_facility_view(id: FacilityId, access: Access) -> Response:  # noqa: A002
    """Return a loan or credit line as known now: amounts, class, days, borrower and lender, and its records."""
    answer = await answer_thing(access, id, Facility.label)
    return send_answer(answer, write_thing(answer.content))


@router.get("/lawsuits/{id}", summary="Read a case by its id", response_model=Answer[Thing])
async def read_lawsuit_view(id: LawsuitId, access: Access) -> Response:  # noqa: A002
    """Return a case as known now: court, cause, amount, stage and days, the parties with their roles, its records."""
    answer = await answer_thing(access, id, Lawsuit.label)
    return send_answer(answer, write_thing(answer.content))


@router.get("/figures/{id}", summary="Read a figure by its id", response_model=Answer[Thing])
async def read_figure_view(id: FigureId, access: Access) -> Response:  # noqa: A002
    """Return a figure of a party for a period, as the evidence of scores cites it, and its records."""
    answer = await answer_thing(access, id, Indicator.label)
    return send_answer(answer, write_thing(answer.content))


@router.get(
    "/relationships/{key}", summary="Read the relationships that a key names", response_model=Answer[list[SaidTie]]
)
async def read_relationships_view(key: RelationshipKey, access: Access) -> Response:
    """Return the relationships of one type between two nodes in all their versions, each with its record.

    The evidence of scores cites them as `TYPE|start|end`.
    """
    answer = await answer_relationships(access, key)
    return send_answer(answer, answer.content)
