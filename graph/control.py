"""Control as the rules need it: `CONTROLS` relationships, derived for one day from votes, statements and circles.

Whether somebody controls a company depends on sums over everything he already controls, to any depth. That is a
measure (`models.control.control_closure`), so it is handed in; the rules only read its outcome.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from .statements import read_statement
from .store import Store
from .votes import limit_untold

Closure = Callable[[Any], Any]
Indices = NDArray[np.int64]

BATCH = 2_000
# a tie of family or concert below this is a guess; a circle made of guesses would tie strangers together
CIRCLE_CONFIDENCE = 0.5
# records kept of one chain of control, and of the circles it rests on; longer ones are cut at the far end
MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A party controls a company, alone or with its circle; `top` and `top_alone` say that nobody stands above.

    `records` are those of the ties of a circle, the holdings and the statements that it rests on, down the whole chain.
    `through` are the kinds of those ties of a circle, each with the lowest confidence among them (`nominee 0.7`); empty
    where control rests on shares alone.
    """

    controller: str
    company: str
    circle: str
    alone: bool
    top: bool
    top_alone: bool
    records: list[str]
    through: list[str]


@dataclass(frozen=True, slots=True)
class CircleTie:
    """One kind of tie between two members of a circle, as sure as the surest source says."""

    kind: str
    confidence: float
    records: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """Who has how many votes in what: places in `parties`.

    `circle` is the place of the first member of each party's circle; `told_by` gives for each company its holders and
    stated controllers with the records that say so, `tied_by` for each circle the ties that make it one.
    """

    parties: Sequence[str]
    owner: Indices
    company: Indices
    votes: NDArray[np.float64]
    stated: tuple[Indices, Indices]
    circle: Indices
    told_by: Mapping[int, Sequence[tuple[int, Sequence[str]]]]
    tied_by: Mapping[int, Sequence[CircleTie]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """What everybody controls when the members of each circle count as one holder; places in the votes' parties.

    `joined` are the circles of more than one member.
    """

    circle: Sequence[int]
    members: Mapping[int, Sequence[int]]
    joined: Set[int]
    controlled: Mapping[int, Set[int]]


def read_votes(store: Store, as_of: date) -> Votes:
    """Read the votes, the stated controllers and the circles of one day."""
    budget, day = store.settings.rule_budget_s, {"as_of": as_of}
    votes = store.read(read_statement("read/votes"), day, budget)
    stated = store.read(read_statement("read/stated_control"), day, budget)
    close = {**day, "confidence": CIRCLE_CONFIDENCE}
    circles = store.read(read_statement("read/circle_ties"), close, budget)
    ends = (("owner", "company"), ("controller", "company"), ("left", "right"))
    rows = (
        (row[end] for row in part for end in pair) for part, pair in zip((votes, stated, circles), ends, strict=True)
    )
    parties = sorted({party for part in rows for party in part})
    place = {party: number for number, party in enumerate(parties)}
    left, right = find_places(circles, "left", place), find_places(circles, "right", place)
    circle = join_circles(left, right, len(parties))
    company = find_places(votes, "company", place)
    held = np.array([row["votes"] for row in votes], dtype=np.float64)
    return Votes(
        parties=parties,
        owner=find_places(votes, "owner", place),
        company=company,
        votes=limit_untold(held, np.array([row["told"] > 0 for row in votes], dtype=np.bool_), company),
        stated=(find_places(stated, "controller", place), find_places(stated, "company", place)),
        circle=circle,
        told_by=join_records([*votes, *stated], place),
        tied_by=join_ties(circles, circle[left].tolist()),
    )


def join_records(rows: Iterable[Mapping[str, Any]], place: Mapping[str, int]) -> dict[int, list[tuple[int, list[str]]]]:
    """Give the records of each company's holdings with the holder."""
    told_by: dict[int, list[tuple[int, list[str]]]] = {}
    for row in rows:
        owner = row.get("owner") or row["controller"]
        told_by.setdefault(place[row["company"]], []).append((place[owner], row["records"]))
    return told_by


def join_ties(rows: Iterable[Mapping[str, Any]], circles: Iterable[int]) -> dict[int, list[CircleTie]]:
    """Give the ties of each circle; `circles` says to which one each row belongs."""
    tied_by: dict[int, list[CircleTie]] = {}
    for row, circle in zip(rows, circles, strict=True):
        tied_by.setdefault(circle, []).append(CircleTie(row["kind"], row["confidence"], row["records"]))
    return tied_by


def find_places(rows: Iterable[Mapping[str, Any]], column: str, place: Mapping[str, int]) -> Indices:
    """Give the places of the parties in one column."""
    return np.array([place[row[column]] for row in rows], dtype=np.int64)


def join_circles(left: Indices, right: Indices, count: int) -> Indices:
    """Give each party the place of the first member of its circle."""
    ties = sparse.csr_array((np.ones(len(left)), (left, right)), shape=(count, count))
    _, label = csgraph.connected_components(ties, directed=False)
    first = np.full(count, count, dtype=np.int64)
    np.minimum.at(first, label, np.arange(count, dtype=np.int64))
    return first[label]


def derive_control(votes: Votes, closure: Closure) -> list[ControlRow]:
    """Give everything that anybody controls, alone and with his circle; `closure` is the measure of control."""
    count = len(votes.parties)
    if count == 0:
        return []
    every = np.arange(count, dtype=np.int64)
    alone, joint = find_control(votes, every, closure), in_circles(votes, find_control(votes, votes.circle, closure))
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
    """Give the members of each circle."""
    members: dict[int, list[int]] = {}
    for place, first in enumerate(circle.tolist()):
        members.setdefault(first, []).append(place)
    return members


def trace(votes: Votes, reach: Reach, controller: int, company: int) -> tuple[list[str], list[str]]:
    """Give the records of the ties through which a controller reaches a company, and the kinds of those of circles.

    A circle counts where the chain uses two of its members, as the one who controls, holds or is held.
    """
    circle, joined, controlled = reach.circle, reach.joined, reach.controlled[controller]
    own = circle[controller]
    used = {place for place in (controller, company) if circle[place] in joined}
    records: list[str] = []
    waiting = list(reach.members[circle[company]])
    seen = set(waiting)
    for place in waiting:
        if not joined and len(records) >= MOST_RECORDS:
            break  # no circle is found further up, and what is told there would be cut
        for owner, told_by in votes.told_by.get(place, ()):
            if circle[owner] != own:
                if owner not in controlled:
                    continue
                if owner not in seen:
                    mates = reach.members[circle[owner]] if circle[owner] in joined else (owner,)
                    seen.update(mates)
                    waiting += mates
            records += told_by
            if joined:
                used |= {end for end in (owner, place) if circle[end] in joined}
    kept = [*dict.fromkeys(records)][:MOST_RECORDS]
    ties = find_ties(votes, reach, used) if len(used) > 1 else []
    if ties:
        kept += [*dict.fromkeys(record for tie in ties for record in tie.records)][:MOST_RECORDS]
    return sorted(set(kept)), list_kinds(ties)


def find_ties(votes: Votes, reach: Reach, used: Iterable[int]) -> list[CircleTie]:
    """Give the ties of the circles of which a chain uses two members."""
    shared = Counter(reach.circle[place] for place in sorted(used))
    return [tie for first, count in shared.items() if count > 1 for tie in votes.tied_by.get(first, ())]


def list_kinds(ties: Iterable[CircleTie]) -> list[str]:
    """Give each kind of tie with the lowest confidence among its ties."""
    lowest: dict[str, float] = {}
    for tie in ties:
        lowest[tie.kind] = min(tie.confidence, lowest.get(tie.kind, tie.confidence))
    return [f"{kind} {confidence:g}" for kind, confidence in sorted(lowest.items())]


def find_control(votes: Votes, circle: Indices, closure: Closure) -> set[tuple[int, int]]:
    """Give the pairs of controller and company when the votes of each circle count as one holder's.

    A stated controller holds the company whatever the votes say; what the votes say of the others stays true beside it.
    """
    by_votes = closure(sum_votes(votes, circle))
    pairs = list_pairs(by_votes)
    if len(votes.stated[0]):
        pairs |= list_pairs(closure(sum_votes(votes, circle, stated=True)))
    return pairs


def sum_votes(votes: Votes, circle: Indices, *, stated: bool = False) -> Any:
    """Give votes[circle, company], the votes of a circle's members summed.

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
    """Give the true cells off the diagonal."""
    cells = sparse.coo_array(closure)
    held = cells.data.astype(bool) & (cells.row != cells.col)
    return set(zip(cells.row[held].tolist(), cells.col[held].tolist(), strict=True))


def in_circles(votes: Votes, joint: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give every member of a circle what the circle controls."""
    members = list_members(votes.circle)
    return {
        (member, company)
        for circle, controlled in joint
        for member in members[circle]
        for company in members[controlled]
        if member != company
    }


def write_control(store: Store, rows: Sequence[ControlRow], as_of: date) -> int:
    """Put derived control in the place of what the graph holds; give the number of relationships."""
    held = store.read(read_statement("read/control"), {}, store.settings.rule_budget_s)
    wanted = [asdict(row) for row in rows]
    if sort_rows(held) == sort_rows({**row, "as_of": as_of} for row in wanted):
        return len(wanted)
    companies = sorted({row["company"] for row in held})
    for first in range(0, len(companies), BATCH):
        store.write(read_statement("write/forget_control"), {"companies": companies[first : first + BATCH]})
    for first in range(0, len(wanted), BATCH):
        store.write(read_statement("write/control"), {"rows": wanted[first : first + BATCH], "as_of": as_of})
    return len(wanted)


def sort_rows(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Give rows in an order of their own, to compare two sets of them."""
    return sorted(tuple(str(row[name]) for name in sorted(row)) for row in rows)
