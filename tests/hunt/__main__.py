"""`make hunt`: examine many worlds and print every kind of difference with its seed and a minimal world."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from pydantic import SecretStr

from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.schema.prepare import prepare
from riskgraph.settings import Settings

from ..callers import open_client
from ..oracle.deliveries import World
from .hunt import STEPS, Found, Hunt, draw_worlds
from .known import drawn_features
from .minimise import describe, minimise
from .product import Product

BATCH = 50  # worlds drawn with one seed, and in the engine at the same time


def main() -> int:
    """Examine worlds as the environment says: WORLDS, SEED, ENGINE, FEATURES, STEPS."""
    number, first = int(os.environ.get("WORLDS", "5000")), int(os.environ.get("SEED", "0"))
    features, steps = read_features(os.environ.get("FEATURES")), int(os.environ.get("STEPS", STEPS))
    started, kinds = time.monotonic(), dict[str, int]()
    with TemporaryDirectory() as folder, open_product(Path(folder)) as product:
        hunt = Hunt(product, Path(folder) / "worlds")
        for seed in range(first, first + (number + BATCH - 1) // BATCH):
            examine_batch(hunt, draw_worlds(min(BATCH, number), seed, features, steps), f"seed {seed}", kinds)
            passed = f"{hunt.worlds} worlds, {time.monotonic() - started:.0f} s"
            say(f"seed {seed}: {passed}, {sum(kinds.values())} differences")
    asked = ", ".join(f"{count} {about}" for about, count in sorted(hunt.asked.items()))
    say(f"{hunt.worlds} worlds, {asked}; {hunt.incomplete} incomplete; differences: {kinds or 'none'}")
    say(hunt.replies.describe() + (", too many to trust this run" if hunt.replies.too_few else ""))
    return 1 if kinds or hunt.replies.too_few else 0


def read_features(listed: str | None) -> frozenset[str]:
    """Return the features listed, or all that are no known differences."""
    return drawn_features() if listed is None else frozenset(filter(None, listed.split(",")))


def examine_batch(hunt: Hunt, worlds: Sequence[World], title: str, kinds: dict[str, int]) -> None:
    """Examine the worlds of one seed in an empty engine; print the first of each kind of difference."""
    store = hunt.product.store
    store.write("MATCH (node) DETACH DELETE node")
    prepare(store)
    for found in hunt.examine(worlds):
        sign = found.difference.sign
        kinds[sign] = kinds.get(sign, 0) + 1
        if kinds[sign] == 1:
            say(f"{title}: {sign}, product {found.difference.product}, truth {found.difference.truth}; minimising")
            show(title, minimise(hunt, found))


def show(title: str, found: Found) -> None:
    """Print a difference."""
    say("\n".join((title, *describe(found))))


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def open_product(folder: Path) -> Iterator[Product]:
    """Open the product over an engine of its own, or over the Neo4j of the tests."""
    settings = read_settings(folder)
    try:
        with open_store(settings) as store, open_client(settings) as client:
            yield open_prepared(store, client)
    finally:
        if settings.neo4j_uri is None:
            stop_embedded(settings)


def open_prepared(store: Store, client: TestClient) -> Product:
    """Bring the schema and open the doors."""
    prepare(store)
    return Product.open(store, client)


def read_settings(folder: Path) -> Settings:
    """Return the settings of the engine that ENGINE names."""
    if os.environ.get("ENGINE", "embedded") == "embedded":
        return Settings(data_dir=folder / "data", neo4j_uri=None, engine_heap="1g", validate_answers=True)
    return Settings(
        data_dir=folder / "data",
        neo4j_uri=os.environ["RISKGRAPH_TEST_NEO4J_URI"],
        neo4j_password=SecretStr(os.environ["RISKGRAPH_TEST_NEO4J_PASSWORD"]),
        validate_answers=True,
    )


if __name__ == "__main__":
    sys.exit(main())
