"""Both engines for every test that touches a graph: the embedded one always, Neo4j when its address is set."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck
from pydantic import SecretStr

from riskgraph.graph.engine import embedded
from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.graph_model import VERSION
from riskgraph.graph.schema.prepare import prepare
from riskgraph.settings import Settings

from .commands import SHORT_LIVED, Launch, Run, environment_of, run_command

os.environ.update(SHORT_LIVED)  # every engine of the tests, those that a command or a server starts included

# a busy machine must not turn a test red: neither a slow example nor slow generation of examples is a failure
hypothesis.settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("unhurried")
READ_BUDGET_S = 300.0  # nor a read that a user would not wait for; tests of the budget set one of their own
TESTS = Path(__file__).parent
# constraints and indexes stay, so the node that says so can stay: making them again takes longer than most tests
EMPTY = "MATCH (node) WHERE NOT (node:State AND node.id = 'schema' AND node.number = $version) DETACH DELETE node"
ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
ENGINE_FIXTURES = frozenset(("data_dir", "own_engine", "launch"))  # every way to an engine goes through one of them
# files that run longest, which start first: at the end one process would run them while the other is idle
LONGEST = (
    "test_guides.py", "shell/test_demo.py", "hunt/test_hunt.py", "shell/test_cli.py", "shell/test_interruptions.py",
    "shell/test_bad_input.py", "graph/test_rule_amounts.py", "models/learn/test_gnn.py",
    "ingest/extract/test_entities.py",
)  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test whose fixtures reach an engine; skip those for Neo4j unless `make test-neo4j` set its address."""
    items.sort(key=rank_file)
    for item in items:
        if isinstance(item, pytest.Function) and not ENGINE_FIXTURES.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.engine)
        if item.get_closest_marker("neo4j") and "RISKGRAPH_TEST_NEO4J_URI" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="RISKGRAPH_TEST_NEO4J_URI is not set; make test-neo4j sets it"))


def rank_file(item: pytest.Item) -> int:
    """Return the place of a test's file among those that start first; all others come after them, in their order."""
    name = item.path.relative_to(TESTS).as_posix()
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Refuse the embedded engine to every test without the mark, so that `make test-quick` cannot start one."""
    with pytest.MonkeyPatch.context() as patch:
        if not item.get_closest_marker("engine"):
            patch.setattr(embedded, "launch", refuse_engine)
        return (yield)


def refuse_engine(folder: Path, settings: Settings) -> None:
    """Fail the test that starts an engine without a fixture that marks it."""
    pytest.fail(f"this test starts an engine in {folder}; let it use a fixture of {sorted(ENGINE_FIXTURES)}")


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return one data directory, and so one embedded engine, to the whole session."""
    folder = tmp_path_factory.mktemp("riskgraph")
    yield folder
    stop_embedded(Settings(data_dir=folder))


@pytest.fixture
def own_engine(tmp_path: Path) -> Iterator[Settings]:
    """Return settings that lead to an embedded engine of this test alone."""
    settings = Settings(data_dir=tmp_path / "data", neo4j_uri=None, engine_heap="1g", read_budget_s=READ_BUDGET_S)
    yield settings
    stop_embedded(settings)


@pytest.fixture(scope="session")
def settings_of(data_dir: Path) -> Callable[[str], Settings]:
    """Return a function from the name of an engine to its settings."""

    def settings_of(engine: str) -> Settings:
        if engine == "embedded":
            return Settings(
                data_dir=data_dir, neo4j_uri=None, engine_heap="1g", validate_answers=True, read_budget_s=READ_BUDGET_S
            )
        return Settings(
            data_dir=data_dir / "neo4j",
            neo4j_uri=os.environ["RISKGRAPH_TEST_NEO4J_URI"],
            neo4j_password=SecretStr(os.environ["RISKGRAPH_TEST_NEO4J_PASSWORD"]),
            validate_answers=True,
            read_budget_s=READ_BUDGET_S,
        )

    return settings_of


@pytest.fixture(scope="session", params=ENGINES)
def settings(request: pytest.FixtureRequest, settings_of: Callable[[str], Settings]) -> Settings:
    """Return the settings of each engine in turn."""
    return settings_of(request.param)


@pytest.fixture(scope="session")
def open_engine(settings: Settings) -> Iterator[Store]:
    """Keep one store open for the session."""
    with open_store(settings) as store:
        prepare(store)
        yield store


@pytest.fixture
def store(open_engine: Store) -> Store:
    """Return a store with its schema and nothing in it."""
    empty(open_engine)
    return open_engine


def empty(store: Store) -> None:
    """Delete everything but the version of the schema; bring the schema back where a test has changed it."""
    store.write(EMPTY, {"version": VERSION})
    prepare(store)


@pytest.fixture(scope="session")
def run(settings: Settings) -> Run:
    """Return a function that runs a command on the engine of the tests."""
    return partial(run_command, environment_of(settings))


@pytest.fixture
def launch() -> Iterator[Launch]:
    """Return a function that starts a command as a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def launch(variables: dict[str, str], *words: object, **options: Any) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "riskgraph", *map(str, words)],
            env={**os.environ, **variables}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **options,
        )  # fmt: skip
        started.append(process)
        return process

    yield launch
    for process in started:
        process.kill()
        process.communicate()
