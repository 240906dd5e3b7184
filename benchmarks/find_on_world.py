"""All rules on a large world: how long each takes, and whether each finished.

    python benchmarks/find_on_world.py [--companies 60000] [--heap 4g]

Prints a Markdown table.
"""

import argparse
import tempfile
import time
from pathlib import Path

from demo_world import SEED, TODAY

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.rules.run import RuleOutcome
from riskgraph.graph.schema.prepare import prepare
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.pipeline import load_into
from riskgraph.settings import Settings


def load(store: Store, world: Path) -> str:
    """Load a written world; return how many rows that were, and the seconds."""
    prepare(store)
    started = time.perf_counter()
    loaded = load_into(store, open_source("world"), world, TODAY, lambda _: None)
    seconds = time.perf_counter() - started
    return f"{loaded.count.read:,} rows loaded in {seconds:.0f} s, {loaded.count.read / seconds:,.0f} a second"


def show(outcomes: list[RuleOutcome], seconds: float) -> str:
    """Return the table of the rules, the slowest first, and the time of all."""
    rows = sorted(outcomes, key=lambda outcome: -outcome.seconds)
    of_rules = [
        f"| `{row.rule}` | {row.findings:,} | {row.seconds:.2f} | {'yes' if row.complete else row.error} |"
        for row in rows
    ]
    rest = seconds - sum(row.seconds for row in rows)
    whole = (
        f"| the rest: control, start | | {rest:.2f} | |",
        f"| all | {sum(row.findings for row in rows):,} | {seconds:.2f} | |",
    )
    return "\n".join(["| rule | findings | seconds | complete |", "|---|---:|---:|---|", *of_rules, *whole])


def main() -> None:
    """Make a world, load it and run all rules."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=60_000)
    parser.add_argument("--heap", default="4g")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        world = Path(name) / "world"
        write_world(world, asked.companies, SEED, texts=False)
        settings = Settings(data_dir=Path(name) / "data", neo4j_uri=None, engine_heap=asked.heap)
        try:
            with open_store(settings) as store:
                print(f"{asked.companies:,} companies, heap {asked.heap}; {load(store, world)}\n", flush=True)
                started = time.perf_counter()
                outcomes = find_in_graph(store, TODAY)
                print(show(outcomes, time.perf_counter() - started))
        finally:
            stop_embedded(settings)


if __name__ == "__main__":
    main()
