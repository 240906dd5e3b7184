"""The server as a process: what it refuses, how it starts, logs, cuts off and stops."""

import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from riskgraph.api.callers.asked_parties import AskedParties
from riskgraph.api.callers.callers import CONFIGURED, Callers
from riskgraph.api.callers.keys import create_key, revoke_key
from riskgraph.api.callers.roles import Role
from riskgraph.api.server.listen import check_access, take_port
from riskgraph.errors import UsageError
from riskgraph.graph.engine.arcadedb import find_free_port
from riskgraph.graph.engine.embedded import start_embedded, stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.prepare import prepare
from riskgraph.settings import Settings

from ..callers import local_token, open_client
from ..commands import Run
from ..graph.factories import load as put
from ..graph.factories import owns

RUN = "from riskgraph.api.server.serve import serve; from riskgraph.settings import Settings; serve(Settings())"
NO_HEADERS: Mapping[str, str] = {}
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
        context = ssl.create_default_context(cafile=given["tls_certificate"]) if "tls_certificate" in given else None
        process = subprocess.Popen([sys.executable, "-c", RUN], env=environment, stderr=subprocess.PIPE)
        started.append(process)
        wait_for(port, context)
        return process, port

    yield start
    for process in started:
        process.terminate()  # several workers outlive one that is killed, and keep the pipe open
        process.communicate(timeout=180)


def wait_for(port: int, context: ssl.SSLContext | None = None) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            assert fetch(port, "/health", context=context)[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def fetch(
    port: int, target: str, headers: Mapping[str, str] = NO_HEADERS, context: ssl.SSLContext | None = None
) -> tuple[int, bytes]:
    """Return status and body of one request, over TLS where a context is given."""
    opened = (
        http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context)
        if context
        else http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    )
    with closing(opened) as connection:
        connection.request("GET", target, headers=dict(headers))
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
        ("127.0.0.1", "x" * 40, False),
        ("127.0.0.1", "ab12" * 10, False),
    ],
)
def test_only_loopback_is_open_without_a_key(tmp_path: Path, host: str, key: str | None, allowed: bool) -> None:
    settings = Settings(data_dir=tmp_path, host=host, api_key=SecretStr(key) if key else None)
    if allowed:
        check_access(settings)
        return
    with pytest.raises(UsageError, match="RISKGRAPH_API_KEY"):
        check_access(settings)


def test_a_named_key_is_enough_for_other_addresses(tmp_path: Path) -> None:
    create_key(tmp_path, "anna", Role.READER)
    check_access(Settings(data_dir=tmp_path, host="0.0.0.0"))


@pytest.mark.parametrize("blanks", [" {}", "{} ", "{}\n", "\t{}\r\n"])
def test_blanks_around_the_key_are_no_part_of_it(blanks: str) -> None:
    key = "a key of sixteen or more"
    settings = Settings(api_key=SecretStr(blanks.format(key)))
    assert Callers(settings).identify({}, key.encode()) == CONFIGURED


def test_a_reset_while_serving_is_503_and_the_server_recovers(start: Start, run: Run, store: Store) -> None:
    token = local_token(store.settings)
    put(store, [owns("p", "a")])
    store.write("UNWIND range(1, 20000) AS n CREATE (:Filler {n: n})")
    process, port = start()
    assert process.stderr is not None
    threading.Thread(target=process.stderr.read, daemon=True).start()  # a full pipe would hold the server back
    pages = ("/ready", "/v1/search?q=a", "/v1/parties/a")
    assert [fetch(port, page, token)[0] for page in pages] == [200, 200, 200]
    seen: dict[str, list[int]] = {page: [] for page in pages}
    with ThreadPoolExecutor(1) as threads:
        reset = threads.submit(run, "db", "reset", "--yes")
        while not reset.done():
            for page in pages:
                seen[page].append(fetch(port, page, token)[0])
        assert reset.result().code == 0
    for page in pages:
        assert 503 in seen[page]
        assert set(seen[page]) <= {200, 503, 404}
    assert [fetch(port, page, token)[0] for page in pages] == [200, 200, 404]
    assert fetch(port, "/v1/sources", token)[0] == 200


def test_an_engine_that_was_restarted_or_died_is_found_or_started_anew(own_engine: Settings) -> None:
    with open_store(own_engine) as store:
        prepare(store)
    with open_client(own_engine, raise_server_exceptions=False) as client:
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


def test_it_logs_json_and_stops_when_told_to(start: Start, settings: Settings) -> None:
    process, port = start()
    token = local_token(settings)
    assert fetch(port, "/v1/parties/secret-id", token)[0] == 404
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=180)
    lines = [json.loads(line) for line in log.splitlines()]
    (line,) = [line for line in lines if line.get("route") == "/v1/parties/{id}"]
    assert (line["caller"], line["status"]) == ("local", 404)
    assert line["parties"] == [AskedParties(settings).name("secret-id")]
    assert not any(secret in log for secret in (b"secret-id", token["Authorization"].encode()))
    assert process.returncode in (0, -signal.SIGTERM)


def test_several_workers_serve_one_port_and_the_same_callers(start: Start, settings: Settings) -> None:
    process, port = start(workers="2")
    assert fetch(port, "/ready")[0] == 200
    key = {"Authorization": f"Bearer {create_key(settings.data_dir, 'anna', Role.READER)}"}
    assert {fetch(port, "/v1/regimes", key)[0] for _ in range(8)} == {200}
    revoke_key(settings.data_dir, "anna")
    assert {fetch(port, "/v1/regimes", key)[0] for _ in range(8)} == {401}
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=180)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_it_speaks_tls_and_nothing_else_with_a_certificate(
    start: Start, settings: Settings, tls_files: dict[str, Path]
) -> None:
    _, port = start(tls_certificate=str(tls_files["good"]), tls_key=str(tls_files["key"]))
    context = ssl.create_default_context(cafile=tls_files["good"])
    assert fetch(port, "/v1/regimes", local_token(settings), context)[0] == 200
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        fetch(port, "/health")
