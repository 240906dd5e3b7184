"""The application over the store of the tests, asked like a caller asks it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.settings import Settings

from ..callers import open_client

Ask = Callable[..., Any]
NAME = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")  # of a certificate


@pytest.fixture(scope="session")
def lasting_client(settings: Settings) -> Iterator[TestClient]:
    """Serve the application for the whole session."""
    with open_client(settings, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(lasting_client: TestClient, store: Store) -> TestClient:
    """Return the application over an empty store."""
    return lasting_client


@pytest.fixture
def ask(client: TestClient) -> Ask:
    """Return a function that asks and expects an answer."""

    def ask(address: str, **parameters: object) -> Any:
        response = client.get(address, params=parameters)
        assert response.status_code == 200, response.text
        return response.json()

    return ask


@pytest.fixture
def make_client(settings: Settings, store: Store) -> Iterator[Callable[..., TestClient]]:
    """Return a function that serves the application with other settings."""
    opened: list[TestClient] = []

    def make(**changes: object) -> TestClient:
        client = open_client(settings.model_copy(update=changes), raise_server_exceptions=False)
        opened.append(client.__enter__())
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def tls_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make a certificate with its key, one that has expired, another key, and an encrypted one."""
    folder = tmp_path_factory.mktemp("tls")

    def openssl(*words: object) -> None:
        subprocess.run(["openssl", *map(str, words)], cwd=folder, check=True, capture_output=True)

    curve = ("-pkeyopt", "ec_paramgen_curve:prime256v1")
    openssl("req", "-x509", "-newkey", "ec", *curve, "-nodes", "-keyout", "key", "-out", "good", "-days", 30, *NAME)
    openssl("req", "-new", "-key", "key", "-out", "request", *NAME)
    openssl("x509", "-req", "-in", "request", "-signkey", "key", "-days", -1, "-out", "expired")
    openssl("genpkey", "-algorithm", "EC", *curve, "-out", "other")
    openssl("pkey", "-in", "key", "-aes256", "-passout", "pass:word", "-out", "encrypted")
    (folder / "text").write_text("no certificate", encoding="utf-8")
    return {path.name: path for path in folder.iterdir()} | {"missing": folder / "missing", "folder": folder}
