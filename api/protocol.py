"""HTTP connections: a slow or silent caller is cut off, and one who sends no valid HTTP is told what to mend."""

import asyncio
import logging
import secrets
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .problems import make_problem

logger = logging.getLogger(__name__)

REQUEST_SECONDS = 20.0
INVALID = (
    "This is not valid HTTP. An address holds ASCII only: percent-encode all else in it, as in q=%E9%AA%8A "
    "(curl --get --data-urlencode does so)."
)


class PromptProtocol(H11Protocol):
    """Closes a connection whose first request is not there in time; between requests uvicorn's own limit holds."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the clock."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self._close_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what no application can be asked with a problem document too, in place of the plain text `msg`."""
        request_id = secrets.token_hex(8)
        logger.warning(msg, extra={"request_id": request_id})
        headers = {"Connection": "close", "X-Request-Id": request_id}
        problem = make_problem(HTTPStatus.BAD_REQUEST, INVALID, request_id, headers=headers)
        head = h11.Response(status_code=problem.status_code, headers=problem.raw_headers, reason=b"Bad Request")
        for event in (head, h11.Data(data=bytes(problem.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()
