"""A backup of one engine is restored on the other."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from riskgraph.graph.backup.back_up import back_up
from riskgraph.graph.backup.restore import check_backup, restore
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.prepare import prepare
from riskgraph.settings import Settings

from ...conftest import empty
from .test_backup import dump, fill

pytestmark = pytest.mark.neo4j


@pytest.fixture
def engines(settings_of: Callable[[str], Settings]) -> Iterator[dict[str, Store]]:
    """Return both engines, with nothing in them."""
    with open_store(settings_of("embedded")) as embedded, open_store(settings_of("neo4j")) as neo4j:
        stores = {"embedded": embedded, "neo4j": neo4j}
        for store in stores.values():
            prepare(store)
            empty(store)
        yield stores
        for store in stores.values():
            empty(store)


@pytest.mark.parametrize(("made_on", "restored_on"), [("embedded", "neo4j"), ("neo4j", "embedded")])
def test_a_backup_restores_on_the_other_engine(
    engines: dict[str, Store], tmp_path: Path, made_on: str, restored_on: str
) -> None:
    fill(engines[made_on])
    path = back_up(engines[made_on], tmp_path / "graph.backup", "0").path
    assert check_backup(path).engine == made_on
    restore(engines[restored_on], path, check_backup(path))
    assert dump(engines[restored_on]) == dump(engines[made_on])
