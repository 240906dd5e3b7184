"""Answer which parties a name or an identifier fits."""

from ..graph.search.search import Hit
from ..graph.time_point import TimePoint
from .access.graph_access import GraphAccess
from .answer import Answer, finish_answer


async def answer_search(access: GraphAccess, words: str, kind: str | None, limit: int) -> Answer[tuple[Hit, ...]]:
    """Answer with the parties that fit the words best, each with the reason."""
    found = await access.names.search(words, kind, limit, access.settings.read_budget_s)
    return await finish_answer(access, found.hits, TimePoint(), nodes=len(found.hits), cuts=found.cuts)
