"""The other holders of the companies that a party holds: whether the holdings in them add up to more than a whole."""

from collections.abc import Iterable

from ...errors import QueryTimeoutError
from ...graph.read.owners.owners import Owners, add_level, read_holders
from ...graph.read.party.party import GROUPS, Fact
from ...graph.read.ties import NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import Holding
from ...ingest.records.words import FactStatus
from ...models.ownership.above_company import Ownership
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes import Note
from ..notes.owners import explain_contradictions

HOLDINGS = GROUPS[Holding.label][0]  # the list of what a party holds


async def note_held_companies(
    access: GraphAccess, party: NodeView, holdings: Iterable[Fact], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return the contradictions among the holdings in the companies that a party holds, as on their own pages."""
    held = {fact.other.id: fact.other for fact in holdings if fact.tie.status != FactStatus.DISPUTED}
    if not held:
        return []
    owners = Owners(start=party.id, nodes={party.id: party, **held})
    try:
        found = await access.read(lambda tx: read_holders(tx, list(held), time_point))
    except QueryTimeoutError as error:
        accept_partial_read(error, held, cuts)
        return []
    add_level(owners, found, owners.holdings, access.settings.max_owner_nodes)
    return explain_contradictions(Ownership(owners))
