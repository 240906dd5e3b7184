"""The envelope of every answer that reads the graph: the content, and what it was answered from."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import orjson
from fastapi import Response

from ..graph.cuts import Cut, explain_cuts
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
    cuts: Collection[Cut] = (),
    model_version: str | None = None,
    notes: Sequence[str] = (),
    **more: Any,
) -> Response:
    """Give an answer with its `meta`: the days it holds for, what was looked at, what cut it, and what to know."""
    meta = {
        "as_of": moment.as_of,
        "as_known": moment.as_known or date.today(),
        "engine": held.store.engine.kind,
        "rules_version": held.rules_version,
        "model_version": model_version,
        "explored": {"nodes": nodes, "relationships": relationships},
        "complete": not cuts,
        "cut_by": [cut for cut in Cut if cut in cuts],
        "notes": [*held.loads.notes, *moment.notes, *notes, *explain_cuts(cuts, held.settings)],
    }
    return send_json({"data": content, **more, "meta": meta})
