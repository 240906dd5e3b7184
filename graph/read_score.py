"""The latest score of a party, as it is stored, and whether it is older than the question."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import NotFoundError
from .moment import Moment
from .read_network import read_start
from .statements import read_statement
from .store import Row, Transaction
from .ties import NodeView


async def read_score(transaction: Transaction, party: str, moment: Moment) -> tuple[NodeView, Mapping[str, Any]]:
    """Give the party and the latest score that held then; raise NotFoundError without a party or a score."""
    node = await read_start(transaction, party)
    score = choose_score(await transaction.run(read_statement("read/party_score"), {"id": party, **moment.parameters}),
                         moment)  # fmt: skip
    if score is None:
        raise NotFoundError(
            f"the party {party[:80]!r} has no score for {moment.as_of}; "
            f"`riskgraph score {party[:80]} --as-of {moment.as_of}` makes one"
        )
    return node, score


def choose_score(rows: Sequence[Row], moment: Moment) -> dict[str, Any] | None:
    """Give the stored score, with a `note` where it is older than the question, or None where there is none."""
    if not rows:
        return None
    score = {name: value for name, value in rows[0]["score"].items() if name != "change"}
    return {**score, "note": explain_age(rows[0], moment)}


def explain_age(row: Row, moment: Moment) -> str | None:
    """Say in a sentence that a score is for an earlier day, or older than the graph; None where it is neither."""
    score = row["score"]
    made = f"this score holds for {score['as_of']} and was made on {score['scored_on']}"
    remedy = f"`riskgraph score --as-of {moment.as_of}` makes a new one"
    if score["as_of"] < moment.as_of:
        return f"{made}: it is older than the day asked for, {moment.as_of}; {remedy}"
    if moment.as_known is None and score.get("change") is not None and score["change"] < row["change"]:
        return f"{made}: the graph has changed since; {remedy}"
    return None
