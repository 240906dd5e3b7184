"""Where the API listens: the port is taken before any work is done, and other machines need a key."""

import ipaddress
import socket

from ...errors import UsageError
from ...settings import Settings
from ..callers.keys import read_keys

SHORTEST_KEY = 16  # characters
FEWEST_CHARACTERS = 8  # different ones; of keys of 32 random hexadecimal digits one in 25 million has fewer


def check_access(settings: Settings) -> None:
    """Refuse to listen for other machines without an API key, and to listen with one that can be guessed."""
    if settings.api_key is None and not is_loopback(settings.host) and not read_keys(settings.data_dir):
        raise UsageError(
            f"no one who reaches {settings.host} has a key: create one with `riskgraph key create`, set "
            "RISKGRAPH_API_KEY, or use --host 127.0.0.1"
        )
    if settings.api_key is None:
        return
    key = settings.api_key.get_secret_value().strip()
    if not key:
        raise UsageError("RISKGRAPH_API_KEY is empty: set a key, or unset it")
    if len(key) < SHORTEST_KEY:
        raise UsageError(
            f"RISKGRAPH_API_KEY has fewer than {SHORTEST_KEY} characters and can be guessed: "
            "set a longer one, for example from `openssl rand -base64 32`"
        )
    if len(set(key)) < FEWEST_CHARACTERS:
        raise UsageError(
            f"RISKGRAPH_API_KEY repeats fewer than {FEWEST_CHARACTERS} different characters and can be guessed: "
            "set another one, for example from `openssl rand -base64 32`"
        )


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def take_port(settings: Settings) -> socket.socket:
    """Listen on the port; raise UsageError when it is taken or the address is not this machine's."""
    host = settings.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns the delay of small packets (40 ms per answer) off only where the protocol is named
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, settings.port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {settings.host} port {settings.port} ({error.strerror}); choose another "
            "with --port or RISKGRAPH_PORT"
        ) from error
    listener.set_inheritable(True)
    return listener
