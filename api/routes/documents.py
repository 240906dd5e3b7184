"""A document with its text and the parties that it names."""

from dataclasses import astuple
from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...graph.read.document import DocumentView, MentionPlace, read_document
from ...graph.truncation import Truncation
from ..depends import Asked, Held, NodeId
from ..envelope import send_answer
from ..paging import read_cursor, write_cursor
from ..schemas.common import Page
from ..schemas.documents import Document
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/documents", tags=["documents"], responses=PROBLEMS)

PLACE = (int, str, str)
After = Annotated[
    str | None, Query(max_length=2000, description="`next` of the answer before; the first page if absent.")
]
Limit = Annotated[int, Query(ge=1, le=1000, description="Most mentions in the answer.")]


@router.get("/{id}", response_model=Page[Document])
async def read_document_view(
    id: NodeId, held: Held, time_point: Asked, after: After = None, limit: Limit = 200  # noqa: A002
) -> Response:  # fmt: skip
    """Give a document: its whole text as it was loaded, and a page of the spans that name parties.

    Each of `mentions` is a party with the relationship `MENTIONED_IN`, in the order of the text; those without a span
    come first. `tie.properties` has the span: `text[start_char:end_char]` is `surface`, the words that name the party.
    Both offsets count Unicode code points from 0, and `end_char` is one past the last; programs that count bytes or
    UTF-16 units have to convert them. `sentence` is the sentence around, `event` and `role` say what happened and what
    the party is in it, `extractor` says what read the text. What nobody said is absent. A party has a mention for
    every place and every event. `after` and `limit` page the mentions, and `next` is null on the last page; `as_of`
    and `as_known` choose the mentions that hold, while the text is always that of now.
    """
    place = MentionPlace(*read_cursor(after, PLACE)) if after else MentionPlace()  # type: ignore[arg-type]
    view = await held.store.transact(
        lambda tx: read_document(tx, id, time_point, place, limit), held.settings.read_budget_s, writes=False
    )
    seen = len(view.mentions)
    following = write_cursor(list(astuple(view.last))) if view.last else None
    return send_answer(
        show_document(view),
        held,
        time_point,
        nodes=1 + seen,
        relationships=seen,
        cuts={Truncation.LIMIT} if view.last else (),
        next=following,
    )


def show_document(view: DocumentView) -> dict[str, object]:
    """Write a document as the answer shows it."""
    shown = {name: view.properties.get(name) for name in Document.model_fields}
    return {**shown, "mentions": view.mentions}
