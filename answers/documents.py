"""Answer what a document says, and which parties it names."""

from ..graph.read.document import DocumentView, MentionPlace, read_document
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from .access.graph_access import GraphAccess
from .answer import Answer, finish_answer


async def answer_document(
    access: GraphAccess, document: str, time_point: TimePoint, after: MentionPlace, limit: int
) -> Answer[DocumentView]:
    """Answer with a document and a page of its mentions."""
    view = await access.read(lambda tx: read_document(tx, document, time_point, after, limit))
    seen = len(view.mentions)
    cuts = {Truncation.LIMIT} if view.last else set()
    named = [mention.party.id for mention in view.mentions]
    recorded = ((mention.tie.record, mention.tie.recorded_at) for mention in view.mentions)
    return await finish_answer(
        access, view, time_point,
        nodes=1 + seen, relationships=seen, cuts=cuts, named=named, recorded=recorded,
    )  # fmt: skip
