"""The demo goes the whole way on either engine, answers with the path and the sentence, and mixes with nothing else."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from riskgraph.demo import report_training, step
from riskgraph.errors import MeasureError
from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store
from riskgraph.models.learn.trained_model import TrainedModel
from riskgraph.settings import Settings

from ..commands import Outcome, environment_of, run_command
from ..conftest import empty

# the seed of a world so small that has enough defaults to learn from
SMALL, SEED = ("demo", "--no-serve", "--companies", "300"), ("--seed", "8")


@pytest.fixture(scope="module")
def place(settings: Settings, open_engine: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Return the demo a data directory of its own; on Neo4j its graph is that of the other tests, emptied."""
    if settings.neo4j_uri:
        empty(open_engine)
    folder: Path = tmp_path_factory.mktemp("demo")
    yield settings.model_copy(update={"data_dir": folder})
    stop_embedded(Settings(data_dir=folder / "demo"))
    empty(open_engine)


@pytest.fixture(scope="module")
def demo(place: Settings) -> Outcome:
    return run_command(environment_of(place), *SMALL, *SEED, progress_s=0)


def test_demo_goes_the_whole_way(demo: Outcome) -> None:
    assert demo.code == 0
    steps = re.findall(r"^(\d)/6 ", demo.out, re.MULTILINE)
    assert steps == ["1", "2", "3", "4", "5", "6"]
    assert re.search(r"model [0-9a-f]{12}: learnt on 4 days", demo.out)
    read, stored, rejected = re.findall(r"([\d,]+) rows, ([\d,]+) stored, (\d+) rejected", demo.out)[0]
    assert (read, rejected) == (stored, "0")


def test_the_demo_says_what_it_waits_for(demo: Outcome) -> None:
    assert demo.out.startswith("the engine starts ...\n    done in ")
    assert re.search(
        r"^world: [\d,]+ rows read, [\d,]+ stored, 0 unchanged, 0 rejected; \w+\.csv, [\d,]+ rows a second$",
        demo.err,
        re.MULTILINE,
    )


def test_a_step_is_named_when_it_begins_and_timed_when_it_ends() -> None:
    said: list[str] = []
    with step(said.append, "1/6 a world is made"):
        assert said == ["1/6 a world is made ..."]
    assert re.fullmatch(r"    done in \d+\.\d s", said[-1])


def test_demo_answers_with_paths_records_and_sentences(demo: Outcome) -> None:
    for heading in ("Beneficial owners", "Findings", "In documents", "Score"):
        assert heading in demo.out
    assert re.search(r"rule [a-z_]+, as of 2023-12-31: world:\w+ - world:\w+", demo.out)
    assert re.search(r"records: world\|\w+\|world:\w+", demo.out)
    assert re.search(r"\[world:N[0-9a-f]{32}\]", demo.out)


def test_the_commands_to_try_next_run_as_they_are_printed(demo: Outcome, place: Settings) -> None:
    commands = demo.out.split("to try next, in any shell:\n    ")[1].split("\n    ")
    assert len(commands) >= 3
    done = subprocess.run(["sh", "-c", commands[0]], cwd="/", capture_output=True, check=True, env=bare(place))
    assert json.loads(done.stdout)


def bare(place: Settings) -> dict[str, str]:
    """Return the environment of a shell in which nothing of riskgraph is set but a Neo4j and its password."""
    given = environment_of(place)
    return {"PATH": os.environ["PATH"], **{name: given[name] for name in given if "NEO4J" in name}}


def test_second_demo_stores_nothing_new_and_needs_no_extra(
    place: Settings, demo: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    for extra in ("spacy", "torch", "torch_geometric"):  # as if not installed; the first demo tests what they do
        monkeypatch.setitem(sys.modules, extra, None)
    again = run_command(environment_of(place), *SMALL, *SEED)
    assert again.code == demo.code == 0
    assert " 0 stored, 0 rejected" in again.out
    assert "3/6 news and filings are not read: install the extra 'text'" in again.out
    assert "5/6 no graph network: install the extra 'gnn'" in again.out


def test_another_world_is_refused(place: Settings, demo: Outcome) -> None:
    other = run_command(environment_of(place), *SMALL, "--seed", "9")
    assert demo.code == 0
    assert other.code == 2
    assert "db reset" in other.err


def test_a_world_that_teaches_nothing_is_no_end() -> None:
    learning: Future[TrainedModel] = Future()
    learning.set_exception(MeasureError("no default on the validation days"))
    said: list[str] = []
    report_training(learning, said.append)
    assert said[-1] == "    no graph network: no default on the validation days"
