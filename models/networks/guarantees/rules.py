"""Guarantee circles and chains as hits of rules, with their amounts and the records of their ties.

Within one consolidated group (one company, in the circle or outside it, openly controls the members), a lender treats
the group as a single debtor: such circles are left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

from scipy import sparse

from ....graph.engine.store import Row
from ....graph.rules.algorithms import Algorithm, Hits, Read, Thresholds
from ...components import condense
from ..cycles import Budget
from .chains import ChainSearch, Rings
from .circle_types import Circle, CircleKind, CutReason, SearchLimits
from .circles import find_circles

LIMITS = SearchLimits(max_length=5, max_steps=2_000_000, max_circles=100_000)
# of companies that form more rings than this, only those of up to five are listed
LONG_LIMITS = SearchLimits(max_length=12, max_steps=2_000_000, max_circles=2_000)
PAGE = 5_000
READS = {"guarantee_pairs": (), "open_heads": ("ids",), "guarantees_between": ("pairs",)}
COLUMNS = ("names", "amount", "unit", "party_ids", "records")


@dataclass(frozen=True, slots=True)
class Network:
    """The borrowers of each guarantor, by places in `ids`."""

    ids: Sequence[str]
    place: Mapping[str, int]
    borrowers: Mapping[int, Sequence[int]]

    @property
    def amounts(self) -> sparse.coo_array:
        """The guarantees as a matrix [guarantors, borrowers] of ones: amounts may be unknown, so that none is given."""
        tails = [party for party, all_ in self.borrowers.items() for _ in all_]
        heads = [borrower for all_ in self.borrowers.values() for borrower in all_]
        return sparse.coo_array(([1.0] * len(tails), (tails, heads)), (len(self.ids), len(self.ids)))


def read_network(read: Read) -> Network:
    """Read which company guarantees for which."""
    pairs = sorted({(row["guarantor_id"], row["borrower_id"]) for row in read("guarantee_pairs")})
    ids = sorted(set(chain.from_iterable(pairs)))
    place = {id_: number for number, id_ in enumerate(ids)}
    borrowers: dict[int, list[int]] = {number: [] for number in range(len(ids))}
    for guarantor, borrower in pairs:
        borrowers[place[guarantor]].append(place[borrower])
    return Network(ids, place, borrowers)


def find_kind(kind: CircleKind, key: Sequence[str], read: Read, _: Thresholds) -> Hits:
    """Find the circles of one kind, in the order of their members; `key` names the columns of the members' ids."""
    network = read_network(read)
    circles, cut = search_circles(kind, network)
    companies = read_heads(read, [network.ids[member] for circle in circles for member in circle.members])
    chosen = [circle for circle in circles if not is_one_group([companies[network.ids[one]] for one in circle.members])]
    ties = read_ties(
        read, {(network.ids[one], network.ids[other]) for circle in chosen for one, other in circle.guarantees}
    )
    rows = []
    for circle in chosen:
        members = [network.ids[member] for member in circle.members]
        steps = [(network.ids[one], network.ids[other]) for one, other in circle.guarantees]
        named = dict(zip(key, members, strict=True)) if len(key) > 1 else {key[0]: members}
        rows.append(describe(members, steps, named, companies, ties))
    return Hits(rows, cut)


def find_chain_hits(read: Read, _: Thresholds) -> Hits:
    """Find the longest chain from each head to each last debtor."""
    network = read_network(read)
    companies = read_heads(read, network.ids)
    controlled = find_controlled(network, companies)
    parts = condense(sparse.csr_array(network.amounts))
    rings = Rings(parts.component.tolist(), parts.level.tolist())
    budget = Budget(LIMITS.max_steps)
    search = ChainSearch(network.borrowers, rings, controlled, budget)
    chains = sorted([network.ids[party] for party in found] for found in search.run())
    ties = read_ties(read, {step for members in chains for step in pairwise(members)})
    rows = []
    for members in chains:
        named = {"first_id": members[0], "last_id": members[-1], "guarantor_ids": members[:-1]}
        rows.append(describe(members, list(pairwise(members)), named, companies, ties))
    return Hits(rows, "the search for guarantee chains was cut: there are too many" if budget.spent else None)


def make_algorithm(kind: CircleKind, *key: str) -> Algorithm:
    """Make the algorithm for one kind of circle."""
    return Algorithm(find=partial(find_kind, kind, key), reads=READS, columns=("party_id", *key, *COLUMNS))


MUTUAL_GUARANTEES = make_algorithm(CircleKind.MUTUAL, "left_id", "right_id")
JOINT_GUARANTEES = make_algorithm(CircleKind.JOINT, "members")
CIRCULAR_GUARANTEES = make_algorithm(CircleKind.CYCLE, "circle")
GUARANTEE_CHAINS = Algorithm(
    find=find_chain_hits, reads=READS, columns=("party_id", "first_id", "last_id", "guarantor_ids", *COLUMNS)
)


def find_controlled(network: Network, companies: Mapping[str, Row]) -> dict[int, frozenset[int]]:
    """Return what each company of the network openly controls in it."""
    controlled: dict[int, set[int]] = defaultdict(set)
    for party, id_ in enumerate(network.ids):
        for head in network.place.keys() & companies[id_]["heads"]:
            controlled[network.place[head]].add(party)
    return {head: frozenset(parties) for head, parties in controlled.items()}


def read_heads(read: Read, ids: Iterable[str]) -> dict[str, Row]:
    """Read name and open controllers of companies, in pages."""
    wanted = sorted(set(ids))
    pages = (wanted[first : first + PAGE] for first in range(0, len(wanted), PAGE))
    return {row["id"]: row for page in pages for row in read("open_heads", ids=page)}


def search_circles(kind: CircleKind, network: Network) -> tuple[list[Circle], str | None]:
    """Search the circles of one kind, in the order of their members, and why some may be missing.

    Where companies form too many rings to list, only those of up to five and the shortest longer ones are listed.
    """
    circles = find_circles(network.amounts, LONG_LIMITS if kind is CircleKind.CYCLE else LIMITS, (kind,))
    crowded = {party for cut in circles.cuts if cut.reason is CutReason.BUDGET for party in cut.among}
    found, cut = list(circles), None
    if crowded:
        cut = f"the search for guarantee circles was cut: {len(crowded)} companies form too many"
    if crowded and kind is CircleKind.CYCLE:
        short = find_circles(network.amounts, LIMITS, (kind,))
        found = [circle for circle in circles if crowded.isdisjoint(circle.members)]
        found += [circle for circle in short if not crowded.isdisjoint(circle.members)]
    if kind is CircleKind.CYCLE:
        found = [circle for circle in found if is_ring(circle, network)]
    return sorted(found, key=lambda circle: circle.members), cut


def is_ring(circle: Circle, network: Network) -> bool:
    """Return whether a cycle is not mutual at every step: those are pairs and groups."""
    return not all(guarantor in network.borrowers[borrower] for guarantor, borrower in circle.guarantees)


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


def describe(
    members: Sequence[str],
    steps: Sequence[tuple[str, str]],
    named: Row,
    companies: Mapping[str, Row],
    ties: Mapping[tuple[str, str], Sequence[Row]],
) -> Row:
    """Write a circle or a chain as a row of a rule."""
    rows = [row for step in steps for row in ties[step]]
    amount, currency = add_up(rows)
    return {
        "party_id": members[0],
        **named,
        "names": [companies[id_]["name"] for id_ in members],
        "amount": amount,
        "unit": "" if currency == "CNY" else f" {currency}",
        "party_ids": list(members),
        "records": [record for row in rows for record in row["records"]],
    }


def add_up(rows: Iterable[Row]) -> tuple[float, str]:
    """Sum the amounts in their most common currency, CNY in a tie, as `@main_currency` and `@sum_in_currency` do."""
    known = [row for row in rows if row["amount"] > 0.0]
    count = Counter(row["currency"] for row in known)
    currency = max(count, key=lambda name: (count[name], name == "CNY"), default="CNY")
    return sum((row["amount"] for row in known if row["currency"] == currency), 0.0), currency
