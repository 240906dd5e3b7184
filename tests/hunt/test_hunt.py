"""Fifty small worlds, every answer compared with the oracle; `make hunt` examines thousands."""

from pathlib import Path

from riskgraph.graph.engine.store import Store
from riskgraph.settings import Settings

from ..callers import open_client
from .hunt import Hunt, draw_worlds
from .known import drawn_features
from .minimise import describe
from .product import Product

WORLDS, SEED = 50, 9


def test_answers_about_small_worlds_are_the_truth(store: Store, settings: Settings, tmp_path: Path) -> None:
    with open_client(settings) as client:
        hunt = Hunt(Product.open(store, client), tmp_path / "worlds")
        found = hunt.examine(draw_worlds(WORLDS, SEED, drawn_features()))
    assert "\n".join(line for one in found for line in describe(one)) == ""
    assert not hunt.replies.too_few, hunt.replies.describe()
