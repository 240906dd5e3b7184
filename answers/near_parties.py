"""Find parties near to words that name none, for the answer to an id that is unknown."""

from collections.abc import Iterable

from ..errors import RiskgraphError
from ..graph.search.hits import Hit, keep_near
from .access.graph_access import GraphAccess

MOST_NEAR = 5  # suggestions for words that were not found; a search has more
WAIT_S = 0.5


async def find_near_parties(access: GraphAccess, asked: Iterable[str]) -> list[Hit]:
    """Find parties near to those of the words that name none; none where the index does not answer in time."""
    words = [word for word in asked if word]
    near: dict[str, Hit] = {}
    for word in words:
        try:
            if await access.names.find_party(word, WAIT_S) is not None:
                continue  # this word was found, so another one was not
            found = await access.names.search(word, None, MOST_NEAR, WAIT_S)
        except RiskgraphError:
            return []
        near.update((hit.id, hit) for hit in keep_near(found.hits))
    return [hit for hit in near.values() if hit.id not in words]
