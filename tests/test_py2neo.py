"""The notebooks and scripts that this field has in py2neo read and write the graph as they are, on both engines."""

from datetime import date
from typing import Any

import pytest

from riskgraph.graph.engine.store import Store

py2neo = pytest.importorskip("py2neo")
bulk = pytest.importorskip("py2neo.bulk")
VALUES = {
    "text": "澜砚贸易",
    "whole": 2**40,
    "part": 0.25,
    "yes": True,
    "no": False,
    "nothing": None,
    "list": ["a", "乙"],
    "day": date(2024, 2, 29),
}


@pytest.fixture
def graph(store: Store) -> Any:
    """Return py2neo's graph over the store of the tests."""
    engine = store.engine
    return py2neo.Graph(engine.uri, auth=(engine.user, engine.password), name=engine.database)


def test_values_come_back_as_they_were_sent(graph: Any) -> None:
    assert graph.run("RETURN $values AS values", values={**VALUES, "day": None}).evaluate() == {**VALUES, "day": None}
    assert graph.run("RETURN $day AS day", day=VALUES["day"]).evaluate().to_native() == VALUES["day"]


def test_it_reads_what_the_store_wrote(graph: Any, store: Store) -> None:
    store.write("CREATE (:Party:Company {id: 'a', name: '澜砚贸易', founded: date('2019-05-01')})")
    node = py2neo.NodeMatcher(graph).match("Party", id="a").first()
    assert (set(node.labels), node["name"]) == ({"Party", "Company"}, "澜砚贸易")
    assert node["founded"].to_native() == date(2019, 5, 1)


def test_the_store_reads_what_it_wrote(graph: Any, store: Store) -> None:
    owner = py2neo.Node("Party", "Company", id="a", name="Velba Ltd", founded=date(2019, 5, 1))
    graph.create(py2neo.Relationship(owner, "OWNS", py2neo.Node("Party", "Company", id="b"), share=0.25))
    rows = store.read(
        "MATCH (a:Party)-[r:OWNS]->(b:Party) RETURN a.name AS name, a.founded AS founded, r.share AS share, b.id AS id"
    )
    assert rows == [{"name": "Velba Ltd", "founded": date(2019, 5, 1), "share": 0.25, "id": "b"}]


def test_merge_adds_no_second_node(graph: Any, store: Store) -> None:
    for name in ("before", "after"):
        graph.merge(py2neo.Node("Party", id="a", name=name), "Party", "id")
    assert store.read("MATCH (p:Party) RETURN p.id AS id, p.name AS name") == [{"id": "a", "name": "after"}]


def test_bulk_calls_write_nodes_and_relationships(graph: Any, store: Store) -> None:
    bulk.create_nodes(graph.auto(), [{"id": f"p{n}"} for n in range(50)], labels={"Party"})
    ties = [("p0", {"share": 0.01}, f"p{n}") for n in range(1, 50)]
    bulk.create_relationships(graph.auto(), ties, "OWNS", start_node_key=("Party", "id"), end_node_key=("Party", "id"))
    assert store.read("MATCH (:Party {id: 'p0'})-[r:OWNS]->() RETURN count(r) AS n, min(r.share) AS share") == [
        {"n": 49, "share": 0.01}
    ]


def test_a_transaction_is_kept_or_undone_as_a_whole(graph: Any, store: Store) -> None:
    for id_, end in (("kept", graph.commit), ("undone", graph.rollback)):
        transaction = graph.begin()
        transaction.run("CREATE (:Party {id: $id})", id=id_)
        end(transaction)
    assert store.read("MATCH (p:Party) RETURN p.id AS id") == [{"id": "kept"}]


def test_a_wrong_statement_is_an_error(graph: Any) -> None:
    with pytest.raises(Exception, match=r"(?i)syntax|invalid|mismatched|pars"):
        graph.run("MATCH nonsense")
