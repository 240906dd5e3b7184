"""Who holds a company: the percentage of a stated controller is no holding of its own."""

from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.owners import Owners, OwnersQuestion, read_owners
from riskgraph.graph.read.ties import TieView
from riskgraph.graph.time_point import TimePoint

from ..factories import TODAY, load, owns, person

QUESTION = OwnersQuestion(
    party="c", time_point=TimePoint(TODAY), max_neighbours=50, max_nodes=500, circle_confidence=0.5
)


def ends(ties: dict[str, TieView]) -> set[tuple[str, str]]:
    """Return the ends of ties."""
    return {(tie.start, tie.end) for tie in ties.values()}


def test_a_stated_controller_is_no_holder(store: Store) -> None:
    load(store, [person("p"), owns("p", "c", 0.45, kind="actual_controller"), owns("q", "c", 0.3, kind="shareholder")])
    owners = store.transact(lambda tx: read_owners(tx, QUESTION, Owners()))
    assert (ends(owners.holdings), ends(owners.stated)) == ({("q", "c")}, {("p", "c")})
