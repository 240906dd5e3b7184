"""A document with its text and the parties that it names."""

from dataclasses import astuple
from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...answers.documents import answer_document
from ...answers.paging import read_cursor, write_cursor
from ...graph.read.document import DocumentView, MentionPlace
from ..depends import Access, NodeId, RequestedTimePoint
from ..envelope import send_answer
from ..paging import After
from ..schemas.common import Page
from ..schemas.documents import Document
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/documents", tags=["documents"], responses=PROBLEMS, route_class=ValidatedRoute)

PLACE = (int, str, str)
Limit = Annotated[int, Query(ge=1, le=1000, description="Most mentions in the answer.")]


@router.get("/{id}", summary="Read a document and its mentions", response_model=Page[Document])
async def read_document_view(
    id: NodeId, access: Access, time_point: RequestedTimePoint, after: After = None, limit: Limit = 200  # noqa: A002
) -> Response:  # fmt: skip
    """Return a document: its whole text as it was loaded, and a page of the spans that name parties.

    Each of `mentions` is a party with the relationship `MENTIONED_IN`, in the order of the text; those without a span
    come first. `tie.properties` has the span: `text[start_char:end_char]` is `surface`, the words that name the party.
    Both offsets count Unicode code points from 0, and `end_char` is one past the last; programs that count bytes or
    UTF-16 units have to convert them. `sentence` is the sentence around, `event` and `role` say what happened and what
    the party is in it, `extractor` says what read the text. What is unknown is absent. A party has a mention for
    every place and every event. `after` and `limit` page the mentions, and `next` is null on the last page; `as_of`
    and `as_known` choose the mentions that hold, while the text is always that of now.
    """
    place = MentionPlace(*read_cursor(after, PLACE)) if after else MentionPlace()  # type: ignore[arg-type]
    answer = await answer_document(access, id, time_point, place, limit)
    last = answer.content.last
    return send_answer(answer, show_document(answer.content), next=write_cursor(list(astuple(last))) if last else None)


def show_document(view: DocumentView) -> dict[str, object]:
    """Write a document as the answer shows it."""
    shown = {name: view.properties.get(name) for name in Document.model_fields}
    return {**shown, "mentions": view.mentions}
