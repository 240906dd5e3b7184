"""Defaults and their contagion: a yearly competing-risks model of own weakness and exposure.

Each year a company has an intensity of its own and one per channel of contagion. It defaults with probability
1 - exp(-s) for their sum s, and the cause is drawn in proportion to them. Only defaults of the previous year spread, so
the trigger always comes first. Losses also reduce net assets and weaken the company itself. `docs/world.md` has the
reasons.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.random import Generator

from ..days import NO_DAY, YEAR_STARTS, YEARS
from ..parties.numbering import is_company
from ..sampling import Floats, Ints, draw_each, open_stream
from ..table import NOTHING
from ..world import World

BASE = 0.0075
WEAKNESS = 1.45
VULNERABILITY = 0.6
HIDDEN = 0.5
PERSISTENCE, SHOCK = 0.80, 0.60
CYCLE = {2018: 0.9, 2019: 0.9, 2020: 1.5, 2021: 1.0, 2022: 1.25, 2023: 0.95}
LOSS_GIVEN_DEFAULT = 0.6
GUARANTEE_WEIGHT, RECEIVABLE_WEIGHT = 12.0, 2.4
PARENT_WEIGHT, SUBSIDIARY_WEIGHT, SISTER_WEIGHT = 0.55, 0.9, 0.20
MOST_INTENSITY = 1.6
QUALITY_LOSS = 1.2


class Channel(StrEnum):
    """The cause of a default."""

    OWN = "own"
    GUARANTEE = "guarantee"
    RECEIVABLE = "receivable"
    PARENT = "parent"
    SUBSIDIARY = "subsidiary"
    COMMON_CONTROLLER = "common_controller"


CHANNELS = tuple(Channel)


@dataclass(slots=True)
class Edges:
    """Channels of distress, each from a company that may default to one that is exposed to it."""

    channel: int
    source: Ints
    target: Ints
    exposure: Floats
    since: Ints
    until: Ints


@dataclass(slots=True)
class History:
    """Quality and losses by year, and the default of each company with its cause."""

    quality: Floats  # [years, companies]
    losses: Floats  # [years, companies], in yuan
    defaulted_on: Ints
    channel: Ints
    source: Ints


def spread_defaults(world: World) -> History:
    """Simulate the six years and return their history."""
    rng = open_stream(world.seed, "contagion")
    count = len(world.companies)
    shape = (len(YEARS), count)
    none = np.full(count, NOTHING, dtype=np.int64)
    history = History(np.zeros(shape), np.zeros(shape), np.full(count, NO_DAY, dtype=np.int64), none, none.copy())
    hidden = rng.normal(0.0, HIDDEN, count)
    channels = _find_edges(world)
    quality = world.companies.quality
    for place in range(len(YEARS)):
        quality = PERSISTENCE * quality + rng.normal(0.0, SHOCK, count)
        quality = _run_year(world, rng, history, channels, place, quality, hidden)
    world.companies.defaulted_on = history.defaulted_on
    return history


def _run_year(
    world: World, rng: Generator, history: History, channels: list[Edges], place: int, quality: Floats, hidden: Floats
) -> Floats:
    count = len(world.companies)
    intensity = np.zeros((len(CHANNELS), count))
    largest_source = np.full((len(CHANNELS), count), NOTHING, dtype=np.int64)
    for edges in channels:
        hit = _find_hits(edges, history.defaulted_on, place)
        _add_exposure(intensity, largest_source, edges, hit)
        if CHANNELS[edges.channel] in {Channel.GUARANTEE, Channel.RECEIVABLE}:
            loss = edges.exposure[hit] * world.companies.equity[edges.target[hit]] * LOSS_GIVEN_DEFAULT
            history.losses[place] += np.bincount(edges.target[hit], weights=loss, minlength=count)
    quality = quality - QUALITY_LOSS * np.minimum(history.losses[place] / world.companies.equity, 1.5)
    # weak companies are more vulnerable to contagion
    intensity *= np.exp(-VULNERABILITY * quality - VULNERABILITY**2 / 2)
    intensity[0] = BASE * CYCLE[YEARS[place]] * np.exp(-WEAKNESS * quality + hidden) * world.companies.hidden_risk
    history.quality[place] = quality
    _draw_defaults(world, rng, history, place, intensity, largest_source)
    return quality


def _find_hits(edges: Edges, defaulted_on: Ints, place: int) -> Ints:
    """Find the edges whose source defaulted in the previous year, while the tie was valid."""
    if place == 0:
        return np.empty(0, dtype=np.int64)
    day = defaulted_on[edges.source]
    within = (day >= YEAR_STARTS[place - 1]) & (day < YEAR_STARTS[place])
    return np.flatnonzero(within & (edges.since <= day) & ((edges.until == NO_DAY) | (edges.until > day)))


WEIGHTS = {
    Channel.GUARANTEE: GUARANTEE_WEIGHT * LOSS_GIVEN_DEFAULT,
    Channel.RECEIVABLE: RECEIVABLE_WEIGHT * LOSS_GIVEN_DEFAULT,
    Channel.PARENT: PARENT_WEIGHT,
    Channel.SUBSIDIARY: SUBSIDIARY_WEIGHT,
    Channel.COMMON_CONTROLLER: SISTER_WEIGHT,
}


def _add_exposure(intensity: Floats, largest_source: Ints, edges: Edges, hit: Ints) -> None:
    """Add the intensity of the hit edges, and record the source with the largest exposure."""
    weight = WEIGHTS[CHANNELS[edges.channel]]
    target, exposure = edges.target[hit], edges.exposure[hit]
    total = np.bincount(target, weights=exposure, minlength=intensity.shape[1]) * weight
    intensity[edges.channel] = np.minimum(total, MOST_INTENSITY)
    order = np.argsort(exposure, kind="stable")
    largest_source[edges.channel][target[order]] = edges.source[hit][order]


def _draw_defaults(
    world: World, rng: Generator, history: History, place: int, intensity: Floats, largest_source: Ints
) -> None:
    total = intensity.sum(axis=0)
    chance, pick = rng.random(total.shape), rng.random(total.shape)
    companies, start = world.companies, YEAR_STARTS[place]
    exposed = (history.defaulted_on == NO_DAY) & (companies.safe_until < YEARS[place]) & (companies.founded < start)
    failed = np.flatnonzero(exposed & (chance < 1 - np.exp(-total)))
    cumulated = np.cumsum(intensity[:, failed], axis=0)
    channel = (cumulated <= pick[failed] * total[failed]).sum(axis=0)
    days = draw_each(rng, np.full(len(failed), start + 5), np.full(len(failed), YEAR_STARTS[place + 1] - 6))
    history.defaulted_on[failed] = days
    history.channel[failed] = channel
    history.source[failed] = largest_source[channel, failed]


def _find_edges(world: World) -> list[Edges]:
    parents, subsidiaries = _find_holdings(world)
    return [_find_guarantees(world), _find_receivables(world), parents, subsidiaries, _find_sisters(world)]


def _find_guarantees(world: World) -> Edges:
    table, equity = world.tables["guarantees"], world.companies.equity
    rows = np.flatnonzero(is_company(table["guarantor"]) & is_company(table["borrower"]))
    guarantor = table["guarantor"][rows]
    exposure = table["amount"][rows] / equity[guarantor]
    since, until = table["valid_from"][rows], table["valid_to"][rows]
    return Edges(1, table["borrower"][rows], guarantor, exposure, since, until)


def _find_receivables(world: World) -> Edges:
    table, equity = world.tables["supplies"], world.companies.equity
    rows = np.flatnonzero(is_company(table["buyer"]))
    seller = table["seller"][rows]
    exposure = table["receivable"][rows] / equity[seller]
    since, until = table["valid_from"][rows], table["valid_to"][rows]
    return Edges(2, table["buyer"][rows], seller, exposure, since, until)


def _find_holdings(world: World) -> tuple[Edges, Edges]:
    """Find the edges from parent to subsidiary, and the reverse edges weighted by relative size."""
    table, assets = world.tables["holdings"], world.companies.assets
    rows = np.flatnonzero(is_company(table["owner"]) & (table["share"] > 2000))
    owner, company = table["owner"][rows], table["company"][rows]
    share = table["share"][rows] / 10_000
    since, until = table["valid_from"][rows], table["valid_to"][rows]
    weight = share * np.minimum(assets[company] / assets[owner], 1.0)
    return Edges(3, owner, company, share, since, until), Edges(4, company, owner, weight, since, until)


def _find_sisters(world: World) -> Edges:
    """Pair each controlled company with the next two under the same controller, in a ring."""
    controller = world.companies.controller
    controlled = np.flatnonzero(controller >= 0)
    order = controlled[np.argsort(controller[controlled], kind="stable")]
    sources, targets = [], []
    for step in (1, 2):
        same = controller[order[step:]] == controller[order[:-step]]
        sources += [order[step:][same], order[:-step][same]]
        targets += [order[:-step][same], order[step:][same]]
    source, target = np.concatenate(sources), np.concatenate(targets)
    public = world.companies.controller[source] >= 2 << 32
    source, target = source[~public], target[~public]
    days = np.zeros(len(source), dtype=np.int64)
    return Edges(5, source, target, np.ones(len(source)), days, np.full(len(source), NO_DAY))
