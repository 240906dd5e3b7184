"""The parties that callers ask for: by id, else by an identifier or exact name, else those that come near."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from fastapi import Request

from ..errors import NotFoundError, RiskgraphError
from ..graph.search.search import Hit
from .server.resources import Resources

MOST_NEAR = 5
WAIT_S = 0.5
WORDS = ("from", "to")
Found = TypeVar("Found")


async def read_named(held: Resources, read: Callable[..., Awaitable[Found]], *words: str) -> Found:
    """Read about the parties with these ids; where one has none, about those that the words name otherwise.

    Names are looked up only after the ids were not found, so that a question by id costs nothing more.
    """
    try:
        return await read(*words)
    except NotFoundError:
        ids = [await held.names.find_party(word, held.settings.read_budget_s) for word in words]
        known = [id_ for id_ in ids if id_ is not None]
        if len(known) < len(ids) or known == list(words):
            raise
        return await read(*known)


async def find_near(request: Request) -> list[dict[str, Any]]:
    """Give the parties near to the ids that the request names, as far as they are found quickly."""
    held: Resources = request.app.state.resources
    asked = request.state.asked_id if hasattr(request.state, "asked_id") else ""
    wanted = [asked, *(request.query_params.get(name, "") for name in WORDS)]
    near: dict[str, Hit] = {}
    for words in filter(None, wanted):
        try:
            if await held.names.find_party(words, WAIT_S) is not None:
                continue  # what is there needs no others
            found = await held.names.search(words, None, MOST_NEAR, WAIT_S)
        except RiskgraphError:
            return []
        near.update((hit.id, hit) for hit in found.hits)
    return [
        {"id": hit.id, "name": hit.name, "reason": hit.reason, "reason_zh": hit.reason_zh}
        for hit in near.values()
        if hit.id not in wanted
    ]
