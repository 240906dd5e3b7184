"""Who actually controls a company, alone or with a circle of family and concert, and the chain of control."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from ...graph.read.owners.owners import Owners
from ...graph.read.ties import NodeView, TieView
from ...graph.truncation import Truncation
from ..matrices import round_share
from ..ownership.above_company import Ownership
from ..ownership.chains import find_surest
from ..ownership.holdings import Holding, Holdings
from .basis import ControlBasis
from .found import ControlFound, find_all_control
from .statements import StatedShare, find_stated_share
from .together import Together
from .votes import Votes, join_circles, split_statements


@dataclass(frozen=True, slots=True)
class ControlLink:
    """What the controlling side holds directly in one company of the chain, at least; `votes` is None where unknown.

    `votes_at_most` is equal to `votes` where these are exact, and None without a bound. `votes_unscaled` are those
    before scaling, where the votes of the company add up to more than a whole; else None.
    """

    holder: str
    company: str
    votes: float | None
    ties: tuple[TieView, ...]
    votes_unscaled: float | None
    votes_at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """A party, circle or stated set that no other party controls; `alone` when one party needs no other.

    `votes_in_company` are those at least, None where no source states a holding, and `votes_at_most` is None without a
    bound. `stated_share` is the part of the company that a source states for its controller, or for its joint
    controllers together; None where it states none. `circle` has the ties that make the circle, where one was needed,
    and always those of nominees. `confidence` is that of the least sure of all of these; it decides nothing.
    """

    members: tuple[NodeView, ...]
    alone: bool
    basis: ControlBasis
    votes_in_company: float | None
    votes_at_most: float | None
    stated_share: float | None
    chain: tuple[ControlLink, ...]
    stated: tuple[TieView, ...]
    circle: tuple[TieView, ...]
    confidence: float


def find_controllers(ownership: Ownership) -> list[Controller]:
    """Find the ultimate controllers of the company, by votes and statements, as far as what stands above was read.

    A party that may have a controller among what was not read is none.
    """
    owners, holdings = ownership.read, ownership.votes
    votes = arrange_votes(owners, holdings)
    found = find_all_control(votes)
    company, uncertain = holdings.place[owners.start], {holdings.place[id_] for id_ in find_uncertain(owners)}
    sides = [*list_sides(found, votes, company), *list_joint_sides(found, votes, company)]
    once = {side.members: side for side in reversed(sides) if not side.members & uncertain}
    return [describe_controller(owners, holdings, votes.parties, side) for side in reversed(once.values())]


def find_uncertain(owners: Owners) -> set[str]:
    """Find who may be controlled through what was not read: whoever was not read further, and all below.

    Where the time ended first, circles were not all read either: they may control any company that has holders.
    """
    ties = [*owners.holdings.values(), *owners.stated.values()]
    found = owners.unread | ({tie.end for tie in ties} if Truncation.TIME in owners.cuts else set())
    below: dict[str, list[str]] = defaultdict(list)
    for tie in ties if found else ():
        below[tie.start].append(tie.end)
    frontier = [*found]
    while frontier:
        met = set(below[frontier.pop()]) - found
        found |= met
        frontier += met
    return found


@dataclass(frozen=True, slots=True)
class ControllingSide:
    """Those who control the company together, by place, and what they control.

    `circle` are the members of the circle on which control rests; none where a source names the members together.
    """

    members: frozenset[int]
    circle: Set[int]
    controlled: Set[int]
    basis: ControlBasis


def list_sides(found: ControlFound, votes: Votes, company: int) -> list[ControllingSide]:
    """Return the parties and circles that are named as controllers of the company, by their first member."""
    sides = [describe_top(found, votes, members, company) for members in found.naming.list_tops(company)]
    sides += [
        describe_side(found, votes, side, company)
        for side in found.together
        if side.circle is not None and company in side.named
    ]
    return sorted(sides, key=lambda side: min(votes.parties[member] for member in side.members))


def list_joint_sides(found: ControlFound, votes: Votes, company: int) -> list[ControllingSide]:
    """Return the stated sets that are named as controllers of the company."""
    stated = [side for side in found.together if side.circle is None and company in side.named]
    return [
        describe_side(found, votes, side, company) for side in sorted(stated, key=lambda side: sorted(side.members))
    ]


def describe_top(found: ControlFound, votes: Votes, members: frozenset[int], company: int) -> ControllingSide:
    """Describe parties of one circle who control the company each by itself; most often it is one."""
    circle = frozenset(np.flatnonzero(votes.circle == votes.circle[min(members)]).tolist())
    controlled = frozenset[int]().union(*(found.companies_of[member] for member in members))
    by_votes = any((member, company) in found.alone_by_votes for member in members)
    return ControllingSide(members, circle, controlled, ControlBasis.VOTES if by_votes else ControlBasis.STATED)


def describe_side(found: ControlFound, votes: Votes, side: Together, company: int) -> ControllingSide:
    """Describe parties who control the company together."""
    if side.circle is None:
        return ControllingSide(side.members, frozenset(), found.list_companies(side), ControlBasis.JOINT)
    basis = ControlBasis.VOTES if company in side.by_votes else ControlBasis.STATED
    circle = frozenset(np.flatnonzero(votes.circle == side.circle).tolist())
    return ControllingSide(side.members, circle, found.list_companies(side), basis)


def arrange_votes(owners: Owners, holdings: Holdings) -> Votes:
    """Put the votes, statements and circles into arrays."""
    place = holdings.place
    pairs = [(pair, holding) for pair, holding in holdings.pairs.items() if holding.least > 0 and pair[0] != pair[1]]
    left, right = to_places(place, owners.circles.values())
    alone, together = split_statements(
        (tie.source, place[tie.start], place[tie.end]) for tie in owners.stated.values() if tie.start != tie.end
    )
    return Votes(
        parties=holdings.ids,
        owner=np.array([place[holder] for (holder, _), _ in pairs], dtype=np.int64),
        company=np.array([place[company] for (_, company), _ in pairs], dtype=np.int64),
        votes=np.array([holding.least for _, holding in pairs], dtype=np.float64),
        stated=alone,
        together=together,
        circle=join_circles(left, right, len(holdings.ids)),
        holder_records={},  # the answer carries the ties themselves
    )


def to_places(place: Mapping[str, int], ties: Iterable[TieView]) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of both ends of ties."""
    ends = sorted({(place[tie.start], place[tie.end]) for tie in ties})
    return np.array([start for start, _ in ends], dtype=np.int64), np.array([end for _, end in ends], dtype=np.int64)


def describe_controller(
    owners: Owners, holdings: Holdings, parties: Sequence[str], side: ControllingSide
) -> Controller:
    """Build one controller from its members, votes, links and ties."""
    members = sorted(parties[place] for place in side.members)
    controlled = {parties[place] for place in side.controlled}
    all_sides = controlled.union(members)
    alone = len(members) == 1
    chain = tuple(list_links(holdings, all_sides, controlled, owners.start))
    direct = [link for link in chain if link.company == owners.start]
    stated = tuple(tie for tie in owners.stated.values() if tie.start in all_sides and tie.end in controlled)
    circle = tuple(list_ties(owners, {parties[place] for place in side.circle}, alone=alone))
    return Controller(
        members=tuple(owners.nodes[id_] for id_ in members),
        alone=alone,
        basis=side.basis,
        votes_in_company=add_votes(direct),
        votes_at_most=add_most(direct),
        stated_share=find_stated_share(list_stated_shares(owners), all_sides),
        chain=chain,
        stated=stated,
        circle=circle,
        confidence=min(
            [*(find_surest(link.ties) for link in chain), *(tie.confidence for tie in (*stated, *circle))], default=1.0
        ),
    )


def list_stated_shares(owners: Owners) -> list[tuple[str, StatedShare]]:
    """Return the controllers that sources name for the company, with the part that they state."""
    return [
        (tie.start, StatedShare(tie.source, tie.properties.get("controlled_share"), tie.properties.get("share")))
        for tie in owners.stated.values()
        if tie.end == owners.start
    ]


def list_ties(owners: Owners, members: set[str], *, alone: bool) -> Iterable[TieView]:
    """Return the ties among the members of a circle; of a member who needs no circle those of nominees only."""
    for key, tie in owners.circles.items():
        if {tie.start, tie.end} <= members and (not alone or key in owners.nominees):
            yield tie


def add_votes(links: Iterable[ControlLink]) -> float | None:
    """Add up the known votes, at most 1; None where none are known."""
    known = [link.votes for link in links if link.votes is not None]
    return round_share(min(1.0, sum(known))) if known else None


def add_most(links: Iterable[ControlLink]) -> float | None:
    """Add up the votes at most, no more than all; None where there are none or one has no bound."""
    most = [link.votes_at_most for link in links]
    known = [votes for votes in most if votes is not None]
    return round_share(min(1.0, sum(known))) if known and len(known) == len(most) else None


def list_links(holdings: Holdings, side: set[str], controlled: set[str], company: str) -> Iterable[ControlLink]:
    """Return the holdings of the controlling side, from the company upwards, in what it controls on the way to it."""
    frontier, passed = [company], {company}
    while frontier:
        held = frontier.pop(0)
        scale = holdings.scale_of(held)
        for holder, holding in holdings.holders_of(held):
            if holder not in side:
                continue
            votes = None if holding.stated is None else round_share(holding.stated * scale)
            unscaled, most = holding.stated if scale < 1 else None, bound_votes(holdings, held, holding)
            yield ControlLink(holder, held, votes, holding.ties, unscaled, most)
            if holder in controlled and holder not in passed:
                passed.add(holder)
                frontier.append(holder)


def bound_votes(holdings: Holdings, company: str, holding: Holding) -> float | None:
    """Return the most votes that a holding in a company can be beside the least of all others; None without a bound."""
    if holding.most is None:
        return None
    left = max(0.0, 1.0 - holdings.totals[company])
    return round_share(holding.least * holdings.scale_of(company) + min(left, holding.most - holding.least))
