"""The table behind a party's score."""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Response

from ...errors import PolicyError
from ...graph.read.score import read_score
from ...graph.read.ties import NodeView
from ...graph.time_point import TimePoint
from ...models.score.table import ScoreTable, table_from_json
from ..depends import Asked, Held, NodeId
from ..envelope import send_answer
from ..founding import fetch_founding_notes
from ..party_lookup import read_named
from ..schemas.common import Answer
from ..schemas.scores import Score
from ..server.resources import Resources
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["scores"], responses=PROBLEMS)

TOLERANCE = 1e-9


@router.get("/{id}/score", response_model=Answer[Score])
async def read_score_view(id: NodeId, held: Held, time_point: Asked) -> Response:  # noqa: A002
    """Give the latest score of a party as a table of signals that adds up to it."""
    party, stored = await read_named(held, partial(fetch_score, held, time_point), id)
    table = table_from_json(stored["signals"])
    check_sum(table, stored)
    return send_answer(
        show_score(party, table, stored), held, time_point, nodes=2,
        model_version=stored.get("model_version"), notes=await fetch_founding_notes(held, time_point, party.id),
    )  # fmt: skip


async def fetch_score(held: Resources, time_point: TimePoint, party: str) -> tuple[NodeView, Mapping[str, Any]]:
    """Give the party with an id and its latest score."""
    return await held.store.transact(
        lambda tx: read_score(tx, party, time_point), held.settings.read_budget_s, writes=False
    )


def check_sum(table: ScoreTable, stored: Mapping[str, Any]) -> None:
    """Refuse a stored score that is not the sum of its table."""
    total = math.fsum(line.contribution for line in table.lines)
    if abs(total - stored["value"]) > TOLERANCE or abs(table.value - stored["value"]) > TOLERANCE:
        raise PolicyError(f"the score {stored['id']} is {stored['value']}, but its table adds up to {total}")


def show_score(party: NodeView, table: ScoreTable, stored: Mapping[str, Any]) -> dict[str, object]:
    """Write a score as the answer shows it."""
    return {
        "party": party,
        "value": table.value,
        "grade": table.grade,
        "lines": table.lines,
        "reasons": table.reasons,
        "policy": table.policy,
        "policy_version": table.policy_version,
        "as_of": stored["as_of"],
        "scored_on": stored["scored_on"],
        "note": stored["note"],
    }
