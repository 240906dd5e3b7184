"""The most that a party can have of a company, where the size of holdings is not exactly known.

What the holders of a company leave goes first to those holdings of unknown size through which the party has most.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .holdings import Holdings

MOST_ROUNDS = 1_000  # through rings; if it has not settled by then, no bound is returned
SETTLED = 1e-12

Holder = tuple[str, float, float]  # the party, what it holds, and by how much that can grow


@dataclass(frozen=True)
class Rooms:
    """The holdings above a company, with the room that each has to grow."""

    holdings: Holdings

    @cached_property
    def held_by(self) -> Mapping[str, Sequence[str]]:
        """The companies that each party holds."""
        held: dict[str, list[str]] = defaultdict(list)
        for holder, company in self.holdings.pairs:
            held[holder].append(company)
        return held

    def find_most(self, party: str, company: str) -> float | None:
        """Return the most that a party can have of a company; None where rings need too many rounds."""
        holders, value = self.list_below(party), {party: 1.0}
        for _ in range(MOST_ROUNDS):
            change = 0.0
            for held, above in holders.items():
                most = fill_room(value, above, max(0.0, 1.0 - self.holdings.totals[held]))
                change, value[held] = max(change, most - value.get(held, 0.0)), most
            if change <= SETTLED:
                return value.get(company, 0.0)
        return None

    def list_below(self, party: str) -> dict[str, list[Holder]]:
        """List the companies in which a party can have a part, the nearest first, with the holders that bring it.

        What returns to the party through a ring is not counted again.
        """
        holders: dict[str, list[Holder]] = {}
        waiting = [party]
        for holder in waiting:
            for company in self.held_by.get(holder, ()):
                if company == party:
                    continue
                if company not in holders:
                    waiting.append(company)
                holders.setdefault(company, []).append(self.measure(holder, company))
        return holders

    def measure(self, holder: str, company: str) -> Holder:
        """Return what a party holds of a company, scaled where the holders exceed a whole, and how that can grow."""
        holding = self.holdings.pairs[holder, company]
        most = 1.0 if holding.most is None else holding.most
        return holder, holding.least * self.holdings.scale_of(company), most - holding.least


def fill_room(value: Mapping[str, float], held: Iterable[Holder], left: float) -> float:
    """Return the most that a party can have of a company, from what it can have of each holder: `value`."""
    gained, rooms = 0.0, list[tuple[float, float]]()
    for holder, part, room in held:
        gained += value.get(holder, 0.0) * part
        rooms.append((value.get(holder, 0.0), room))
    for worth, room in sorted(rooms, reverse=True):
        gained += worth * min(room, left)
        left = max(0.0, left - room)
    return gained
