"""The data directory is the owner's alone, whichever engine is used."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from riskgraph.errors import EngineError
from riskgraph.graph.embedded import prepare_folder
from riskgraph.graph.engine import find_engine
from riskgraph.settings import Settings


def use_neo4j(folder: Path) -> None:
    """Find a Neo4j; nothing connects to it yet."""
    find_engine(Settings(data_dir=folder, neo4j_uri="bolt://127.0.0.1:9", neo4j_password=SecretStr("invented")))


@pytest.mark.parametrize("use", [prepare_folder, use_neo4j])
def test_the_data_directory_and_what_is_made_above_it_are_for_their_owner_only(
    tmp_path: Path, use: Callable[[Path], object]
) -> None:
    use(tmp_path / "above" / "data")
    made = (tmp_path / "above", tmp_path / "above" / "data")
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in made] == [0o700, 0o700]


@pytest.mark.parametrize("use", [prepare_folder, use_neo4j])
def test_a_data_directory_that_is_there_keeps_its_mode(tmp_path: Path, use: Callable[[Path], object]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o750)
    use(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750


@pytest.mark.parametrize("use", [prepare_folder, use_neo4j])
def test_a_file_in_the_place_of_the_data_directory_is_named(tmp_path: Path, use: Callable[[Path], object]) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(EngineError, match="set RISKGRAPH_DATA_DIR"):
        use(tmp_path / "data")
