"""The owners above a company from a state of the graph that is held on disk: what `owners` reads, but without caps.

The caller checks that the graph has not changed since.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ....errors import UnknownPartyError
from ...truncation import Truncation
from ..network import NODES_AT_ONCE
from ..ties import Expansion, Step
from .held_steps import Branch, ReadAbove, TiesAbove, follow, order_steps
from .owners import FIRST, CircleSearch, Owners, OwnersQuestion, add_level, order_by_size

UNLIMITED = 1 << 62


@dataclass(frozen=True, slots=True)
class Search:
    """One search upwards: in which graph, for what, what it found, and when its time ends."""

    above: TiesAbove
    question: OwnersQuestion
    owners: Owners
    circles: CircleSearch
    met: ReadAbove
    ends_at: float


def read_held_owners(above: TiesAbove, question: OwnersQuestion, owners: Owners, budget_s: float) -> Owners:
    """Fill `owners`; where the time ends first, `unread` names the companies whose holders were not read.

    Raises `UnknownPartyError` for an unknown party and `UsageError` for one that is not a company.
    """
    owners.clear()
    place = above.held.find_party(question.party)
    if place is None:
        raise UnknownPartyError(question.party)
    met = above.find_memory()
    met.meet(np.array([place]))
    owners.begin(met.nodes[place])
    circles = CircleSearch(owners, question, UNLIMITED)
    search = Search(above, question, owners, circles, met, time.monotonic() + budget_s)
    frontier = [owners.start]
    while frontier and Truncation.TIME not in owners.cuts:
        frontier = read_level(search, frontier) or read_circles(search)
    search.circles.add_guesses()
    return owners


def read_level(search: Search, companies: Sequence[str]) -> list[str]:
    """Add the holders and stated controllers of the companies; return new parties that can have holders."""
    owners, met_parties, met = search.owners, search.met, list[str]()
    for begin in range(0, len(companies), NODES_AT_ONCE):
        if time.monotonic() > search.ends_at:
            owners.cuts.add(Truncation.TIME)
            break
        chunk = companies[begin : begin + NODES_AT_ONCE]
        stated = follow_from(search, search.above.stated, chunk)
        met += add_level(owners, whole(stated), owners.stated, UNLIMITED)
        holders = follow(search.above.holders, met_parties, chunk, search.question.time_point)
        met += add_level(owners, whole(sorted(holders, key=order_by_size)), owners.holdings, UNLIMITED)
        owners.unread.difference_update(chunk)
    return met


def read_circles(search: Search) -> list[str]:
    """Follow ties of family and concert to their end; return new parties that can have holders."""
    met, circles = list[str](), search.circles
    while parties := circles.take(FIRST):
        if time.monotonic() > search.ends_at:
            search.owners.cuts.add(Truncation.TIME)
            break
        met += circles.add(whole(follow_from(search, search.above.circles, parties)))
    return met


def follow_from(search: Search, branches: Sequence[Branch], parties: Sequence[str]) -> list[Step]:
    """Return the steps from some parties along some branches, in an order of their own."""
    return order_steps(follow(branches, search.met, parties, search.question.time_point), parties)


def whole(steps: Iterable[Step]) -> Expansion:
    """Return steps that no cap cut."""
    return Expansion(tuple(steps), frozenset())
