"""The OpenAPI description explains every field, and its examples can be asked of the demo world."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from riskgraph.api.app import create_app
from riskgraph.ingest.records import Document, Entry, Party
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.settings import Settings

DESCRIPTION: dict[str, Any] = create_app(Settings(neo4j_uri=None)).openapi()
SCHEMAS: dict[str, Any] = DESCRIPTION["components"]["schemas"]
OPERATIONS = [
    (path, operation) for path, operations in DESCRIPTION["paths"].items() for operation in operations.values()
]
NAMED = ("name", "names", "title", "q")  # what holds the names of parties and the titles of documents


@pytest.fixture(scope="session")
def demo_words(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the ids, keys of records, names and titles of the world that `riskgraph demo` makes."""
    folder = tmp_path_factory.mktemp("world")
    write_world(folder)
    words: set[str] = set()
    for entry in open_source("world").read(folder, date(2024, 1, 1)):
        assert isinstance(entry, Entry)
        words.add(f"world|{entry.reference}")
        for item in entry.items:
            words.update(text for name in ("id", "start", "end") if isinstance(text := getattr(item, name, None), str))
            if isinstance(item, Party):
                words.update((item.name, *item.names))
            elif isinstance(item, Document):
                words.add(item.title or "")
    return words


def list_examples() -> Iterator[tuple[str, str, Any]]:
    """Return where each example is, the name of its field or parameter, and the example."""
    for path, operation in OPERATIONS:
        for parameter in operation.get("parameters", ()):
            for example in (*parameter.get("examples", ()), *parameter["schema"].get("examples", ())):
                yield path, parameter["name"], example
    for schema, content in SCHEMAS.items():
        for name, field in content.get("properties", {}).items():
            for example in field.get("examples", ()):
                yield schema, name, example
        for example in content.get("examples", ()):
            yield schema, "", example


def list_texts(name: str, example: Any) -> Iterator[tuple[str, str]]:
    """Return every text of an example with the name of its field."""
    if isinstance(example, str):
        yield name, example
    elif isinstance(example, dict):
        for field, part in example.items():
            yield from list_texts(field, part)
    elif isinstance(example, list):
        for part in example:
            yield from list_texts(name, part)


def is_from_world(name: str, text: str) -> bool:
    """Return whether a text of an example must be in the demo world: an id, a key of a record, a name in Chinese."""
    return text.startswith(("world:", "world|")) or (
        name in NAMED and any("\u4e00" <= sign <= "\u9fff" for sign in text)
    )


def test_every_field_of_an_answer_is_described() -> None:
    fields = [
        (schema, name, field) for schema in SCHEMAS for name, field in SCHEMAS[schema].get("properties", {}).items()
    ]
    assert [f"{schema}.{name}" for schema, name, field in fields if not field.get("description")] == []


def test_every_parameter_is_described() -> None:
    parameters = [(path, each) for path, operation in OPERATIONS for each in operation.get("parameters", ())]
    assert len(parameters) > 20
    assert [f"{path} {each['name']}" for path, each in parameters if not each.get("description")] == []


def test_every_example_is_in_the_demo_world(demo_words: set[str]) -> None:
    texts = [
        (place, name, text) for place, field, example in list_examples() for name, text in list_texts(field, example)
    ]
    wanted = [(place, name, text) for place, name, text in texts if is_from_world(name, text)]
    assert len(wanted) > 10
    assert [each for each in wanted if each[2] not in demo_words] == []


def test_every_operation_has_a_summary_of_its_own() -> None:
    summaries = [operation["summary"] for _, operation in OPERATIONS]
    assert len(set(summaries)) == len(summaries) > 10
    assert [summary for summary in summaries if summary.endswith("View")] == []
