"""Which holdings, statements of control and ties of circles of the parties in an answer do not count."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from ...errors import QueryTimeoutError
from ...graph.read.party.superseded import (
    Superseded,
    read_superseded,
    read_superseded_circle_ties,
    read_superseded_of_holder,
)
from ...graph.read.ties import NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ...models.control.votes import CIRCLE_CONFIDENCE
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes.declaration import MOST_LISTED
from ..notes.ownership.not_counted import is_circle_tie
from .as_known import fetch_known

MOST = MOST_LISTED + 1  # as many as notes list, and one more where there are more


async def fetch_superseded(
    access: GraphAccess, parties: Iterable[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch those of some parties, with the names of the day of knowledge; a time budget that ends is a cut."""
    asked = [*parties]
    found = await fetch_of(access, asked, time_point, cuts)
    found += await fetch_circle_ties(access, asked, time_point, cuts)
    return await name_as_known(access, found, time_point, cuts)


async def fetch_superseded_of(
    access: GraphAccess, party: NodeView, time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch those of a party from both sides in turn: holdings in it and control of it, what it holds and controls."""
    below, above = list[Superseded](), await fetch_of(access, [party], time_point, cuts)
    try:
        below = await access.read(lambda tx: read_superseded_of_holder(tx, party.id, time_point, MOST))
    except QueryTimeoutError as error:
        accept_partial_read(error, [party], cuts)
    in_turn = [one for pair in zip_longest(above, below) for one in pair if one is not None]
    in_turn += await fetch_circle_ties(access, [party], time_point, cuts)
    return await name_as_known(access, list(dict.fromkeys(in_turn)), time_point, cuts)


async def fetch_of(
    access: GraphAccess, parties: Iterable[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch those of some companies, with the names of today."""
    companies = [party.id for party in parties if party.kind != PartyKind.PERSON]
    found: list[Superseded] = []
    try:
        await access.read(lambda tx: read_superseded(tx, companies, time_point, MOST, found))
    except QueryTimeoutError as error:
        accept_partial_read(error, companies, cuts)
    return found


async def fetch_circle_ties(
    access: GraphAccess, parties: Sequence[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch the ties of circles of some parties that do not count, with the names of today."""
    ids = [party.id for party in parties]
    try:
        return await access.read(lambda tx: read_superseded_circle_ties(tx, ids, time_point, MOST, CIRCLE_CONFIDENCE))
    except QueryTimeoutError as error:
        accept_partial_read(error, ids, cuts)
        return []


async def name_as_known(
    access: GraphAccess, found: Sequence[Superseded], time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Return holdings and statements with the names that their parties were known by."""
    known = await fetch_known(access, time_point, list_parties(found), cuts)
    names = {id_: node.name or id_ for id_, node in known.items()}
    return [
        replace(
            one,
            company=names.get(one.company_id, one.company),
            holder=names.get(one.holder_id, one.holder),
        )
        for one in found
    ]


def list_parties(found: Sequence[Superseded]) -> list[str]:
    """List the parties that the notes on holdings and statements name."""
    ties = [one for one in found if is_circle_tie(one)][:MOST_LISTED]
    others = [one for one in found if not is_circle_tie(one)][:MOST_LISTED]
    return [id_ for one in (*others, *ties) for id_ in (one.company_id, one.holder_id)]
