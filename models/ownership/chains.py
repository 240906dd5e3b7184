"""Every chain of holdings from the ends down to a company: shares multiply along a chain and add up over chains."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, islice
from typing import NamedTuple

from ...graph.read.ties import TieView
from ..matrices import round_share
from .holdings import Holding, Holdings

MOST_CHAINS = 2000  # shown as evidence, the largest first; shares are exact without them


# steps and chains are made by the thousand in one answer, and making them frozen takes several times as long
@dataclass(slots=True)
class ChainStep:
    """One holding of a chain."""

    holder: str
    company: str
    share: float
    share_max: float | None
    ties: tuple[TieView, ...]


@dataclass(slots=True)
class Chain:
    """The holdings from an owner down to the company, the owner's first; `share_max` is None where unknown.

    `confidence` is that of the surest source of each step multiplied, as of a path. It changes no share.
    """

    share: float
    share_max: float | None
    steps: tuple[ChainStep, ...]
    confidence: float


def find_chains(holdings: Holdings, company: str) -> tuple[dict[str, list[Chain]], bool]:
    """Return the chains without repetition by the party they begin with, and whether these are all or the largest."""
    chains: dict[str, list[Chain]] = {}
    found = list(islice(walk_up(holdings, company), MOST_CHAINS + 1))
    for chain in found[:MOST_CHAINS]:
        chains.setdefault(chain.steps[0].holder, []).append(chain)
    for some in chains.values():
        some.sort(key=lambda chain: (-chain.share, len(chain.steps)))
    return chains, len(found) <= MOST_CHAINS


class Carried(NamedTuple):
    """What the steps of a chain multiply to: at least, at most (None where unknown), and their confidence."""

    least: float
    most: float | None
    confidence: float


class Waiting(NamedTuple):
    """A place in the queue: the chain below a company, and the next of its holders, who are in the order of size.

    `first` is what the next chain carries, negative so that the largest comes first, and `number` breaks ties.
    """

    first: float
    number: int
    carried: Carried
    held: str
    below: tuple[ChainStep, ...]
    place: int
    passed: frozenset[str]


def walk_up(holdings: Holdings, company: str) -> Iterator[Chain]:
    """Return every chain down to a company, whoever it begins with, in the order of what it carries."""
    order, made, waiting = count(), dict[tuple[str, str], tuple[ChainStep, float]](), list[Waiting]()

    def wait(carried: Carried, held: str, below: tuple[ChainStep, ...], place: int, passed: frozenset[str]) -> None:
        above = holdings.holders_of(held)
        while place < len(above) and above[place][0] in passed:
            place += 1
        if place < len(above):
            first = -carried.least * above[place][1].least
            heappush(waiting, Waiting(first, next(order), carried, held, below, place, passed))

    wait(Carried(1.0, 1.0, 1.0), company, (), 0, frozenset((company,)))
    while waiting:
        _, _, carried, held, below, place, passed = heappop(waiting)
        holder, holding = holdings.holders_of(held)[place]
        step, surest = made.get((holder, held)) or made.setdefault((holder, held), make_step(holder, held, holding))
        steps = (step, *below)
        most = None if carried.most is None or step.share_max is None else carried.most * step.share_max
        here = Carried(carried.least * step.share, most, carried.confidence * surest)
        yield make_chain(steps, here)
        wait(carried, held, below, place + 1, passed)
        if holder in holdings.above:
            wait(here, holder, steps, 0, passed | {holder})


def make_step(holder: str, company: str, holding: Holding) -> tuple[ChainStep, float]:
    """Turn a holding into a step of a chain, with the confidence of its surest source."""
    return ChainStep(holder, company, holding.least, holding.most, holding.ties), find_surest(holding.ties)


def make_chain(steps: tuple[ChainStep, ...], carried: Carried) -> Chain:
    """Make a chain of what its steps carry."""
    share, most = round_share(carried.least), carried.most
    share_max = None if most is None else share if most == carried.least else round_share(most)
    return Chain(share, share_max, steps, round_share(carried.confidence))


def find_surest(ties: Iterable[TieView]) -> float:
    """Return the confidence of the surest of some relationships that say the same."""
    return max(tie.confidence for tie in ties)
