"""The command line, run in this process or as a process of its own, on the engine that settings lead to."""

import io
import json
import math
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from riskgraph.cli import main
from riskgraph.settings import Settings

ZOO = Path(__file__).parent / "zoo"
# for an engine that lives for minutes at most: Java code compiled quickly, not well, takes less processor time in all
SHORT_LIVED = {"ARCADEDB_JVM_ARGS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and the exit code it gave."""

    code: int
    out: str
    err: str

    def read_json(self) -> Any:
        """Return what it printed as JSON, which must be all that it printed."""
        return json.loads(self.out)


Run = Callable[..., Outcome]
Launch = Callable[..., "subprocess.Popen[str]"]


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the variables that lead a command to the engine of these settings."""
    password = settings.neo4j_password
    return {
        "RISKGRAPH_DATA_DIR": str(settings.data_dir),
        "RISKGRAPH_ENGINE_HEAP": settings.engine_heap,
        "RISKGRAPH_READ_BUDGET_S": str(settings.read_budget_s),
        "RISKGRAPH_NEO4J_URI": settings.neo4j_uri or "",
        "RISKGRAPH_NEO4J_PASSWORD": password.get_secret_value() if password else "",
    }


def run_command(variables: Mapping[str, str], *words: object, progress_s: float = math.inf) -> Outcome:
    """Run a command in this process, as if its output went to pipes; a slow machine makes it tell no progress."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.setattr("riskgraph.terminal.progress.PROGRESS_S", progress_s)
        patch.setattr(sys, "argv", ["riskgraph", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
    return Outcome(int(end.value.code or 0), out.getvalue(), err.getvalue())
