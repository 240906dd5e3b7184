"""Loads that are killed, engines that die, disks that fill up: nothing is lost or doubled; a second run ends well."""

import os
import re
import resource
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import pytest

from riskgraph.graph.engine.embedded import find_running
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.pipeline import wait_for_turn
from riskgraph.settings import Settings

from ..commands import ZOO, Launch, Run, environment_of, run_command
from ..conftest import empty
from .test_bad_input import MAPPING, read_sentence, wait_for

ROWS, FEW = 900, 20
SMALL = {"RISKGRAPH_BATCH_ROWS": str(FEW)}
COUNT = "MATCH (:Party)-[r:OWNS]->(:Party) RETURN count(r) AS held"
TIME = re.compile(r'"(recorded|ended)_at":"[^"]*T[^"]*"')
DAY = ("--as-known", "2024-01-01")


@pytest.fixture
def holdings(tmp_path: Path) -> Path:
    """Write a file of many good rows."""
    rows = [f"甲-001,N{number},虚构第{number}公司,1,2021-03-04" for number in range(ROWS)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(("holder,company,company_name,percent,since", *rows)), encoding="utf-8")
    return path


def wait_until_some(store: Store) -> None:
    """Return when the first batch is stored; most of the load is still to come, even on a busy machine."""
    deadline = time.monotonic() + 300
    while store.read(COUNT)[0]["held"] < FEW:
        assert time.monotonic() < deadline, "nothing was stored"
        time.sleep(0.02)


def test_a_killed_load_run_again_ends_like_an_unbroken_one(
    store: Store,
    run: Run,
    settings: Settings,
    launch: Launch,
    holdings: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    words = ("load", MAPPING, holdings, *DAY)
    run("load", ZOO / "holders.yml", ZOO / "holders.csv", *DAY)
    process = launch({**environment_of(settings), **SMALL}, *words)
    wait_until_some(store)
    process.kill()
    process.wait()
    assert store.read(COUNT)[0]["held"] < ROWS
    said = "a load of holdings_of_the_zoo, begun on"
    notes = run("show", "甲-001", "--json").read_json()["meta"]["notes"]
    assert [note for note in notes if note["en"].startswith(said)]
    run("find", "--rule", "ownership_ring")
    assert [message for message in caplog.messages if message.startswith(said)]
    assert "was broken off or still runs" in run("sources").out
    again = run_command({**environment_of(settings), **SMALL}, *words, "--json").read_json()
    assert again["unchanged"] > 0
    caplog.clear()
    run("find", "--rule", "ownership_ring")
    assert not [message for message in caplog.messages if message.startswith(said)]
    broken = export(run, tmp_path / "broken.jsonl")
    empty(store)
    run("load", ZOO / "holders.yml", ZOO / "holders.csv", *DAY)
    run_command({**environment_of(settings), **SMALL}, *words)
    assert export(run, tmp_path / "whole.jsonl") == broken


def export(run: Run, path: Path) -> list[str]:
    """Return everything in the graph, without what tells one run from another: times, and the graph's identity."""
    assert run("export", "jsonl", path).code == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted(TIME.sub("", line) for line in lines if '"label":"State"' not in line)


def test_an_engine_that_dies_mid_load_loses_nothing(own_engine: Settings, launch: Launch, holdings: Path) -> None:
    variables = {**environment_of(own_engine), **SMALL}
    assert run_command(variables, "load", ZOO / "holders.yml", ZOO / "holders.csv").code == 0
    process = launch(variables, "load", MAPPING, holdings)
    with open_store(own_engine) as store:
        wait_until_some(store)
    running = find_running(own_engine.data_dir)
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    outcome = wait_for(process)
    assert outcome.code == 1
    assert "the embedded engine has stopped" in read_sentence(outcome)
    assert run_command(variables, "db", "status", "--json").read_json()["running"] is False
    again = run_command(environment_of(own_engine), "load", MAPPING, holdings, "--json")
    count = again.read_json()
    assert (again.code, count["stored"] + count["unchanged"], count["unchanged"] >= FEW) == (0, ROWS, True)
    with open_store(own_engine) as store:
        assert store.read(COUNT) == [{"held": ROWS}]


def test_an_engine_that_is_stopped_mid_load_is_named_with_what_is_stored(
    own_engine: Settings, launch: Launch, holdings: Path
) -> None:
    variables = {**environment_of(own_engine), **SMALL}
    assert run_command(variables, "load", ZOO / "holders.yml", ZOO / "holders.csv").code == 0
    process = launch(variables, "load", MAPPING, holdings)
    with open_store(own_engine) as store:
        wait_until_some(store)
        process.send_signal(signal.SIGSTOP)  # so that the load does not end before the command below has started
    assert run_command(variables, "db", "stop").code == 0
    process.send_signal(signal.SIGCONT)
    outcome = wait_for(process)
    assert outcome.code == 1
    said = read_sentence(outcome)
    assert "the embedded engine has stopped" in said
    stored = re.search(r"rows of holdings_of_the_zoo stored so far, which are kept: ([\d,]+)", said)
    assert stored is not None
    with open_store(own_engine) as store:
        assert 0 < int(stored[1].replace(",", "")) <= store.read(COUNT)[0]["held"] < ROWS


def test_a_second_load_of_a_source_waits_and_its_rejects_are_its_own(
    store: Store, run: Run, settings: Settings, launch: Launch, holdings: Path
) -> None:
    run("load", ZOO / "holders.yml", ZOO / "holders.csv", *DAY)
    first = launch({**environment_of(settings), **SMALL}, "load", MAPPING, holdings, *DAY)
    wait_until_some(store)
    second = run("load", MAPPING, ZOO / "percent_130.csv", "--json").read_json()
    assert store.read(COUNT) == [{"held": ROWS + 1}]
    assert wait_for(first).code == 0
    assert Path(second["rejects"]).read_text(encoding="utf-8").count("\n") == second["rejected"] == 1


def test_a_load_that_waits_says_so(tmp_path: Path) -> None:
    said: Queue[str] = Queue()
    lock = tmp_path / "rejects" / "own.lock"

    def load() -> None:
        with wait_for_turn(lock, "own", said.put):
            said.put("begun")

    with ThreadPoolExecutor(1) as beside:
        with wait_for_turn(lock, "own", said.put):
            waiting = beside.submit(load)
            assert said.get(timeout=180).startswith("own: another load of this source is under way")
        waiting.result(timeout=180)
    assert list(said.queue)[-1] == "begun"


def test_two_commands_at_once_share_one_engine(own_engine: Settings, launch: Launch) -> None:
    variables = environment_of(own_engine)
    both = [launch(variables, "db", "start", "--json") for _ in range(2)]
    outcomes = [wait_for(process) for process in both]
    assert [outcome.code for outcome in outcomes] == [0, 0]
    assert outcomes[0].read_json() == outcomes[1].read_json()


def test_a_full_disk_under_the_engine_is_one_sentence_and_loses_nothing(
    own_engine: Settings, launch: Launch, holdings: Path
) -> None:
    variables = environment_of(own_engine)
    assert run_command(variables, "load", ZOO / "holders.yml", ZOO / "holders.csv").code == 0
    assert run_command(variables, "db", "stop").code == 0
    outcome = wait_for(launch(variables, "load", MAPPING, holdings, preexec_fn=fill_disk))
    assert outcome.code == 1
    assert "check whether the disk of its data is full" in read_sentence(outcome)
    assert run_command(variables, "db", "stop").code == 0
    again = run_command(variables, "load", MAPPING, holdings, "--json")
    assert (again.code, again.read_json()["stored"]) == (0, ROWS)


def fill_disk() -> None:
    """Let no file of the command and its engine grow beyond what the engine needs to start."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
