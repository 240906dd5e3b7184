"""Callers have names: their keys are random, hashed at rest, expire, and are taken back in running servers."""

import json
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from riskgraph.api.app import create_app
from riskgraph.api.callers import callers as callers_module
from riskgraph.api.callers.keys import KEYS_FILE, create_key, note_use, read_keys, revoke_key, today
from riskgraph.api.callers.roles import Role
from riskgraph.settings import Settings

from ..commands import Outcome, run_command

DATA = "/v1/regimes"  # answers 500 without an engine to those who are let in
Key = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data directory."""
    return tmp_path / "data"


@pytest.fixture
def key(folder: Path) -> Key:
    """Return a function that runs `riskgraph key` on the data directory."""
    return lambda *words: run_command({"RISKGRAPH_DATA_DIR": str(folder)}, "key", *words)


def open_server(folder: Path) -> TestClient:
    """Return the application over the data directory, without an engine."""
    app = create_app(Settings(data_dir=folder, neo4j_uri=None))
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def ask(client: TestClient, key: str) -> int:
    """Return the status of data asked for with a key."""
    return client.get(DATA, headers={"Authorization": f"Bearer {key}"}).status_code


def test_a_key_is_shown_once_and_only_its_hash_is_kept(key: Key, folder: Path) -> None:
    made = key("create", "anna", "--role", "reader", "--expires", "2999-12-31")
    assert made.code == 0
    assert re.fullmatch(r"rg_[A-Za-z0-9_-]{43}\n", made.out)
    assert "shown this once" in made.err
    kept = (folder / KEYS_FILE).read_text(encoding="utf-8")
    listed = key("list")
    assert made.out.strip() not in kept + listed.out + made.err
    assert ("anna" in listed.out, "2999-12-31" in listed.out, "never" in listed.out) == (True, True, True)
    (entry,) = key("list", "--json").read_json()
    assert entry == {"name": "anna", "role": "reader", "created": str(today()), "expires": "2999-12-31",
                     "last_used": None}  # fmt: skip
    assert "digest" not in repr(read_keys(folder))


def test_two_keys_differ_and_only_the_owner_may_open_their_file(folder: Path) -> None:
    assert create_key(folder, "anna", Role.READER) != create_key(folder, "ben", Role.READER)
    assert (folder / KEYS_FILE).stat().st_mode & 0o777 == 0o600


def test_a_running_server_follows_created_and_revoked_keys(key: Key, folder: Path) -> None:
    client = open_server(folder)
    assert ask(client, "rg_unknown") == 401
    anna = key("create", "anna", "--role", "reader").out.strip()
    ben = json.loads(key("create", "本恩", "--role", "officer", "--json").out)["key"]
    assert (ask(client, anna), ask(client, ben)) == (500, 500)
    assert [ask(client, wrong) for wrong in (anna[:-1], f"{anna}x", anna[3:], anna.upper())] == [401] * 4
    assert key("revoke", "anna").out == "the key of anna is revoked\n"
    assert (ask(client, anna), ask(client, ben)) == (401, 500)


def test_a_key_counts_up_to_its_last_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = today() + timedelta(days=3)
    made, client = create_key(folder, "anna", Role.READER, last), open_server(folder)
    for days, status in ((0, 500), (3, 500), (4, 401)):
        monkeypatch.setattr(callers_module, "today", lambda days=days: date.today() + timedelta(days=days))
        assert ask(client, made) == status


def test_the_day_of_the_last_use_is_kept(key: Key, folder: Path) -> None:
    made = create_key(folder, "anna", Role.READER)
    create_key(folder, "ben", Role.READER)
    assert ask(open_server(folder), made) == 500
    deadline = time.monotonic() + 60
    while read_keys(folder)[0].last_used is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [one.last_used for one in read_keys(folder)] == [today(), None]


def test_what_several_processes_write_at_once_is_all_kept(folder: Path) -> None:
    names = [f"caller{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as several:
        list(several.map(lambda name: create_key(folder, name, Role.READER), names))
        list(several.map(lambda one: note_use(folder, one.digest, today()), read_keys(folder)))
        list(several.map(lambda name: revoke_key(folder, name), names[:12]))
    assert {one.name for one in read_keys(folder)} == set(names[12:])
    assert {one.last_used for one in read_keys(folder)} == {today()}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("create", "", "--role", "reader"), "a name has 1 to 64 letters"),
        (("create", "a b", "--role", "reader"), "a name has 1 to 64 letters"),
        (("create", 'a"\n', "--role", "reader"), "a name has 1 to 64 letters"),
        (("create", "x" * 65, "--role", "reader"), "a name has 1 to 64 letters"),
        (("create", "local", "--role", "reader"), "choose another"),
        (("create", "taken", "--role", "reader"), "revoke it first"),
        (("create", "anna", "--role", "reader", "--expires", "2020-01-01"), "--expires 2020-01-01 has passed"),
        (("create", "anna", "--role", "reader", "--expires", "soon"), "is not a date"),
        (("create", "anna", "--role", "king"), "'king' is not one of"),
        (("create", "anna"), "issing option '--role'"),
        (("revoke", "nobody"), "there is no key 'nobody'; there are: taken"),
    ],
)
def test_a_wrong_word_is_one_sentence(key: Key, folder: Path, words: tuple[str, ...], sentence: str) -> None:
    create_key(folder, "taken", Role.READER)
    outcome = key(*words)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert sentence in outcome.err


@pytest.mark.parametrize("mode", [0o640, 0o602, 0o666])
def test_a_file_of_keys_that_others_could_change_lets_no_one_in(key: Key, folder: Path, mode: int) -> None:
    made = create_key(folder, "anna", Role.READER)
    (folder / KEYS_FILE).chmod(mode)
    assert ask(open_server(folder), made) == 401
    for words in (("list",), ("create", "ben", "--role", "reader"), ("revoke", "anna")):
        outcome = key(*words)
        assert (outcome.code, outcome.err.count("\n")) == (2, 1)
        assert f"is open to other users (mode {mode:o}); check its keys" in outcome.err


@pytest.mark.parametrize("text", ["", "{}", "[{}]", "not JSON", '[{"name": "x"}]'])
def test_a_damaged_file_of_keys_is_one_sentence(key: Key, folder: Path, text: str) -> None:
    made = create_key(folder, "anna", Role.READER)
    (folder / KEYS_FILE).write_text(text, encoding="utf-8")
    assert ask(open_server(folder), made) == 401
    outcome = key("list")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "is damaged: restore it" in outcome.err
