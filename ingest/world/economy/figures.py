"""The published yearly figures of a company: its hidden quality with noise, and its losses."""

import numpy as np
from numpy.random import Generator

from ..days import NO_DAY, YEAR_STARTS, YEARS
from ..sampling import Flags, Floats, Ints, open_stream
from ..world import World
from .default_spread import History
from .trade import find_revenues

FIGURES = (
    "revenue",
    "net_profit",
    "total_assets",
    "total_debt",
    "net_assets",
    "cash_flow",
    "receivables",
    "current_ratio",
    "overdue_days",
)
NOISE = 0.45


def make_figures(world: World, history: History) -> dict[str, Floats]:
    """Build each figure as [years, companies]; NaN before a company is founded."""
    rng = open_stream(world.seed, "figures")
    count = len(world.companies)
    growth = np.ones(count)
    lost = np.zeros(count)
    figures = {name: np.zeros((len(YEARS), count)) for name in FIGURES}
    known = np.bincount(
        world.tables["supplies"]["seller"], weights=world.tables["supplies"]["receivable"], minlength=count
    )
    for place in range(len(YEARS)):
        seen = history.quality[place] + rng.normal(0.0, NOISE, count)
        failed = _has_failed(history.defaulted_on, place)
        seen = np.where(failed, np.minimum(seen, -2.2), seen)
        growth *= np.where(failed, 0.75, np.clip(1.03 + 0.02 * seen + rng.normal(0.0, 0.02, count), 0.85, 1.15))
        lost += history.losses[place]
        year = _make_year(world, rng, seen, failed, growth, lost)
        year["receivables"] = np.maximum(year["revenue"] * 0.10, known * 1.12)
        not_founded = world.companies.founded >= YEAR_STARTS[place + 1]
        for name, values in year.items():
            figures[name][place] = np.where(not_founded, np.nan, _round(name, values))
    return figures


def find_net_assets(figures: dict[str, Floats]) -> Floats:
    """Return the latest net assets of each company."""
    latest: Floats = figures["net_assets"][-1]
    return latest


def _has_failed(defaulted_on: Ints, place: int) -> Flags:
    failed: Flags = (defaulted_on != NO_DAY) & (defaulted_on < YEAR_STARTS[place + 1])
    return failed


def _make_year(
    world: World,
    rng: Generator,
    seen: Floats,
    failed: Flags,
    growth: Floats,
    lost: Floats,
) -> dict[str, Floats]:
    companies, count = world.companies, len(seen)
    assets = companies.assets * growth
    ratio = companies.equity_ratio + np.where(companies.bank, 0.002, 0.06) * seen
    ratio = np.where(failed, ratio - 0.35, np.clip(ratio, 0.04, 0.9))
    net_assets = assets * ratio - lost
    revenue = find_revenues(world) * growth * np.where(failed, 0.5, 1.0) * np.exp(rng.normal(0.0, 0.05, count))
    profit = revenue * (0.045 + 0.035 * seen + rng.normal(0.0, 0.01, count))
    late = rng.random(count) < np.clip(0.12 - 0.10 * seen, 0.02, 0.6)
    overdue = np.where(late, np.floor(rng.exponential(12.0, count)) + 1, 0.0)
    return {
        "revenue": revenue,
        "net_profit": profit,
        "total_assets": assets,
        "total_debt": np.maximum(assets - net_assets, 0.0) * 0.8,
        "net_assets": net_assets,
        "cash_flow": profit * 0.8 + revenue * rng.normal(0.01, 0.03, count),
        "current_ratio": np.exp(0.30 + 0.22 * seen + rng.normal(0.0, 0.12, count)),
        "overdue_days": np.where(failed, 90 + np.floor(rng.random(count) * 270), np.minimum(overdue, 60.0)),
    }


def _round(name: str, values: Floats) -> Floats:
    if name == "current_ratio":
        return np.round(values, 3)
    return np.round(values, -2 if name != "overdue_days" else 0)
