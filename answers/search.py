"""Answer which parties a name or an identifier fits."""

from ..graph.search.hits import Found, HitPlace
from ..graph.time_point import TimePoint
from .access.graph_access import GraphAccess
from .answer import Answer, finish_answer
from .paging import read_cursor

PLACE = (int, int, int)


def read_place(word: str | None) -> HitPlace | None:
    """Read the word that an earlier page ended with; None asks for the first page."""
    return HitPlace(*read_cursor(word, PLACE)) if word else None  # type: ignore[arg-type]


async def answer_search(
    access: GraphAccess, words: str, kind: str | None, limit: int, after: HitPlace | None = None
) -> Answer[Found]:
    """Answer with a page of the parties that fit the words best, each with the reason."""
    found = await access.names.search(words, kind, limit, access.settings.read_budget_s, after)
    named = [hit.id for hit in found.hits]
    return await finish_answer(access, found, TimePoint(), nodes=len(named), cuts=found.cuts, named=named)
