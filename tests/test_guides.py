"""Every guide under `docs/guides/` works as written: its commands run, and the output it quotes appears."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"
GUIDES = DOCS / "guides"
CHAINS = (("investigate-one-borrower", "run-in-production"), ("bring-your-own-data",))  # a chain shares one world
NAMES = [name for chain in CHAINS for name in chain]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = {"bash", "output", "text"}  # run; quoted from the run before it; neither
MARK = "=== end of block"
START = "set -euo pipefail; trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n"  # a failed guide leaves no API behind
GUIDE_S = 900  # well under a minute where the machine is free


@dataclass(frozen=True, slots=True)
class Step:
    """One block of commands and the lines that the guide quotes from its output."""

    commands: str
    quoted: tuple[str, ...]


def read_guide(name: str) -> str:
    """Return the text of a guide."""
    return (GUIDES / f"{name}.md").read_text(encoding="utf-8")


def read_steps(text: str) -> list[Step]:
    """Return the commands of a guide in order, each with what is quoted up to the next."""
    steps: list[Step] = []
    for kind, body in BLOCK.findall(text):
        if kind == "bash":
            steps.append(Step(body, ()))
        elif kind == "output":
            steps[-1] = Step(steps[-1].commands, (*steps[-1].quoted, *body.splitlines()))
    return steps


def appears(line: str, output: str) -> bool:
    """Check that a quoted line is in the output; ` ... ` skips text, and white space counts as one blank."""
    parts = (re.escape(" ".join(part.split())) for part in line.split(" ... "))
    return re.search(".*?".join(parts), " ".join(output.split())) is not None


@pytest.fixture(scope="module")
def sandbox(
    settings_of: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Return an environment with a home and a port of its own, and no settings from outside."""
    home = tmp_path_factory.mktemp("guides")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("RISKGRAPH_", "XDG_"))}
    yield {
        **outside,
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "COLUMNS": "120",
        "RISKGRAPH_ENGINE_HEAP": settings_of("embedded").engine_heap,
        "RISKGRAPH_PORT": str(port),
    }
    for folder in (home / "riskgraph").glob("*"):
        stop_embedded(Settings(data_dir=folder, neo4j_uri=None))


def test_every_block_of_a_guide_is_run_or_marked() -> None:
    assert sorted(path.stem for path in GUIDES.glob("*.md")) == sorted(NAMES)
    for name in NAMES:
        text = read_guide(name)
        assert {kind for kind, _ in BLOCK.findall(text)} <= KINDS
        assert len(re.findall("^```", text, re.MULTILINE)) == 2 * len(BLOCK.findall(text))
        assert read_steps(text)


@pytest.fixture(scope="module")
def ran(sandbox: dict[str, str]) -> dict[str, "subprocess.CompletedProcess[str]"]:
    """Run every guide, the chains beside each other: one core alone takes twice as long."""
    with ThreadPoolExecutor(len(CHAINS)) as beside:
        chains = beside.map(lambda chain: [run_guide(name, sandbox) for name in chain], CHAINS)
        return dict(zip(NAMES, (run for chain in chains for run in chain), strict=True))


def run_guide(name: str, sandbox: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run the commands of a guide in one shell."""
    commands = "".join(f"{step.commands}echo '{MARK}'\n" for step in read_steps(read_guide(name)))
    return subprocess.run(
        ["bash", "-c", START + commands],
        env=sandbox, cwd=sandbox["HOME"], capture_output=True, text=True, timeout=GUIDE_S, check=False,
    )  # fmt: skip


@pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "curl", "openssl"))), reason="bash, curl or openssl is not installed"
)
@pytest.mark.parametrize("name", NAMES)
def test_a_guide_works_as_written(name: str, ran: dict[str, "subprocess.CompletedProcess[str]"]) -> None:
    steps, outputs = read_steps(read_guide(name)), ran[name].stdout.split(f"{MARK}\n")
    assert ran[name].returncode == 0, f"block {len(outputs)}: {outputs[-1]}{ran[name].stderr}"
    for step, output in zip(steps, outputs, strict=False):
        assert [line for line in step.quoted if not appears(line, output)] == []


def test_a_line_that_the_output_lacks_is_noticed() -> None:
    assert appears("10 stored ... 1 rejected", "11 read =  10 stored\n+ 1 rejected")
    assert not appears("1 rejected ... 10 stored", "11 read = 10 stored + 1 rejected")


def test_every_link_of_the_documentation_leads_to_a_file() -> None:
    pages = [DOCS.parent / "README.md", *DOCS.rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text("utf-8"))]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_every_file_that_the_architecture_names_exists() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8").split("## Side by side")[0]
    rooms = "ingest|graph|models|answers|api|terminal|cypher|src|tests"
    named = set(re.findall(rf"\b(?:{rooms})/[a-z_/]*[a-z_](?:\.[a-z]+|/)", text))
    assert len(named) > 50
    assert sorted(name for name in named if not (DOCS.parent / name).exists()) == []
