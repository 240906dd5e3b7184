"""All benchmarks one after the other, their tables written to `benchmarks/results.md`.

    python benchmarks/run.py [NAME ...]

NAME is any of those below; all of them if none is given. Loading is measured on Neo4j too under
`neo4j-server/with.sh`. Nothing else should run on the machine meanwhile.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
ABOUT = """Written by `make bench`; by `neo4j-server/with.sh make bench`, loading is measured on Neo4j too. Each section
is one run, and says when and on what."""
TITLES = {
    "load": "Loading 100,000 parties and 300,000 relationships (wanted: 0.5 of the bare driver, 5 times py2neo)",
    "flush": "Loading with commits flushed to disk (wanted: 0.85 of the speed without)",
    "network_http": "A 2-hop network over HTTP (wanted: at most 3 ms above the bare driver)",
    "snapshot_open": "Second open of a snapshot of 1M nodes and 3M relationships (wanted: below 1 s)",
    "owners_of_all": "Owners of every company of a world of 60,000 in one pass (wanted: below 10 s)",
    "find_on_world": "All rules on a world of 60,000 companies, 2.0 million rows (wanted: below 60 s)",
    "name_search": "Search of names",
    "demo": "The demo, from the command to the answer (wanted: within 120 s)",
}


def main() -> None:
    """Run what is asked for and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*TITLES, []])
    names = parser.parse_args().names or list(TITLES)
    place = HERE / "results.md"
    sections = read_sections(place)
    for name in names:
        sections[name] = f"## {TITLES[name]}\n\n{measured_on()}\n\n{RUNS.get(name, run_script)(name).strip()}\n"
        text = "\n".join(sections[name] for name in TITLES if name in sections)
        place.write_text(f"# Benchmarks\n\n{ABOUT}\n\n{text}", encoding="utf-8")
    print(place.read_text(encoding="utf-8"))


def read_sections(place: Path) -> dict[str, str]:
    """Return the sections of an earlier page by name."""
    if not place.exists():
        return {}
    parts = place.read_text(encoding="utf-8").split("\n## ")[1:]
    return {name: f"## {part}" for part in parts for name, title in TITLES.items() if part.startswith(title)}


def measured_on() -> str:
    """Write when and on what it ran."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout
    of_commit = f", commit {commit.strip()}" if commit else ""
    return f"{date.today()}{of_commit}, {cores} cores, Python {platform.python_version()}."


def run_script(name: str) -> str:
    """Run one script and return the last table it prints."""
    options = (
        ["--engine", "both" if os.environ.get("RISKGRAPH_TEST_NEO4J_URI") else "embedded"] if name == "load" else []
    )
    command = [sys.executable, str(HERE / f"{name}.py"), *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def run_demo(_: str) -> str:
    """Run the demo in a new data directory and return its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        command = str(Path(sys.executable).with_name("riskgraph"))
        environment = {**os.environ, "RISKGRAPH_DATA_DIR": folder, "RISKGRAPH_NEO4J_URI": ""}
        started = time.monotonic()
        subprocess.run([command, "demo", "--no-serve"], check=True, env=environment, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - started
        environment["RISKGRAPH_DATA_DIR"] = f"{folder}/demo"
        subprocess.run([command, "db", "stop"], check=True, env=environment, stdout=subprocess.DEVNULL)
    return f"{seconds:.0f} s.\n"


RUNS: dict[str, Callable[[str], str]] = {"demo": run_demo}

if __name__ == "__main__":
    main()
