"""Run the API until it is stopped: on a free port, with the engine started, and with a key if others can reach it."""

import ipaddress
import logging
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

from ...errors import EngineError, UsageError
from ...graph.engine.store import open_store
from ...graph.schema.prepare import prepare
from ...settings import Settings
from ..app import create_app
from .logs import start_logging
from .protocol import PromptProtocol

logger = logging.getLogger(__name__)

SHORTEST_KEY = 16  # characters
# JSON logs of our own; bounded headers, connections and waiting
OPTIONS: dict[str, Any] = {
    "http": PromptProtocol,
    "ws": "none",
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "timeout_keep_alive": 5,
    "timeout_graceful_shutdown": 15,
    "limit_concurrency": 1000,
    "h11_max_incomplete_event_size": 32_768,
}


def serve(settings: Settings, print_line: Callable[[str], None] = lambda _: None) -> None:
    """Serve until stopped, and print the address; raise UsageError or EngineError when it cannot start."""
    check_access(settings)
    listener = take_port(settings)
    with listener, open_store(settings) as store:
        prepare(store)
        start_logging(settings)
        print_line(f"the API is at http://{settings.host}:{listener.getsockname()[1]}/docs; Ctrl-C stops it")
        if settings.workers == 1:
            serve_alone(settings, listener)
    if settings.workers > 1:
        serve_together(settings)


def serve_alone(settings: Settings, listener: socket.socket) -> None:
    """Serve in this process."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), **OPTIONS))
    server.run(sockets=[listener])
    if not server.started:
        raise EngineError("the API did not start; the log above says why")


def serve_together(settings: Settings) -> None:
    """Serve in several processes; each reads its settings from the environment."""
    uvicorn.run(
        f"{__name__}:{start_app.__name__}", factory=True,
        host=settings.host, port=settings.port, workers=settings.workers, **OPTIONS,
    )  # fmt: skip


def start_app() -> FastAPI:
    """Return the application of one of several processes."""
    settings = Settings()
    start_logging(settings)
    return create_app(settings)


def check_access(settings: Settings) -> None:
    """Refuse to listen for other machines without an API key, and to listen with one that can be guessed."""
    if settings.api_key is None and not is_loopback(settings.host):
        raise UsageError(
            f"the API would be open to all who reach {settings.host}: set RISKGRAPH_API_KEY, or use --host 127.0.0.1"
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
            f"cannot listen on {settings.host} port {settings.port} ({error.strerror}); choose another with --port"
        ) from error
    listener.set_inheritable(True)
    return listener
