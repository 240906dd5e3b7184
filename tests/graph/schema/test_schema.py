"""Constraints, load statements, export columns and documentation come from the one declaration."""

from pathlib import Path

from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.write_statements import create_records, create_ties
from riskgraph.graph.schema.docs import describe_schema
from riskgraph.graph.schema.graph_model import (
    VERSION,
    VERSIONS,
    build_schema_statements,
    compute_fingerprint,
    node_types,
    own_relationship_types,
    relationship_types,
)
from riskgraph.graph.schema.prepare import MIGRATIONS
from riskgraph.ingest.records import THINGS, TIES

PAGE = Path(__file__).parents[3] / "docs" / "graph-model.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_schema()


def test_a_change_of_the_schema_raises_its_version() -> None:
    assert VERSIONS[VERSION] == compute_fingerprint(), (
        f'labels, properties or indexes changed: add `{VERSION + 1}: "{compute_fingerprint()}"` to VERSIONS in '
        "graph/schema/graph_model.py, and to MIGRATIONS in graph/schema/prepare.py what stored graphs need beside new "
        "indexes"
    )


def test_versions_of_the_schema_follow_each_other() -> None:
    assert list(VERSIONS) == list(range(1, VERSION + 1))
    assert set(MIGRATIONS) <= set(VERSIONS)


def test_every_record_of_a_source_has_a_place_in_the_graph() -> None:
    assert {record.label for record in THINGS} <= set(node_types())
    assert {record.label for record in TIES} == set(relationship_types())


def test_load_statements_write_every_property() -> None:
    for label, kind in relationship_types().items():
        statement = create_ties(label, frozenset(item.name for item in kind.properties))
        assert all(f"{item.name}: row.{item.name}" in statement for item in kind.properties)
    names = frozenset(item.name for item in node_types()["Record"].properties)
    assert all(f"row.{name}" in create_records(names) for name in names)


def test_load_statements_take_what_all_rows_share_from_parameters() -> None:
    statement = create_ties("OWNS", frozenset({"share", "source"}), frozenset({"source"}))
    assert "{share: row.share, source: $source}" in statement


def test_every_property_has_a_meaning() -> None:
    kinds = (*node_types().values(), *relationship_types().values(), *own_relationship_types().values())
    assert all(item.meaning.endswith(".") for kind in kinds for item in kind.properties)


def test_the_store_has_a_unique_key_for_every_kind_of_node(store: Store) -> None:
    for statement in build_schema_statements():
        store.write(statement)  # again: nothing happens
    indexes = store.read(
        "SHOW INDEXES YIELD labelsOrTypes, properties RETURN labelsOrTypes AS labels, properties AS names"
    )
    found = {(row["labels"][0], row["names"][0]) for row in indexes if row["labels"]}
    assert {(kind.label, kind.key) for kind in node_types().values()} <= found
