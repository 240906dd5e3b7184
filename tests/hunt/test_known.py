"""Each known difference still differs, in the field that its reason is about; one that is mended fails here."""

from pathlib import Path

import pytest

from riskgraph.graph.engine.store import Store

from .hunt import Hunt
from .known import KNOWN
from .machine import FEATURES
from .product import Product

NONE = pytest.param("", marks=pytest.mark.skip(reason="no difference is known at present"))


@pytest.mark.parametrize("name", [*KNOWN] or [NONE])
def test_a_known_difference_differs(store: Store, tmp_path: Path, name: str) -> None:
    known = KNOWN[name]
    found = Hunt(Product.open(store), tmp_path / "worlds").examine([known.world])
    signs = {one.difference.sign for one in found}
    assert known.sign in signs, f"{name} is mended: delete its entry in known.py, and the hunt covers it ({signs})"


def test_known_differences_are_features_of_worlds() -> None:
    assert KNOWN.keys() <= FEATURES
