"""Small worlds written by hand: parties, holdings and relations with the least that each needs."""

from datetime import date
from typing import Any

from ..oracle.deliveries import Delivery, HoldingRow, PartyRow, RelationRow, Row, Source, World

DAY, LATER, LATEST = date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)
PARTIES = ("a", "b", "c", "d", "p", "q", "r")  # companies, then persons


def company(id_: str, **fields: Any) -> PartyRow:
    """Make a company."""
    return PartyRow(party=id_, kind="Company", **{"name": f"{id_} 云外样例", **fields})


def person(id_: str) -> PartyRow:
    """Make a person."""
    return PartyRow(party=id_, kind="Person", name=f"{id_} Sample")


def holds(holder: str, held: str, percent: float | None, key: str = "", **fields: Any) -> HoldingRow:
    """Make a holding."""
    share = None if percent is None else round(percent * 100)
    return HoldingRow(key=key or f"{holder}-{held}", start=holder, end=held, share=share, **fields)


def relates(left: str, kind: str, right: str, **fields: Any) -> RelationRow:
    """Make a relation."""
    return RelationRow(key=f"{left}-{kind}-{right}", start=left, end=right, kind=kind, **fields)


def deliver(day: date, *rows: Row, source: str = "s0", **fields: Any) -> Delivery:
    """Make a delivery."""
    return Delivery(source=source, day=day, rows=rows, **fields)


def make_world(*deliveries: Delivery | Row, trust: tuple[int, int] = (90, 30), **fields: Any) -> World:
    """Make a world of four companies and three persons; rows by themselves are of the first day."""
    parties = [company(name) if name < "p" else person(name) for name in PARTIES]
    parcels = fields.pop("parcels", True)
    sources = tuple(Source(name=f"s{place}", trust=one, parcels=parcels) for place, one in enumerate(trust))
    rows = [row for row in deliveries if not isinstance(row, Delivery)]
    later = [delivery for delivery in deliveries if isinstance(delivery, Delivery)]
    return World(sources=sources, deliveries=(deliver(DAY, *parties, *rows), *later), **fields)
