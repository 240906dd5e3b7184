"""Payments: loans paid out and repaid, goods paid for, and everyday transfers."""

import numpy as np
from numpy.random import Generator

from ..days import FIRST_DAY, NO_DAY, TODAY
from ..sampling import Ints, draw_each, draw_ints, open_stream
from ..world import World

PAYMENTS_PER_SUPPLY = (1, 3)
TRANSFER_SHARE = 0.15


def add_payments(world: World) -> None:
    """Add the ordinary payments; those of the schemes already exist."""
    rng = open_stream(world.seed, "payments")
    _drop_after_default(world)
    _add_disbursements(world)
    _add_repayments(world, rng)
    _add_trade_payments(world, rng)
    _add_transfers(world, rng)


def _drop_after_default(world: World) -> None:
    payments = world.tables["payments"]
    payments.keep(payments["paid_on"] <= TODAY)


def _add_disbursements(world: World) -> None:
    facilities = world.tables["facilities"]
    world.tables["payments"].add(
        payer=facilities["lender"],
        payee=facilities["borrower"],
        paid_on=facilities["starts_on"],
        amount=facilities["limit"],
        purpose="disbursement",
        facility=np.arange(len(facilities), dtype=np.int64),
    )


def _add_repayments(world: World, rng: Generator) -> None:
    """Repay part of each loan during its term and, if the loan is closed, the rest on the closing day."""
    facilities = world.tables["facilities"]
    starts, closed = facilities["starts_on"], facilities["closed_on"]
    last = np.where(closed == NO_DAY, np.minimum(facilities["due_on"], TODAY), closed)
    last = np.where(facilities["defaulted_on"] == NO_DAY, last, facilities["defaulted_on"] - 1)
    paid = facilities["limit"] - facilities["balance"]
    middle = np.where(closed == NO_DAY, paid, paid // 2)
    rows = np.flatnonzero((middle > 0) & (last - starts > 60))
    _repay(world, rows, draw_each(rng, starts[rows] + 30, last[rows]), middle[rows])
    rows = np.flatnonzero(closed != NO_DAY)
    _repay(world, rows, closed[rows], paid[rows] - np.where(last - starts > 60, middle, 0)[rows])


def _repay(world: World, rows: Ints, days: Ints, amounts: Ints) -> None:
    facilities = world.tables["facilities"]
    world.tables["payments"].add(
        payer=facilities["borrower"][rows],
        payee=facilities["lender"][rows],
        paid_on=days,
        amount=amounts,
        purpose="repayment",
        facility=rows,
    )


def _add_trade_payments(world: World, rng: Generator) -> None:
    supplies, defaulted = world.tables["supplies"], world.companies.defaulted_on
    rows = np.repeat(np.arange(len(supplies)), draw_ints(rng, *PAYMENTS_PER_SUPPLY, len(supplies)))
    buyer, seller = supplies["buyer"][rows], supplies["seller"][rows]
    is_firm = buyer < len(defaulted)
    default = np.where(is_firm, defaulted[np.where(is_firm, buyer, 0)], NO_DAY)
    until = np.where(supplies["valid_to"][rows] == NO_DAY, TODAY, supplies["valid_to"][rows] - 1)
    until = np.where(default == NO_DAY, until, np.minimum(until, default))
    since = np.maximum(supplies["valid_from"][rows], FIRST_DAY)
    amount = supplies["annual_amount"][rows] * draw_ints(rng, 5, 45, len(rows)) // 100
    days = draw_each(rng, since, until)
    real = (since <= until) & (amount > 0)
    world.tables["payments"].add(
        payer=buyer[real], payee=seller[real], paid_on=days[real], amount=amount[real], purpose="trade"
    )


def _add_transfers(world: World, rng: Generator) -> None:
    """Add single transfers between otherwise unrelated companies."""
    able = np.flatnonzero(
        (world.companies.defaulted_on == NO_DAY) & ~world.companies.planted & (world.companies.founded < FIRST_DAY)
    )
    if len(able) < 2:
        return
    count = int(len(world.companies) * TRANSFER_SHARE)
    payer = able[rng.integers(0, len(able), count)]
    payee = able[rng.integers(0, len(able), count)]
    apart = payer != payee
    amount = draw_ints(rng, 10, 900, count) * 1000
    days = draw_ints(rng, FIRST_DAY, TODAY, count)
    world.tables["payments"].add(
        payer=payer[apart], payee=payee[apart], paid_on=days[apart], amount=amount[apart], purpose="transfer"
    )
