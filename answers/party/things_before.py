"""Which loans and figures may have been known, on an earlier day, as those of another party than today's."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date

from ...errors import QueryTimeoutError
from ...graph.engine.store import Transaction
from ...graph.read.party.loans_in_default import list_watched
from ...graph.read.party.party import Fact
from ...graph.read.party.things_as_known import NOTHING_BEFORE, ThingsBefore, read_defaulted_before, read_things_before
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ..access.graph_access import GraphAccess


async def fetch_things_before(access: GraphAccess, party: str, time_point: TimePoint) -> ThingsBefore:
    """Fetch what may have been known as a party's."""
    return await fetch_in_time(access, lambda tx: read_things_before(tx, party, time_point), time_point)


async def fetch_defaulted_before(
    access: GraphAccess, facts: Mapping[str, Iterable[Fact]], time_point: TimePoint
) -> ThingsBefore:
    """Fetch the loans that may have been known as loans in default of the parties that a party deals with."""
    if not list_watched(facts):
        return NOTHING_BEFORE
    return await fetch_in_time(access, lambda tx: read_defaulted_before(tx, time_point), time_point)


async def fetch_in_time(
    access: GraphAccess, read: Callable[[Transaction], Awaitable[ThingsBefore]], time_point: TimePoint
) -> ThingsBefore:
    """Fetch by a scan; where the time ends first, that is a cut, and what is a party's today is still answered."""
    if time_point.as_known is None or time_point.as_known >= date.today():
        return NOTHING_BEFORE
    try:
        return await access.read(read)
    except QueryTimeoutError:
        return ThingsBefore(cuts=frozenset({Truncation.TIME}))
