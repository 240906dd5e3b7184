"""The most that a party can have of a company, where the size of holdings is not exactly known.

What the holders of a company leave goes first to those holdings of unknown size through which the party has most.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

import numpy as np
from scipy import sparse

from ..components import condense
from .holdings import Holdings

MOST_ROUNDS = 1_000  # through one ring; if it has not settled by then, no bound is returned
MOST_STEPS = 1_000_000  # holdings looked at for all parties of a company, seconds; later parties have no bound
SETTLED = 1e-12


@dataclass(frozen=True, slots=True)
class Part:
    """What a holder has of a company, scaled where the holders exceed a whole, and by how much that can grow."""

    share: float
    growth: float


@dataclass
class UpperBounds:
    """The holdings on the way to one company, with what each can be at most."""

    holdings: Holdings
    company: str
    steps: int = 0
    found: dict[frozenset[tuple[str, Part]], float | None] = field(default_factory=dict)

    @cached_property
    def above(self) -> Set[str]:
        """The company and everyone above it."""
        return self.holdings.find_above([self.company])

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Part]]:
        """What each party above the company holds of others above it."""
        held: dict[str, dict[str, Part]] = defaultdict(dict)
        for company in sorted(self.above):
            scale = self.holdings.scale_of(company) if company in self.holdings.above else 1.0
            for holder, holding in self.holdings.holders_of(company):
                most = 1.0 if holding.most is None else holding.most
                held[holder][company] = Part(holding.least * scale, most - holding.least)
        return held

    @cached_property
    def held_holders(self) -> Mapping[str, Sequence[tuple[str, Part]]]:
        """The holders of each company that have holders themselves: only these pass on what others have."""
        holders: dict[str, list[tuple[str, Part]]] = defaultdict(list)
        for holder, held in self.parts.items():
            for company, part in held.items() if holder in self.holdings.above else ():
                holders[company].append((holder, part))
        return holders

    @cached_property
    def order(self) -> Mapping[str, tuple[int, int]]:
        """The level and ring of each company: what a party can have of it follows from those of lower levels."""
        parties = sorted(self.above)
        place = {party: number for number, party in enumerate(parties)}
        ends = [(place[holder], place[company]) for holder, held in self.parts.items() for company in held]
        rows, columns = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        rings = condense(sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(parties), len(parties))))
        levels = rings.level[rings.component].tolist()
        return dict(zip(parties, zip(levels, rings.component.tolist(), strict=True), strict=True))

    def find_most(self, party: str) -> float | None:
        """Return the most that a party can have; None where rings or the number of parties need too many steps.

        Parties without holders that hold the same parts have the same.
        """
        if party in self.holdings.above:
            return self.compute_most(party)
        held = frozenset(self.parts[party].items()) if party in self.parts else frozenset()
        if held not in self.found:
            self.found[held] = self.compute_most(party)
        return self.found[held]

    def compute_most(self, party: str) -> float | None:
        """Compute the most that a party can have, company by company on the way down."""
        value = {party: 1.0}
        for _, ring in groupby(sorted(self.list_below(party), key=self.order.__getitem__), key=self.order.__getitem__):
            if not self.settle(value, party, list(ring)):
                return None
        return value.get(self.company, 0.0)

    def list_below(self, party: str) -> Iterator[str]:
        """List the companies in which a party can have a part; what returns to it through a ring counts once."""
        waiting = [party]
        met = set(waiting)
        for holder in waiting:
            new = [company for company in self.parts.get(holder, ()) if company not in met]
            met.update(new)
            waiting += new
        yield from waiting[1:]

    def settle(self, value: dict[str, float], party: str, ring: Sequence[str]) -> bool:
        """Compute what a party can have of the companies of one ring; return whether that settled."""
        for _ in range(MOST_ROUNDS):
            change = 0.0
            for company in ring:
                most = self.add_up(value, party, company)
                change, value[company] = max(change, most - value.get(company, 0.0)), most
            if self.steps > MOST_STEPS:
                return False
            if change <= SETTLED or not self.is_ring(ring):
                return True
        return False

    def is_ring(self, companies: Sequence[str]) -> bool:
        """Return whether some companies hold each other, or one holds itself."""
        return len(companies) > 1 or companies[0] in self.parts.get(companies[0], ())

    def add_up(self, value: Mapping[str, float], party: str, company: str) -> float:
        """Return the most that a party can have of a company, from what it can have of each holder: `value`."""
        holders = self.held_holders.get(company, ())
        self.steps += len(holders) + 1
        held = [(value[holder], part) for holder, part in holders if holder in value]
        own = None if party in self.holdings.above else self.parts[party].get(company)
        return fill(held if own is None else [*held, (1.0, own)], max(0.0, 1.0 - self.holdings.totals[company]))


def fill(held: Iterable[tuple[float, Part]], left: float) -> float:
    """Return what a party has of a company, each holding with its worth to the party; what is left goes to the best."""
    gained = 0.0
    for worth, part in sorted(held, key=lambda item: -item[0]):
        gained += worth * (part.share + min(part.growth, left))
        left = max(0.0, left - part.growth)
    return gained
