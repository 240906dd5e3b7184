"""`make test-quick` starts no engine: it runs the tests without the mark, and an engine is refused to those."""

from pathlib import Path

import pytest

from riskgraph.graph.engine.embedded import start_embedded
from riskgraph.settings import Settings

from .conftest import LONGEST, TESTS


def test_a_test_without_the_mark_cannot_start_an_engine(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="this test starts an engine"):
        start_embedded(Settings(data_dir=tmp_path, neo4j_uri=None))


def test_a_test_is_marked_by_what_its_fixtures_reach(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("engine") is None
    for item in request.session.items:
        reaches = {"settings", "settings_of", "open_engine", "store", "own_engine", "launch"} & set(names_of(item))
        assert bool(reaches) == (item.get_closest_marker("engine") is not None), item.nodeid


def names_of(item: pytest.Item) -> list[str]:
    """Return the names of all fixtures that a test reaches."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


def test_the_files_that_start_first_exist() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []
