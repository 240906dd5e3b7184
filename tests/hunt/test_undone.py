"""Which delivery an undo takes back, and what remains of both when worlds are made smaller."""

from ..oracle.books import Books
from .minimise import leave_out
from .undone import pair_undone
from .worlds import LATER, LATEST, deliver, holds, make_world

OTHER = deliver(LATER, holds("q", "b", 60), source="s1")
UNDO = deliver(LATEST, undo=True)
WORLD = make_world(deliver(LATER, holds("p", "a", 60)), OTHER, deliver(LATEST, holds("p", "a", 20)), UNDO, UNDO)


def test_each_undo_takes_back_the_last_delivery_of_its_source_that_remains() -> None:
    assert pair_undone(WORLD.deliveries) == {4: 3, 5: 1}


def test_a_delivery_that_is_left_out_leaves_no_undo_behind() -> None:
    smaller = leave_out(WORLD, {(3, 0)})
    assert smaller.deliveries == (*WORLD.deliveries[:3], UNDO)
    assert pair_undone(smaller.deliveries) == {3: 1}


def test_the_oracle_takes_back_what_others_followed() -> None:
    books = Books(WORLD)
    assert {name for _, name in books.versions if "|p-" in name or "|q-" in name} == {"HoldingRow|q-b"}
