"""The steps that are disturbed: first, changed and full deliveries of two sources, and undo."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from riskgraph import pipeline
from riskgraph.graph.read.deliveries import read_deliveries
from riskgraph.settings import Settings

from ..hunt.files import write_delivery, write_mapping
from ..oracle.deliveries import Delivery, HoldingRow, PartyRow, RelationRow, Source

COMPANIES, PERSONS = 60, 20
SOURCES = {"s0": Source(name="s0", trust=90, parcels=False), "s1": Source(name="s1", trust=40)}
DAYS = [date(2024, month, 1) for month in range(1, 9)]
Work = Callable[[Settings], None]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done to the graph; done again after an interruption, it goes on."""

    name: str
    work: Work


def make_steps(folder: Path, seed: int) -> list[Step]:
    """Write the files of all deliveries and return the steps, in order."""
    random = Random(seed)
    parties, ties = draw_parties(), draw_ties(random)
    changed = [change(random, row) for row in ties]
    left = [row for row in changed if random.random() < 0.7]
    corrected = [replace(row, kind="Company") for row in parties[-3:]]
    second = [replace(row, share=random.randint(1, 99) * 100) for row in ties if isinstance(row, HoldingRow)][::2]
    deliveries = (
        Delivery(source="s0", day=DAYS[0], rows=(*parties, *ties)),
        Delivery(source="s1", day=DAYS[1], rows=(*rename(parties), *second)),
        Delivery(source="s0", day=DAYS[2], rows=(*parties, *left), full=True),
        Delivery(source="s0", day=DAYS[3], rows=(*rename(parties), *changed), full=True),
        Delivery(source="s0", day=DAYS[4], rows=(*corrected, *ties[::2])),
    )
    loads = [make_load(folder, number, delivery) for number, delivery in enumerate(deliveries)]
    first, other, full, full_again, corrections = loads
    return [
        first, other, full, make_undo("s0:6", "s0:5", "s0:4"), full_again, corrections,
        make_undo("s0:12", "s0:11", "s0:10"), make_undo("s0:9", "s0:8", "s0:7"), make_undo("s1:2", "s1:1"),
    ]  # fmt: skip


def make_undo(*ids: str) -> Step:
    """Return the undo of the files of a delivery, the last first."""
    return Step(f"undo of {', '.join(ids)}", partial(undo, ids=ids))


def draw_parties() -> list[PartyRow]:
    """Return the parties: companies, then persons."""
    companies = [PartyRow(party=f"c{n}", kind="Company", name=f"云外{n}号样例") for n in range(COMPANIES)]
    return companies + [PartyRow(party=f"p{n}", kind="Person", name=f"Sample {n}") for n in range(PERSONS)]


def rename(parties: list[PartyRow]) -> list[PartyRow]:
    """Return every third party with another name."""
    return [replace(row, name=f"{row.name} 乙", capital=5) for row in parties[::3]]


def draw_ties(random: Random) -> list[HoldingRow | RelationRow]:
    """Draw holdings, several of them on one pair, and circles of persons."""
    holders = [*(f"c{n}" for n in range(COMPANIES)), *(f"p{n}" for n in range(PERSONS))]
    ties: list[HoldingRow | RelationRow] = []
    for number in range(120):
        holder, held = random.choice(holders), f"c{random.randrange(COMPANIES)}"
        if holder != held:
            begun = random.choice((None, date(2020, 1, 1), date(2023, 1, 1)))
            ties.append(HoldingRow(key=f"h{number}", start=holder, end=held, share=random.randint(1, 60) * 100,
                                   valid_from=begun))  # fmt: skip
    for number in range(0, PERSONS - 1, 2):
        ties.append(RelationRow(key=f"r{number}", start=f"p{number}", end=f"p{number + 1}", kind="spouse"))
    return ties


def change(random: Random, row: HoldingRow | RelationRow) -> HoldingRow | RelationRow:
    """Return half of the holdings with another share."""
    if isinstance(row, RelationRow) or random.random() < 0.5:
        return row
    return replace(row, share=random.randint(1, 60) * 100)


def make_load(folder: Path, number: int, delivery: Delivery) -> Step:
    """Write a delivery and return its load."""
    mapping = write_mapping(SOURCES[delivery.source], folder / f"mapping{number}.yml", full=delivery.full)
    path = write_delivery(delivery, "k", folder / f"delivery{number}")
    name = f"{'full' if delivery.full else 'delta'} delivery {number} of {delivery.source}"
    return Step(name, partial(load, mapping=str(mapping), path=path, day=delivery.day))


def load(settings: Settings, mapping: str, path: Path, day: date) -> None:
    """Load a delivery as `riskgraph load` does."""
    pipeline.load_source(settings, mapping, path, day, lambda _: None)


def undo(settings: Settings, ids: tuple[str, ...]) -> None:
    """Take deliveries back as `riskgraph deliveries undo` does, except those that were taken back already."""
    with pipeline.open_graph(settings) as store:
        undone = {one.id for one in store.transact(read_deliveries) if one.undone_at}
    for id_ in ids:
        if id_ not in undone:
            pipeline.undo_delivery(settings, id_, lambda _: None)
