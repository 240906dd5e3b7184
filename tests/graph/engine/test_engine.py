"""The data directory is the owner's alone; a start that was killed, or an engine that hangs, blocks no one for good."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from pydantic import SecretStr

from riskgraph.errors import EngineBusyError, EngineError, EngineUnreachableError
from riskgraph.graph.engine.choose import find_engine
from riskgraph.graph.engine.embedded import prepare_folder, start_embedded
from riskgraph.graph.engine.store import open_store
from riskgraph.settings import Settings

START = (
    "from riskgraph.graph.engine.embedded import start_embedded; from riskgraph.settings import Settings; "
    "start_embedded(Settings(neo4j_uri=None, engine_heap='1g'))"
)


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
@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_a_data_directory_that_is_open_to_others_is_closed(
    tmp_path: Path, use: Callable[[Path], object], mode: int
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    use(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("use", [prepare_folder, use_neo4j])
def test_a_folder_made_to_be_shared_is_refused_and_left_alone(tmp_path: Path, use: Callable[[Path], object]) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    with pytest.raises(EngineError, match=r"open to other users.*set RISKGRAPH_DATA_DIR"):
        use(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o1777


@pytest.mark.parametrize("use", [prepare_folder, use_neo4j])
def test_a_file_in_the_place_of_the_data_directory_is_named(tmp_path: Path, use: Callable[[Path], object]) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(EngineError, match="set RISKGRAPH_DATA_DIR"):
        use(tmp_path / "data")


def test_a_start_whose_command_was_killed_is_waited_for(own_engine: Settings) -> None:
    place = own_engine.data_dir
    command = subprocess.Popen([sys.executable, "-c", START], env={**os.environ, "RISKGRAPH_DATA_DIR": str(place)})
    wait_until((place / "engine").exists)
    command.kill()
    command.wait()
    assert not (place / "engine.json").exists()
    running = start_embedded(own_engine)
    assert start_embedded(own_engine) == running


def test_a_start_that_never_ends_is_told_and_not_doubled(tmp_path: Path) -> None:
    place = prepare_folder(tmp_path / "data")
    with (
        FileLock(place / "engine.lock"),
        pytest.raises(EngineBusyError, match=r"still starting or stopping after 0 s; .* engine\.log"),
    ):
        start_embedded(Settings(data_dir=place, engine_start_s=0.2))


def test_what_the_engine_writes_is_for_its_owner_only_and_a_frozen_one_is_named(own_engine: Settings) -> None:
    running = start_embedded(own_engine)
    written = list((own_engine.data_dir / "engine").rglob("*"))
    assert written
    assert [path for path in written if path.stat().st_mode & 0o077] == []
    with open_store(own_engine) as store:
        os.kill(running.pid, signal.SIGSTOP)
        try:
            with pytest.raises(EngineUnreachableError, match=rf"\(process {running.pid}\) does not answer.*kill -9"):
                store.read("RETURN 1 AS one", budget_s=1.0)
        finally:
            os.kill(running.pid, signal.SIGCONT)


def wait_until(met: Callable[[], bool]) -> None:
    """Wait for something, for as long as a busy machine may need."""
    deadline = time.monotonic() + 180
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.01)
