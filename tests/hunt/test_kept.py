"""What the hunt once found stays mended: the smallest world of each difference, examined as drawn ones are."""

from pathlib import Path

from riskgraph.graph.engine.store import Store
from riskgraph.settings import Settings

from ..callers import open_client
from .hunt import Hunt
from .kept import KEPT
from .minimise import describe
from .product import Product


def test_worlds_that_showed_a_difference_are_answered_right(store: Store, settings: Settings, tmp_path: Path) -> None:
    with open_client(settings) as client:
        hunt = Hunt(Product.open(store, client), tmp_path / "worlds")
        found = hunt.examine([*KEPT.values()])
    assert "\n".join(line for one in found for line in describe(one)) == ""
    assert not hunt.replies.too_few, hunt.replies.describe()
