"""The most of a sum of money that can have come from one party to others over dated payments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

UNITS = 1_000_000_000  # in which flows are counted: billionths of the sum, since the solver takes whole numbers
SOURCE, SINK, START = 0, 1, 2


class Transfer(NamedTuple):
    """Money that one party paid another on a day."""

    payer: str
    payee: str
    day: date
    amount: float


class Returned(NamedTuple):
    """How much came to an end, over which transfers."""

    amount: float
    over: tuple[Transfer, ...]


def find_most_returned(transfers: Iterable[Transfer], start: str, amount: float, ends: Set[str]) -> Returned:
    """Find the most of `amount`, which `start` has at first, that can have come to the ends.

    No party passes on more than had arrived by that day, over all its payees; what came to an end stays there.
    This is a maximum flow over time (Ford and Fulkerson, Constructing maximal dynamic flows from static flows, 1958):
    the nodes are parties on days, and money waits at a party from one day to the next.
    """
    leaving = [one for one in transfers if one.payer == start or one.payer not in ends]
    place = place_days(leaving, start, ends)
    tails = [START if one.payer == start else place[one.payer, one.day] for one in leaving]
    heads = [SINK if one.payee in ends else place[one.payee, one.day] for one in leaving]
    waits = [
        (place[before], place[after]) for before, after in pairwise(sorted(place)) if before[0] == after[0]
    ]  # fmt: skip
    whole = [(SOURCE, START), *waits]  # what can take the whole sum
    shares = np.array([one.amount / amount for one in leaving] + [1.0] * len(whole))
    ways = (tails + [tail for tail, _ in whole], heads + [head for _, head in whole])
    size = len(place) + 3
    capacities = sparse.csr_array(sparse.coo_array((shares, ways), shape=(size, size)))
    capacities.data = np.round(np.minimum(capacities.data, 1.0) * UNITS)
    flow = maximum_flow(capacities.astype(np.int32), SOURCE, SINK)
    moved = read_flow(flow.flow)
    over = tuple(one for one, way in zip(leaving, zip(tails, heads, strict=True), strict=True) if moved.get(way, 0) > 0)
    return Returned(float(flow.flow_value / UNITS * amount), over)


def place_days(transfers: Sequence[Transfer], start: str, ends: Set[str]) -> dict[tuple[str, date], int]:
    """Return a number for each party on each day on which it pays or is paid, the start and the ends left out."""
    days: dict[str, set[date]] = defaultdict(set)
    for one in transfers:
        if one.payer != start:
            days[one.payer].add(one.day)
        if one.payee not in ends:
            days[one.payee].add(one.day)
    nodes = ((party, day) for party in sorted(days) for day in sorted(days[party]))
    return {node: number for number, node in enumerate(nodes, START + 1)}


def read_flow(flow: sparse.csr_array) -> Mapping[tuple[int, int], int]:
    """Return the units that move from one node to another."""
    cells = flow.tocoo()
    return dict(zip(zip(cells.row.tolist(), cells.col.tolist(), strict=True), cells.data.tolist(), strict=True))
