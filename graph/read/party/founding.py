"""Read which parties were founded after the day of a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint


@dataclass(frozen=True, slots=True)
class FoundedLater:
    """A party and the day of its founding, which is after the day asked for."""

    id: str
    name: str
    founded: date


async def read_founded_later(
    transaction: Transaction, parties: Sequence[str], time_point: TimePoint
) -> list[FoundedLater]:
    """Read which of the parties were founded after the day asked for."""
    if time_point.as_of >= date.today():
        return []
    parameters = {"ids": list(parties), "as_of": time_point.as_of}
    rows = await transaction.run(read_statement("read/party/founded_later"), parameters)
    return [FoundedLater(**row) for row in rows]
