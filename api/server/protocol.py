"""HTTP connections: slow callers are disconnected, and invalid HTTP is answered with a problem document.

uvicorn has no setting for either. This is the only file that uses its undocumented parts; `pyproject.toml` keeps to the
version they were checked with, and a test names those that a newer version no longer has.
"""

import asyncio
import logging
import secrets
from http import HTTPStatus
from typing import Any

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..problems import make_problem

logger = logging.getLogger(__name__)

REQUEST_SECONDS = 20.0
INVALID = (
    "This is not valid HTTP. An address holds ASCII only: percent-encode all else in it, as in q=%E9%AA%8A "
    "(curl --get --data-urlencode does so)."
)
FULL = "Too many connections are open; try again shortly."
FULL_S = 1  # seconds after which to try again


class PromptProtocol(H11Protocol):
    """Closes a connection whose caller does not send its request, body included, or take the answer in time.

    Between requests uvicorn's own limit holds.
    """

    _deadline: asyncio.TimerHandle | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.app = self._serve
        self.limit_concurrency = None  # uvicorn's own refusal is plain text

    def connection_made(self, transport: Any) -> None:
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what was sent, and wait for the rest."""
        super().data_received(data)
        self._watch()

    def pause_writing(self) -> None:
        """Wait for the caller to read what it was sent."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Continue, now that the caller has read it."""
        super().resume_writing()
        self._watch()

    def on_response_complete(self) -> None:
        """Stop the clock; uvicorn limits the time until the next request."""
        super().on_response_complete()
        self._watch()

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection, even if the caller never takes the rest of the answer."""
        super().timeout_keep_alive_handler()
        self._watch()

    def send_400_response(self, msg: str) -> None:
        """Answer invalid HTTP with a problem document in place of the plain text `msg`."""
        request_id = secrets.token_hex(8)
        logger.warning(msg, extra={"request_id": request_id})
        headers = {"Connection": "close", "X-Request-Id": request_id}
        problem = make_problem(HTTPStatus.BAD_REQUEST, INVALID, request_id, headers=headers)
        head = h11.Response(status_code=problem.status_code, headers=problem.raw_headers, reason=b"Bad Request")
        for event in (head, h11.Data(data=bytes(problem.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self.config.limit_concurrency
        if limit is None or len(self.connections) < limit:
            await self.config.loaded_app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        logger.warning(FULL, extra={"request_id": request_id})
        headers = {"Connection": "close", "X-Request-Id": request_id, "Retry-After": str(FULL_S)}
        await make_problem(HTTPStatus.SERVICE_UNAVAILABLE, FULL, request_id, headers=headers)(scope, receive, send)

    def _watch(self) -> None:
        """Start the clock when the caller begins to keep the connection waiting, stop it when it no longer does."""
        if not self._is_kept_waiting():
            self._stop_clock()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _is_kept_waiting(self) -> bool:
        if self.flow.write_paused or self.transport.is_closing():
            return True
        between_requests = self.timeout_keep_alive_task is not None
        return not between_requests and self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
