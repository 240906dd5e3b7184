"""The schema version guards what is stored."""

import pytest

from riskgraph.errors import SchemaVersionError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.schema.graph_model import VERSION
from riskgraph.graph.schema.prepare import prepare, read_version


def test_a_new_graph_gets_this_version(store: Store) -> None:
    assert read_version(store) == VERSION


def test_a_newer_graph_is_refused_and_left_alone(store: Store) -> None:
    store.write("MATCH (state:State {id: 'schema'}) SET state.number = 99")
    with pytest.raises(SchemaVersionError, match="newer riskgraph"):
        prepare(store)
    assert read_version(store) == 99


def test_an_older_graph_is_migrated_and_keeps_what_it_holds(store: Store) -> None:
    store.write("MATCH (state:State {id: 'schema'}) DELETE state")
    store.write("CREATE (:Party:Company {id: 'a'})")
    prepare(store)
    assert read_version(store) == VERSION
    assert store.read("MATCH (party:Party) RETURN party.id AS id") == [{"id": "a"}]
