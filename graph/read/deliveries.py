"""Deliveries: what was loaded when, with counts."""

from dataclasses import dataclass
from datetime import date

from ..engine.statements import read_statement
from ..engine.store import Transaction


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One load of one file of a source; the counts and `ended_at` are None while it is under way."""

    id: str
    source: str
    number: int
    file: str
    kind: str
    hash: str | None
    mapping: str | None
    known_from: date
    recorded_at: str
    ended_at: str | None
    undone_at: str | None
    undoing: bool | None
    read: int | None
    stored: int | None
    unchanged: int | None
    rejected: int | None
    ended: int | None


async def read_deliveries(transaction: Transaction) -> list[DeliveryView]:
    """Read every delivery, by source and in order."""
    return [DeliveryView(**row) for row in await transaction.run(read_statement("read/deliveries"))]
