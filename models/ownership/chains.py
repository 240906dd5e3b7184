"""Every chain of holdings from the ends down to a company: shares multiply along a chain and add up over chains."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, islice

from ...graph.read.ties import TieView
from ..matrices import round_share
from .holdings import Holding, Holdings

MOST_CHAINS = 2000  # shown as evidence, the largest first; shares are exact without them


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One holding of a chain."""

    holder: str
    company: str
    share: float
    share_max: float | None
    ties: tuple[TieView, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The holdings from an owner down to the company, the owner's first; `share_max` is None where unknown."""

    share: float
    share_max: float | None
    steps: tuple[ChainStep, ...]


def find_chains(holdings: Holdings, company: str) -> tuple[dict[str, list[Chain]], bool]:
    """Return the chains without repetition by the party they begin with, and whether these are all or the largest."""
    chains: dict[str, list[Chain]] = {}
    found = list(islice(walk_up(holdings, company), MOST_CHAINS + 1))
    for steps in found[:MOST_CHAINS]:
        chains.setdefault(steps[0].holder, []).append(make_chain(steps))
    for some in chains.values():
        some.sort(key=lambda chain: (-chain.share, len(chain.steps)))
    return chains, len(found) <= MOST_CHAINS


def walk_up(holdings: Holdings, company: str) -> Iterator[tuple[ChainStep, ...]]:
    """Return every chain down to a company, whoever it begins with, in the order of what it carries.

    An entry of the queue is the chain below a company and the place of the next of its holders, who are in the order of
    size.
    """
    order = count()
    waiting: list[tuple[float, int, float, str, tuple[ChainStep, ...], int]] = []

    def wait(carried: float, held: str, below: tuple[ChainStep, ...], place: int) -> None:
        above, passed = holdings.holders_of(held), {company, *(step.holder for step in below)}
        while place < len(above) and above[place][0] in passed:
            place += 1
        if place < len(above):
            heappush(waiting, (-carried * above[place][1].least, next(order), carried, held, below, place))

    wait(1.0, company, (), 0)
    while waiting:
        _, _, carried, held, below, place = heappop(waiting)
        holder, holding = holdings.holders_of(held)[place]
        steps = (make_step(holder, held, holding), *below)
        yield steps
        wait(carried, held, below, place + 1)
        wait(carried * holding.least, holder, steps, 0)


def make_step(holder: str, company: str, holding: Holding) -> ChainStep:
    """Turn a holding into a step of a chain."""
    return ChainStep(holder, company, holding.least, holding.most, holding.ties)


def make_chain(steps: tuple[ChainStep, ...]) -> Chain:
    """Multiply the shares of a chain."""
    share, most = 1.0, 1.0
    known = True
    for step in steps:
        share *= step.share
        known = known and step.share_max is not None
        most *= 1.0 if step.share_max is None else step.share_max
    return Chain(round_share(share), round_share(most) if known else None, steps)
