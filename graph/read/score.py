"""Read the latest score of a party, as it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import NotFoundError
from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..time_point import TimePoint
from .network import read_start
from .ties import NodeView


@dataclass(frozen=True, slots=True)
class StoredScore:
    """The properties of a `Score` node, and the change cursor of the graph when it was read."""

    properties: Mapping[str, Any]
    graph_change: int | None


async def read_score(transaction: Transaction, party: str, time_point: TimePoint) -> tuple[NodeView, StoredScore]:
    """Read the party and the latest score that held then; raise NotFoundError without a party or a score."""
    node = await read_start(transaction, party)
    rows = await transaction.run(read_statement("read/party_score"), {"id": party, **time_point.parameters})
    score = choose_score(rows)
    if score is None:
        raise NotFoundError(
            f"the party {party[:80]!r} has no score for {time_point.as_of}; "
            f"`riskgraph score {party[:80]} --as-of {time_point.as_of}` makes one"
        )
    return node, score


def choose_score(rows: Sequence[Row]) -> StoredScore | None:
    """Return the stored score, or None where there is none."""
    return StoredScore(rows[0]["score"], rows[0]["change"]) if rows else None
