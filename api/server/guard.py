"""Check a request before it reaches a route: its host and page, the caller's key, the address, and the body's size."""

import asyncio
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...errors import UsageError
from ...ingest.records.checks import LONGEST_NAME
from ...settings import Settings
from ..callers.admission import Admission
from ..problems import make_problem
from ..refusal import Refusal
from .hosts import Hosts
from .turns import Turns

LONGEST_ADDRESS = 2 * 12 * LONGEST_NAME + 8192  # both ends of a path, a character taking 12 bytes when encoded
DELAY_S = 1.0  # before an answer that is held back
MOST_DELAYED = 64  # such answers at a time; each holds a connection, so that later ones are sent at once


class BodyTooLargeError(Exception):
    """The body grew beyond the limit while it was read."""


class Guard:
    """Wraps the application, inside the observer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = Hosts(settings)
        self._admission = Admission(settings)
        self._turns = Turns(settings.max_requests)
        self._max_body_bytes = settings.max_body_bytes
        detail = f"The body is longer than {self._max_body_bytes} bytes."
        self._too_long = Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        self._delayed = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request without a valid key, address or body size, and one too many; pass on the rest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refuse(scope)
        if refusal:
            await self._hold_back(refusal)
            await refuse(scope, receive, send, refusal)
            return
        # routes are chosen by the address as it was sent, so that a slash inside an id is no separator
        scope["path"] = (scope.get("raw_path") or b"").partition(b"?")[0].decode("ascii", "replace") or scope["path"]
        caller = scope["state"].get("caller")
        if caller is None:  # what is open is answered under any load
            await self._serve(scope, receive, send)
            return
        with self._turns.take(caller.name):
            await self._serve(scope, receive, send)

    def _refuse(self, scope: Scope) -> Refusal | None:
        refusal = self._hosts.refuse(scope) or self._admission.refuse(scope)
        if refusal:
            return refusal
        try:
            check_address(scope)
            declared = read_declared_length(scope)
        except UsageError as error:
            return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        if declared > self._max_body_bytes:
            return self._too_long
        caller = scope["state"].get("caller")
        return self._turns.refuse(caller.name) if caller else None

    async def _hold_back(self, refusal: Refusal) -> None:
        if not refusal.late or self._delayed >= MOST_DELAYED:
            return
        self._delayed += 1
        try:
            await asyncio.sleep(DELAY_S)
        finally:
            self._delayed -= 1

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        received = 0

        async def receive_bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_body_bytes:
                raise BodyTooLargeError
            return message

        try:
            await self._app(scope, receive_bounded, send)
        except BodyTooLargeError:
            await refuse(scope, receive, send, self._too_long)


async def refuse(scope: Scope, receive: Receive, send: Send, refusal: Refusal) -> None:
    """Answer with a problem document in place of a route."""
    request_id = scope["state"]["request_id"]
    problem = make_problem(refusal.status, refusal.detail, request_id, headers=refusal.headers)
    await problem(scope, receive, send)


def check_address(scope: Scope) -> None:
    """Refuse an address that is too long, or whose text is not UTF-8 or holds a NUL."""
    for place, raw in (("path", scope.get("raw_path") or b""), ("query", scope["query_string"])):
        if len(raw) > LONGEST_ADDRESS:
            raise UsageError(f"The {place} is longer than {LONGEST_ADDRESS} bytes.")
        try:
            text = unquote_to_bytes(raw).decode("utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"The {place} is not UTF-8.") from error
        if "\0" in text:
            raise UsageError(f"The {place} holds a NUL character.")


def read_declared_length(scope: Scope) -> int:
    """Return the length that the header declares, 0 if none."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            if not value.isdigit():
                raise UsageError("Content-Length is not a number.")
            return int(value[:18])
    return 0
