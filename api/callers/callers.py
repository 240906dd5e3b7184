"""Who a request comes from, by the key or token that it carries."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass

from pydantic import SecretStr
from starlette.types import Scope

from ...settings import Settings
from .local_token import TOKEN_FILE, read_token
from .private_file import WatchedFile


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller of the API, by the name under which the log has its requests."""

    name: str


LOCAL = Caller("local")  # the user who started the server
CONFIGURED = Caller("configured")  # who has the key in RISKGRAPH_API_KEY


class Callers:
    """Recognises callers by their keys."""

    def __init__(self, settings: Settings) -> None:
        folder = settings.data_dir
        self._configured = digest_key(settings.api_key)
        self._token = WatchedFile(folder / TOKEN_FILE, lambda: digest(read_token(folder)), b"")

    def identify(self, scope: Scope, key: bytes) -> Caller | None:
        """Return the caller who has this key, None if it is no one's; the time does not depend on where keys differ."""
        sent = hashlib.sha256(key).digest()
        if self._configured and hmac.compare_digest(sent, self._configured):
            return CONFIGURED
        token = self._token.follow()
        if token and hmac.compare_digest(sent, token) and is_within_machine(scope):
            return LOCAL
        return None


def digest(key: str | None) -> bytes:
    """Return the digest of a key; nothing when there is none."""
    return hashlib.sha256(key.encode()).digest() if key else b""


def digest_key(key: SecretStr | None) -> bytes:
    """Return the digest of the configured key without the blanks around it; nothing when none is set."""
    return digest(key.get_secret_value().strip() if key else None)


def read_key(scope: Scope) -> bytes | None:
    """Return the key that a request carries as a bearer token, None if it carries none."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            scheme, _, key = bytes(value).partition(b" ")
            return key.strip() if scheme.lower() == b"bearer" else b""
    return None


def is_within_machine(scope: Scope) -> bool:
    """Return whether the connection came in on a loopback address, which only this machine reaches."""
    address, _ = scope.get("server") or ("", None)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback
