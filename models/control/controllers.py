"""Who actually controls a company, alone or with a circle of family and concert, and the chain of control."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from ...graph.read.owners import Owners
from ...graph.read.ties import NodeView, TieView
from ..matrices import round_share
from ..ownership.above_company import Ownership
from ..ownership.holdings import Holdings
from .derive import derive_control
from .votes import Votes, join_circles


class ControlBasis(StrEnum):
    """What control rests on."""

    VOTES = "votes"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class ControlLink:
    """What the controlling side holds directly in one company of the chain; `votes` is None where unknown."""

    holder: str
    company: str
    votes: float | None
    ties: tuple[TieView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """A party or circle that no other party controls; `alone` when no circle was needed.

    `votes_in_company` is None where no source states a holding. `circle` has the ties that make the circle, where
    one was needed, and always those of nominees.
    """

    members: tuple[NodeView, ...]
    alone: bool
    basis: ControlBasis
    votes_in_company: float | None
    chain: tuple[ControlLink, ...]
    stated: tuple[TieView, ...]
    circle: tuple[TieView, ...]


def find_controllers(ownership: Ownership) -> list[Controller]:
    """Find the ultimate controllers of the company, by votes and statements, as far as what stands above was read."""
    owners, holdings = ownership.read, ownership.votes
    votes = arrange_votes(owners, holdings)
    rows = derive_control(votes)
    by_votes = {
        (row.controller, row.company) for row in (derive_control(leave_out_stated(votes)) if owners.stated else rows)
    }
    tops: dict[str, dict[str, bool]] = {}
    for row in rows:
        if row.company == owners.start and row.top:
            tops.setdefault(row.circle, {})[row.controller] = row.alone and row.top_alone
    controlled = {circle: {row.company for row in rows if row.circle == circle} for circle in tops}
    return [
        describe_controller(owners, holdings, members, controlled[circle], by_votes) for circle, members in tops.items()
    ]


def arrange_votes(owners: Owners, holdings: Holdings) -> Votes:
    """Put the votes, statements and circles into arrays."""
    place = holdings.place
    pairs = [(pair, holding) for pair, holding in holdings.pairs.items() if holding.least > 0 and pair[0] != pair[1]]
    left, right = to_places(place, owners.circles.values())
    return Votes(
        parties=holdings.ids,
        owner=np.array([place[holder] for (holder, _), _ in pairs], dtype=np.int64),
        company=np.array([place[company] for (_, company), _ in pairs], dtype=np.int64),
        votes=np.array([holding.least for _, holding in pairs], dtype=np.float64),
        stated=to_places(place, owners.stated.values()),
        circle=join_circles(left, right, len(holdings.ids)),
        holder_records={},  # the answer carries the ties themselves
    )


def to_places(place: Mapping[str, int], ties: Iterable[TieView]) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of both ends of ties."""
    ends = sorted({(place[tie.start], place[tie.end]) for tie in ties})
    return np.array([start for start, _ in ends], dtype=np.int64), np.array([end for _, end in ends], dtype=np.int64)


def leave_out_stated(votes: Votes) -> Votes:
    """Return the same votes without what sources state about control."""
    none = np.zeros(0, dtype=np.int64)
    return replace(votes, stated=(none, none))


def describe_controller(
    owners: Owners,
    holdings: Holdings,
    members: Mapping[str, bool],
    controlled: set[str],
    by_votes: set[tuple[str, str]],
) -> Controller:
    """Build one controller from its members, votes, links and ties."""
    alone = [id_ for id_, without_others in members.items() if without_others]
    shown = alone if len(alone) == 1 else sorted(members)
    side = set(shown if alone else members) | controlled
    chain = tuple(list_links(holdings, side, controlled, owners.start))
    basis = ControlBasis.VOTES if any((id_, owners.start) in by_votes for id_ in members) else ControlBasis.STATED
    return Controller(
        members=tuple(owners.nodes[id_] for id_ in shown),
        alone=len(shown) == 1,
        basis=basis,
        votes_in_company=add_votes(link for link in chain if link.company == owners.start),
        chain=chain,
        stated=tuple(tie for tie in owners.stated.values() if tie.start in side and tie.end in controlled),
        circle=tuple(list_ties(owners, set(members), alone=len(shown) == 1)),
    )


def list_ties(owners: Owners, members: set[str], *, alone: bool) -> Iterable[TieView]:
    """Return the ties among the members of a circle; of a member who needs no circle those of nominees only."""
    for key, tie in owners.circles.items():
        if {tie.start, tie.end} <= members and (not alone or key in owners.nominees):
            yield tie


def add_votes(links: Iterable[ControlLink]) -> float | None:
    """Add up the known votes, at most 1; None where none are known."""
    known = [link.votes for link in links if link.votes is not None]
    return round_share(min(1.0, sum(known))) if known else None


def list_links(holdings: Holdings, side: set[str], controlled: set[str], company: str) -> Iterable[ControlLink]:
    """Return the holdings of the controlling side, from the company upwards, in what it controls on the way to it."""
    frontier, passed = [company], {company}
    while frontier:
        held = frontier.pop(0)
        for holder, holding in holdings.holders_of(held):
            if holder not in side:
                continue
            votes = None if holding.stated is None else round_share(holding.stated)
            yield ControlLink(holder, held, votes, holding.ties)
            if holder in controlled and holder not in passed:
                passed.add(holder)
                frontier.append(holder)
