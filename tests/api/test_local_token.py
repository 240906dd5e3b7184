"""Without a key only the user who started the server reads, with a token from a file that others cannot open."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fastapi.testclient import TestClient

from riskgraph.api.app import create_app
from riskgraph.api.callers.local_token import TOKEN_FILE, ensure_token, read_token
from riskgraph.errors import UsageError
from riskgraph.settings import Settings

from ..commands import run_command

DATA = "/v1/regimes"  # needs a caller and no engine to refuse one
UNPRIVILEGED = 65534


@pytest.fixture
def unserved(tmp_path: Path) -> Settings:
    """Return settings with a data directory of their own, and no engine."""
    return Settings(data_dir=tmp_path / "data", neo4j_uri=None)


def ask(settings: Settings, key: str, address: str = "http://127.0.0.1") -> int:
    """Return the status of data asked for with a key; a caller who is let in meets an application without an engine."""
    client = TestClient(create_app(settings), base_url=address, raise_server_exceptions=False)
    return client.get(DATA, headers={"Authorization": f"Bearer {key}"}).status_code


def test_the_token_lets_the_user_in_and_nothing_else_does(unserved: Settings) -> None:
    assert ask(unserved, "") == ask(unserved, "rgt_") == 401
    token = ensure_token(unserved.data_dir)
    assert ask(unserved, token) == 500
    assert [ask(unserved, wrong) for wrong in ("", token[:-1], f"{token}x", token.lower(), "None")] == [401] * 5


def test_the_token_does_not_count_on_a_connection_from_another_machine(unserved: Settings) -> None:
    unserved = unserved.model_copy(update={"host": "192.0.2.7"})
    assert ask(unserved, ensure_token(unserved.data_dir), "http://192.0.2.7") == 401


def test_the_token_is_one_however_many_ask_for_it_at_once(unserved: Settings) -> None:
    with ThreadPoolExecutor(8) as several:
        tokens = set(several.map(lambda _: ensure_token(unserved.data_dir), range(32)))
    (token,) = tokens
    assert len(token) == 47
    assert {path.name for path in unserved.data_dir.iterdir()} == {TOKEN_FILE, "api.lock"}


def test_only_the_owner_may_open_the_file(unserved: Settings) -> None:
    ensure_token(unserved.data_dir)
    assert (unserved.data_dir / TOKEN_FILE).stat().st_mode & 0o777 == 0o600
    assert unserved.data_dir.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610])
def test_a_token_file_with_open_permissions_is_refused(unserved: Settings, mode: int) -> None:
    token = ensure_token(unserved.data_dir)
    path = unserved.data_dir / TOKEN_FILE
    path.chmod(mode)
    with pytest.raises(UsageError, match=rf"is open to other users \(mode {mode:o}\); others may know the token"):
        read_token(unserved.data_dir)
    assert ask(unserved, token) == 401
    outcome = run_command({"RISKGRAPH_DATA_DIR": str(unserved.data_dir)}, "serve", "--port", "0")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert token not in outcome.err
    path.unlink()
    assert ensure_token(unserved.data_dir) != token


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_token_file_of_another_user_is_refused(unserved: Settings) -> None:
    ensure_token(unserved.data_dir)
    os.chown(unserved.data_dir / TOKEN_FILE, UNPRIVILEGED, UNPRIVILEGED)
    with pytest.raises(UsageError, match="belongs to another user"):
        read_token(unserved.data_dir)


def test_a_link_in_place_of_the_token_is_not_followed(unserved: Settings, tmp_path: Path) -> None:
    ensure_token(unserved.data_dir)
    path = unserved.data_dir / TOKEN_FILE
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    outcome = run_command({"RISKGRAPH_DATA_DIR": str(unserved.data_dir)}, "key", "token")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("text", ["", "\n", "short", "rgt_" + "!" * 43])
def test_a_damaged_token_file_is_refused_and_lets_no_one_in(unserved: Settings, text: str) -> None:
    ensure_token(unserved.data_dir)
    (unserved.data_dir / TOKEN_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no token; delete it"):
        ensure_token(unserved.data_dir)
    assert ask(unserved, text.strip()) == 401


def test_a_running_server_follows_a_new_token(unserved: Settings) -> None:
    old = ensure_token(unserved.data_dir)
    client = TestClient(create_app(unserved), base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert client.get(DATA, headers={"Authorization": f"Bearer {old}"}).status_code == 500
    (unserved.data_dir / TOKEN_FILE).unlink()
    assert client.get(DATA, headers={"Authorization": f"Bearer {old}"}).status_code == 401
    new = ensure_token(unserved.data_dir)
    assert client.get(DATA, headers={"Authorization": f"Bearer {new}"}).status_code == 500


def test_the_command_prints_the_token_and_makes_it_once(unserved: Settings) -> None:
    first, second = (run_command({"RISKGRAPH_DATA_DIR": str(unserved.data_dir)}, "key", "token") for _ in range(2))
    assert (first.code, first.out) == (0, f"{read_token(unserved.data_dir)}\n")
    assert second.out == first.out


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
def test_another_user_of_the_machine_cannot_read_the_token() -> None:
    with TemporaryDirectory() as folder:
        ensure_token(Path(folder))
        Path(folder).chmod(0o755)  # as if the folder did not protect it
        ended = subprocess.run(["cat", Path(folder) / TOKEN_FILE], user=UNPRIVILEGED, capture_output=True, check=False)
        assert (ended.returncode, ended.stdout) == (1, b"")
