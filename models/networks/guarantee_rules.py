"""Guarantee circles as hits of rules: pairs, joint groups and rings, with their amounts and the records of their ties.

Within one consolidated group (one company, in the circle or outside it, openly controls the members), a lender treats
the group as a single debtor: such circles are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import partial
from itertools import chain

from scipy import sparse

from ...graph.engine.store import Row
from ...graph.rules.algorithms import Algorithm, Hits, Read, Thresholds
from .circle_types import Circle, CircleKind, Circles, CutReason, SearchLimits
from .guarantee_circles import find_circles

LONGEST_RING = 5
LIMITS = SearchLimits(max_length=LONGEST_RING, max_steps=2_000_000, max_circles=100_000)
COLUMNS = ("names", "amount", "unit", "party_ids", "records")


def find_kind(kind: CircleKind, key: Sequence[str], read: Read, _: Thresholds) -> Hits:
    """Find the circles of one kind, in the order of their members; `key` names the columns of the members' ids."""
    pairs = [(row["guarantor_id"], row["borrower_id"]) for row in read("guarantee_pairs")]
    ids = sorted(set(chain.from_iterable(pairs)))
    circles = search_circles(kind, ids, pairs)
    members = sorted({ids[member] for circle in circles for member in circle.members})
    companies = {row["id"]: row for row in read("open_heads", ids=members)} if members else {}
    chosen = [circle for circle in circles if not is_one_group([companies[ids[one]] for one in circle.members])]
    ties = read_ties(read, {(ids[one], ids[other]) for circle in chosen for one, other in circle.guarantees})
    rows = [
        describe_circle(circle, key, [companies[ids[one]] for one in circle.members], ids, ties) for circle in chosen
    ]
    spent = any(cut.reason is CutReason.BUDGET for cut in circles.cuts)
    return Hits(rows, "the search for guarantee circles was cut: there are too many" if spent else None)


def make_algorithm(kind: CircleKind, *key: str) -> Algorithm:
    """Make the algorithm for one kind of circle."""
    reads = {"guarantee_pairs": (), "open_heads": ("ids",), "guarantees_between": ("pairs",)}
    return Algorithm(find=partial(find_kind, kind, key), reads=reads, columns=("party_id", *key, *COLUMNS))


MUTUAL_GUARANTEES = make_algorithm(CircleKind.MUTUAL, "left_id", "right_id")
JOINT_GUARANTEES = make_algorithm(CircleKind.JOINT, "members")
CIRCULAR_GUARANTEES = make_algorithm(CircleKind.CYCLE, "circle")


def search_circles(kind: CircleKind, ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Circles:
    """Search the circles of one kind; members are places in `ids`. Amounts may be unknown, so that none is given."""
    place = {id_: number for number, id_ in enumerate(ids)}
    tails, heads = [place[guarantor] for guarantor, _ in pairs], [place[borrower] for _, borrower in pairs]
    circles = find_circles(
        sparse.coo_array(([1.0] * len(pairs), (tails, heads)), (len(ids), len(ids))), LIMITS, (kind,)
    )
    known = set(zip(tails, heads, strict=True))
    found = (circle for circle in circles if kind is not CircleKind.CYCLE or is_ring(circle, known))
    return Circles(tuple(sorted(found, key=lambda circle: circle.members)), circles.cuts)


def is_ring(circle: Circle, guarantees: Set[tuple[int, int]]) -> bool:
    """Return whether a cycle is a ring: not too long, and not mutual at every step, which pairs and groups report."""
    mutual = all((borrower, guarantor) in guarantees for guarantor, borrower in circle.guarantees)
    return len(circle.members) <= LONGEST_RING and not mutual


def is_one_group(companies: Iterable[Row]) -> bool:
    """Return whether one company openly controls all of these, or is one of them and controls the others."""
    return bool(frozenset.intersection(*(frozenset((row["id"], *row["heads"])) for row in companies)))


def read_ties(read: Read, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Row]]:
    """Read the guarantees between pairs of companies, one row for each currency."""
    asked = [{"guarantor_id": guarantor, "borrower_id": borrower} for guarantor, borrower in sorted(pairs)]
    ties: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in read("guarantees_between", pairs=asked) if asked else ():
        ties[row["guarantor_id"], row["borrower_id"]].append(row)
    return ties


def describe_circle(
    circle: Circle,
    key: Sequence[str],
    companies: Sequence[Row],
    ids: Sequence[str],
    ties: Mapping[tuple[str, str], Sequence[Row]],
) -> Row:
    """Write a circle as a row of a rule."""
    members = [row["id"] for row in companies]
    rows = [row for one, other in circle.guarantees for row in ties[ids[one], ids[other]]]
    amount, currency = add_up(rows)
    return {
        "party_id": members[0],
        **(dict(zip(key, members, strict=True)) if len(key) > 1 else {key[0]: members}),
        "names": [row["name"] for row in companies],
        "amount": amount,
        "unit": "" if currency == "CNY" else f" {currency}",
        "party_ids": members,
        "records": [record for row in rows for record in row["records"]],
    }


def add_up(rows: Iterable[Row]) -> tuple[float, str]:
    """Sum the amounts in their most common currency, CNY in a tie, as `@main_currency` and `@sum_in_currency` do."""
    known = [row for row in rows if row["amount"] > 0.0]
    count = Counter(row["currency"] for row in known)
    currency = max(count, key=lambda name: (count[name], name == "CNY"), default="CNY")
    return sum((row["amount"] for row in known if row["currency"] == currency), 0.0), currency
