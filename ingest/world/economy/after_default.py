"""Consequences of a default: classified loans, court cases, enforcement and listings, all dated after it."""

import numpy as np
from numpy.random import Generator

from ..days import NO_DAY, TODAY, to_day
from ..sampling import Flags, Ints, draw_ints, open_stream
from ..table import NOTHING, is_active
from ..world import World
from .default_spread import History

FIRST_DISPUTE = to_day(2017, 3)
ENFORCED, LISTED, RESTRICTED, BANKRUPT = 0.75, 0.6, 0.45, 0.12
REMOVED = 0.3
DISPUTE_SHARE, VIOLATION_SHARE = 0.12, 0.02


def mark_defaulted_facilities(world: World) -> None:
    """Mark the open loans of defaulted companies and update their balance and class."""
    facilities = world.tables["facilities"]
    day = world.companies.defaulted_on[facilities["borrower"]]
    open_then = (day != NO_DAY) & ((facilities["closed_on"] == NO_DAY) | (facilities["closed_on"] > day))
    facilities["defaulted_on"][open_then] = day[open_then]
    facilities["closed_on"][open_then] = NO_DAY
    limit, age = facilities["limit"][open_then], TODAY - day[open_then]
    facilities["balance"][open_then] = np.maximum(facilities["balance"][open_then], limit * 6 // 10)
    facilities["loan_class"][open_then] = 2 + (age > 270).astype(np.int64) + (age > 720)


def drop_later_facts(world: World) -> None:
    """Drop loans, guarantees and supplies that would begin after the default of one of their parties."""
    tables, last = world.tables, _find_last_days(world)
    facilities = tables["facilities"]
    kept = facilities["starts_on"] < last[facilities["borrower"]]
    moved = np.where(kept, np.cumsum(kept) - 1, NOTHING)
    facilities.keep(kept)
    guarantees = tables["guarantees"]
    attached = guarantees["facility"] == NOTHING
    attached |= kept[np.maximum(guarantees["facility"], 0)] if len(kept) else False
    guarantees.keep(attached)
    guarantees["facility"][:] = np.where(guarantees["facility"] < 0, NOTHING, moved[guarantees["facility"]])
    payments = tables["payments"]
    payments["facility"][:] = np.where(payments["facility"] < 0, NOTHING, moved[payments["facility"]])
    _end_supplies(world, last)


def add_cases(world: World, history: History) -> None:
    """Add the court cases that follow defaults, and the disputes and violations of everyday business."""
    rng = open_stream(world.seed, "cases")
    failed = np.flatnonzero(history.defaulted_on != NO_DAY)
    day = history.defaulted_on[failed]
    claim = np.round(world.companies.assets[failed] * rng.uniform(0.02, 0.15, len(failed)), -3).astype(np.int64)
    sued = day + draw_ints(rng, 20, 150, len(failed))
    creditor = _find_creditors(world, rng, failed)
    add_lawsuits(world, "lawsuit", failed, sued, claim, creditor)
    enforced = np.where(rng.random(len(failed)) < ENFORCED, sued + draw_ints(rng, 90, 270, len(failed)), TODAY + 1)
    add_lawsuits(world, "enforcement", failed, enforced, claim)
    listed = np.where(rng.random(len(failed)) < LISTED, enforced + draw_ints(rng, 60, 240, len(failed)), TODAY + 1)
    removed = np.where(rng.random(len(failed)) < REMOVED, listed + draw_ints(rng, 200, 730, len(failed)), NO_DAY)
    add_lawsuits(world, "dishonest_executee", failed, listed, claim, closed=removed)
    restricted = np.where(rng.random(len(failed)) < RESTRICTED, enforced + 30, TODAY + 1)
    add_lawsuits(world, "consumption_limit", world.companies.representative[failed], restricted, claim, region=failed)
    bankrupt = np.where(rng.random(len(failed)) < BANKRUPT, day + draw_ints(rng, 300, 700, len(failed)), TODAY + 1)
    add_lawsuits(world, "bankruptcy", failed, bankrupt, claim)
    _add_everyday_cases(world, rng)


ROLE_OF = {
    "lawsuit": "defendant",
    "enforcement": "executed_person",
    "dishonest_executee": "executed_person",
    "consumption_limit": "executed_person",
    "bankruptcy": "debtor",
    "regulatory_violation": "offender",
}
CAUSE_OF = {
    "lawsuit": "loan contract dispute",
    "enforcement": "enforcement of a judgment",
    "dishonest_executee": "evasion of enforcement",
    "consumption_limit": "enforcement of a judgment",
    "bankruptcy": "insolvency petition",
    "regulatory_violation": "late disclosure",
}


def add_lawsuits(
    world: World,
    kind: str,
    parties: Ints,
    filed: Ints,
    amount: Ints,
    plaintiffs: Ints | None = None,
    *,
    closed: Ints | None = None,
    region: Ints | None = None,
    cause: str = "",
) -> None:
    """Add one case per party; skip cases filed after the last day."""
    now = filed <= TODAY
    ended = np.full(len(filed), NO_DAY) if closed is None else np.where(closed <= TODAY, closed, NO_DAY)
    place = world.companies.region[(parties if region is None else region)[now]]
    first = world.tables["lawsuits"].add(
        kind=kind,
        cause=cause or CAUSE_OF[kind],
        court_level=(amount[now] > 50_000_000).astype(np.int64),
        region=place,
        amount=amount[now],
        stage=np.where(ended[now] != NO_DAY, 4, 2 if kind == "lawsuit" else 0),
        filed_on=filed[now],
        closed_on=ended[now],
    )
    rows = first + np.arange(int(now.sum()), dtype=np.int64)
    litigants = world.tables["lawsuit_parties"]
    litigants.add(lawsuit=rows, party=parties[now], role=ROLE_OF[kind])
    if plaintiffs is not None:
        known = plaintiffs[now] >= 0
        litigants.add(lawsuit=rows[known], party=plaintiffs[now][known], role="plaintiff")


def _find_last_days(world: World) -> Ints:
    """Return each company's day of default, or a day in the far future."""
    day = world.companies.defaulted_on
    return np.where(day == NO_DAY, TODAY + 10_000, day)


def _end_supplies(world: World, last: Ints) -> None:
    supplies = world.tables["supplies"]
    buyer = np.where(supplies["buyer"] < len(last), supplies["buyer"], 0)
    end = np.minimum(last[supplies["seller"]], np.where(supplies["buyer"] < len(last), last[buyer], TODAY + 10_000))
    supplies["valid_to"][:] = np.where(end <= TODAY - 120, end + 120, supplies["valid_to"])
    ended = (supplies["valid_to"] != NO_DAY) & (supplies["valid_from"] >= supplies["valid_to"])
    supplies.keep(~ended)


def _find_creditors(world: World, rng: Generator, failed: Ints) -> Ints:
    """Return the lending bank of each company, or otherwise one of its suppliers; -1 for none."""
    facilities = world.tables["facilities"]
    lender = np.full(len(world.companies), NOTHING, dtype=np.int64)
    lender[facilities["borrower"]] = facilities["lender"]
    supplies = world.tables["supplies"]
    seller = np.full(len(world.companies), NOTHING, dtype=np.int64)
    active = is_active(supplies, TODAY) & (supplies["buyer"] < len(seller))
    seller[supplies["buyer"][active]] = supplies["seller"][active]
    by_bank = lender[failed] >= 0
    return np.where(by_bank & (rng.random(len(failed)) < 0.9), lender[failed], seller[failed])


def _add_everyday_cases(world: World, rng: Generator) -> None:
    supplies, count = world.tables["supplies"], len(world.companies)
    if len(supplies):
        rows = rng.integers(0, len(supplies), int(count * DISPUTE_SHARE))
        rows = rows[supplies["buyer"][rows] < count]
        filed = np.maximum(supplies["valid_from"][rows], FIRST_DISPUTE) + draw_ints(rng, 300, 1500, len(rows))
        closed = filed + draw_ints(rng, 60, 400, len(rows))
        amount = np.maximum(supplies["annual_amount"][rows] // 50, 1000)
        buyer, seller = supplies["buyer"][rows], supplies["seller"][rows]
        add_lawsuits(world, "lawsuit", buyer, filed, amount, seller, closed=closed, cause="sales contract dispute")
    offenders: Ints = rng.permutation(count)[: int(count * VIOLATION_SHARE)]
    days = np.full(len(offenders), TODAY) - draw_ints(rng, 0, 2100, len(offenders))
    fines = draw_ints(rng, 5, 200, len(offenders)) * 10_000
    add_lawsuits(world, "regulatory_violation", offenders, days, fines, closed=days + 200)


def find_statuses(world: World) -> Ints:
    """Return each company's status: 0 active, 1 bankrupt, 2 deregistered."""
    rng = open_stream(world.seed, "status")
    day, chance = world.companies.defaulted_on, rng.random(len(world.companies))
    old: Flags = (day != NO_DAY) & (day < TODAY - 730)
    lawsuits, litigants = world.tables["lawsuits"], world.tables["lawsuit_parties"]
    insolvent = np.zeros(len(day), dtype=np.bool_)
    insolvent[litigants["party"][(litigants["role"] == 4) & (lawsuits["kind"][litigants["lawsuit"]] == 4)]] = True
    return np.where(insolvent, 1, np.where(old & (chance < 0.15), 2, 0))
