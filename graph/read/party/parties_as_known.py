"""The kind and name of parties as they were known on a day, for answers that name many of them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...time_point import TimePoint
from ..source_loads import read_trust
from ..ties import MOST_ROWS, PARTY, NodeView
from .description import describe_party

PARTIES_AT_ONCE = 1_000  # in one statement, which returns a row or two of most


async def read_parties_as_known(
    transaction: Transaction, ids: Iterable[str], time_point: TimePoint
) -> dict[str, NodeView]:
    """Read parties as they were known on a day; one that no record described by then is left out."""
    trust, asked, known = await read_trust(transaction), sorted(ids), dict[str, NodeView]()
    for begin in range(0, len(asked), PARTIES_AT_ONCE):
        rows = await read_descriptions_of(transaction, asked[begin : begin + PARTIES_AT_ONCE], time_point)
        for id_, records in groupby(rows, key=lambda row: str(row["party"])):
            described = describe_party({"id": id_}, [*records], time_point, trust)
            known[id_] = NodeView(id_, PARTY, described["kind"], described["name"])
    return known


async def read_descriptions_of(transaction: Transaction, ids: Sequence[str], time_point: TimePoint) -> list[Row]:
    """Read what describes some parties, halving the list until an answer of the engine holds all of it."""
    parameters = {"ids": list(ids), "rows": MOST_ROWS, **time_point.parameters}
    rows = await transaction.run(read_statement("read/descriptions_of_parties"), parameters)
    if len(rows) < MOST_ROWS or len(ids) == 1:
        return rows
    halves = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    return [row for half in halves for row in await read_descriptions_of(transaction, half, time_point)]
