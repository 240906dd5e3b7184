"""Answer what a party scores, as a table of signals that adds up to the score."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..errors import PolicyError
from ..graph.read.party.score import StoredScore, read_score
from ..graph.read.ties import NodeView
from ..graph.time_point import TimePoint
from ..models.score.table import ScoreTable, read_table_json
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, finish_answer
from .notes import Note
from .notes.score import explain_grade, explain_score_age

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOfParty:
    """A score with its table; `stored` are its days and versions, `note` says that it is older than the question."""

    party: NodeView
    table: ScoreTable
    stored: Mapping[str, Any]
    note: Note | None


async def answer_score(access: GraphAccess, party: str, time_point: TimePoint) -> Answer[ScoreOfParty]:
    """Read the latest score of the party with this id, identifier or exact name."""
    node, score = await find_by_words(access, partial(fetch_score, access, time_point), party)
    content = ScoreOfParty(
        party=node,
        table=read_table(score.properties),
        stored=score.properties,
        note=explain_score_age(score.properties, score.graph_change, time_point),
    )
    model = score.properties.get("model_version")
    return await finish_answer(
        access, content, time_point, nodes=2, parties=[node.id], notes=explain_grade(content.table), model_version=model
    )


async def fetch_score(access: GraphAccess, time_point: TimePoint, party: str) -> tuple[NodeView, StoredScore]:
    """Fetch the party with an id and its latest score."""
    return await access.read(lambda tx: read_score(tx, party, time_point))


def read_table(stored: Mapping[str, Any]) -> ScoreTable:
    """Read the table of a stored score; raise `PolicyError` when the score is not the sum of its lines."""
    table = read_table_json(stored["signals"])
    total = math.fsum(line.contribution for line in table.lines)
    if abs(total - stored["value"]) > TOLERANCE or abs(table.value - stored["value"]) > TOLERANCE:
        raise PolicyError(f"the score {stored['id']} is {stored['value']}, but its table adds up to {total}")
    return table
