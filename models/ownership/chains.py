"""Every chain of holdings from the ends down to a company: shares multiply along a chain and add up over chains."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.read.ties import TieView
from ..matrices import round_share
from .holdings import Holding, Holdings

MOST_CHAINS = 2000
MOST_STEPS = 20


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
    """Return the chains without repetition by the party they begin with, and whether these are all."""
    chains: dict[str, list[Chain]] = {}
    all_found = True
    for count, steps in enumerate(walk_up(holdings, company, (), {company})):
        if count >= MOST_CHAINS:
            all_found = False
            break
        if len(steps) > MOST_STEPS:
            all_found = False
        else:
            chains.setdefault(steps[0].holder, []).append(make_chain(steps))
    for found in chains.values():
        found.sort(key=lambda chain: (-chain.share, len(chain.steps)))
    return chains, all_found


def walk_up(
    holdings: Holdings, company: str, below: tuple[ChainStep, ...], passed: set[str]
) -> Iterator[tuple[ChainStep, ...]]:
    """Return every chain that ends with the steps below, whoever it begins with; too long ones end a step too far."""
    for holder, holding in holdings.holders_of(company):
        if holder in passed or len(below) > MOST_STEPS:
            continue
        steps = (make_step(holder, company, holding), *below)
        yield steps
        yield from walk_up(holdings, holder, steps, passed | {holder})


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
