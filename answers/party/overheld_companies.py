"""The companies of which a party and others together hold more than a whole."""

import asyncio
from collections.abc import Iterable

from ...errors import QueryTimeoutError
from ...graph.read.owners.overheld import read_overheld
from ...graph.read.owners.owners import Owners, OwnersQuestion
from ...graph.read.party.party import GROUPS, Fact
from ...graph.read.ties import NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import Holding
from ...ingest.records.words import FactStatus
from ...models.control.votes import CIRCLE_CONFIDENCE
from ...models.matrices import TOLERANCE
from ...models.ownership.above_company import Ownership
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes import Note
from ..notes.ownership.contradictions import explain_contradictions

HOLDINGS = GROUPS[Holding.label][0]  # the list of what a party holds


async def note_overheld_companies(
    access: GraphAccess, party: NodeView, holdings: Iterable[Fact], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return a note on each company that a party holds whose holdings add up to more than a whole."""
    held = {fact.other.id: fact.other for fact in holdings if fact.tie.status != FactStatus.DISPUTED}
    owners = Owners(start=party.id)
    question = OwnersQuestion(
        party=party.id,
        time_point=time_point,
        max_nodes=access.settings.max_owner_nodes,
        circle_confidence=CIRCLE_CONFIDENCE,
    )
    try:
        if held:
            await access.read(lambda tx: read_overheld(tx, question, list(held.values()), 1 + TOLERANCE, owners))
    except QueryTimeoutError as error:
        accept_partial_read(error, held, cuts)
    cuts |= owners.cuts
    return await asyncio.to_thread(explain_overheld, owners)


def explain_overheld(owners: Owners) -> list[Note]:
    """Return a note on each company; one whose holders were not all read has none, because its sum is not known."""
    for element in [element for element, tie in owners.holdings.items() if tie.end in owners.unread]:
        del owners.holdings[element]
    return explain_contradictions(Ownership(owners)) if owners.holdings else []
