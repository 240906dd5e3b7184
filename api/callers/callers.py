"""Who a request comes from, by the key or token that it carries."""

import asyncio
import ipaddress
import logging
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest

from pydantic import SecretStr
from starlette.types import Scope

from ...errors import RiskgraphError
from ...settings import Settings
from .keys import KEYS_FILE, Key, digest_key, note_use, read_keys, today
from .local_token import TOKEN_FILE, read_token
from .private_file import WatchedFile
from .roles import Role

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller of the API: the name under which the log has its requests, and what it may do."""

    name: str
    role: Role


LOCAL = Caller("local", Role.ADMINISTRATOR)  # the user who started the server
CONFIGURED = Caller("configured", Role.ADMINISTRATOR)  # who has the key in RISKGRAPH_API_KEY


class Callers:
    """Recognises callers by their keys; each comparison takes the same time wherever keys differ."""

    def __init__(self, settings: Settings) -> None:
        folder = self._folder = settings.data_dir
        self._configured = digest_configured(settings.api_key)
        self._token = WatchedFile(folder / TOKEN_FILE, lambda: digest_text(read_token(folder)), "")
        self._keys: WatchedFile[tuple[Key, ...]] = WatchedFile(folder / KEYS_FILE, lambda: read_keys(folder), ())
        self._noted: set[tuple[str, date]] = set()

    def identify(self, scope: Scope, key: bytes) -> Caller | None:
        """Return the caller who has this key, None if it is no one's or has expired."""
        sent = digest_key(key)
        if self._configured and compare_digest(sent, self._configured):
            return CONFIGURED
        token = self._token.follow()
        if token and compare_digest(sent, token) and is_within_machine(scope):
            return LOCAL
        return self._find_named(sent)

    def _find_named(self, sent: str) -> Caller | None:
        day, found = today(), None
        for key in self._keys.follow():
            if compare_digest(sent, key.digest) and key.counts_on(day):
                found = key
        if found is None:
            return None
        use = (found.digest, day)
        if found.last_used != day and use not in self._noted:
            self._noted = {other for other in self._noted if other[1] == day} | {use}
            asyncio.get_running_loop().run_in_executor(None, self._note, found, day)
        return Caller(found.name, found.role)

    def _note(self, key: Key, day: date) -> None:
        try:
            note_use(self._folder, key.digest, day)
        except (RiskgraphError, OSError) as error:
            logger.warning("the use of the key %r could not be noted: %s", key.name, error)


def digest_text(key: str | None) -> str:
    """Return the digest of a key; nothing when there is none."""
    return digest_key(key.encode()) if key else ""


def digest_configured(key: SecretStr | None) -> str:
    """Return the digest of the configured key without the blanks around it; nothing when none is set."""
    return digest_text(key.get_secret_value().strip() if key else None)


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
