"""Parties as callers name them: by id, or by an identifier or exact name, as on the command line."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from ..errors import NotFoundError
from ..graph.moment import Moment
from ..graph.read_founding import warn_of_founding
from .resources import Resources

Found = TypeVar("Found")


async def read_named(held: Resources, read: Callable[..., Awaitable[Found]], *words: str) -> Found:
    """Read about the parties with these ids; where one has none, about those that the words name otherwise.

    Names are looked up only after the ids were not found, so that a question by id costs nothing more.
    """
    try:
        return await read(*words)
    except NotFoundError as error:
        try:
            ids = [await held.names.resolve(word, held.settings.read_budget_s) for word in words]
        except NotFoundError:
            raise error from None
        if ids == list(words):
            raise
        return await read(*ids)


async def fetch_notes(held: Resources, moment: Moment, *parties: str) -> list[str]:
    """Give sentences on parties that were founded after the day of the question."""
    if not moment.is_past:
        return []
    return await held.store.transact(
        lambda tx: warn_of_founding(tx, parties, moment), held.settings.read_budget_s, writes=False
    )
