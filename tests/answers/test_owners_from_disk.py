"""Answers on owners and control come from the state of the graph on disk while it is fresh, and say the same."""

from pathlib import Path
from typing import Any

from riskgraph.answers.access.graph_access import GraphAccess, open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.control import answer_controllers
from riskgraph.answers.owners import answer_owners
from riskgraph.graph.engine.cursor import read_cursor
from riskgraph.graph.engine.store import Store
from riskgraph.graph.snapshot.held_graph import FOLDER
from riskgraph.graph.snapshot.take import name_base, take_snapshot
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Relation
from riskgraph.models.ownership.regimes import RegimeId

from ..graph.factories import TODAY, load, owns, person

WORLD = [
    *map(person, "pqr"),
    owns("p", "a", 0.8),
    owns("b", "a", 0.2),
    owns("a", "b", 0.6),
    owns("q", "b", 0.3),
    owns("r", "b", None, share_min=0.05, share_max=0.1),
    Relation(start="q", end="r", kind="spouse"),
    Relation(start="q", end="a", kind="controls"),
]


def take(store: Store) -> Path:
    """Put the present state on disk, as `riskgraph score` does; return its folder."""
    folder = store.settings.data_dir / FOLDER
    take_snapshot(store, TODAY, None, folder)
    return folder / name_base(read_cursor(store))


def is_held(store: Store, access: GraphAccess) -> bool:
    """Return whether answers come from disk."""
    return store.submit(access.held.find()).result() is not None


def ask(store: Store, access: GraphAccess, company: str) -> list[Answer[Any]]:
    """Ask for the owners and the controllers of a company."""
    day = TimePoint(TODAY)
    return [
        store.submit(answer_owners(access, company, day, RegimeId.CN_2024)).result(),
        store.submit(answer_controllers(access, company, day)).result(),
    ]


def test_answers_are_the_same_from_disk(store: Store) -> None:
    load(store, WORLD)
    access = open_access(store.asynchronous, store)
    assert not is_held(store, access)
    live = [ask(store, access, company) for company in ("a", "b", "a 澜砚贸易")]
    take(store)
    assert is_held(store, access)
    assert [ask(store, access, company) for company in ("a", "b", "a 澜砚贸易")] == live


def test_a_change_of_the_graph_ends_the_use_of_what_is_on_disk(store: Store) -> None:
    load(store, WORLD)
    access = open_access(store.asynchronous, store)
    take(store)
    assert is_held(store, access)
    load(store, [owns("new", "a", 0.1)], "later")
    assert not is_held(store, access)
    assert "new" in ask(store, access, "a")[0].content.names
    take(store)
    assert is_held(store, access)
    assert "new" in ask(store, access, "a")[0].content.names


def test_files_that_cannot_be_used_are_left_alone(store: Store) -> None:
    load(store, WORLD)
    (take(store) / "OWNS.arrow").write_bytes(b"broken")
    access = open_access(store.asynchronous, store)
    assert not is_held(store, access)
    assert ask(store, access, "a")[0].content.owned.owners
