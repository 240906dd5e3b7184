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
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from riskgraph.api.app import create_app
from riskgraph.api.server.guard import digest_key, has_key
from riskgraph.api.server.listen import check_access, take_port
from riskgraph.errors import UsageError
from riskgraph.graph.engine.arcadedb import find_free_port
from riskgraph.graph.engine.embedded import start_embedded, stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.prepare import prepare
from riskgraph.settings import Settings

from ..commands import Run
from ..graph.factories import load as put
from ..graph.factories import owns

RUN = "from riskgraph.api.server.serve import serve; from riskgraph.settings import Settings; serve(Settings())"
Start = Callable[..., tuple["subprocess.Popen[bytes]", int]]


@pytest.fixture
def start(settings: Settings, store: Store) -> Iterator[Start]:
    """Return a function that starts the server and waits until it answers."""
    started: list[subprocess.Popen[bytes]] = []

    def start(**changes: str) -> tuple[subprocess.Popen[bytes], int]:
        port = find_free_port()
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
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            assert fetch(port, "/health")[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def fetch(port: int, target: str) -> tuple[int, bytes]:
    """Return status and body of one request."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
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


@pytest.mark.parametrize("blanks", [" {}", "{} ", "{}\n", "\t{}\r\n"])
def test_blanks_around_the_key_are_no_part_of_it(blanks: str) -> None:
    key = "a key of sixteen or more"
    header = (b"authorization", f"Bearer {key}".encode())
    assert has_key({"headers": [header]}, digest_key(SecretStr(blanks.format(key))))


def test_a_reset_while_serving_is_503_and_the_server_recovers(start: Start, run: Run, store: Store) -> None:
    put(store, [owns("p", "a")])
    store.write("UNWIND range(1, 20000) AS n CREATE (:Filler {n: n})")
    _, port = start()
    pages = ("/ready", "/v1/search?q=a", "/v1/parties/a")
    assert [fetch(port, page)[0] for page in pages] == [200, 200, 200]
    seen: dict[str, list[int]] = {page: [] for page in pages}
    with ThreadPoolExecutor(1) as threads:
        reset = threads.submit(run, "db", "reset", "--yes")
        while not reset.done():
            for page in pages:
                seen[page].append(fetch(port, page)[0])
        assert reset.result().code == 0
    for page in pages:
        assert 503 in seen[page]
        assert set(seen[page]) <= {200, 503, 404}
    assert [fetch(port, page)[0] for page in pages] == [200, 200, 404]
    assert fetch(port, "/v1/sources")[0] == 200


def test_an_engine_that_was_restarted_or_died_is_found_or_started_anew(own_engine: Settings) -> None:
    with open_store(own_engine) as store:
        prepare(store)
    with TestClient(create_app(own_engine), raise_server_exceptions=False) as client:
        wait_for_answers(client)
        stop_embedded(own_engine)
        running = start_embedded(own_engine)
        wait_for_answers(client)
        os.kill(running.pid, signal.SIGKILL)
        wait_for_answers(client)


def wait_for_answers(client: TestClient) -> None:
    """Wait until the application answers again, from the graph and from the name index."""
    deadline = time.monotonic() + 180
    while (statuses := list_statuses(client)) != {200}:
        assert statuses <= {200, 503, 504}
        assert time.monotonic() < deadline, "it did not find the engine again"
        time.sleep(0.5)


def list_statuses(client: TestClient) -> set[int]:
    """Ask for what rests on either store."""
    return {client.get(target).status_code for target in ("/ready", "/v1/search?q=a")}


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = Settings(port=other.getsockname()[1])
        with pytest.raises(UsageError, match=f"port {settings.port}.*in use.*--port or RISKGRAPH_PORT"):
            take_port(settings)


def test_small_answers_are_not_held_back() -> None:
    with take_port(Settings(port=0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # asyncio sets TCP_NODELAY only then


def test_it_logs_json_and_stops_when_told_to(start: Start) -> None:
    process, port = start()
    assert fetch(port, "/v1/parties/secret-id")[0] == 404
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=180)
    lines = [json.loads(line) for line in log.splitlines()]
    assert "/v1/parties/{id}" in {line.get("route") for line in lines}
    assert b"secret-id" not in log
    assert process.returncode in (0, -signal.SIGTERM)


def test_several_workers_serve_one_port(start: Start) -> None:
    process, port = start(workers="2")
    assert fetch(port, "/ready")[0] == 200
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=180)
