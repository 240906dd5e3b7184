"""Find parties with names near to one that was not found."""

from typing import Any

from fastapi import Request

from ..answers.access.graph_access import GraphAccess
from ..errors import RiskgraphError
from ..graph.search.search import Hit

MOST_NEAR = 5  # suggestions for words that were not found; a search has more
WAIT_S = 0.5
WORDS = ("from", "to")


async def find_near(request: Request) -> list[dict[str, Any]]:
    """Find parties near to the ids in a request, within a short time budget."""
    access: GraphAccess = request.app.state.access
    asked = request.state.asked_id if hasattr(request.state, "asked_id") else ""
    wanted = [asked, *(request.query_params.get(name, "") for name in WORDS)]
    near: dict[str, Hit] = {}
    for words in filter(None, wanted):
        try:
            if await access.names.find_party(words, WAIT_S) is not None:
                continue  # this word was found, so another one was not
            found = await access.names.search(words, None, MOST_NEAR, WAIT_S)
        except RiskgraphError:
            return []
        near.update((hit.id, hit) for hit in found.hits)
    return [
        {"id": hit.id, "name": hit.name, "reason": hit.reason, "reason_zh": hit.reason_zh}
        for hit in near.values()
        if hit.id not in wanted
    ]
