"""Small worlds in which an answer was wrong once."""

from pathlib import Path

from riskgraph.graph.engine.store import Store

from .hunt import Hunt
from .minimise import describe
from .product import Product
from .worlds import LATER, LATEST, deliver, holds, make_world, relates

BETTER = deliver(LATER, holds("p", "a", 20), holds("q", "b", 60), source="s1")
OTHER = deliver(LATER, relates("q", "controls", "a"), source="s1")
WORLDS = {
    "the better holding has ended": make_world(
        holds("p", "a", 60), BETTER, deliver(LATEST, holds("q", "b", 60), source="s1", full=True), trust=(30, 90)
    ),
    "the better holding was retracted": make_world(
        holds("p", "a", 20),
        deliver(LATER, holds("p", "a", 60), source="s1"),
        deliver(LATEST, holds("p", "a", 60, status="retracted"), source="s1"),
        trust=(30, 90),
    ),
    "the better holding was corrected": make_world(
        holds("p", "a", 60), BETTER, deliver(LATEST, holds("p", "a", 30), source="s1"), trust=(30, 90)
    ),
    "two sources name other controllers, the first is better": make_world(relates("p", "controls", "a"), OTHER),
    "two sources name other controllers, the second is better": make_world(
        relates("p", "controls", "a"), OTHER, trust=(30, 90)
    ),
    "parcels of a less trusted source": make_world(
        holds("p", "a", 30), deliver(LATER, holds("p", "a", 30, "x"), holds("p", "a", 30, "y"), source="s1")
    ),
}


def test_worlds_that_were_answered_wrongly_are_answered_right(store: Store, tmp_path: Path) -> None:
    names = {id(world): name for name, world in WORLDS.items()}
    found = Hunt(Product.open(store), tmp_path / "worlds").examine([*WORLDS.values()])
    assert "\n".join(line for one in found for line in (names[id(one.world)], *describe(one))) == ""
