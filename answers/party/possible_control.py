"""The companies that a party may control, because sources do not say exactly how much of them is held."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence

from ...errors import NotACompanyError, QueryTimeoutError
from ...graph.read.owners.held_below import Held, Reach, find_most, read_reach
from ...graph.read.party.party import Fact
from ...graph.read.ties import NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ...ingest.records.words import FactStatus, HoldingKind
from ...models.control.possible import find_possible_controllers
from ...models.ownership.above_company import Ownership
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes import Note
from ..notes.declaration import MOST_LISTED
from ..notes.ownership.control import explain_may_control, explain_not_examined
from ..owners import fetch_owners


async def note_possible_control(
    access: GraphAccess, party: NodeView, holdings: Iterable[Fact], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return a note on each company that a party may control, by itself or through companies, as that company's page.

    The first are compared with what stands above each of them; a note says where more were met.
    """
    reach, held = Reach(), list(list_held(holdings))
    try:
        if held:
            await access.read(lambda tx: read_reach(tx, party.id, held, time_point, reach))
    except QueryTimeoutError as error:
        accept_partial_read(error, reach.reached, cuts)
        reach.cut = True
    possible = reach.possible
    notes = await note_each(access, party, possible[:MOST_LISTED], time_point, cuts)
    return [*notes, *(explain_not_examined(party) if reach.cut or len(possible) > MOST_LISTED else ())]


def list_held(holdings: Iterable[Fact]) -> Iterator[Held]:
    """List the holdings of a party that count, as the first step of the way down."""
    for fact in holdings:
        tie = fact.tie
        counts = tie.status != FactStatus.DISPUTED and tie.properties.get("kind") != HoldingKind.ACTUAL_CONTROLLER
        if counts and fact.other.kind == PartyKind.COMPANY:
            numbers = (tie.properties.get(name) for name in ("share", "voting_share", "share_max"))
            yield Held(fact.other, *find_most(*numbers))


async def note_each(
    access: GraphAccess, party: NodeView, companies: Sequence[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return the notes on some companies from all that stands above each."""
    notes: list[Note] = []
    for company in companies:
        try:
            ownership = Ownership(await fetch_owners(access, time_point, company.id))
        except NotACompanyError:  # a person that a source says is held, on the day of knowledge asked for
            continue
        except QueryTimeoutError as error:
            accept_partial_read(error, companies, cuts)
            break
        cuts |= ownership.read.cuts
        found = await asyncio.to_thread(find_possible_controllers, ownership)
        notes += explain_may_control(party, company, found)
    return notes
