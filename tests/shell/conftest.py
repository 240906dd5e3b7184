"""The command line, run in this process on the engine of the tests, or as a process of its own."""

import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from riskgraph.cli import main
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.world import write_world
from riskgraph.settings import Settings

ZOO = Path(__file__).parent.parent / "zoo"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and the exit code it gave."""

    code: int
    out: str
    err: str

    def read_json(self) -> Any:
        """Give what it printed as JSON, which must be all that it printed."""
        return json.loads(self.out)


Run = Callable[..., Outcome]
Launch = Callable[..., "subprocess.Popen[str]"]


def environment_of(settings: Settings) -> dict[str, str]:
    """Give the variables that lead a command to the engine of these settings."""
    password = settings.neo4j_password
    return {
        "RISKGRAPH_DATA_DIR": str(settings.data_dir),
        "RISKGRAPH_ENGINE_HEAP": settings.engine_heap,
        "RISKGRAPH_NEO4J_URI": settings.neo4j_uri or "",
        "RISKGRAPH_NEO4J_PASSWORD": password.get_secret_value() if password else "",
    }


def run_command(variables: Mapping[str, str], *words: object, progress_s: float = math.inf) -> Outcome:
    """Run a command in this process, as if its output went to pipes; a slow machine makes it tell no progress."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.setattr("riskgraph.terminal.report.PROGRESS_S", progress_s)
        patch.setattr(sys, "argv", ["riskgraph", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
    return Outcome(int(end.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def run(settings: Settings) -> Run:
    """Give a function that runs a command on the engine of the tests."""
    return partial(run_command, environment_of(settings))


@pytest.fixture
def launch() -> Iterator[Launch]:
    """Give a function that starts a command as a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def launch(variables: dict[str, str], *words: object, **options: Any) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "riskgraph.cli", *map(str, words)],
            env={**os.environ, **variables}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **options,
        )  # fmt: skip
        started.append(process)
        return process

    yield launch
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def zoo(store: Store, run: Run) -> Path:
    """Give the folder of broken files, over a graph that holds the company which the good rows name."""
    assert run("load", ZOO / "holders.yml", ZOO / "holders.csv").code == 0
    return ZOO


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the smallest world, with few of its figures and texts."""
    folder = tmp_path_factory.mktemp("world")
    write_world(folder, 300, 7)
    for name, rows in (("indicators", 100), ("documents", 30), ("payments", 400)):
        path = folder / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[: rows + 1]), encoding="utf-8")
    return folder
