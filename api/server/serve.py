"""Run the API until it is stopped: on a free port, with the engine started, and with a key if others can reach it."""

import logging
import os
import socket
from collections.abc import Callable, Mapping
from typing import Any

import uvicorn
from fastapi import FastAPI

from ...answers.access.serving import hold_graph
from ...errors import EngineError
from ...graph.personal.keyed import open_keyed
from ...settings import Settings
from ..app import create_app
from ..callers.local_token import ensure_token
from .listen import check_access, take_port
from .logs import start_logging
from .protocol import PromptProtocol
from .tls import read_tls_options

logger = logging.getLogger(__name__)

WORKER_SILENT_S = 60  # a worker that is silent for longer is replaced; on a busy machine its imports alone take 10 s
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


def serve(settings: Settings, print_line: Callable[[str], None] = lambda _: None, *, to_terminal: bool = False) -> None:
    """Serve until stopped, and print the address; raise UsageError or EngineError when it cannot start.

    On a terminal the address carries the local token, which `/docs` then sends by itself; a log must not have it.
    """
    check_access(settings)
    tls = read_tls_options(settings)
    listener = take_port(settings)
    token = ensure_token(settings.data_dir)
    open_keyed(settings)  # the log names parties by its hashes
    with listener, hold_graph(settings):
        start_logging(settings)
        fragment = f"#token={token}" if to_terminal else ""
        print_line(f"the API is at {write_page_address(settings, listener)}{fragment}; Ctrl-C stops it")
        if settings.workers == 1:
            serve_alone(settings, listener, tls)
    if settings.workers > 1:
        serve_together(settings, tls)


def write_page_address(settings: Settings, listener: socket.socket) -> str:
    """Return the address of the page for trying the routes."""
    host = settings.host.strip("[]")
    scheme = "http" if settings.tls_certificate is None else "https"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/docs"


def serve_alone(settings: Settings, listener: socket.socket, tls: Mapping[str, Any]) -> None:
    """Serve in this process."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), **OPTIONS, **tls))
    server.run(sockets=[listener])
    if not server.started:
        raise EngineError("the API did not start; the log above says why")


def serve_together(settings: Settings, tls: Mapping[str, Any]) -> None:
    """Serve in several processes; each reads its settings from the environment."""
    os.environ["RISKGRAPH_HOST"] = settings.host  # which may come from the command line
    uvicorn.run(
        f"{__name__}:{start_app.__name__}", factory=True,
        host=settings.host, port=settings.port, workers=settings.workers,
        timeout_worker_healthcheck=WORKER_SILENT_S, **OPTIONS, **tls,
    )  # fmt: skip


def start_app() -> FastAPI:
    """Return the application of one of several processes."""
    settings = Settings()
    start_logging(settings)
    return create_app(settings)
