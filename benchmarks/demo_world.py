"""The demo world in a graph of its own, for the benchmarks of models."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.prepare import prepare
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.pipeline import load_into
from riskgraph.settings import Settings

TODAY = date(2023, 12, 31)
COMPANIES, SEED = 3000, 7


@contextmanager
def load_world() -> Iterator[Store]:
    """Make the world that the demo makes, without its texts, and load it into a temporary graph."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_uri=None)
        write_world(Path(name) / "world", COMPANIES, SEED, texts=False)
        try:
            with open_store(settings) as store:
                prepare(store)
                load_into(store, open_source("world"), Path(name) / "world", TODAY, lambda _: None)
                yield store
        finally:
            stop_embedded(settings)
