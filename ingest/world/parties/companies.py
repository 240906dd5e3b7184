"""The companies: trade, size, age, hidden quality, and the selection for planted schemes."""

import numpy as np

from ..days import to_day
from ..sampling import Flags, Ints, choose_by_weight, draw_ints, open_stream
from ..world import Companies, World
from .words import (
    BANK_TRADE,
    BRAND_FIRST,
    BRAND_SECOND,
    BRAND_THIRD,
    JOINT_STOCK,
    LIMITED,
    PUBLIC_BODIES,
    REGIONS,
    TRADES,
)

REGION_COUNT = len(REGIONS.split())
BRAND_COUNT = len(BRAND_FIRST.split()) * len(BRAND_SECOND.split()) * len(BRAND_THIRD.split())
BRAND_STEP = 27_449  # a prime that does not divide BRAND_COUNT, so neighbours get very different brands
FOREIGN_SHARE = 0.10
LISTED_SHARE = 0.03
LOOK_ALIKE_SHARE = 0.03
FORMER_NAME_SHARE = 0.12
MEDIAN_ASSETS = 6e7
SIZE_SPREAD = 1.25
BANK_ASSETS = 4e11


def make_world(count: int, planted: int, seed: int) -> World:
    """Draw the companies of the world; `planted` of them, scattered, are reserved for schemes."""
    rng = open_stream(seed, "companies")
    order = rng.permutation(count)
    bank = _build_flags(count, order[: count_banks(count)])
    kept = _build_flags(count, order[len(order) - planted :])
    companies = _draw_companies(count, seed, bank, kept)
    _set_bank_columns(companies)
    _add_look_alikes(companies, seed)
    return World(seed=seed, companies=companies, public_bodies=REGION_COUNT * len(PUBLIC_BODIES))


def count_banks(count: int) -> int:
    """Return the number of banks in a world with this many companies."""
    return min(60, 8 + count // 1000)


def _draw_companies(count: int, seed: int, bank: Flags, kept: Flags) -> Companies:
    rng = open_stream(seed, "company columns")
    listed = (rng.random(count) < LISTED_SHARE) & ~kept & ~bank
    assets = np.round(np.exp(rng.normal(np.log(MEDIAN_ASSETS), SIZE_SPREAD, count)) * np.where(listed, 12, 1), -4)
    brand, region = _draw_brands(count, seed)
    numbers = np.arange(count, dtype=np.int64)
    return Companies(
        trade=choose_by_weight(rng, np.array([trade[4] for trade in TRADES], dtype=np.float64), count),
        region=region,
        foreign=(rng.random(count) < FOREIGN_SHARE) & ~kept & ~bank,
        form=np.where(listed | bank, JOINT_STOCK, LIMITED),
        brand=brand,
        former_brand=np.where(rng.random(count) < FORMER_NAME_SHARE, (brand + 977) % BRAND_COUNT, -1),
        founded=draw_ints(rng, to_day(1994), to_day(2014, 12, 28), count),
        assets=assets,
        capital=np.round(assets * rng.uniform(0.12, 0.4, count), -4),
        equity_ratio=rng.uniform(0.3, 0.55, count),
        quality=rng.normal(0.0, 1.0, count),
        listed=listed,
        client=rng.random(count) < 0.55,
        address=numbers.copy(),
        phone=numbers.copy(),
        bank=bank,
        planted=kept,
        hidden_risk=np.ones(count),
        safe_until=np.where(bank, 9999, 0),
    )


def _draw_brands(count: int, seed: int) -> tuple[Ints, Ints]:
    """Draw brands and regions; a brand repeats only after all are used, and then in another region."""
    rng = open_stream(seed, "brands")
    numbers = np.arange(count, dtype=np.int64)
    brand = (numbers * BRAND_STEP + int(rng.integers(BRAND_COUNT))) % BRAND_COUNT
    first_region = rng.integers(0, REGION_COUNT, size=BRAND_COUNT, dtype=np.int64)
    return brand, (first_region[brand] + numbers // BRAND_COUNT) % REGION_COUNT


def _set_bank_columns(companies: Companies) -> None:
    bank = companies.bank
    companies.trade[bank] = BANK_TRADE
    companies.assets[bank] = np.round(companies.assets[bank] / MEDIAN_ASSETS, 2) * BANK_ASSETS
    companies.capital[bank] = np.round(companies.assets[bank] * 0.03, -4)
    companies.equity_ratio[bank] = 0.08
    companies.client[bank] = False


def _add_look_alikes(companies: Companies, seed: int) -> None:
    """Copy brands from some companies to unrelated ones in the next region."""
    rng = open_stream(seed, "look-alikes")
    free = np.flatnonzero(~companies.bank)
    pairs = rng.permutation(free)[: int(len(free) * LOOK_ALIKE_SHARE) * 2].reshape(2, -1)
    companies.brand[pairs[1]] = companies.brand[pairs[0]]
    companies.region[pairs[1]] = (companies.region[pairs[0]] + 1) % REGION_COUNT


def _build_flags(count: int, positions: Ints) -> Flags:
    flags = np.zeros(count, dtype=np.bool_)
    flags[positions] = True
    return flags
