"""Offices in the companies, and family relations."""

import numpy as np
from numpy.random import Generator

from ..days import FIRST_DAY, NO_DAY, to_day
from ..sampling import Flags, Ints, draw_each, draw_ints, open_stream
from ..world import World
from .numbering import NO_PARTY, find_kinds, find_positions

OWN_MANAGER = 0.65
CHANGE_SHARE = 0.10
INTERLOCK_SHARE = 0.12
SPOUSE_SHARE, CHILD_SHARE, PARENT_SHARE = 0.30, 0.12, 0.05
LAST_CHANGE = to_day(2023, 9, 30)


def add_officers(world: World) -> None:
    """Add a legal representative to every company, and directors, supervisors and managers by its size."""
    rng = open_stream(world.seed, "officers")
    companies = np.flatnonzero(world.companies.representative == NO_PARTY)
    _add_representatives(world, rng, companies)
    every = np.arange(len(world.companies), dtype=np.int64)
    directors = [_add_office(world, every[_is_large(world, size)], "director") for size in (0, 1e8, 4e8)]
    _add_office(world, every[_is_large(world, 4e7)], "supervisor")
    _add_office(world, every[_is_large(world, 1.5e8)], "manager")
    _add_office(world, np.flatnonzero(world.companies.listed), "chair")
    _add_office(world, np.flatnonzero(world.companies.listed), "independent_director")
    _add_interlocks(world, rng, directors[0])


def add_families(world: World) -> None:
    """Add a spouse, child or parent without any company to some of the controlling persons."""
    rng = open_stream(world.seed, "families")
    controllers = np.unique(world.companies.controller)
    controllers = controllers[find_kinds(controllers) == 1]
    for kind, share in (("spouse", SPOUSE_SHARE), ("child", CHILD_SHARE), ("parent", PARENT_SHARE)):
        related = controllers[rng.random(len(controllers)) < share]
        relate_family(world, related, kind)


def relate_family(world: World, persons: Ints, kind: str) -> Ints:
    """Add a new relative to each person; children and parents share the surname."""
    foreign = _find_foreign(world, persons)
    relatives = world.persons.add(foreign)
    world.tables["relations"].add(left=persons, right=relatives, kind=kind, confidence=100)
    if kind != "spouse":
        pairs = zip(find_positions(relatives).tolist(), find_positions(persons).tolist(), strict=True)
        world.persons.surname_of.update(pairs)
    return relatives


def _find_foreign(world: World, persons: Ints) -> Flags:
    return np.concatenate([*world.persons.foreign, np.zeros(0, dtype=np.bool_)])[find_positions(persons)]


def _is_large(world: World, size: float) -> Flags:
    large: Flags = world.companies.assets > size
    return large


def _add_representatives(world: World, rng: Generator, companies: Ints) -> None:
    """Appoint the controlling person or an otherwise unused one; replace some during the six years."""
    controller = world.companies.controller[companies]
    direct = (world.companies.parent[companies] < 0) & (find_kinds(controller) == 1)
    own = direct & (rng.random(len(companies)) < OWN_MANAGER) & ~_is_changed(world, companies)
    person = controller.copy()
    person[~own] = world.add_persons(companies[~own])
    changed = ~own & (rng.random(len(companies)) < CHANGE_SHARE / (1 - OWN_MANAGER / 2))
    founded = world.companies.founded[companies]
    changed &= founded < FIRST_DAY
    days = draw_ints(rng, FIRST_DAY + 60, LAST_CHANGE, len(companies))
    offices = world.tables["offices"]
    offices.add(
        person=person,
        company=companies,
        role="legal_representative",
        valid_from=founded,
        valid_to=np.where(changed, days, NO_DAY),
    )
    late = companies[changed]
    newcomers = world.add_persons(late)
    offices.add(person=newcomers, company=late, role="legal_representative", valid_from=days[changed])
    person[changed] = newcomers
    world.companies.representative[companies] = person


def _is_changed(world: World, companies: Ints) -> Flags:
    changed: Flags = world.companies.control_changed[companies] != NO_DAY
    return changed


def _add_office(world: World, companies: Ints, role: str) -> Ints:
    """Appoint one otherwise unused person per company, on a day after its founding."""
    rng = open_stream(world.seed, f"office {role} {len(companies)}")
    persons = world.add_persons(companies)
    founded = world.companies.founded[companies]
    since = draw_each(rng, founded, np.full(len(companies), FIRST_DAY + 1000))
    world.tables["offices"].add(person=persons, company=companies, role=role, valid_from=np.maximum(since, founded))
    return persons


def _add_interlocks(world: World, rng: Generator, directors: Ints) -> None:
    """Put some directors on a second board, which is common and no sign of control."""
    others = np.flatnonzero((rng.random(len(world.companies)) < INTERLOCK_SHARE) & ~world.companies.planted)
    shuffled = rng.permutation(len(directors))[: len(others)]
    chosen, distinct = directors[shuffled], others != shuffled
    world.tables["offices"].add(
        person=chosen[distinct], company=others[distinct], role="director", valid_from=FIRST_DAY + 200
    )
