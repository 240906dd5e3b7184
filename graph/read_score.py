"""The latest score of a party, as it is stored."""

from collections.abc import Mapping
from typing import Any

from ..errors import NotFoundError
from .moment import Moment
from .read_network import read_start
from .statements import read_statement
from .store import Transaction
from .ties import NodeView


async def read_score(transaction: Transaction, party: str, moment: Moment) -> tuple[NodeView, Mapping[str, Any]]:
    """Give the party and the latest score that held then; raise NotFoundError without a party or a score."""
    node = await read_start(transaction, party)
    rows = await transaction.run(read_statement("read/party_score"), {"id": party, **moment.parameters})
    if not rows:
        raise NotFoundError(f"the party {party[:80]!r} has no score for {moment.as_of}; `riskgraph score` makes one")
    return node, rows[0]["score"]
