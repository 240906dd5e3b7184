"""The envelope of every answer over HTTP: the content, and what it was answered from."""

from typing import Any

import orjson
from fastapi import Response

from ..answers.answer import Answer

JSON = "application/json"


class AnswerResponse(Response):
    """An answer as JSON, with whether anything cut it short, for the log."""

    complete: bool = True


def send_json(content: Any, status: int = 200) -> Response:
    """Build a JSON response."""
    return Response(orjson.dumps(content), status, media_type=JSON)


def send_answer(answer: Answer[Any], data: Any, **more: Any) -> Response:
    """Build the response for an answer: `data` as its schema has it, and `meta`."""
    response = AnswerResponse(orjson.dumps({"data": data, **more, "meta": answer.meta}), media_type=JSON)
    response.complete = answer.complete
    return response
