"""The outermost layer: an id for every request, one log line, its time and status in the metrics, and no bare crash."""

import logging
import re
import secrets
import time
import traceback
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..problems import DETAILS, make_problem
from .metrics import Metrics

logger = logging.getLogger(__name__)

REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
UNMATCHED = "unmatched"
CRASH = HTTPStatus.INTERNAL_SERVER_ERROR


class Observer:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = read_request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = time.perf_counter(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except Exception as error:
            log_crash(error, request_id)
            if not status:
                await make_problem(CRASH, DETAILS[CRASH], request_id)(scope, receive, send_with_id)
        finally:
            self._note(scope, status, time.perf_counter() - started, request_id)

    def _note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        route = getattr(scope.get("route"), "path", UNMATCHED)
        state = scope["state"]
        known = {name: state[name] for name in ("parties", "complete") if name in state}
        self._metrics.note(scope["method"], route, status, seconds)
        logger.info(
            "request",
            extra={
                "method": scope["method"], "route": route, "status": status,
                "ms": round(seconds * 1000, 2), "request_id": request_id,
                **({"caller": state["caller"].name} if "caller" in state else {}), **known,
            },
        )  # fmt: skip


def read_request_id(scope: Scope) -> str:
    """Return the caller's request id if it is a sane one, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and REQUEST_ID.fullmatch(value):
            return bytes(value).decode()
    return secrets.token_hex(8)


def log_crash(error: Exception, request_id: str) -> None:
    """Log where an unforeseen error happened, without its message, which may hold what the caller sent."""
    frames = [
        f"{frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    logger.error("crash: %s in %s", type(error).__name__, " > ".join(frames[-8:]), extra={"request_id": request_id})
