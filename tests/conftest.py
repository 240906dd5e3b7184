"""Both engines for every test that touches a graph: the embedded one always, Neo4j when its address is set."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.prepare import prepare
from riskgraph.settings import Settings

ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests for Neo4j out when no address is set; `make test-neo4j` sets it."""
    if "RISKGRAPH_TEST_NEO4J_URI" in os.environ:
        return
    for item in items:
        if item.get_closest_marker("neo4j"):
            item.add_marker(pytest.mark.skip(reason="RISKGRAPH_TEST_NEO4J_URI is not set; make test-neo4j sets it"))


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give one data directory, and so one embedded engine, to the whole session."""
    folder = tmp_path_factory.mktemp("riskgraph")
    yield folder
    stop_embedded(Settings(data_dir=folder))


@pytest.fixture(scope="session")
def settings_of(data_dir: Path) -> Callable[[str], Settings]:
    """Give a function from the name of an engine to its settings."""

    def settings_of(engine: str) -> Settings:
        if engine == "embedded":
            return Settings(data_dir=data_dir, neo4j_uri=None, engine_heap="1g", validate_answers=True)
        return Settings(
            data_dir=data_dir / "neo4j",
            neo4j_uri=os.environ["RISKGRAPH_TEST_NEO4J_URI"],
            neo4j_password=SecretStr(os.environ["RISKGRAPH_TEST_NEO4J_PASSWORD"]),
            validate_answers=True,
        )

    return settings_of


@pytest.fixture(scope="session", params=ENGINES)
def settings(request: pytest.FixtureRequest, settings_of: Callable[[str], Settings]) -> Settings:
    """Give the settings of each engine in turn."""
    return settings_of(request.param)


@pytest.fixture(scope="session")
def open_engine(settings: Settings) -> Iterator[Store]:
    """Keep one store open for the session."""
    with open_store(settings) as store:
        prepare(store)
        yield store


@pytest.fixture
def store(open_engine: Store) -> Store:
    """Give a store with its schema and nothing in it."""
    empty(open_engine)
    return open_engine


def empty(store: Store) -> None:
    """Delete everything and bring the schema back."""
    store.write("MATCH (node) DETACH DELETE node")
    prepare(store)
