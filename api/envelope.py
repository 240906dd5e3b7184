"""The envelope of every answer that reads the graph: the content, and what it was answered from."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import orjson
from fastapi import Response

from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation, explain_truncations
from .server.resources import Resources

JSON = "application/json"


def send_json(content: Any, status: int = 200) -> Response:
    """Give any content as JSON."""
    return Response(orjson.dumps(content), status, media_type=JSON)


def send_answer(
    content: Any,
    held: Resources,
    time_point: TimePoint,
    *,
    nodes: int,
    relationships: int = 0,
    cuts: Collection[Truncation] = (),
    model_version: str | None = None,
    notes: Sequence[str] = (),
    **more: Any,
) -> Response:
    """Give an answer with its `meta`: the days it holds for, what was looked at, what cut it, and what to know."""
    meta = {
        "as_of": time_point.as_of,
        "as_known": time_point.as_known or date.today(),
        "engine": held.store.engine.kind,
        "rules_version": held.rules_version,
        "model_version": model_version,
        "explored": {"nodes": nodes, "relationships": relationships},
        "complete": not cuts,
        "cut_by": [cut for cut in Truncation if cut in cuts],
        "notes": [*held.loads.notes, *time_point.notes, *notes, *explain_truncations(cuts, held.settings)],
    }
    return send_json({"data": content, **more, "meta": meta})
