"""A check finds what was damaged behind the back of riskgraph, and nothing in what riskgraph wrote itself."""

from collections.abc import Iterator

import pytest

from riskgraph.graph.backup.check import check_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.lines import keep_lines
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.mentions import extract_from_graph
from riskgraph.graph.personal.acts import ActKind
from riskgraph.graph.personal.correction import correct_person
from riskgraph.graph.personal.perform import Request, lift_restriction

from ..load.delivered import LATER
from ..personal.test_erase import ID, clear_acts, erase, load, restrict, world


@pytest.fixture
def graph(store: Store) -> Iterator[Store]:
    """Return a graph with two versions of rows, delivered lines, and no acts beside it."""
    clear_acts(store)
    load(store, world())
    load(store, world(0.55, LATER), LATER)
    keep_lines(store, "own:1", ["id,name\n", "a,甲\n"], ())
    yield store
    clear_acts(store)


def find_damage(store: Store) -> set[str]:
    """Return the kinds of damage that a check finds."""
    return set(check_graph(store).found)


def test_a_graph_that_was_loaded_has_no_damage(graph: Store) -> None:
    check = check_graph(graph)
    assert check.found == {}
    assert check.hashes > 8


def test_what_riskgraph_changes_is_no_damage(graph: Store) -> None:
    extract_from_graph(graph, None)
    restrict(graph)
    assert find_damage(graph) == set()
    lift_restriction(graph, ID, Request(ActKind.LIFT, "settled"))
    assert find_damage(graph) == set()
    correct_person(graph, ID, {"phone": "13900002222"}, Request(ActKind.CORRECT, "a wrong number"))
    load(graph, world(0.5, LATER), LATER)
    assert find_damage(graph) == set()
    undo_delivery(graph, "own:3")
    assert find_damage(graph) == set()
    erase(graph)
    assert find_damage(graph) == set()


def test_ended_rows_are_no_damage(graph: Store) -> None:
    kept = [row for row in world(0.55, LATER) if row.reference != "holding|a|b"]
    assert load(graph, kept, LATER, full=True)[0].ended == 1
    load(graph, world(0.55, LATER)[:3], LATER, full=True)
    assert find_damage(graph) == set()


@pytest.mark.parametrize(
    ("statement", "damage"),
    [
        ("MATCH (r:Record {key: 'own|a'}) SET r.content = replace(r.content, '澜', '岚')", "hash of its content"),
        ("MATCH (r:Record {key: 'own|a'}) SET r.content = '['", "hash of its content"),
        ("MATCH ()-[t:OWNS {share: 0.8}]->() SET t.share = 0.81", "OWNS does not have the hash"),
        ("MATCH ()-[t:OWNS {share: 0.8}]->() DELETE t", "another number of relationships OWNS"),
        ("MATCH (r:Record {key: 'own|holding|a|b'}) DETACH DELETE r", "record of a relationship OWNS is missing"),
        ("MATCH (r:Record {key: 'own|loan'}) DETACH DELETE r", "record that Facility names is missing"),
        ("MATCH (l:DeliveredLines) SET l.text = $bytes", "delivered lines cannot be read"),
    ],
)
def test_damage_is_found(graph: Store, statement: str, damage: str) -> None:
    graph.write(statement, {"bytes": b"x\x9c\x00"})
    assert [what for what in find_damage(graph) if damage in what]
