"""The latest score of a party, as it is stored, and whether it is older than the question."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import NotFoundError
from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..time_point import TimePoint
from .network import read_start
from .ties import NodeView


async def read_score(transaction: Transaction, party: str, time_point: TimePoint) -> tuple[NodeView, Mapping[str, Any]]:
    """Give the party and the latest score that held then; raise NotFoundError without a party or a score."""
    node = await read_start(transaction, party)
    rows = await transaction.run(read_statement("read/party_score"), {"id": party, **time_point.parameters})
    score = choose_score(rows, time_point)
    if score is None:
        raise NotFoundError(
            f"the party {party[:80]!r} has no score for {time_point.as_of}; "
            f"`riskgraph score {party[:80]} --as-of {time_point.as_of}` makes one"
        )
    return node, score


def choose_score(rows: Sequence[Row], time_point: TimePoint) -> dict[str, Any] | None:
    """Give the stored score, with a `note` where it is older than the question, or None where there is none."""
    if not rows:
        return None
    score = {name: value for name, value in rows[0]["score"].items() if name != "change"}
    return {**score, "note": explain_age(rows[0], time_point)}


def explain_age(row: Row, time_point: TimePoint) -> str | None:
    """Say in a sentence that a score is for an earlier day, or older than the graph; None where it is neither."""
    score = row["score"]
    made = f"this score holds for {score['as_of']} and was made on {score['scored_on']}"
    remedy = f"`riskgraph score --as-of {time_point.as_of}` makes a new one"
    if score["as_of"] < time_point.as_of:
        return f"{made}: it is older than the day asked for, {time_point.as_of}; {remedy}"
    if time_point.as_known is None and score.get("change") is not None and score["change"] < row["change"]:
        return f"{made}: the graph has changed since; {remedy}"
    return None
