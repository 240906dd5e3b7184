"""Holdings and statements of control that do not count: another one counts instead, or they are disputed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint

COMPANIES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Superseded:
    """A holding or statement that does not count, and the record of the one that does.

    `better` is None where it does not count because it is disputed; an unstated `share` is None.
    """

    company: str
    holder: str
    kind: str | None
    share: float | None
    record: str
    better: str | None


async def read_superseded(
    transaction: Transaction, companies: Sequence[str], time_point: TimePoint, most: int, found: list[Superseded]
) -> None:
    """Fill `found` with holdings of some companies, and statements of their control, that do not count."""
    found.clear()
    for begin in range(0, len(companies), COMPANIES_AT_ONCE):
        ids, limit = list(companies[begin : begin + COMPANIES_AT_ONCE]), most - len(found)
        rows = await transaction.run(
            read_statement("read/superseded"), {"ids": ids, "limit": limit, **time_point.parameters}
        )
        found += follow_versions([Superseded(**row) for row in rows])
        if len(found) >= most:
            break


def follow_versions(found: Sequence[Superseded]) -> list[Superseded]:
    """Name the record that counts where the better one is itself an older version of another."""
    better = {(one.company, one.holder, one.kind, one.record): one.better for one in found}
    followed = []
    for one in found:
        record, left = one.better, len(found)
        while record and left and (one.company, one.holder, one.kind, record) in better:
            record, left = better[one.company, one.holder, one.kind, record], left - 1
        followed.append(replace(one, better=record))
    return followed
