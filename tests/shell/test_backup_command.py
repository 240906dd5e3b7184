"""`db backup` and `db restore`: identical answers afterwards, and one sentence for what cannot be done."""

import os
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from riskgraph.commands.exits import explain_stop
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.personal.beside import hold_writers
from riskgraph.settings import Settings

from ..commands import ZOO, Launch, Run, environment_of, run_command
from ..conftest import empty
from .test_bad_input import MAPPING, read_sentence, wait_for

DAY = ("--as-of", "2023-12-31")
QUESTIONS = (("show", *DAY), ("show", "--all", *DAY), ("score", *DAY))
CHANGING = {"generated_at", "request_id", "engine"}
PARTIES = "MATCH (p:Company)-[:GUARANTEES]->() RETURN DISTINCT p.id AS id ORDER BY id LIMIT 6"
FINDINGS = "MATCH (f:Finding) RETURN properties(f) AS finding ORDER BY f.id"


@pytest.fixture
def world(store: Store, run: Run, world_folder: Path) -> Store:
    """Return a store with a small world, with findings and scores."""
    assert run("load", "world", world_folder, "--as-known", "2023-12-31").code == 0
    assert run("score", *DAY).code == 0  # it runs the rules too
    return store


def answer(store: Store, run: Run) -> list[Any]:
    """Return pages with owners, scores, hits and findings of some parties."""
    parties = [row["id"] for row in store.read(PARTIES)]
    answers = [read_content(run(word, party, *options, "--json")) for party in parties for word, *options in QUESTIONS]
    hits = [read_content(run("search", party, "--json")) for party in parties]
    assert run("find", *DAY).code == 0
    return [*answers, *hits, store.read(FINDINGS)]


def read_content(outcome: Any) -> Any:
    """Return what a command answered, without the times of the answer."""
    assert outcome.code == 0, outcome.err
    return leave_out(outcome.read_json())


def leave_out(value: Any) -> Any:
    """Leave out the times of an answer."""
    if isinstance(value, dict):
        return {name: leave_out(item) for name, item in value.items() if name not in CHANGING}
    return [leave_out(item) for item in value] if isinstance(value, list) else value


def test_a_restored_world_gives_the_same_answers(world: Store, run: Run, tmp_path: Path) -> None:
    before = answer(world, run)
    backup = tmp_path / "world.backup"
    made = run("db", "backup", backup, "--json")
    assert (made.code, made.read_json()["change"] > 0) == (0, True)
    empty(world)
    assert "restored and counted" in run("db", "restore", backup).out
    assert answer(world, run) == before


def test_the_graph_is_replaced_only_when_asked_for(zoo: Path, store: Store, run: Run, tmp_path: Path) -> None:
    backup = tmp_path / "zoo.backup"
    assert "verified" in run("db", "backup", backup).out
    assert run("load", MAPPING, zoo / "good.csv").code == 0
    parties = run("db", "status", "--json").read_json()["parties"]
    refused = run("db", "restore", backup)
    assert (refused.code, "is not empty; use --replace" in read_sentence(refused)) == (2, True)
    unasked = run("db", "restore", backup, "--replace")
    assert (unasked.code, "nothing was changed" in read_sentence(unasked)) == (2, True)
    assert run("db", "status", "--json").read_json()["parties"] == parties
    assert run("db", "restore", backup, "--replace", "--yes").code == 0
    assert run("db", "status", "--json").read_json()["parties"] < parties


def test_a_check_says_whether_the_graph_is_damaged(zoo: Path, store: Store, run: Run) -> None:
    whole = run("db", "check")
    assert (whole.code, "no damage was found" in whole.out) == (0, True)
    store.write("MATCH (record:Record) SET record.content = replace(record.content, '甲', '乙')")
    damaged = run("db", "check")
    assert (damaged.code, "Restore the last backup: riskgraph db restore" in damaged.out) == (1, True)
    assert run("db", "check", "--json").read_json()["damage"]


def test_an_existing_target_is_kept(store: Store, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_text("x", encoding="utf-8")
    outcome = run("db", "backup", target)
    assert (outcome.code, "exists already" in read_sentence(outcome)) == (2, True)
    assert target.read_text(encoding="utf-8") == "x"


def test_a_damaged_backup_changes_nothing(zoo: Path, store: Store, run: Run, tmp_path: Path) -> None:
    backup = tmp_path / "zoo.backup"
    run("db", "backup", backup)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    parties = run("db", "status", "--json").read_json()["parties"]
    outcome = run("db", "restore", backup, "--replace", "--yes")
    assert (outcome.code, "is damaged or cut short" in read_sentence(outcome)) == (1, True)
    assert run("db", "status", "--json").read_json()["parties"] == parties


def test_a_folder_without_room_or_rights_is_one_sentence(
    zoo: Path, store: Store, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    outcome = run("db", "backup", tmp_path / "file" / "zoo.backup")
    assert (outcome.code, "cannot write the backup" in read_sentence(outcome)) == (1, True)

    given = os.open

    def refuse(path: Any, *options: Any, **named: Any) -> int:
        if str(path).endswith(".part"):
            raise PermissionError(13, "Permission denied")
        return given(path, *options, **named)

    with monkeypatch.context() as patch:
        patch.setattr("riskgraph.graph.backup.archive.os.open", refuse)
        outcome = run("db", "backup", tmp_path / "zoo.backup")
    assert (outcome.code, "Permission denied; no file of it is left" in read_sentence(outcome)) == (1, True)


def test_a_backup_without_room_leaves_no_file(
    zoo: Path, store: Store, settings: Settings, launch: Launch, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "zoo.backup"
    outcome = wait_for(launch(environment_of(settings), "db", "backup", target, preexec_fn=fill_disk))
    assert (outcome.code, "cannot write the backup" in read_sentence(outcome)) == (1, True)
    assert list(target.parent.iterdir()) == []


def fill_disk() -> None:
    """Let no file of the command grow beyond a few bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))


def test_a_killed_restore_is_named_by_every_command_and_ends_well_when_run_again(
    world: Store, run: Run, settings: Settings, launch: Launch, tmp_path: Path
) -> None:
    backup = tmp_path / "world.backup"
    assert run("db", "backup", backup).code == 0
    counts = run("db", "status", "--json").read_json()
    process = launch(environment_of(settings), "db", "restore", backup, "--replace", "--yes")
    wait_until_marked(world)
    process.kill()
    process.wait()
    for words in (("show", "x"), ("load", ZOO / "holders.yml", ZOO / "holders.csv"), ("db", "status"), ("find",)):
        outcome = run(*words)
        assert (outcome.code, f"riskgraph db restore {backup}" in read_sentence(outcome)) == (1, True)
    assert run("db", "restore", backup).code == 0
    assert run("db", "status", "--json").read_json() == counts


def wait_until_marked(store: Store) -> None:
    """Return when a restore has begun to write."""
    deadline = time.monotonic() + 300
    while not store.read("MATCH (s:State {id: 'restoring'}) MATCH (p:Record) RETURN s.id AS id LIMIT 1"):
        assert time.monotonic() < deadline, "nothing was restored"
        time.sleep(0.02)


def test_a_restore_stopped_with_ctrl_c_is_not_said_to_have_kept_everything() -> None:
    assert explain_stop(["db", "restore", "x.backup"]) != explain_stop(["db", "reset"])


def test_a_half_restored_graph_can_be_reset(store: Store, run: Run) -> None:
    store.write("CREATE (:State {id: 'restoring', content: 'x.backup'})")
    assert run("db", "reset", "--yes").code == 0
    assert run("db", "status").code == 0


def test_a_load_waits_for_a_backup(store: Store, settings: Settings, launch: Launch) -> None:
    with hold_writers(settings):
        process = launch(environment_of(settings), "load", ZOO / "holders.yml", ZOO / "holders.csv")
        time.sleep(3)
        assert process.poll() is None
        assert store.read("MATCH (r:Record) RETURN count(r) AS count") == [{"count": 0}]
    assert wait_for(process).code == 0


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_a_backup_is_readable_by_its_owner_only(store: Store, run: Run, tmp_path: Path) -> None:
    assert run("db", "backup", tmp_path / "new" / "graph.backup").code == 0
    assert (tmp_path / "new" / "graph.backup").stat().st_mode & 0o077 == 0


def test_a_data_directory_of_its_own_takes_a_backup(
    zoo: Path, run: Run, own_engine: Settings, tmp_path: Path, launch: Launch
) -> None:
    backup = tmp_path / "zoo.backup"
    parties = run("db", "status", "--json").read_json()["parties"]
    assert run("db", "backup", backup).code == 0
    assert wait_for(launch(environment_of(own_engine), "db", "restore", backup)).code == 0
    with open_store(own_engine) as store:
        assert store.read("MATCH (p:Party) RETURN count(p) AS parties") == [{"parties": parties}]


@pytest.mark.neo4j
def test_the_other_engine_gives_the_same_answers_from_a_backup(
    world: Store, run: Run, settings: Settings, settings_of: Callable[[str], Settings], tmp_path: Path
) -> None:
    other = settings_of("embedded" if settings.neo4j_uri else "neo4j")
    backup, before = tmp_path / "world.backup", answer(world, run)
    assert run("db", "backup", backup).code == 0
    run_other = partial(run_command, environment_of(other))
    assert run_other("db", "restore", backup, "--replace", "--yes").code == 0
    with open_store(other) as store:
        assert answer(store, run_other) == before
        empty(store)
