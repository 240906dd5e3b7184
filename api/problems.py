"""Every error as a problem document (RFC 9457), and the one table from error classes to statuses.

For an error that the caller cannot fix, the response has no internal detail; the log has it under the request id.
"""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from .. import errors
from .near_parties import find_near

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:riskgraph:problem:"
# the nearest class in the table counts
STATUSES: Mapping[type[errors.RiskgraphError], HTTPStatus] = {
    errors.UsageError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.WithheldError: HTTPStatus.GONE,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.AmbiguousPartyError: HTTPStatus.CONFLICT,
    errors.AccessError: HTTPStatus.FORBIDDEN,
    errors.QueryTimeoutError: HTTPStatus.GATEWAY_TIMEOUT,
    errors.EngineError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.MissingExtraError: HTTPStatus.NOT_IMPLEMENTED,
    errors.RiskgraphError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
# errors whose own sentence is for the caller
SPOKEN = (
    errors.UsageError, errors.NotFoundError, errors.AmbiguousPartyError, errors.AccessError, errors.QueryTimeoutError,
)  # fmt: skip
# problems that a caller handles in another way than others of their status
TITLES: Mapping[type[errors.RiskgraphError], str] = {
    errors.UnknownPartyError: "No such party",
    errors.NoScoreError: "No score yet",
}
RETRY_S = 5  # after which an engine that was restarted commonly answers
DETAILS = {
    HTTPStatus.SERVICE_UNAVAILABLE: "The graph engine cannot be used at the moment; try again shortly.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on this side; the log has it under this request id.",
    HTTPStatus.NOT_IMPLEMENTED: "An optional part that this answer needs is not installed on this server.",
    HTTPStatus.NOT_FOUND: "There is no such address; /openapi.json lists those there are.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not know that method.",
}


def make_problem(
    status: int,
    detail: str,
    request_id: str,
    *,
    title: str | None = None,
    headers: Mapping[str, str] | None = None,
    **extensions: Any,
) -> Response:
    """Return a problem document as a response; its type follows from its title, which is that of the status if none."""
    title = title or HTTPStatus(status).phrase
    body = {
        "type": TYPE_PREFIX + title.lower().replace(" ", "-"),
        "title": title,
        "status": int(status),
        "detail": detail,
        "request_id": request_id,
        **extensions,
    }
    return Response(orjson.dumps(body), status, dict(headers or {}), MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem document."""
    app.add_exception_handler(errors.RiskgraphError, explain_error)
    app.add_exception_handler(RequestValidationError, explain_invalid)
    app.add_exception_handler(HTTPException, explain_http)


async def explain_error(request: Request, error: Exception) -> Response:
    """Turn one of riskgraph's own errors into its status."""
    status = find_status(type(error))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s: %s", type(error).__name__, error, extra={"request_id": request.state.request_id})
    detail = str(error) if isinstance(error, SPOKEN) else DETAILS[status]
    headers = {"Retry-After": str(RETRY_S)} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    title = next((TITLES[base] for base in type(error).__mro__ if base in TITLES), None)
    extensions = await find_extensions(request, error)
    return make_problem(status, detail, request.state.request_id, title=title, headers=headers, **extensions)


async def explain_invalid(request: Request, error: Exception) -> Response:
    """Name each parameter that cannot be used, and why."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    return make_problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The request cannot be used; `errors` says what to mend.",
        request.state.request_id,
        errors=read_invalid(found),
    )


async def explain_http(request: Request, error: Exception) -> Response:
    """Turn an unknown address or method into a problem document."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    headers = error.headers if isinstance(error, HTTPException) else None
    detail = DETAILS.get(HTTPStatus(status)) or HTTPStatus(status).phrase
    return make_problem(status, detail, request.state.request_id, headers=headers)


def find_status(kind: type[BaseException]) -> HTTPStatus:
    """Return the status of the nearest class in the table."""
    return next(STATUSES[base] for base in kind.__mro__ if base in STATUSES)


async def find_extensions(request: Request, error: Exception) -> dict[str, Any]:
    """Return hints for the caller: names near the one not found, or the ids to choose from."""
    if isinstance(error, errors.AmbiguousPartyError):
        return {"candidates": list(error.candidates)}
    if isinstance(error, errors.NotFoundError) and not isinstance(error, errors.WithheldError):
        return {"near": await find_near(request)}
    return {}


def read_invalid(found: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return place, name and reason of each fault, without the value."""
    return [
        {
            "in": str(fault["loc"][0]),
            "name": ".".join(map(str, fault["loc"][1:])),
            "message": str(fault["msg"]).encode("utf-8", "replace").decode(),
        }
        for fault in found
    ]
