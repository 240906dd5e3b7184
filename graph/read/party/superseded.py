"""Holdings and statements of control that do not count: another one counts instead, or they are disputed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint
from ..tie_filter import TieFilter

COMPANIES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Superseded:
    """A holding or statement that does not count, and the record of the one that does.

    `better` is None where it does not count because it is disputed; an unstated `share` is None.
    """

    company_id: str
    holder_id: str
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
        found += await read_rows(transaction, "superseded", time_point, ids=ids, limit=limit)
        if len(found) >= most:
            break


async def read_superseded_of_holder(
    transaction: Transaction, holder: str, time_point: TimePoint, most: int
) -> list[Superseded]:
    """Read what does not count of what a party holds, and of what it is stated to control."""
    return await read_rows(transaction, "superseded_of_holder", time_point, id=holder, limit=most)


@dataclass(frozen=True, slots=True)
class Between:
    """Two parties, and what a search for paths between them follows."""

    one: str
    other: str
    types: Sequence[str]
    followed: TieFilter


async def read_superseded_between(
    transaction: Transaction, between: Between, time_point: TimePoint, most: int
) -> list[Superseded]:
    """Read the holdings and statements of control between two parties that do not count and would be followed."""
    return await read_rows(
        transaction, "superseded_between", time_point,
        one=between.one, other=between.other, limit=most, types=list(between.types),
        min_share=between.followed.min_share or 0.0, nominees=between.followed.nominees,
    )  # fmt: skip


async def read_rows(
    transaction: Transaction, name: str, time_point: TimePoint, **parameters: object
) -> list[Superseded]:
    """Read the rows of one of the statements."""
    rows = await transaction.run(read_statement(f"read/{name}"), {**parameters, **time_point.parameters})
    return follow_versions([Superseded(**row) for row in rows])


def follow_versions(found: Sequence[Superseded]) -> list[Superseded]:
    """Name the record that counts where the better one is itself an older version of another."""
    better = {(one.company_id, one.holder_id, one.kind, one.record): one.better for one in found}
    followed = []
    for one in found:
        record, left = one.better, len(found)
        while record and left and (one.company_id, one.holder_id, one.kind, record) in better:
            record, left = better[one.company_id, one.holder_id, one.kind, record], left - 1
        followed.append(replace(one, better=record))
    return followed
