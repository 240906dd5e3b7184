"""The sentences that an answer gives on parties founded after the day of the question."""

from datetime import date

from ..graph.read.founding import warn_of_founding
from ..graph.time_point import TimePoint
from .server.resources import Resources


async def fetch_founding_notes(held: Resources, time_point: TimePoint, *parties: str) -> list[str]:
    """Give a sentence for each of the parties that was founded after the day of the question."""
    if time_point.as_of >= date.today():
        return []
    return await held.store.transact(
        lambda tx: warn_of_founding(tx, parties, time_point), held.settings.read_budget_s, writes=False
    )
