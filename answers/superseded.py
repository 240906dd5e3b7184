"""Which holdings and statements of control of the parties in an answer do not count."""

from collections.abc import Iterable

from ..errors import QueryTimeoutError
from ..graph.read.party.superseded import Superseded, read_superseded, read_superseded_of_holder
from ..graph.read.ties import NodeView
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from ..ingest.records import PartyKind
from .access.graph_access import GraphAccess
from .answer import accept_partial_read
from .notes.listing import MOST_LISTED


async def fetch_superseded(
    access: GraphAccess, parties: Iterable[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch as many as notes list, and one more where there are more; a time budget that ends before is a cut."""
    companies = [party.id for party in parties if party.kind != PartyKind.PERSON]
    found: list[Superseded] = []
    try:
        await access.read(lambda tx: read_superseded(tx, companies, time_point, MOST_LISTED + 1, found))
    except QueryTimeoutError as error:
        accept_partial_read(error, companies, cuts)
    return found


async def fetch_superseded_of(
    access: GraphAccess, party: NodeView, time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch those of a party from both sides: holdings in it and control of it, and what it holds and controls."""
    found = await fetch_superseded(access, [party], time_point, cuts)
    try:
        most = MOST_LISTED + 1
        found += await access.read(lambda tx: read_superseded_of_holder(tx, party.id, time_point, most))
    except QueryTimeoutError as error:
        accept_partial_read(error, [party], cuts)
    return found
