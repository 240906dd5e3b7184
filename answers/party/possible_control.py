"""The companies that a party may control, because sources do not say exactly how much of them it holds."""

from collections.abc import Iterable, Sequence

from ...errors import QueryTimeoutError
from ...graph.engine.store import Transaction
from ...graph.read.owners.owners import FIRST, Owners, add_level, find_hubs, read_holders
from ...graph.read.party.party import Fact
from ...graph.read.ties import Expansion, NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records.words import FactStatus, HoldingKind
from ...models.control.possible import find_possible_controllers
from ...models.ownership.above_company import Ownership
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes import Note
from ..notes.control import explain_may_control
from ..notes.declaration import MOST_LISTED


async def note_possible_control(
    access: GraphAccess, party: NodeView, holdings: Iterable[Fact], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return a note on each company that a party may control by what it holds directly, of the first that are read.

    One whose holders are too many to read at once has none: what they leave is not known.
    """
    inexact = {fact.other.id: fact.other for fact in holdings if is_inexact(fact)}
    companies = list(inexact.values())[:MOST_LISTED]
    found: list[Owners] = []
    try:
        if companies:
            found = await access.read(lambda tx: read_each(tx, companies, time_point))
    except QueryTimeoutError as error:
        accept_partial_read(error, companies, cuts)
    return [
        note
        for owners in found
        for note in explain_may_control(party, owners.nodes[owners.start], find_possible_controllers(Ownership(owners)))
    ]


def is_inexact(fact: Fact) -> bool:
    """Return whether a holding counts and is a band or of unknown size."""
    tie = fact.tie
    counts = tie.status != FactStatus.DISPUTED and tie.properties.get("kind") != HoldingKind.ACTUAL_CONTROLLER
    return counts and tie.properties.get("share") is None and tie.properties.get("voting_share") is None


async def read_each(transaction: Transaction, companies: Sequence[NodeView], time_point: TimePoint) -> list[Owners]:
    """Read the holders of some companies, each by itself."""
    holders = await read_holders(transaction, [company.id for company in companies], time_point)
    hubs, found = find_hubs(holders.steps), list[Owners]()
    for company in companies:
        owners = Owners(start=company.id, nodes={company.id: company})
        steps = tuple(step for step in holders.steps if step.origin.id == company.id)
        add_level(owners, Expansion(steps, frozenset()), owners.holdings, FIRST + 1)
        if company.id not in hubs:
            found.append(owners)
    return found
