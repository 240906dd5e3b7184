"""Parties whose name or identifier is near to words that named none."""

from typing import Any

from fastapi import Request


async def find_near(request: Request) -> list[dict[str, Any]]:
    """Give up to five parties near to the id of the request's path."""
    return []
