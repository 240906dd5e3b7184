"""Which names in `Host` are this server's, and which requests that change something come from a page of another site.

A page can bind its own name to 127.0.0.1 and then read what answers there (DNS rebinding). Its requests have its own
name in `Host`, so a request for a name that is not ours is refused with 421, the status that RFC 9110 (7.4 and
15.5.20) reserves for a server that was asked for an origin it does not serve; 400 is for a `Host` that is malformed.
"""

import ipaddress
import re
from collections.abc import Iterator
from http import HTTPStatus

from starlette.types import Scope

from ...settings import Settings
from ..refusal import Refusal

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
DEFAULT_PORTS = {"http": 80, "https": 443}
AUTHORITY = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^:/\[\]@\s]+))(?::(?P<port>\d{1,5}))?")
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
OWN_PAGES = frozenset((b"same-origin", b"none"))  # `none`: the user's own doing, such as an address typed in
FOREIGN_HOST = (
    "This server does not answer to the name in `Host`; use the address it was started with, "
    "or name the host in RISKGRAPH_ALLOWED_HOSTS."
)
FOREIGN_PAGE = "A page of another site may not change anything here."


class Hosts:
    """Checks which origin a request asks for, and from which page it comes."""

    def __init__(self, settings: Settings) -> None:
        self._allowed = frozenset(settings.allowed_hosts)
        self._names = LOOPBACK | {settings.host.strip("[]").lower()}

    def refuse(self, scope: Scope) -> Refusal | None:
        """Return why a request is refused, if it asks for another origin or changes something from another one."""
        hosts = list(read_header(scope, b"host"))
        if len(hosts) != 1 or not self._is_ours(hosts[0], scope):
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, FOREIGN_HOST)
        if scope["method"] not in SAFE_METHODS and is_from_other_page(scope, hosts[0]):
            return Refusal(HTTPStatus.FORBIDDEN, FOREIGN_PAGE)
        return None

    def _is_ours(self, host: bytes, scope: Scope) -> bool:
        found = split_authority(host)
        if found is None:
            return False
        name, port = found
        if name in self._allowed or f"{name}:{port}" in self._allowed:
            return True
        address, listening = scope.get("server") or ("", None)
        same_port = (port or DEFAULT_PORTS.get(scope["scheme"])) == listening
        return same_port and (name in self._names or name == unmap(address))


def is_from_other_page(scope: Scope, host: bytes) -> bool:
    """Return whether a browser says that the page behind a request is of another origin than the host."""
    sites = list(read_header(scope, b"sec-fetch-site"))
    origins = [origin.partition(b"://")[2] for origin in read_header(scope, b"origin")]
    return any(site.lower() not in OWN_PAGES for site in sites) or any(
        split_authority(origin) != split_authority(host) for origin in origins
    )


def split_authority(authority: bytes) -> tuple[str, int | None] | None:
    """Split `name:port`; None where it is neither a name nor an address."""
    found = AUTHORITY.fullmatch(authority.decode("latin-1").lower())
    if found is None:
        return None
    return found["v6"] or found["name"], int(found["port"]) if found["port"] else None


def read_header(scope: Scope, name: bytes) -> Iterator[bytes]:
    """Return every value of a header."""
    return (bytes(value).strip() for key, value in scope["headers"] if key == name)


def unmap(address: str) -> str:
    """Return the IPv4 address that a socket for both families shows as an IPv6 one; all others as they are."""
    try:
        mapped = ipaddress.IPv6Address(address).ipv4_mapped
    except ValueError:
        return address
    return str(mapped or address)
