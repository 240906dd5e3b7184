"""After an erasure nothing in the graph or beside it names the person, and the structure still counts."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from riskgraph.errors import EngineError, UsageError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.load import load_arrival, load_entries
from riskgraph.graph.load.loading import LoadCount
from riskgraph.graph.personal import perform
from riskgraph.graph.personal.acts import ACTS_FILE, ActKind
from riskgraph.graph.personal.beside import SEALED
from riskgraph.graph.personal.keyed import KEY_FILE
from riskgraph.graph.personal.perform import Done, Request, lift_restriction, withhold_person
from riskgraph.graph.schema.prepare import prepare
from riskgraph.graph.search.search import NameIndex
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import (
    Document,
    Entry,
    Facility,
    Holding,
    Indicator,
    Lawsuit,
    Mention,
    Office,
    Participation,
    Party,
    PartyKind,
    Reject,
    Relation,
)

from ..load.delivered import DAY, LATER, entry

NAME, FORMER, NUMBER, PHONE = "岚川朔禾", "Lanchuan Shuohe", "110101198001019999", "13900001111"
ID = "own:person-77"
TRACES = (NAME, FORMER, NUMBER, PHONE, "person-77", "1980-01-01")
TEXT = f"澜砚贸易的股东{NAME}（{FORMER}）向云泽银行借款。"


def party(id_: str, **fields: object) -> Party:
    return Party(id=id_, kind=PartyKind.COMPANY, name=f"{id_} 澜砚贸易", **fields)  # type: ignore[arg-type]


def person(id_: str = ID, **fields: object) -> Party:
    given: dict[str, object] = {
        "names": (FORMER,), "identifiers": (f"cn-id:{NUMBER}",), "phone": PHONE, "founded": date(1980, 1, 1),
    }  # fmt: skip
    return Party(id=id_, kind=PartyKind.PERSON, name=NAME, **{**given, **fields})  # type: ignore[arg-type]


def mention(party_id: str, surface: str) -> Mention:
    begin = TEXT.index(surface)
    return Mention(
        start=party_id, end="doc", surface=surface, start_char=begin, end_char=begin + len(surface), sentence=TEXT
    )


def world(share: float = 0.6, day: date = DAY) -> list[Entry]:
    """Return rows that name the person in every way that a source can."""
    return [
        entry("a", party("own:a"), day=day),
        entry("b", party("own:b"), day=day),
        entry("person|person-77", person(), day=day),
        entry(f"holding|{NAME}|a", Holding(start=ID, end="own:a", share=share), day=day),
        entry("holding|a|b", Holding(start="own:a", end="own:b", share=0.8), day=day),
        entry("office", Office(start=ID, end="own:b", role="chair"), day=day),
        entry("loan", Facility(id="loan-1", borrower=ID, lender="own:b", limit=5.0), day=day),
        entry("figure", Indicator(id=f"{ID}|income|2023", party=ID, name="income", period="2023", value=1.0), day=day),
        entry("case", Lawsuit(id="case", kind="lawsuit", cause=f"{NAME}民间借贷"),
              Participation(start=ID, end="case", role="defendant"), day=day),
        entry("news", Document(id="doc", title=f"{NAME}借款", text=TEXT), day=day),
        entry("mentions", mention(ID, NAME), mention("own:a", "澜砚贸易"), day=day),
    ]  # fmt: skip


def load(store: Store, rows: list[Entry], day: date = DAY, *, full: bool = False) -> tuple[LoadCount, list[Reject]]:
    """Load rows as a delivery of one file; return its counts and rejects."""
    rejects: list[Reject] = []
    file = DeliveredFile(name="rows.csv", read=lambda: rows, full=full, max_ended=1.0)
    return load_arrival(store, Arrival(SourceTerms(name="own"), (file,), day), rejects.append), rejects


def dump(store: Store) -> str:
    """Return everything that the graph holds, as text."""
    nodes = store.read("MATCH (node) RETURN properties(node) AS p, labels(node) AS l")
    ties = store.read("MATCH ()-[tie]->() RETURN properties(tie) AS p, type(tie) AS l")
    return json.dumps([nodes, ties], ensure_ascii=False, default=str)


def find_traces(text: str) -> list[str]:
    """Find which traces of the person a text still has."""
    return [trace for trace in TRACES if trace in text]


def erase(store: Store, id_: str = ID, *, dry_run: bool = False) -> Done:
    return withhold_person(store, id_, Request(ActKind.ERASE, "asked for by the person"), dry_run=dry_run)


def restrict(store: Store) -> Done:
    return withhold_person(store, ID, Request(ActKind.RESTRICT, "accuracy contested"))


@pytest.fixture
def graph(store: Store) -> Iterator[Store]:
    """Return a graph with two versions of what is known of the person, and no acts beside it."""
    clear_acts(store)
    assert load(store, world())[1] == []
    assert load(store, world(0.55, LATER), LATER)[0].stored == 1
    yield store
    clear_acts(store)


def clear_acts(store: Store) -> None:
    for name in (ACTS_FILE, KEY_FILE):
        (store.settings.data_dir / name).unlink(missing_ok=True)
    shutil.rmtree(store.settings.data_dir / SEALED, ignore_errors=True)


def test_nothing_in_the_graph_names_an_erased_person(graph: Store) -> None:
    assert find_traces(dump(graph)) == list(TRACES)
    erase(graph)
    assert find_traces(dump(graph)) == []


def test_holdings_of_an_erased_person_still_count(graph: Store) -> None:
    tombstone = erase(graph).tombstone
    query = "MATCH (p:Person)-[r:OWNS]->(c:Party) RETURN p.id AS id, c.id AS company, r.share AS share ORDER BY share"
    expected = [{"id": tombstone, "company": "own:a", "share": share} for share in (0.55, 0.6)]
    assert graph.read(query) == expected


def test_the_same_rows_again_change_nothing(graph: Store) -> None:
    erase(graph)
    before = dump(graph)
    count, rejects = load(graph, world(0.55, LATER), LATER)
    assert (count.stored, count.unchanged, rejects) == (0, 11, [])
    assert find_traces(dump(graph)) == []
    assert graph.read("MATCH (r:Record) RETURN count(r) AS n")[0]["n"] == before.count('"Record"')


def test_a_new_share_of_an_erased_person_is_loaded_under_the_tombstone(graph: Store) -> None:
    tombstone = erase(graph).tombstone
    day = date(2024, 3, 1)
    rows = [entry(f"holding|{NAME}|a", Holding(start=ID, end="own:a", share=0.4), day=day),
            entry("new", Holding(start=ID, end="own:b", share=0.1), day=day)]  # fmt: skip
    assert load(graph, rows, day)[0].stored == 2
    query = "MATCH (p:Party {id: $id})-[r:OWNS]->() WHERE r.known_to IS NULL RETURN r.share AS share ORDER BY share"
    assert [row["share"] for row in graph.read(query, {"id": tombstone})] == [0.1, 0.4]
    assert find_traces(dump(graph)) == []


def test_a_full_delivery_ends_nothing_of_an_erased_person(graph: Store) -> None:
    load(graph, world(0.55, LATER), LATER, full=True)
    erase(graph)
    day = date(2024, 3, 1)
    assert load(graph, world(0.55, day), day, full=True)[0].ended == 0
    without = [row for row in world(0.55, day) if not row.reference.startswith("holding|岚")]
    assert load(graph, without, day, full=True)[0].ended == 1


def test_another_id_with_a_known_identifier_is_rejected(graph: Store) -> None:
    erase(graph)
    rows = [entry("again", person("other:5")), entry("tie", Holding(start="other:5", end="own:b", share=0.1))]
    count, rejects = load(graph, rows)
    assert (count.stored, count.rejected) == (0, 2)
    assert "erased or restricted at the person's request" in rejects[0].reason
    assert find_traces(dump(graph)) == []


def test_a_changed_text_that_named_the_person_is_rejected(graph: Store) -> None:
    erase(graph)
    count, rejects = load(graph, [entry("news", Document(id="doc", title="t", text=TEXT + "。", kind="news"))])
    assert (count.stored, len(rejects)) == (0, 1)
    assert find_traces(dump(graph)) == []


def test_texts_keep_their_length_and_other_names(graph: Store) -> None:
    erase(graph)
    text = graph.read("MATCH (d:Document) RETURN d.text AS text")[0]["text"]
    assert (len(text), text.startswith("澜砚贸易的股东████（███████████████）")) == (len(TEXT), True)


def test_a_company_is_refused(graph: Store) -> None:
    with pytest.raises(UsageError, match="natural persons"):
        erase(graph, "own:a")


def test_a_dry_run_changes_nothing(graph: Store) -> None:
    before = dump(graph)
    assert erase(graph, dry_run=True).counts["relationships"] == 5
    assert dump(graph) == before


def test_a_restored_graph_is_erased_again_when_it_is_opened(graph: Store) -> None:
    done = erase(graph)
    graph.write("MATCH (node) DETACH DELETE node")  # as a backup from before the erasure would be
    path = graph.settings.data_dir / ACTS_FILE
    acts = path.read_text(encoding="utf-8")
    path.unlink()
    prepare(graph)
    load(graph, world())
    path.write_text(acts, encoding="utf-8")
    assert find_traces(dump(graph)) == list(TRACES)
    prepare(graph)
    assert find_traces(dump(graph)) == []
    assert graph.read("MATCH (p:Person) RETURN p.id AS id") == [{"id": done.tombstone}]


def test_the_record_of_an_act_has_no_erased_value(graph: Store) -> None:
    erase(graph)
    written = (graph.settings.data_dir / ACTS_FILE).read_text(encoding="utf-8")
    act = json.loads(written)
    assert find_traces(written) == []
    assert (act["reason"], act["basis"]) == ("asked for by the person", "PIPL art. 47; GDPR art. 17")


def test_files_beside_the_graph_do_not_name_an_erased_person(graph: Store) -> None:
    NameIndex(graph.settings).follow(graph)
    (path, *_) = find_in_files(graph)
    Path(path).with_name("left-by-a-killed-writer.store").write_bytes(Path(path).read_bytes())
    erase(graph)
    assert find_in_files(graph) == []
    index = NameIndex(graph.settings)
    index.follow(graph)
    assert index.search(NAME) == []


def find_in_files(store: Store) -> list[str]:
    """Find the files of the data directory, but those of the engine, that still name the person."""
    folder = store.settings.data_dir
    files = [path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] != "engine"]
    return [str(path) for path in files if any(trace.encode() in path.read_bytes() for trace in TRACES)]


def test_a_lifted_restriction_brings_everything_back(graph: Store) -> None:
    before = sort_graph(graph)
    restrict(graph)
    assert find_traces(dump(graph)) == []
    lift_restriction(graph, ID, Request(ActKind.LIFT, "accuracy confirmed"))
    assert sort_graph(graph) == before
    assert load(graph, world(0.55, LATER), LATER)[0].unchanged == 11


def test_a_restriction_renames_the_better_holding_where_another_one_does_not_count(graph: Store) -> None:
    load(graph, [entry("other", Holding(start=ID, end="own:a", share=0.5), day=LATER)], LATER)
    before = sort_graph(graph)
    assert '"superseded_by": ["own|other"]' in dump(graph)
    tombstone = restrict(graph).tombstone
    assert '"superseded_by": ["own|other"]' not in dump(graph)
    rows = graph.read("MATCH ({id: $id})-[r:OWNS]->() WHERE r.superseded_by IS NOT NULL RETURN r.superseded_by AS by",
                      {"id": tombstone})  # fmt: skip
    better = graph.read("MATCH ()-[r:OWNS {share: 0.5}]->() RETURN r.record AS record")[0]["record"]
    assert {tuple(row["by"]) for row in rows} == {(better,)}
    lift_restriction(graph, ID, Request(ActKind.LIFT, "accuracy confirmed"))
    assert sort_graph(graph) == before


def test_statements_of_control_that_do_not_count_name_no_record_of_an_erased_person(graph: Store) -> None:
    for reference in ("control", f"control|{NAME}"):
        load(graph, [entry(reference, Relation(start=ID, end="own:b", kind="controls"), day=LATER)], LATER)
    assert f'"superseded_by": ["own|control|{NAME}"]' in dump(graph)
    erase(graph)
    assert find_traces(dump(graph)) == []


def sort_graph(store: Store) -> list[str]:
    """Return the nodes and relationships of sources, in an order that does not depend on the engine."""
    nodes = store.read("MATCH (n) WHERE NOT n:State AND NOT n:Change AND NOT n:Delivery RETURN properties(n) AS p")
    ties = store.read("MATCH (a)-[t]->(b) WHERE type(t) <> 'ABOUT' RETURN a.id AS a, b.id AS b, properties(t) AS p")
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in (*nodes, *ties))


def test_rows_of_a_restricted_person_are_not_taken(graph: Store) -> None:
    restrict(graph)
    day = date(2024, 3, 1)
    count, rejects = load(graph, world(0.4, day), day)
    assert (count.unchanged, count.stored, [one.reason for one in rejects]) == (
        10, 0, ["the row is about a person whose data is restricted"],
    )  # fmt: skip


def test_a_restricted_person_can_be_erased(graph: Store) -> None:
    restrict(graph)
    done = erase(graph)
    assert (find_traces(dump(graph)), done.tombstone.split(":")[0]) == ([], "erased")
    assert find_in_files(graph) == []


def test_rows_of_a_first_load_are_withheld_too(graph: Store) -> None:
    erase(graph)
    rows = [entry("x", person()), entry("y", Holding(start=ID, end="own:a", share=0.3))]
    count = load_entries(graph, "another", rows, DAY)
    assert (count.stored, find_traces(dump(graph))) == (2, [])


def test_undo_of_an_earlier_delivery_keeps_the_person_erased(graph: Store) -> None:
    tombstone = erase(graph).tombstone
    undo_delivery(graph, "own:2")
    query = "MATCH (:Party {id: $id})-[r:OWNS]->() RETURN r.share AS share, r.known_to AS known_to"
    assert graph.read(query, {"id": tombstone}) == [{"share": 0.6, "known_to": None}]
    assert find_traces(dump(graph)) == []


def test_what_ended_during_a_restriction_has_ended_when_it_is_lifted(graph: Store) -> None:
    load(graph, world(0.55, LATER), LATER, full=True)
    restrict(graph)
    day = date(2024, 3, 1)
    without = [row for row in world(0.55, day) if not row.reference.startswith(("holding|岚", "person|"))]
    assert load(graph, without, day, full=True)[0].ended == 2
    lift_restriction(graph, ID, Request(ActKind.LIFT, "accuracy confirmed"))
    assert "withheld:" not in dump(graph)
    query = "MATCH (:Person)-[r:OWNS]->() WHERE r.known_to IS NULL RETURN r.share AS share, r.valid_to AS ended"
    assert graph.read(query) == [{"share": 0.55, "ended": day}]
    assert graph.read("MATCH (p:Person) RETURN p.name AS name") == [{"name": NAME}]
    described = "MATCH (r:Record)-[:ABOUT]->(:Person) RETURN r.content AS content"
    assert all(NAME in row["content"] for row in graph.read(described))
    assert load(graph, world(0.55, date(2024, 4, 1)), date(2024, 4, 1), full=True)[0].stored == 2


def test_rejected_rows_that_name_an_erased_person_are_removed(graph: Store) -> None:
    path = graph.settings.data_dir / "rejects" / "own.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'{{"value": "{NAME}"}}\n{{"value": "another"}}\n', encoding="utf-8")
    assert erase(graph).counts["rejected rows"] == 1
    assert path.read_text(encoding="utf-8") == '{"value": "another"}\n'
    path.unlink()


def test_an_interrupted_erasure_is_completed_when_the_graph_is_opened(
    graph: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise EngineError("the engine died")

    monkeypatch.setattr(perform, "take_steps", stop)
    with pytest.raises(EngineError):
        erase(graph)
    monkeypatch.undo()
    assert find_traces(dump(graph)) == list(TRACES)
    prepare(graph)
    assert (find_traces(dump(graph)), find_in_files(graph)) == ([], [])
