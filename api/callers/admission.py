"""Let in who has a right key, and say to the others what to send; wrong keys are throttled."""

from http import HTTPStatus
from math import ceil

from starlette.types import Scope

from ...settings import Settings
from ..refusal import Refusal
from .callers import Callers, read_key
from .failures import Failures
from .open_paths import OPEN_PATHS

UNKNOWN = Refusal(
    HTTPStatus.UNAUTHORIZED,
    "Send `Authorization: Bearer KEY` with your key, or from the machine of the server with the token that "
    "`riskgraph key token` prints to the user who runs it.",
    {"WWW-Authenticate": "Bearer"},
)
THROTTLED = "Too many wrong keys were sent; a right one is answered at any time."


class Admission:
    """Decides who is let in."""

    def __init__(self, settings: Settings) -> None:
        self._callers = Callers(settings)
        self._failures = Failures()

    def refuse(self, scope: Scope) -> Refusal | None:
        """Return why a request is refused, None where it is let in; its caller is then in its state."""
        if scope["path"] in OPEN_PATHS:
            return None
        key = read_key(scope)
        if not key:
            return UNKNOWN
        caller = self._callers.identify(scope, key)
        if caller is not None:
            scope["state"]["caller"] = caller
            return None
        address, _ = scope.get("client") or ("", None)
        seconds = self._failures.note(address)
        return build_throttled(seconds) if seconds else UNKNOWN


def build_throttled(seconds: float) -> Refusal:
    """Return the refusal of one wrong key too many."""
    headers = {"WWW-Authenticate": "Bearer", "Retry-After": str(ceil(seconds)), "Connection": "close"}
    return Refusal(HTTPStatus.TOO_MANY_REQUESTS, THROTTLED, headers, late=True)
