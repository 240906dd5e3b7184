"""Parties whose name or identifier is near to words that named none."""

from typing import Any

from fastapi import Request

from ..errors import RiskgraphError
from .resources import Resources

MOST_NEAR = 5
WAIT_S = 0.5
WORDS = ("from", "to")


async def find_near(request: Request) -> list[dict[str, Any]]:
    """Give the parties near to the ids that the request names, as far as they are found quickly."""
    held: Resources = request.app.state.resources
    asked = request.state.asked_id if hasattr(request.state, "asked_id") else ""
    wanted = [asked, *(request.query_params.get(name, "") for name in WORDS)]
    near: dict[str, str] = {}
    for words in filter(None, wanted):
        try:
            found = await held.names.search(words, None, MOST_NEAR, WAIT_S)
        except RiskgraphError:
            return []
        if all(hit.id != words for hit in found.hits):  # what is there needs no others
            near.update((hit.id, hit.name) for hit in found.hits)
    return [{"id": id_, "name": name} for id_, name in near.items() if id_ not in wanted]
