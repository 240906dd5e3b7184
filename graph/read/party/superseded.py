"""Holdings and statements of control that contradict another one, which counts instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    rows = await transaction.run(read_statement("read/superseded"), parameters)
    return follow_versions([Superseded(**row) for row in rows])


def follow_versions(found: Sequence[Superseded]) -> list[Superseded]:
    """Name the record that counts where the better one is itself an older version of another."""
    better = {(one.company, one.holder, one.kind, one.record): one.better for one in found}
    followed = []
    for one in found:
        record, left = one.better, len(found)
        while (one.company, one.holder, one.kind, record) in better and left:
            record, left = better[one.company, one.holder, one.kind, record], left - 1
        followed.append(replace(one, better=record))
    return followed
