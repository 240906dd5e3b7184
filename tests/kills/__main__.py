"""`make kills`: kill the loader or the engine at random moments, go on, and compare with an undisturbed run."""

import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import unified_diff
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from riskgraph import pipeline
from riskgraph.graph.engine.embedded import find_running, stop_embedded
from riskgraph.settings import Settings

from .state import write_state
from .steps import Step, make_steps

FORK = multiprocessing.get_context("fork")  # what a command imports is imported once
ENGINE_SHARE = 0.3  # of the kills: an engine takes long to come back
AGAIN = 0.3  # how often a step that was killed is killed again
LONGEST_S = 300.0
DIFFERENT_LINES = 40


@dataclass(slots=True)
class Kills:
    """A run under way; `expected` are the states and times of the steps of the undisturbed run."""

    settings: Settings
    folder: Path
    random: Random
    wanted: int
    expected: list[tuple[str, float]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def number(self) -> int:
        """Return how many kills there were."""
        return self.counts["loader"] + self.counts["engine"]

    def learn(self, steps: list[Step]) -> None:
        """Do all steps undisturbed and note their states and times."""
        self.run(self.empty)
        for step in steps:
            begun = time.monotonic()
            self.finish(step)
            taken = time.monotonic() - begun
            self.expected.append((self.read(), taken))
            say(f"{step.name}: {taken:.1f} s")

    def disturb(self, steps: list[Step]) -> bool:
        """Do all steps, each killed at least once; return whether each led to the state of the undisturbed run."""
        self.run(self.empty)
        for step, (state, taken) in zip(steps, self.expected, strict=True):
            victims = [self.kill(step, taken)]
            while (found := self.read()) != state and self.random.random() < AGAIN:
                victims.append(self.kill(step, taken))
            if found != state:  # what a user does who sees that a load has not ended
                self.finish(step)
                found = self.read()
            if found != state:
                say(f"{step.name}, killed: {', '.join(victims)}: another state (- undisturbed, + killed)")
                lines = unified_diff(state.splitlines(), found.splitlines(), lineterm="", n=0)
                say("\n".join(line[:600] for line, _ in zip(lines, range(DIFFERENT_LINES), strict=False)))
                return False
        return True

    def kill(self, step: Step, taken: float) -> str:
        """Begin a step and kill its loader or its engine; return what was killed."""
        process = FORK.Process(target=silently, args=(partial(step.work, self.settings),))
        process.start()
        process.join(self.random.uniform(0, taken))
        victim, engine = self.choose_victim(), find_running(self.settings.data_dir)
        if process.is_alive() and victim == "engine" and engine:
            os.kill(engine.pid, signal.SIGKILL)
        elif process.is_alive() and victim == "loader":
            process.kill()
        else:
            victim = "late"
        process.join(LONGEST_S)
        self.counts[victim] += 1
        return victim

    def choose_victim(self) -> str:
        """Choose what to kill."""
        return "engine" if self.random.random() < ENGINE_SHARE else "loader"

    def finish(self, step: Step) -> None:
        """Do a step to its end."""
        self.run(partial(step.work, self.settings))

    def read(self) -> str:
        """Read the state of the graph."""
        path = self.folder / "state"
        self.run(partial(write_state, self.settings, path))
        return path.read_text(encoding="utf-8")

    def run(self, work: Callable[[], object]) -> None:
        """Do something in a process of its own, as a command would, and again where the engine has just died."""
        for quiet in (True, True, False):
            process = FORK.Process(target=partial(silently, work) if quiet else work)
            process.start()
            process.join(LONGEST_S)
            if process.exitcode == 0:
                return
        raise SystemExit(f"{work} ended with {process.exitcode} after {self.number} kills")

    def empty(self) -> None:
        """Begin with an empty graph."""
        pipeline.reset_engine(self.settings)


def silently(work: Callable[[], object]) -> None:
    """Do something that may be disturbed: what it says of its end is not news."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stderr.fileno())
    work()


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Kill as often as KILLS says, beginning with SEED."""
    wanted, seed = int(os.environ.get("KILLS", "200")), int(os.environ.get("SEED", "0"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data_dir=folder / "data", neo4j_uri=None, engine_heap="512m", batch_rows=15)
        kills, steps = Kills(settings, folder, Random(seed), wanted), make_steps(folder, seed)
        try:
            kills.learn(steps)
            while kills.number < wanted:
                same = kills.disturb(steps)
                say(f"{kills.number} kills: {dict(kills.counts)}")
                if not same:
                    return 1
        finally:
            stop_embedded(settings)
    say("every state is that of the undisturbed run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
