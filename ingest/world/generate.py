"""The steps that make a world and write it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import UsageError
from .days import NO_DAY
from .economy.after_default import add_cases, drop_later_facts, find_statuses, mark_defaulted_facilities
from .economy.credit import add_guarantees, add_loans
from .economy.default_spread import History, spread_defaults
from .economy.figures import find_net_assets, make_figures
from .economy.incidental_cases import find_incidental_cases
from .economy.ownership import add_owners
from .economy.payments import add_payments
from .economy.pledges import add_pledges
from .economy.trade import add_supplies, set_purchase_shares
from .outputs import (
    build_party_ids,
    sort_tables,
    write_companies,
    write_facts,
    write_figures,
    write_persons,
    write_public_bodies,
)
from .parties.companies import make_world
from .parties.names import PersonNames
from .parties.people import add_families, add_officers
from .schemes.catalogue import count_instances, count_reserved, plant_all
from .schemes.instance import Instance
from .schemes.planter import Planter
from .texts.documents import write_documents
from .truth import write_truth
from .world import World

FEWEST_COMPANIES = 300


@dataclass(frozen=True, slots=True)
class WorldSummary:
    """The number of rows of each kind that were written."""

    companies: int
    persons: int
    public_bodies: int
    rows: dict[str, int]
    defaults: int
    contagion_defaults: int
    schemes: int
    look_alikes: int
    documents: int


def write_world(
    folder: Path, companies: int = 3000, seed: int = 7, *, texts: bool = True, instances: int | None = None
) -> WorldSummary:
    """Write the world of a given size and seed into a folder; the same arguments yield the same bytes.

    `texts=False` omits news and filings. `instances` is the number of each planted scheme, by default one per 300
    companies and at most 12. Each innocent look-alike is planted half as often.
    """
    if companies < FEWEST_COMPANIES:
        raise UsageError(f"a world needs at least {FEWEST_COMPANIES} companies, not {companies}")
    count = count_instances(companies) if instances is None else instances
    if count < 1 or count_reserved(count) > companies * 3 // 4:
        raise UsageError(f"{companies} companies are too few for {count} instances of each scheme")
    folder.mkdir(parents=True, exist_ok=True)
    world = make_world(companies, count_reserved(count), seed)
    planter = plant_all(world, count)
    _add_economy(world, planter)
    history = spread_defaults(world)
    _add_consequences(world, history)
    return _write_all(folder, world, planter, history, texts)


def _add_economy(world: World, planter: Planter) -> None:
    add_owners(world)
    add_officers(world)
    add_families(world)
    add_supplies(world, np.array(sorted(set(planter.traders)), dtype=np.int64))
    add_loans(world)
    add_guarantees(world)
    add_pledges(world)


def _add_consequences(world: World, history: History) -> None:
    drop_later_facts(world)
    mark_defaulted_facilities(world)
    set_purchase_shares(world)
    add_cases(world, history)
    add_payments(world)


def _write_all(folder: Path, world: World, planter: Planter, history: History, texts: bool) -> WorldSummary:
    figures = make_figures(world, history)
    facilities, _ = sort_tables(world)
    cases = planter.instances + find_incidental_cases(world, find_net_assets(figures), planter.instances)
    party_ids, names = build_party_ids(world), PersonNames(world)
    write_companies(folder, world, find_statuses(world), party_ids)
    write_persons(folder, world, names, party_ids)
    write_public_bodies(folder, world, party_ids)
    write_figures(folder, figures, party_ids)
    write_facts(folder, world, party_ids)
    write_truth(folder, world, cases, history, party_ids, facilities)
    documents = write_documents(folder, world, names, party_ids) if texts else 0
    return _count_rows(world, cases, history, documents)


def _count_rows(world: World, cases: list[Instance], history: History, documents: int) -> WorldSummary:
    failed = history.defaulted_on != NO_DAY
    return WorldSummary(
        companies=len(world.companies),
        persons=world.persons.count,
        public_bodies=world.public_bodies,
        rows={name: len(table) for name, table in world.tables.items()},
        defaults=int(failed.sum()),
        contagion_defaults=int((failed & (history.channel > 0)).sum()),
        schemes=sum(case.guilty for case in cases),
        look_alikes=sum(not case.guilty for case in cases),
        documents=documents,
    )
