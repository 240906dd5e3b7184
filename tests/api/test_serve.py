"""The server as a process: what it refuses, how it starts, logs, cuts off and stops."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from pydantic import SecretStr

from riskgraph.api.serve import check_access, take_port
from riskgraph.errors import UsageError
from riskgraph.graph.arcadedb import free_port
from riskgraph.graph.store import Store
from riskgraph.settings import Settings

RUN = "from riskgraph.api.serve import serve; from riskgraph.settings import Settings; serve(Settings())"
Start = Callable[..., tuple["subprocess.Popen[bytes]", int]]


@pytest.fixture
def start(settings: Settings, store: Store) -> Iterator[Start]:
    """Give a function that starts the server and waits until it answers."""
    started: list[subprocess.Popen[bytes]] = []

    def start(**changes: str) -> tuple[subprocess.Popen[bytes], int]:
        port = free_port()
        given = {"data_dir": str(settings.data_dir), "port": str(port), **changes}
        if settings.neo4j_uri and settings.neo4j_password:
            given |= {"neo4j_uri": settings.neo4j_uri, "neo4j_password": settings.neo4j_password.get_secret_value()}
        environment = {**os.environ, **{f"RISKGRAPH_{name.upper()}": value for name, value in given.items()}}
        process = subprocess.Popen([sys.executable, "-c", RUN], env=environment, stderr=subprocess.PIPE)
        started.append(process)
        wait_for(port)
        return process, port

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            assert fetch(port, "/health")[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def fetch(port: int, target: str) -> tuple[int, bytes]:
    """Give status and body of one request."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", target)
        response = connection.getresponse()
        return response.status, response.read()


@pytest.mark.parametrize(
    ("host", "key", "allowed"),
    [
        ("127.0.0.1", None, True),
        ("::1", None, True),
        ("localhost", None, True),
        ("0.0.0.0", None, False),
        ("::", None, False),
        ("192.0.2.7", None, False),
        ("riskgraph.example", None, False),
        ("0.0.0.0", "sixteen letters.", True),
        ("0.0.0.0", "fifteen letters", False),
        ("127.0.0.1", "fifteen letters", False),
        ("0.0.0.0", "fifteen letters     ", False),
        ("0.0.0.0", " ", False),
    ],
)
def test_only_loopback_is_open_without_a_key(host: str, key: str | None, allowed: bool) -> None:
    settings = Settings(host=host, api_key=SecretStr(key) if key else None)
    if allowed:
        check_access(settings)
        return
    with pytest.raises(UsageError, match="RISKGRAPH_API_KEY"):
        check_access(settings)


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = Settings(port=other.getsockname()[1])
        with pytest.raises(UsageError, match=f"port {settings.port}.*in use.*--port"):
            take_port(settings)


def test_small_answers_are_not_held_back() -> None:
    with take_port(Settings(port=0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # asyncio sets TCP_NODELAY only then


def test_it_logs_json_and_stops_when_told_to(start: Start) -> None:
    process, port = start()
    assert fetch(port, "/v1/parties/secret-id")[0] == 404
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=30)
    lines = [json.loads(line) for line in log.splitlines()]
    assert "/v1/parties/{id}" in {line.get("route") for line in lines}
    assert b"secret-id" not in log
    assert process.returncode in (0, -signal.SIGTERM)


def test_several_workers_serve_one_port(start: Start) -> None:
    process, port = start(workers="2")
    assert fetch(port, "/ready")[0] == 200
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
