"""Supply ties: each seller has several buyers, and no buyer takes more than half."""

import numpy as np
from numpy.random import Generator

from ..days import FIRST_DAY
from ..parties.words import SPECIAL_TRADES, TRADES
from ..sampling import Floats, Ints, choose_by_weight, draw_each, draw_ints, open_stream
from ..world import World
from .ownership import WHOLE

SELLER_SHARE = 0.55
FEWEST_BUYERS, MOST_BUYERS = 5, 8
KNOWN_SALES = (0.35, 0.85)
PURCHASES_OF_REVENUE = 0.75
TURNOVERS = np.array([trade[3] for trade in (*TRADES, *SPECIAL_TRADES)])


def find_revenues(world: World) -> Floats:
    """Return the yearly revenue of each company at the start of the world."""
    revenues: Floats = world.companies.assets * TURNOVERS[world.companies.trade]
    return revenues


def add_supplies(world: World, excluded: Ints) -> None:
    """Add sales to larger companies outside the group; `excluded` companies neither sell nor buy."""
    rng = open_stream(world.seed, "supplies")
    sellers, buyers = _draw_pairs(world, rng, excluded)
    revenue = find_revenues(world)
    evenness = rng.uniform(0.85, 1.15, len(sellers))
    total = np.bincount(sellers, weights=evenness, minlength=len(revenue))
    known = rng.uniform(*KNOWN_SALES, len(revenue))
    share = evenness / total[sellers] * known[sellers]
    amount = np.maximum(np.round(revenue[sellers] * share, -2), 100).astype(np.int64)
    since = draw_each(
        rng,
        np.maximum(world.companies.founded[sellers], world.companies.founded[buyers]),
        np.full(len(sellers), FIRST_DAY + 700),
    )
    world.tables["supplies"].add(
        seller=sellers,
        buyer=buyers,
        annual_amount=amount,
        receivable=np.round(amount * _draw_credit(rng, len(revenue))[sellers], -2).astype(np.int64),
        share_of_sales=np.maximum(np.round(share * WHOLE), 1).astype(np.int64),
        valid_from=since,
    )


def set_purchase_shares(world: World) -> None:
    """Compute each supply's share of the buyer's purchases; the shares of one buyer never exceed one."""
    supplies = world.tables["supplies"]
    buyer, amount = supplies["buyer"], supplies["annual_amount"]
    company = (buyer >= 0) & (buyer < len(world.companies))
    bought = np.bincount(buyer[company], weights=amount[company], minlength=len(world.companies))
    purchases = np.maximum(find_revenues(world) * PURCHASES_OF_REVENUE, bought * 1.05)
    share = np.floor(amount[company] / purchases[buyer[company]] * WHOLE).astype(np.int64)
    supplies["share_of_purchases"][company] = np.minimum(share, WHOLE)


def _draw_credit(rng: Generator, count: int) -> Floats:
    """Draw the fraction of a year's sales that the buyers of each seller still owe."""
    return rng.uniform(0.06, 0.40, count)


def _draw_pairs(world: World, rng: Generator, excluded: Ints) -> tuple[Ints, Ints]:
    companies = world.companies
    able = ~companies.bank
    able[excluded] = False
    sellers = np.flatnonzero(able & (rng.random(len(companies)) < SELLER_SHARE))
    seller = np.repeat(sellers, draw_ints(rng, FEWEST_BUYERS, MOST_BUYERS, len(sellers)))
    weights = np.sqrt(companies.assets) * able
    buyer = choose_by_weight(rng, weights, len(seller))
    group = np.where(companies.controller < 0, np.arange(len(companies)), companies.controller)
    apart = (group[seller] != group[buyer]) & ~(companies.planted[seller] & companies.planted[buyer])
    pair = np.unique(seller[apart] * len(companies) + buyer[apart])
    seller, buyer = pair // len(companies), pair % len(companies)
    forward = ~np.isin(buyer * len(companies) + seller, pair) | (seller < buyer)
    seller, buyer = seller[forward], buyer[forward]
    enough = np.bincount(seller, minlength=len(companies)) >= FEWEST_BUYERS
    return seller[enough[seller]], buyer[enough[seller]]
