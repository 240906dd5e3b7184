"""The owners above a company from a state of the graph that is held on disk: what `owners` reads, but without caps.

The caller checks that the graph has not changed since.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...errors import UnknownPartyError, UsageError
from ...ingest.records import PartyKind
from ...ingest.records.words import RelationKind
from ..truncation import Truncation
from .held_steps import Branch, MetParties, TiesAbove, follow
from .network import NODES_AT_ONCE
from .owners import NO_OWNERS, Owners, OwnersQuestion, add_steps
from .ties import Expansion, Step, TieView

UNLIMITED = 1 << 62


@dataclass(frozen=True, slots=True)
class Search:
    """One search upwards: in which graph, for what, what it found, and when its time ends."""

    above: TiesAbove
    question: OwnersQuestion
    owners: Owners
    met: MetParties
    ends_at: float


def read_held_owners(above: TiesAbove, question: OwnersQuestion, owners: Owners, budget_s: float) -> Owners:
    """Fill `owners`; where the time ends first, `unread` names the companies whose holders were not read.

    Raises `UnknownPartyError` for an unknown party and `UsageError` for one that is not a company.
    """
    owners.clear()
    place = above.held.find_party(question.party)
    if place is None:
        raise UnknownPartyError(question.party)
    met = MetParties(above.held)
    met.meet(np.array([place]))
    start = met.nodes[place]
    if start.kind != PartyKind.COMPANY:
        raise UsageError(f"{start.name or start.id} is a {start.kind}: {NO_OWNERS}")
    owners.start, owners.nodes[start.id] = start.id, start
    search = Search(above, question, owners, met, time.monotonic() + budget_s)
    frontier = [start.id]
    while frontier and Truncation.TIME not in owners.cuts:
        owners.unread.update(frontier)
        frontier = read_level(search, frontier)
    read_circles(search)
    return owners


def read_level(search: Search, companies: Sequence[str]) -> list[str]:
    """Add the holders and stated controllers of the companies; return new parties that can have holders."""
    owners, met = search.owners, dict[str, None]()
    for begin in range(0, len(companies), NODES_AT_ONCE):
        if time.monotonic() > search.ends_at:
            owners.cuts.add(Truncation.TIME)
            break
        chunk = companies[begin : begin + NODES_AT_ONCE]
        holders = sorted(follow_from(search, search.above.holders, chunk), key=order_by_size)
        met.update(dict.fromkeys(keep_steps(owners, holders, owners.holdings)))
        met.update(dict.fromkeys(keep_steps(owners, follow_from(search, search.above.stated, chunk), owners.stated)))
        owners.unread.difference_update(chunk)
    return [id_ for id_ in met if owners.nodes[id_].kind != PartyKind.PERSON]


def read_circles(search: Search) -> None:
    """Add family and concert ties among the parties read, and reported nominee ties."""
    owners, least = search.owners, search.question.circle_confidence
    steps = [
        step
        for step in follow_from(search, search.above.circles, list(owners.nodes))
        if step.tie.confidence >= least or step.tie.properties["kind"] == RelationKind.NOMINEE
    ]
    kept = dict[str, TieView]()
    keep_steps(owners, steps, kept)
    owners.circles.update((key, tie) for key, tie in kept.items() if tie.confidence >= least)
    owners.nominees.update((key, tie) for key, tie in kept.items() if tie.properties["kind"] == RelationKind.NOMINEE)


def follow_from(search: Search, branches: Sequence[Branch], parties: Sequence[str]) -> list[Step]:
    """Return the steps from some parties along some branches."""
    return follow(branches, search.met, parties, search.question.time_point)


def keep_steps(owners: Owners, steps: Sequence[Step], kept: dict[str, TieView]) -> list[str]:
    """Add relationships and the parties they lead to; return the new parties."""
    return add_steps(owners, Expansion(tuple(steps), frozenset()), kept, UNLIMITED)


def order_by_size(step: Step) -> tuple[float, str, str]:
    """Return what orders holdings: the larger of capital and votes first, then ids."""
    values = step.tie.properties
    capital = values.get("share", values.get("share_max")) or 0.0
    return -max(capital, values.get("voting_share") or 0.0), step.other.id, step.tie.record
