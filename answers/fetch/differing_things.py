"""The notes on loans and figures of a party that sources describe differently."""

from collections.abc import Collection

from ...errors import QueryTimeoutError
from ...graph.read.party.differing_things import read_differing_things
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import Facility, Indicator
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes import Note
from ..notes.differing_things import explain_differing

LABELS = {"facilities": Facility.label, "indicators": Indicator.label}  # by the name of the list that has them


async def note_differing_things(
    access: GraphAccess, party: str, lists: Collection[str], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return the notes on what some lists of a party hold; a time budget that ends is a cut."""
    labels = [LABELS[name] for name in lists if name in LABELS]
    if not labels:
        return []
    try:
        things, complete = await access.read(lambda tx: read_differing_things(tx, party, time_point))
    except QueryTimeoutError as error:
        accept_partial_read(error, [party], cuts)
        return []
    if not complete:
        cuts.add(Truncation.ROWS)
    return explain_differing([thing for thing in things if thing.label in labels])
