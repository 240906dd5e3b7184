"""The kind and name of parties as they were known on a day, for answers that name many of them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...time_point import TimePoint
from ..source_loads import read_trust
from ..ties import MOST_ROWS, PARTY, NodeView
from .description import describe_party

PARTIES_AT_ONCE = 1_000  # in one statement, which returns a row or two of most


async def read_descriptions(
    transaction: Transaction, ids: Sequence[str], time_point: TimePoint
) -> tuple[list[Row], Mapping[str, float]]:
    """Read what describes some parties, and the trust of the sources that do."""
    return await read_halves(transaction, ids, time_point), await read_trust(transaction)


async def read_halves(transaction: Transaction, ids: Sequence[str], time_point: TimePoint) -> list[Row]:
    """Read what describes some parties, halving the list until an answer of the engine holds all of it."""
    parameters = {"ids": list(ids), "rows": MOST_ROWS, **time_point.parameters}
    rows = await transaction.run(read_statement("read/party/descriptions_of_parties"), parameters)
    if len(rows) < MOST_ROWS or len(ids) == 1:
        return rows
    halves = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    return [row for half in halves for row in await read_halves(transaction, half, time_point)]


def describe_parties(rows: Iterable[Row], time_point: TimePoint, trust: Mapping[str, float]) -> dict[str, NodeView]:
    """Return parties as they were known on a day; one that no record described by then is left out."""
    known = dict[str, NodeView]()
    for id_, records in groupby(rows, key=lambda row: str(row["party"])):
        described = describe_party({"id": id_}, [*records], time_point, trust)
        known[id_] = NodeView(id_, PARTY, described["kind"], described["name"])
    return known
