"""Loans of the ordinary companies, and their guarantors.

An ordinary loan is small relative to capital and assets. It starts at least three years after the founding and a year
after a change of control. In a group whose head is neither listed nor public, only the head borrows. Guarantors are
never guaranteed themselves, so chains, circles and stars of guarantees exist only where they are planted.
"""

import numpy as np
from numpy.random import Generator

from ..days import NO_DAY, TODAY, to_day
from ..parties.numbering import NO_PARTY, find_kinds
from ..sampling import Flags, Ints, choose_by_weight, draw_each, draw_ints, open_stream
from ..world import World

BORROWER_SHARE = 0.62
FIRST_LOAN = to_day(2015)
LAST_LOAN = to_day(2023, 10, 31)
LOAN_OF_ASSETS = (0.04, 0.15)
GUARANTOR_SHARE = 0.3
GUARANTEED_SHARE = 0.85
PARENT_SHARE = 0.45
CONTROLLER_SHARE = 0.25
MOST_GUARANTEED = 0.6
KIND_WEIGHTS = np.array([0.6, 0.3, 0.1])


def find_lenders(world: World, rng: Generator, count: int) -> Ints:
    """Draw a bank for each loan, larger banks more often."""
    banks = np.flatnonzero(world.companies.bank)
    return banks[choose_by_weight(rng, world.companies.assets[banks], count)]


def add_loans(world: World) -> None:
    """Add loans to the ordinary companies."""
    rng = open_stream(world.seed, "loans")
    borrowers = np.flatnonzero(_may_borrow(world) & (rng.random(len(world.companies)) < BORROWER_SHARE))
    borrower = np.repeat(borrowers, draw_ints(rng, 1, 3, len(borrowers)))
    earliest = np.maximum(world.companies.founded[borrower] + 3 * 366, FIRST_LOAN)
    changed = world.companies.control_changed[borrower]
    earliest = np.where(changed == NO_DAY, earliest, np.maximum(earliest, changed + 400))
    start = draw_each(rng, earliest, np.full(len(borrower), LAST_LOAN))
    inside = earliest <= LAST_LOAN
    borrower, start = borrower[inside], start[inside]
    limit = np.round(world.companies.assets[borrower] * rng.uniform(*LOAN_OF_ASSETS, len(borrower)), -4)
    add_facilities(world, rng, borrower, np.maximum(limit, 50_000).astype(np.int64), start, draw_terms(rng, len(start)))


def draw_terms(rng: Generator, count: int) -> Ints:
    """Draw the term of each loan in years."""
    return draw_ints(rng, 1, 5, count)


def add_facilities(world: World, rng: Generator, borrower: Ints, limit: Ints, start: Ints, years: Ints) -> int:
    """Add facilities, repaid on the due date if it has passed; return the position of the first."""
    due = start + years * 365
    closed = np.where(due <= TODAY, due, NO_DAY)
    outstanding = np.round(limit * rng.uniform(0.4, 1.0, len(limit)), -3).astype(np.int64)
    return world.tables["facilities"].add(
        borrower=borrower,
        lender=find_lenders(world, rng, len(borrower)),
        kind=choose_by_weight(rng, KIND_WEIGHTS, len(borrower)),
        limit=limit,
        balance=np.where(closed == NO_DAY, outstanding, 0),
        loan_class=(rng.random(len(borrower)) < 0.05).astype(np.int64),
        starts_on=start,
        due_on=due,
        closed_on=closed,
    )


def add_guarantees(world: World) -> None:
    """Let parents, unrelated companies and controlling persons guarantee ordinary loans."""
    rng = open_stream(world.seed, "guarantees")
    facilities, companies = world.tables["facilities"], world.companies
    rows = np.flatnonzero(~companies.planted[facilities["borrower"]])
    borrower = facilities["borrower"][rows]
    has_parent = companies.parent[borrower] >= 0
    backed = has_parent & (rng.random(len(rows)) < PARENT_SHARE)
    _guarantee(world, rng, companies.parent[borrower[backed]], rows[backed])
    outside = rows[~has_parent & (rng.random(len(rows)) < GUARANTEED_SHARE)]
    _add_unrelated(world, rng, outside)
    controller = companies.controller[borrower]
    by_person = ~has_parent & (find_kinds(controller) == 1) & (rng.random(len(rows)) < CONTROLLER_SHARE)
    by_person &= companies.control_changed[borrower] == NO_DAY
    _guarantee(world, rng, controller[by_person], rows[by_person])


def _may_borrow(world: World) -> Flags:
    companies = world.companies
    return ~companies.planted & ~companies.bank & (companies.disclosed | (companies.parent < 0))


def _add_unrelated(world: World, rng: Generator, rows: Ints) -> None:
    """Match loans with outside guarantors: at most two loans each, together within 60 % of net assets."""
    companies, facilities = world.companies, world.tables["facilities"]
    able = ~companies.planted & ~companies.bank & (companies.parent < 0) & (companies.controller != NO_PARTY)
    able &= rng.random(len(companies)) < GUARANTOR_SHARE
    heads = np.isin(np.arange(len(companies)), companies.parent)
    able &= ~heads
    guarantors = np.flatnonzero(able)
    rows = rows[~(able | heads)[facilities["borrower"][rows]]]
    rows = rows[_count_earlier(facilities["borrower"][rows]) == 0]
    if not len(guarantors):
        return
    chosen = guarantors[rng.integers(0, len(guarantors), (8, len(rows)))]
    capacity = companies.equity[chosen] * (MOST_GUARANTEED / 2)
    fits = capacity >= facilities["limit"][rows]
    tightest = np.where(fits, capacity, np.inf).argmin(axis=0)
    guarantor = chosen[tightest, np.arange(len(rows))]
    matched = fits.any(axis=0) & (_count_earlier(guarantor) < 2)
    _guarantee(world, rng, guarantor[matched], rows[matched])


def _count_earlier(values: Ints) -> Ints:
    """Count how often each value has occurred before its position."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    first = np.searchsorted(ordered, ordered, side="left")
    counts = np.empty(len(values), dtype=np.int64)
    counts[order] = np.arange(len(values)) - first
    return counts


def _guarantee(world: World, rng: Generator, guarantors: Ints, rows: Ints) -> None:
    facilities = world.tables["facilities"]
    world.tables["guarantees"].add(
        guarantor=guarantors,
        borrower=facilities["borrower"][rows],
        amount=facilities["limit"][rows],
        form=(rng.random(len(rows)) < 0.25).astype(np.int64),
        facility=rows,
        valid_from=facilities["starts_on"][rows],
        valid_to=facilities["closed_on"][rows],
    )
