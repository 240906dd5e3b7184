"""Loading with every commit flushed to disk, as is the default, against loading without.

    python benchmarks/flush.py [--parties 20000] [--relationships 60000] [--rounds 5]

Two embedded engines, one of them with RISKGRAPH_ENGINE_FLUSH=0, load the same rows in turn, in rounds that begin with
the one and the other alternately; each has loaded a tenth of the rows before, to warm up. The graph is emptied before
each load. Prints a Markdown table with the median seconds and the ratio of the speeds: flushed by not flushed.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from load import clear, time_own

from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.settings import Settings


def measure(stores: dict[bool, Store], parties: int, relationships: int, rounds: int) -> str:
    """Return the table over the rounds."""
    seconds: dict[bool, list[float]] = {True: [], False: []}
    for store in stores.values():
        clear(store)
        time_own(store, parties // 10, relationships // 10)
    for number in range(rounds):
        for flush in (True, False) if number % 2 else (False, True):
            clear(stores[flush])
            seconds[flush].append(time_own(stores[flush], parties, relationships))
    with_, without = median(seconds[True]), median(seconds[False])
    ratios = [other / one for one, other in zip(seconds[True], seconds[False], strict=True)]
    return (
        "| flushed | not flushed | speed with / without [range of the rounds] |\n|---|---|---|\n"
        f"| {with_:.1f} s | {without:.1f} s | {without / with_:.2f} [{min(ratios):.2f}, {max(ratios):.2f}] |"
    )


def main() -> None:
    """Start an engine of each kind, measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parties", type=int, default=20_000)
    parser.add_argument("--relationships", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        stores = {}
        for flush in (True, False):
            settings = Settings(data_dir=folder / str(flush), neo4j_uri=None, engine_flush=flush)
            ending.callback(stop_embedded, settings)
            stores[flush] = ending.enter_context(open_store(settings))
        print(measure(stores, asked.parties, asked.relationships, asked.rounds))


if __name__ == "__main__":
    main()
