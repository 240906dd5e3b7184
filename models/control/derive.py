"""Everything that anyone controls on a day: alone, with a circle of family and concert, or jointly as stated."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from ...graph.rules.control_ties import ControlRow
from ..matrices import Indices
from .basis import ControlBasis
from .found import ControlFound, find_all_control, list_members
from .statements import find_stated_share
from .votes import CircleTie, Votes

# records kept of one chain of control, and of the circles it rests on; longer ones are cut at the far end
MOST_RECORDS = 20
JOINT_CONTROL = "joint_control"  # among the kinds of ties that control rests on, for rules to name


@dataclass(frozen=True, slots=True)
class Reach:
    """Control of companies when the members of each circle count as one holder; places in the votes' parties.

    `joined` are the circles of more than one member.
    """

    circle: Sequence[int]
    members: Mapping[int, Sequence[int]]
    joined: Set[int]
    controlled: Mapping[int, Set[int]]


@dataclass(frozen=True, slots=True)
class Side:
    """Those who control together, what they control, and how the company is reached from them."""

    own: Set[int]
    controlled: Set[int]
    reach: Reach


def derive_control(votes: Votes) -> list[ControlRow]:
    """Return every controlled company with its controller, who acts alone, with a circle or jointly with others."""
    if len(votes.parties) == 0:
        return []
    found = find_all_control(votes)
    every = np.arange(len(votes.parties), dtype=np.int64)
    by_itself, with_circle = make_reach(every, found.alone), make_reach(votes.circle, found.pairs)
    rows = []
    no_circle = Reach(every.tolist(), {}, frozenset(), {})
    for controller, company in found.pairs:
        is_alone = (controller, company) in found.alone
        reach = by_itself if is_alone else with_circle
        own = {controller} if is_alone else {*with_circle.members[votes.circle[controller]]}
        side = Side(own, reach.controlled[controller], reach)
        rows.append(make_row(votes, found, side, controller, company))
    for joint in found.joint:
        controlled = joint.companies.union(*(by_itself.controlled.get(member, ()) for member in joint.members))
        side = Side(joint.members, controlled, no_circle)
        for company in joint.companies:
            rows += [
                make_row(votes, found, side, member, company)
                for member in joint.members
                if member != company and (member, company) not in found.pairs
            ]
    once = {(row.controller, row.company): row for row in reversed(rows)}
    return sorted(once.values(), key=lambda row: (row.company, row.controller))


def make_row(votes: Votes, found: ControlFound, side: Side, controller: int, company: int) -> ControlRow:
    """Describe the control of one company by one party."""
    pair, names = (controller, company), votes.parties
    is_alone = pair in found.alone
    records, through = trace(votes, side, controller, company)
    basis = find_basis(found, pair)
    if basis is ControlBasis.JOINT:
        through = [f"{JOINT_CONTROL} {find_confidence(votes, found, pair):g}"]
    mates = {mate for joint in found.joint_of(pair) for mate in joint.members} - {controller}
    return ControlRow(
        controller=names[controller],
        company=names[company],
        circle=names[votes.circle[controller]],
        alone=is_alone,
        top=controller not in found.controlled,
        top_alone=is_alone and controller not in found.controlled_alone,
        records=records,
        through=through,
        basis=basis,
        votes=sum_votes_of(votes, side, company),
        jointly_with=sorted(names[mate] for mate in mates),
        stated_share=find_stated_share(
            stated for one, stated in votes.stated_shares.get(company, ()) if one in side.own or one in side.controlled
        ),
    )


def find_basis(found: ControlFound, pair: tuple[int, int]) -> ControlBasis:
    """Return what control of a company rests on: votes where these suffice without any statement."""
    if pair in (found.alone_by_votes if pair in found.alone else found.by_votes):
        return ControlBasis.VOTES
    return ControlBasis.STATED if pair in found.pairs else ControlBasis.JOINT


def find_confidence(votes: Votes, found: ControlFound, pair: tuple[int, int]) -> float:
    """Return the lowest confidence of the statements that name a party and its mates as joint controllers."""
    named = (
        (member, company) for joint in found.joint_of(pair) for member in joint.members for company in joint.companies
    )
    return min((votes.stated_confidence[one] for one in named if one in votes.stated_confidence), default=1.0)


def sum_votes_of(votes: Votes, side: Side, company: int) -> float | None:
    """Return the votes that a side has in a company, at most all; None where no source reports any."""
    holders = votes.holders_of.get(company, ())
    held = [part for holder, part in holders if holder in side.own or holder in side.controlled]
    return min(1.0, sum(held)) if sum(held) > 0 else None


def make_reach(circle: Indices, pairs: Iterable[tuple[int, int]]) -> Reach:
    """Group the members of circles and the companies of controllers."""
    controlled: dict[int, set[int]] = {}
    for controller, company in pairs:
        controlled.setdefault(controller, set()).add(company)
    members = list_members(circle)
    joined = {first for first, together in members.items() if len(together) > 1}
    return Reach(circle.tolist(), members, joined, controlled)


def trace(votes: Votes, side: Side, controller: int, company: int) -> tuple[list[str], list[str]]:
    """Return the records of the ties through which a controller reaches a company, and the kinds of those of circles.

    A circle counts where the chain uses two of its members, as controller, holder or company held.
    """
    reach = side.reach
    circle, joined = reach.circle, reach.joined
    used = {place for place in (controller, company) if circle[place] in joined}
    records: list[str] = []
    waiting = list(reach.members[circle[company]]) if joined else [company]
    seen = set(waiting)
    for place in waiting:
        if not joined and len(records) >= MOST_RECORDS:
            break  # no circle is found further up, and records from there would be cut
        for owner, holder_records in votes.holder_records.get(place, ()):
            if owner not in side.own:
                if owner not in side.controlled:
                    continue
                if owner not in seen:
                    mates = reach.members[circle[owner]] if circle[owner] in joined else (owner,)
                    seen.update(mates)
                    waiting += mates
            records += holder_records
            if joined:
                used |= {end for end in (owner, place) if circle[end] in joined}
    kept = [*dict.fromkeys(records)][:MOST_RECORDS]
    ties = find_ties(votes, reach, used) if len(used) > 1 else []
    if ties:
        kept += [*dict.fromkeys(record for tie in ties for record in tie.records)][:MOST_RECORDS]
    return sorted(set(kept)), list_kinds(ties)


def find_ties(votes: Votes, reach: Reach, used: Iterable[int]) -> list[CircleTie]:
    """Return the ties of the circles that contribute two members to a chain."""
    shared = Counter(reach.circle[place] for place in sorted(used))
    return [tie for first, count in shared.items() if count > 1 for tie in votes.circle_ties.get(first, ())]


def list_kinds(ties: Iterable[CircleTie]) -> list[str]:
    """Return each kind of tie with the lowest confidence among its ties."""
    lowest: dict[str, float] = {}
    for tie in ties:
        lowest[tie.kind] = min(tie.confidence, lowest.get(tie.kind, tie.confidence))
    return [f"{kind} {confidence:g}" for kind, confidence in sorted(lowest.items())]
