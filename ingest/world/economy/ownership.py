"""Owners of the ordinary companies: persons and public bodies at the top, groups of up to three layers below.

Shares of a company never sum to more than one. No party controls one company and is a small holder of another, so the
planted schemes are the only hidden control.
"""

import numpy as np
from numpy.random import Generator

from ..days import FIRST_DAY, NO_DAY, to_day
from ..parties.numbering import NO_PARTY
from ..sampling import Flags, Ints, draw_each, draw_ints, open_stream
from ..world import World

WHOLE = 10_000
HEADS, FIRST_LAYER, SECOND_LAYER = 0.09, 0.24, 0.08
PUBLIC_HEAD, PUBLIC_BANK, PUBLIC_OTHER = 0.25, 0.6, 0.02
DISPERSED = 0.15
SALE_SHARE = 0.06
LAST_SALE = to_day(2023, 6, 30)


def add_owners(world: World) -> None:
    """Add owners to every company outside the schemes."""
    rng = open_stream(world.seed, "ownership")
    companies = world.companies
    unowned = ~find_owned(world)
    ordinary = rng.permutation(np.flatnonzero(unowned & ~companies.planted & ~companies.bank))
    ends = np.cumsum([int(len(ordinary) * share) for share in (HEADS, FIRST_LAYER, SECOND_LAYER)])
    heads, first, second, singles = np.split(ordinary, ends)
    others = np.flatnonzero(unowned & (companies.planted | companies.bank))
    roots = np.concatenate([heads, singles, others])
    public = np.concatenate([np.full(len(heads), PUBLIC_HEAD), np.full(len(roots) - len(heads), PUBLIC_OTHER)])
    _add_roots(world, rng, roots, np.where(companies.bank[roots], PUBLIC_BANK, public))
    companies.disclosed[heads] |= companies.listed[heads]
    _add_layer(world, rng, first, heads)
    _add_layer(world, rng, second, first)
    _add_control_sales(world, rng, np.setdiff1d(singles, _find_public(world)))


def find_owned(world: World) -> Flags:
    """Check which companies already have an owner."""
    owned = np.zeros(len(world.companies), dtype=np.bool_)
    owned[world.tables["holdings"]["company"]] = True
    return owned


def _add_roots(world: World, rng: Generator, roots: Ints, public: Ints) -> None:
    chance = rng.random(len(roots))
    by_public = chance < public
    dispersed = ~by_public & (rng.random(len(roots)) < DISPERSED)
    _add_public(world, rng, roots[by_public])
    _add_dispersed(world, roots[dispersed])
    single = roots[~by_public & ~dispersed]
    controllers = world.add_persons(single)
    _add_controlling_holding(world, controllers, single, draw_ints(rng, 5200, WHOLE, len(single)))
    _add_minority(world, rng, single)


def _add_public(world: World, rng: Generator, companies: Ints) -> None:
    owners = world.find_public_bodies(world.companies.region[companies])
    _add_controlling_holding(world, owners, companies, draw_ints(rng, 5100, WHOLE, len(companies)))
    world.companies.disclosed[companies] = True
    _add_minority(world, rng, companies)


def _add_dispersed(world: World, companies: Ints) -> None:
    """Add three holders to each company, none with more than half."""
    for share in (4000, 3500, 2500):
        _add_holding(world, world.add_persons(companies), companies, np.full(len(companies), share))


def _add_layer(world: World, rng: Generator, companies: Ints, parents: Ints) -> None:
    if not len(parents):
        return
    chosen = parents[np.floor(rng.random(len(companies)) ** 1.6 * len(parents)).astype(np.int64)]
    share = np.where(rng.random(len(companies)) < 0.35, WHOLE, draw_ints(rng, 5100, 9500, len(companies)))
    all_companies = world.companies
    all_companies.parent[companies] = chosen
    all_companies.disclosed[companies] = all_companies.disclosed[chosen]
    _add_controlling_holding(world, chosen, companies, share)
    all_companies.controller[companies] = np.where(
        all_companies.controller[chosen] == NO_PARTY, chosen, all_companies.controller[chosen]
    )
    _add_minority(world, rng, companies)


def _add_controlling_holding(world: World, owners: Ints, companies: Ints, shares: Ints) -> None:
    world.companies.controller[companies] = owners
    _add_holding(world, owners, companies, shares)


def _add_holding(world: World, owners: Ints, companies: Ints, shares: Ints) -> None:
    world.tables["holdings"].add(
        owner=owners, company=companies, share=shares, kind="shareholder", valid_from=world.companies.founded[companies]
    )


def _add_minority(world: World, rng: Generator, companies: Ints) -> None:
    """Add a new person who holds part of the shares that the controller does not."""
    some = companies[rng.random(len(companies)) < 0.7]
    holdings = world.tables["holdings"]
    held = np.bincount(holdings["company"], weights=holdings["share"], minlength=len(world.companies))
    left = WHOLE - np.round(held).astype(np.int64)[some]
    some, left = some[left >= 100], left[left >= 100]
    share = np.where(rng.random(len(some)) < 0.6, left, draw_each(rng, np.full(len(some), 50), left))
    _add_holding(world, world.add_persons(some), some, share)


def _find_public(world: World) -> Ints:
    return np.flatnonzero(world.companies.disclosed)


def _add_control_sales(world: World, rng: Generator, companies: Ints) -> None:
    """Let the controlling person of some companies sell everything to a new one during the six years."""
    companies = companies[world.companies.controller[companies] != NO_PARTY]
    sold = companies[rng.random(len(companies)) < SALE_SHARE]
    days = draw_ints(rng, FIRST_DAY + 30, LAST_SALE, len(sold))
    holdings = world.tables["holdings"]
    sold_on = np.full(len(world.companies), NO_DAY, dtype=np.int64)
    sold_on[sold] = days
    rows = np.flatnonzero(
        (sold_on[holdings["company"]] != NO_DAY)
        & (holdings["owner"] == world.companies.controller[holdings["company"]])
    )
    company, share = holdings["company"][rows], holdings["share"][rows]
    holdings["valid_to"][rows] = sold_on[company]
    buyers = world.add_persons(company)
    holdings.add(owner=buyers, company=company, share=share, kind="shareholder", valid_from=sold_on[company])
    world.companies.controller[company] = buyers
    world.companies.control_changed[company] = sold_on[company]
