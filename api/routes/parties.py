"""A party's 360 view."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from ...answers.answer import Answer as PartyAnswer
from ...answers.party.lists import MOST_ITEMS, answer_party_list, write_place
from ...answers.party.party import PartyPage, answer_party
from ...graph.read.party.party import LISTS
from ..depends import Access, NodeId, RequestedTimePoint
from ..envelope import send_answer
from ..list_addresses import write_addresses
from ..paging import After
from ..schemas.common import Answer, Page
from ..schemas.parties import ListOfParty, Party
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["parties"], responses=PROBLEMS, route_class=ValidatedRoute)

WRITTEN = frozenset(("controls", "in_default", "score", "more"))  # from elsewhere than the view
ListName = Annotated[
    str,
    Path(
        alias="list",
        pattern=f"^({'|'.join(LISTS)})$",
        description=f"Name of the list, as the party's page has it: {', '.join(LISTS)}.",
        examples=["owners"],
    ),
]
NOT_SHOWN = frozenset(("signals", "change"))  # of a score: its table has a route of its own


@router.get("/{id}", summary="Read everything known about a party", response_model=Answer[Party])
async def read_party_view(id: NodeId, access: Access, time_point: RequestedTimePoint) -> Response:  # noqa: A002
    """Return everything known about a party on one page; a list that is cut has its address in `more`."""
    answer = await answer_party(access, id, time_point)
    return send_answer(answer, {**write_party(answer.content), "more": address_lists(answer)})


@router.get("/{id}/lists/{list}", summary="Read a list of a party in pages", response_model=Page[ListOfParty])
async def read_list_view(
    id: NodeId,  # noqa: A002
    list_name: ListName,
    access: Access,
    time_point: RequestedTimePoint,
    after: After = None,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Most items on the page.")] = 200,
) -> Response:
    """Return a page of one list of the party's page, from its beginning: `next` leads through all of it.

    Relationships come the strongest first, records and findings the latest first, figures by period, the latest first.
    """
    answer = await answer_party_list(access, id, list_name, time_point, after, limit)
    page = {"list": list_name, "items": answer.content.items}
    return send_answer(answer, page, next=write_place(answer.content.last))


def write_party(page: PartyPage) -> dict[str, Any]:
    """Write the 360 view as the schema has it."""
    view = page.view
    shown = {name: getattr(view, name) for name in Party.model_fields if name not in WRITTEN}
    score = None
    if view.score:
        stored = {name: value for name, value in view.score.properties.items() if name not in NOT_SHOWN}
        score = {**stored, "note": page.score_note}
    return {**shown, "controls": page.controls, "in_default": page.in_default, "score": score}


def address_lists(answer: PartyAnswer[PartyPage]) -> dict[str, str]:
    """Return the address of each list that is cut; its first page begins with what is shown."""
    return write_addresses(answer.content.view.id, answer.content.view.cut_lists, answer.time_point)
