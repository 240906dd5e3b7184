"""What stands above a company is the same from the state of the graph on disk as from the engine, at any size."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskgraph.errors import UnknownPartyError, UsageError
from riskgraph.graph.engine.cursor import read_cursor
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.read.owners.held_owners import read_held_owners
from riskgraph.graph.read.owners.held_steps import TiesAbove
from riskgraph.graph.read.owners.owners import Owners, OwnersQuestion, read_owners
from riskgraph.graph.snapshot.held_graph import open_held_graph
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import Holding, Item, Party, Relation
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world

from ..factories import EARLY, TODAY, load, owns, person

LATER = date(2024, 6, 30)
RING = [owns("a", "b", 0.6), owns("b", "a", 0.2), owns("p", "a", 0.8), owns("q", "b", 0.4), owns("b", "c", 1.0)]
CHAIN = [owns(f"l{level + 1:02}", f"l{level:02}", 0.9) for level in range(60)]
HUB = [owns(f"h{number:04}", "c", 0.0003) for number in range(3_000)]
CIRCLES = [
    *(owns(holder, "c", 0.3) for holder in ("p", "q", "r")),
    Relation(start="p", end="q", kind="spouse"),
    Relation(start="x", end="p", kind="nominee", confidence=0.1),
    Relation(start="q", end="r", kind="acts_in_concert", confidence=0.2),
    Relation(start="q", end="r", kind="other"),
]
FAMILY = [
    *(owns(holder, "c", 0.3) for holder in "pq"),
    *(Relation(start=one, end=other, kind="spouse") for one, other in ("pr", "sr", "sq")),
]
CONCERT = [
    *(owns(holder, "c", 0.3) for holder in "pq"),
    *(Relation(start=one, end=other, kind="acts_in_concert") for one, other in ("px", "xq", "rz")),
    owns("y", "x", 1.0),
    owns("r", "y", 1.0),
    Relation(start="z", end="v", kind="nominee", confidence=0.1),
    owns("w", "v", 1.0),
]
STATED = [
    owns("p", "c", 0.45, kind="actual_controller"),
    owns("q", "c", 0.3, kind="shareholder"),
    owns("q", "c", None, voting_share=0.2, share_max=0.4, kind="nominee", status="disputed"),
    Relation(start="q", end="c", kind="controls", controlled_share=0.5),
    Relation(start="z", end="q", kind="actual_controller"),
]
DATED = [
    owns("p", "c", 0.2, valid_to=EARLY),
    owns("q", "c", 0.3, valid_from=TODAY),
    owns("r", "c", 0.4, valid_from=EARLY, valid_to=LATER, income_share=0.5, amount=12.5),
    owns("s", "c", 0.1, status="retracted"),
]
WORLDS: dict[str, Sequence[Item]] = {
    "a company without holders": [owns("c", "a")],
    "a ring": RING,
    "a chain of 60 levels": CHAIN,
    "a hub of 3,000 holders": HUB,
    "circles": CIRCLES,
    "a chain of family": FAMILY,
    "companies that act in concert": CONCERT,
    "stated controllers": STATED,
    "holdings of other days": DATED,
}


def hold(store: Store, folder: Path) -> TiesAbove:
    """Write the present state of the graph to disk and open it."""
    take_snapshot(store, TODAY, None, folder)
    held = open_held_graph(folder, read_cursor(store))
    assert held is not None
    return TiesAbove(held)


def ask_about(party: str, as_of: date = TODAY, as_known: date | None = None) -> OwnersQuestion:
    """Ask without a cap that any of these worlds reaches."""
    return OwnersQuestion(party=party, time_point=TimePoint(as_of, as_known), max_nodes=100_000, circle_confidence=0.5)


def plain(owners: Owners) -> dict[str, Any]:
    """Return what was read in its order, without the elements, which are the engine's own."""
    ties = {name: list(getattr(owners, name).values()) for name in ("holdings", "stated", "circles", "nominees")}
    return {
        **ties,
        "start": owners.start,
        "nodes": list(owners.nodes.items()),
        "unread": owners.unread,
        "cuts": owners.cuts,
        "seen": owners.relationships_seen,
    }


def compare(store: Store, above: TiesAbove, question: OwnersQuestion) -> None:
    """Read both ways."""
    live = store.transact(lambda tx: read_owners(tx, question, Owners()))
    assert plain(read_held_owners(above, question, Owners(), 600.0)) == plain(live)


@pytest.mark.parametrize("name", WORLDS)
def test_both_ways_read_the_same(store: Store, tmp_path: Path, name: str) -> None:
    load(store, [*map(person, "pqr"), *WORLDS[name]])
    above = hold(store, tmp_path)
    for party in ("l00", "l30") if name == "a chain of 60 levels" else ("a", "b", "c") if name == "a ring" else ("c",):
        compare(store, above, ask_about(party))


@pytest.mark.parametrize("as_of", [EARLY, TODAY, LATER])
@pytest.mark.parametrize("as_known", [None, EARLY, TODAY])
def test_one_state_answers_for_every_day(store: Store, tmp_path: Path, as_of: date, as_known: date | None) -> None:
    load(store, [person("p"), *DATED, *CIRCLES[3:]])
    compare(store, hold(store, tmp_path), ask_about("c", as_of, as_known))


def test_every_company_of_a_small_world_is_read_the_same(store: Store, tmp_path: Path) -> None:
    write_world(tmp_path / "world", 300, 7, texts=False)
    entries = open_source("world").read(tmp_path / "world", TODAY)
    needed = (entry for entry in entries if all(isinstance(item, Party | Holding | Relation) for item in entry.items))
    load_entries(store, "world", needed, TODAY)
    above = hold(store, tmp_path)
    companies = [row["id"] for row in store.read("MATCH (company:Company) RETURN company.id AS id")]
    assert len(companies) >= 300
    for company in companies:
        compare(store, above, ask_about(company))


def test_an_unknown_party_and_a_person_are_refused(store: Store, tmp_path: Path) -> None:
    load(store, [person("p"), owns("p", "c")])
    above = hold(store, tmp_path)
    for unknown in ("", "b", "zz"):
        with pytest.raises(UnknownPartyError):
            read_held_owners(above, ask_about(unknown), Owners(), 600.0)
    with pytest.raises(UsageError, match="only companies"):
        read_held_owners(above, ask_about("p"), Owners(), 600.0)


def test_what_was_not_read_in_time_is_named(store: Store, tmp_path: Path) -> None:
    load(store, RING)
    owners = read_held_owners(hold(store, tmp_path), ask_about("c"), Owners(), -1.0)
    assert (owners.cuts, owners.unread) == ({Truncation.TIME}, {"c"})


def test_circles_are_followed_to_their_end(store: Store, tmp_path: Path) -> None:
    load(store, [*map(person, "pqrs"), *FAMILY])
    owners = read_held_owners(hold(store, tmp_path), ask_about("c"), Owners(), 10.0)
    assert ({*owners.nodes}, len(owners.circles)) == ({"c", *"pqrs"}, 3)


def test_the_holders_of_companies_in_a_circle_are_read(store: Store, tmp_path: Path) -> None:
    load(store, [*map(person, "pqr"), *CONCERT])
    owners = read_held_owners(hold(store, tmp_path), ask_about("c"), Owners(), 10.0)
    assert ({*owners.nodes}, owners.unread) == ({"c", *"pqrvxyz"}, set())
    assert {(tie.start, tie.end) for tie in owners.holdings.values()} == {
        ("p", "c"),
        ("q", "c"),
        ("y", "x"),
        ("r", "y"),
    }


def test_a_circle_that_the_limit_of_parties_cuts_is_named(store: Store) -> None:
    load(store, [*map(person, "pqrs"), *FAMILY])
    question = replace(ask_about("c"), max_nodes=4)
    owners = store.transact(lambda tx: read_owners(tx, question, Owners()))
    assert ({*owners.nodes}, owners.cuts) == ({"c", *"pqr"}, {Truncation.HOLDERS})
