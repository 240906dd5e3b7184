"""The envelope of every answer over HTTP: the content, and what it was answered from."""

from datetime import date
from typing import Any

import orjson
from fastapi import Response

from ..answers.answer import Answer
from ..graph.truncation import Truncation

JSON = "application/json"


def send_json(content: Any, status: int = 200) -> Response:
    """Build a JSON response."""
    return Response(orjson.dumps(content), status, media_type=JSON)


def send_answer(answer: Answer[Any], data: Any, **more: Any) -> Response:
    """Build the response for an answer: `data` as its schema has it, and `meta`."""
    meta = {
        "as_of": answer.time_point.as_of,
        "as_known": answer.time_point.as_known or date.today(),
        "engine": answer.engine,
        "rules_version": answer.rules_version,
        "model_version": answer.model_version,
        "explored": {"nodes": answer.nodes, "relationships": answer.relationships},
        "complete": answer.complete,
        "cut_by": [cut for cut in Truncation if cut in answer.cuts],
        "notes": answer.notes,
    }
    return send_json({"data": data, **more, "meta": meta})
