"""The envelope of every answer that reads the graph: the content, and what it was answered from."""

from datetime import date
from typing import Any

import orjson
from fastapi import Response

from ..graph.moment import Moment
from .resources import Resources

JSON = "application/json"


def send_json(content: Any, status: int = 200) -> Response:
    """Give any content as JSON."""
    return Response(orjson.dumps(content), status, media_type=JSON)


def send_answer(
    content: Any,
    held: Resources,
    moment: Moment,
    *,
    nodes: int,
    relationships: int = 0,
    complete: bool = True,
    model_version: str | None = None,
    **more: Any,
) -> Response:
    """Give an answer with its `meta`: the days it holds for, what was looked at, and whether that was all."""
    meta = {
        "as_of": moment.as_of,
        "as_known": moment.as_known or date.today(),
        "engine": held.store.engine.kind,
        "rules_version": held.rules_version,
        "model_version": model_version,
        "explored": {"nodes": nodes, "relationships": relationships},
        "complete": complete,
    }
    return send_json({"data": content, **more, "meta": meta})
