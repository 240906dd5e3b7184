"""Suggest parties near to the ids of a request that were not found."""

from typing import Any

from fastapi import Request

from ..answers.near_parties import find_near_parties

WORDS = ("from", "to", "party")


async def find_near(request: Request) -> list[dict[str, Any]]:
    """Find parties near to the ids in a request, within a short time budget."""
    asked = request.state.asked_id if hasattr(request.state, "asked_id") else ""
    words = [asked, *(request.query_params.get(name, "") for name in WORDS)]
    found = await find_near_parties(request.app.state.access, words)
    return [{"id": hit.id, "name": hit.name, "reason": hit.reason, "reason_zh": hit.reason_zh} for hit in found]
