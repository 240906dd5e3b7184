"""The application over the store of the tests, asked like a caller asks it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.settings import Settings

from ..callers import open_client

Ask = Callable[..., Any]


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
