"""Read the holders of those companies of a list whose holdings add up to more than a whole."""

from collections.abc import Sequence

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint
from ..network import NODES_AT_ONCE
from ..ties import NodeView
from .owners import Owners, OwnersQuestion, read_holdings


async def read_overheld(
    transaction: Transaction, question: OwnersQuestion, companies: Sequence[NodeView], whole: float, owners: Owners
) -> None:
    """Fill `owners` with the holders of the companies whose capital or reported votes add up to more than `whole`.

    Where the time budget ends before, `unread` names those companies of which not all holders were read.
    """
    owners.clear()
    for begin in range(0, len(companies), NODES_AT_ONCE):
        chunk = {company.id: company for company in companies[begin : begin + NODES_AT_ONCE]}
        overheld = await find_overheld(transaction, list(chunk), question.time_point, whole)
        owners.nodes.update((id_, chunk[id_]) for id_ in overheld)
        owners.unread.update(overheld)
        if overheld:
            await read_holdings(transaction, question, owners, overheld)


async def find_overheld(
    transaction: Transaction, companies: Sequence[str], time_point: TimePoint, whole: float
) -> list[str]:
    """Find the companies whose capital or reported votes add up to more than `whole`."""
    parameters = {"ids": list(companies), "whole": whole, **time_point.parameters}
    return [row["id"] for row in await transaction.run(read_statement("read/owners/overheld"), parameters)]
