"""A corrected value is gone from every version, and no later delivery brings it back."""

from datetime import date

import pytest

from riskgraph.errors import UsageError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.personal.acts import ACTS_FILE, ActKind
from riskgraph.graph.personal.correction import correct_person
from riskgraph.graph.personal.perform import Done, Request
from riskgraph.graph.schema.prepare import prepare

from .test_erase import ID, LATER, NAME, PHONE, dump, entry, erase, graph, load, person, world

__all__ = ["graph"]
RIGHT = {"name": "岚川朔和", "phone": "13900002222", "founded": "1981-02-03"}
PRESENT = "MATCH (p:Person) RETURN p.name AS name, p.phone AS phone, p.founded AS founded"


def correct(store: Store, **right: str) -> Done:
    return correct_person(store, ID, right or RIGHT, Request(ActKind.CORRECT, "the person showed a certificate"))


def test_wrong_values_leave_every_version(graph: Store) -> None:
    load(graph, [entry("person|person-77", person(address="云泽路1号"), day=LATER)], LATER)
    correct(graph)
    assert graph.read(PRESENT) == [{"name": "岚川朔和", "phone": "13900002222", "founded": date(1981, 2, 3)}]
    records = "MATCH (r:Record)-[:ABOUT]->(:Person) RETURN r.content AS content"
    contents = [row["content"] for row in graph.read(records)]
    assert len(contents) == 2
    assert [value for value in (NAME, PHONE, "1980-01-01") if value in "".join(contents)] == []


def test_a_later_delivery_does_not_bring_a_wrong_value_back(graph: Store) -> None:
    correct(graph)
    assert load(graph, world(0.55, LATER), LATER)[0].unchanged == 11
    changed = [entry("person|person-77", person(address="云泽路1号"), day=LATER)]
    assert load_entries(graph, "own", changed, LATER).stored == 1
    assert load_entries(graph, "another", [entry("x", person())], LATER).stored == 1
    assert graph.read(PRESENT) == [{"name": "岚川朔和", "phone": "13900002222", "founded": date(1981, 2, 3)}]
    assert PHONE not in dump(graph)


def test_a_restored_graph_is_corrected_again(graph: Store) -> None:
    correct(graph)
    graph.write("MATCH (node) DETACH DELETE node")
    path = graph.settings.data_dir / ACTS_FILE
    acts = path.read_text(encoding="utf-8")
    path.unlink()
    load(graph, world())
    path.write_text(acts, encoding="utf-8")
    prepare(graph)
    assert graph.read(PRESENT)[0]["name"] == "岚川朔和"


def test_an_erasure_takes_right_values_out_of_the_record(graph: Store) -> None:
    correct(graph)
    erase(graph)
    path = graph.settings.data_dir / ACTS_FILE
    assert [value in dump(graph) + path.read_text(encoding="utf-8") for value in RIGHT.values()] == [False] * 3
    assert load(graph, world(0.55, LATER), LATER)[0].unchanged == 11


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("address", "x", "no source gives address"), ("name", NAME, "already"), ("kind", "Company", "the fields are"),
     ("founded", "1980", "not a date"), ("name", " ", "corrects nothing")],
)  # fmt: skip
def test_what_cannot_be_corrected_is_refused(graph: Store, field: str, value: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        correct(graph, **{field: value})
