"""Everything that anyone controls on a day, alone or with a circle of family and concert, and through which records."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from ...graph.rules.control_ties import ControlRow
from ..matrices import Indices
from .majority import control_closure
from .votes import CircleTie, Votes

# records kept of one chain of control, and of the circles it rests on; longer ones are cut at the far end
MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class Reach:
    """Control of companies when the members of each circle count as one holder; places in the votes' parties.

    `joined` are the circles of more than one member.
    """

    circle: Sequence[int]
    members: Mapping[int, Sequence[int]]
    joined: Set[int]
    controlled: Mapping[int, Set[int]]


def derive_control(votes: Votes) -> list[ControlRow]:
    """Return every controlled company with its controller, who acts alone or with a circle."""
    count = len(votes.parties)
    if count == 0:
        return []
    every = np.arange(count, dtype=np.int64)
    alone = find_control(votes, every)
    has_circles = bool((votes.circle != every).any())
    joint = in_circles(votes, find_control(votes, votes.circle)) if has_circles else alone
    pairs = alone | joint
    controlled, controlled_alone = {company for _, company in pairs}, {company for _, company in alone}
    with_circle, by_itself = make_reach(votes.circle, pairs), make_reach(every, alone)
    rows = []
    for controller, company in pairs:
        is_alone = (controller, company) in alone
        records, through = trace(votes, by_itself if is_alone else with_circle, controller, company)
        row = ControlRow(
            controller=votes.parties[controller],
            company=votes.parties[company],
            circle=votes.parties[votes.circle[controller]],
            alone=is_alone,
            top=controller not in controlled,
            top_alone=is_alone and controller not in controlled_alone,
            records=records,
            through=through,
        )
        rows.append(row)
    return sorted(rows, key=lambda row: (row.company, row.controller))


def make_reach(circle: Indices, pairs: Iterable[tuple[int, int]]) -> Reach:
    """Group the members of circles and the companies of controllers."""
    controlled: dict[int, set[int]] = {}
    for controller, company in pairs:
        controlled.setdefault(controller, set()).add(company)
    members = list_members(circle)
    joined = {first for first, together in members.items() if len(together) > 1}
    return Reach(circle.tolist(), members, joined, controlled)


def list_members(circle: Indices) -> dict[int, list[int]]:
    """Return the members of each circle."""
    members: dict[int, list[int]] = {}
    for place, first in enumerate(circle.tolist()):
        members.setdefault(first, []).append(place)
    return members


def trace(votes: Votes, reach: Reach, controller: int, company: int) -> tuple[list[str], list[str]]:
    """Return the records of the ties through which a controller reaches a company, and the kinds of those of circles.

    A circle counts where the chain uses two of its members, as controller, holder or company held.
    """
    circle, joined, controlled = reach.circle, reach.joined, reach.controlled[controller]
    own = circle[controller]
    used = {place for place in (controller, company) if circle[place] in joined}
    records: list[str] = []
    waiting = list(reach.members[circle[company]])
    seen = set(waiting)
    for place in waiting:
        if not joined and len(records) >= MOST_RECORDS:
            break  # no circle is found further up, and records from there would be cut
        for owner, holder_records in votes.holder_records.get(place, ()):
            if circle[owner] != own:
                if owner not in controlled:
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


def find_control(votes: Votes, circle: Indices) -> set[tuple[int, int]]:
    """Return the pairs of controller and company when the votes of each circle count as one holder's.

    A stated controller holds the company regardless of the votes; control by votes elsewhere stays true beside it.
    """
    by_votes = control_closure(sum_votes(votes, circle))
    pairs = list_pairs(by_votes)
    if len(votes.stated[0]):
        pairs |= list_pairs(control_closure(sum_votes(votes, circle, stated=True)))
    return pairs


def sum_votes(votes: Votes, circle: Indices, *, stated: bool = False) -> Any:
    """Return votes[circle, company], the votes of a circle's members summed.

    Sources that contradict each other can give a company more than all its votes; then all are scaled down to one.
    """
    count = len(votes.parties)
    owner, company, share = circle[votes.owner], circle[votes.company], votes.votes
    if stated:
        kept = ~np.isin(company, circle[votes.stated[1]])
        said_by, said_of = circle[votes.stated[0]], circle[votes.stated[1]]
        parts = 1.0 / np.bincount(said_of, minlength=count)[said_of]
        owner, company = np.concatenate([owner[kept], said_by]), np.concatenate([company[kept], said_of])
        share = np.concatenate([share[kept], parts])
    total = np.bincount(company, weights=share, minlength=count)
    outside = owner != company
    scaled = share / np.maximum(total[company], 1.0)
    cells = (scaled[outside], (owner[outside], company[outside]))
    return sparse.csr_array(cells, shape=(count, count))


def list_pairs(closure: Any) -> set[tuple[int, int]]:
    """Return the true cells off the diagonal."""
    cells = sparse.coo_array(closure)
    held = cells.data.astype(bool) & (cells.row != cells.col)
    return set(zip(cells.row[held].tolist(), cells.col[held].tolist(), strict=True))


def in_circles(votes: Votes, joint: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Assign the companies that a circle controls to each of its members."""
    members = list_members(votes.circle)
    return {
        (member, company)
        for circle, controlled in joint
        for member in members[circle]
        for company in members[controlled]
        if member != company
    }
