"""The graph network against the rules, the party's own indicators and typed degrees, on the demo world's later years.

Run it with `python benchmarks/models_on_world.py`; it writes `models/experiments/world.results.md` and prints it.
"""

import tempfile
from datetime import date
from pathlib import Path

from riskgraph.graph.embedded import stop_embedded
from riskgraph.graph.prepare import prepare
from riskgraph.graph.store import open_store
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.models.results import write_results
from riskgraph.pipeline import load_into
from riskgraph.settings import Settings
from riskgraph.training import compare_on_graph, train_on_graph

TODAY = date(2023, 12, 31)
COMPANIES, SEED = 3000, 7


def main() -> None:
    """Make a world, load it, train on its past and compare on its later days."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_uri=None)
        write_world(Path(name) / "world", COMPANIES, SEED, texts=False)
        try:
            with open_store(settings) as store:
                prepare(store)
                load_into(store, open_source("world"), Path(name) / "world", TODAY, lambda _: None)
                model = train_on_graph(store, "world")
                comparison = compare_on_graph(store, model)
        finally:
            stop_embedded(settings)
    about = (
        f"The fictional world of {COMPANIES:,} companies, seed {SEED}: {comparison.parties:,} companies asked about, "
    )
    chosen = "The network's groups of features were chosen on the validation day."
    place = write_results(model, comparison, f"{about}{comparison.defaults:,} of which defaulted. {chosen}")
    print(place.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
