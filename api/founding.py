"""The sentences that an answer gives on parties founded after the day of the question."""

from datetime import date

from ..graph.moment import Moment
from ..graph.read_founding import warn_of_founding
from .resources import Resources


async def fetch_founding_notes(held: Resources, moment: Moment, *parties: str) -> list[str]:
    """Give a sentence for each of the parties that was founded after the day of the question."""
    if moment.as_of >= date.today():
        return []
    return await held.store.transact(
        lambda tx: warn_of_founding(tx, parties, moment), held.settings.read_budget_s, writes=False
    )
