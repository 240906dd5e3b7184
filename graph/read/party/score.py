"""Read the latest stored score of a party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ....errors import NoScoreError, NotFoundError
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...time_point import TimePoint
from ..network import read_start
from ..ties import NodeView


@dataclass(frozen=True, slots=True)
class StoredScore:
    """The properties of a `Score` node, and the change cursor of the graph when it was read."""

    properties: Mapping[str, Any]
    graph_change: int | None


async def read_score(transaction: Transaction, party: str, time_point: TimePoint) -> tuple[NodeView, StoredScore]:
    """Read a party and its latest score valid at that time; raise `NotFoundError` if either is missing."""
    node = await read_start(transaction, party)
    rows = await transaction.run(read_statement("read/party/party_score"), {"id": party, **time_point.parameters})
    score = choose_score(rows)
    if score is None and node.kind != "Company":
        raise NotFoundError(f"{party[:80]!r} is no company and has no score: scores and grades are for companies")
    if score is None and time_point.as_known is not None:
        raise NoScoreError(
            f"no score of the party {party[:80]!r} was made by {time_point.as_known} for {time_point.as_of} or an "
            "earlier day; one made now rests on what is known now, not on what was known then"
        )
    if score is None:
        raise NoScoreError(
            f"the party {party[:80]!r} has no score for {time_point.as_of}; compute one with "
            f"`riskgraph score {party[:80]} --as-of {time_point.as_of}`"
        )
    return node, score


def choose_score(rows: Sequence[Row]) -> StoredScore | None:
    """Return the stored score, or None if there is none."""
    return StoredScore(rows[0]["score"], rows[0]["change"]) if rows else None
