"""Holdings and statements of control that contradict another one, which counts instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint

MOST = 200


@dataclass(frozen=True, slots=True)
class Superseded:
    """A holding or statement that does not count, and the record of the one that does; an unstated `share` is None."""

    company: str
    holder: str
    kind: str | None
    share: float | None
    record: str
    better: str


async def read_superseded(transaction: Transaction, ids: Sequence[str], time_point: TimePoint) -> list[Superseded]:
    """Read the holdings of some companies, and the statements of their control, that do not count."""
    parameters = {"ids": list(ids), "limit": MOST, **time_point.parameters}
    return [Superseded(**row) for row in await transaction.run(read_statement("read/superseded"), parameters)]
