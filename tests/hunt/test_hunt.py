"""Fifty small worlds, every answer compared with the oracle; `make hunt` examines thousands."""

from pathlib import Path

from riskgraph.graph.engine.store import Store

from .hunt import Hunt, draw_worlds
from .product import Product

WORLDS, SEED = 50, 9


def test_answers_about_small_worlds_are_the_truth(store: Store, tmp_path: Path) -> None:
    hunt = Hunt(Product.open(store), tmp_path / "worlds")
    assert hunt.examine(draw_worlds(WORLDS, SEED)) == []
