"""Check a request before it reaches a route: its host and page, the caller's key, the address, and the body's size."""

from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...errors import UsageError
from ...ingest.records.checks import LONGEST_NAME
from ...settings import Settings
from ..callers.callers import Callers, read_key
from ..callers.open_paths import OPEN_PATHS
from ..problems import make_problem
from .hosts import Hosts

LONGEST_ADDRESS = 2 * 12 * LONGEST_NAME + 8192  # both ends of a path, a character taking 12 bytes when encoded
WITHOUT_KEY = (
    "Send `Authorization: Bearer KEY` with your key, or from the machine of the server with the token that "
    "`riskgraph key token` prints to the user who runs it."
)


class BodyTooLargeError(Exception):
    """The body grew beyond the limit while it was read."""


class Guard:
    """Wraps the application, inside the observer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = Hosts(settings)
        self._callers = Callers(settings)
        self._max_body_bytes = settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request without a valid key, address or body size; pass on the rest."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refuse(scope)
        if refusal:
            status, detail = refusal
            headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
            problem = make_problem(status, detail, scope["state"]["request_id"], headers=headers)
            await problem(scope, receive, send)
            return
        # routes are chosen by the address as it was sent, so that a slash inside an id is no separator
        scope["path"] = (scope.get("raw_path") or b"").partition(b"?")[0].decode("ascii", "replace") or scope["path"]
        await self._serve(scope, receive, send)

    def _refuse(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        if foreign := self._hosts.refuse(scope):
            return foreign
        if scope["path"] not in OPEN_PATHS and not self._recognise(scope):
            return HTTPStatus.UNAUTHORIZED, WITHOUT_KEY
        try:
            check_address(scope)
            declared = read_declared_length(scope)
        except UsageError as error:
            return HTTPStatus.UNPROCESSABLE_ENTITY, str(error)
        if declared > self._max_body_bytes:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._describe_limit()
        return None

    def _recognise(self, scope: Scope) -> bool:
        key = read_key(scope)
        caller = self._callers.identify(scope, key) if key else None
        if caller is not None:
            scope["state"]["caller"] = caller
        return caller is not None

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
            request_id = scope["state"]["request_id"]
            problem = make_problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._describe_limit(), request_id)
            await problem(scope, receive, send)

    def _describe_limit(self) -> str:
        return f"The body is longer than {self._max_body_bytes} bytes."


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
