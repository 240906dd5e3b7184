"""Which loans and figures, of other parties today, may have been known as those of a party on an earlier day."""

from datetime import date

from ..errors import QueryTimeoutError
from ..graph.read.party.things_as_known import NOTHING_BEFORE, ThingsBefore, read_things_before
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from .access.graph_access import GraphAccess


async def fetch_things_before(access: GraphAccess, party: str, time_point: TimePoint) -> ThingsBefore:
    """Fetch them; where the time ends first, that is a cut, and what is the party's today is still answered."""
    if time_point.as_known is None or time_point.as_known >= date.today():
        return NOTHING_BEFORE
    try:
        return await access.read(lambda tx: read_things_before(tx, party, time_point))
    except QueryTimeoutError:
        return ThingsBefore(cuts=frozenset({Truncation.TIME}))
