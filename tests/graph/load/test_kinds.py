"""A party's kind is corrected by the row that said another; the label follows, and its relationships stay."""

from dataclasses import replace
from datetime import date

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.load import load_arrival
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import Entry, Holding, Party, PartyKind

from ..factories import company
from .delivered import DAY, LATER, entry
from .delivered import load_rows as load

PERSON = Party(id="a", kind=PartyKind.PERSON, name="a 虚构", phone="1")


def world() -> list[Entry]:
    return [
        entry("a", company("a")),
        entry("b", company("b")),
        entry("a-b", Holding(start="a", end="b", share=0.6)),
        entry("parcel", Holding(start="a", end="b", share=0.1)),
        entry("back", Holding(start="b", end="a", share=0.2)),
    ]


def kinds(store: Store) -> dict[str, tuple[str, list[str]]]:
    """Return the kind and the labels of every party."""
    rows = store.read("MATCH (p:Party) RETURN p.id AS id, p.kind AS kind, labels(p) AS labels")
    return {row["id"]: (row["kind"], sorted(row["labels"])) for row in rows}


def ties(store: Store) -> list[tuple[object, ...]]:
    """Return every relationship with its ends."""
    rows = store.read("MATCH (a)-[r]->(b) RETURN type(r) AS t, coalesce(a.id, a.key) AS a, coalesce(b.id, b.key) AS b, "
                      "r.share AS share, r.known_to AS until")  # fmt: skip
    return sorted((tuple(row.values()) for row in rows), key=repr)


def test_a_source_corrects_the_kind_of_a_party(store: Store) -> None:
    load(store, world())
    before = [tie for tie in ties(store) if tie[0] != "ABOUT"]
    count, rejects = load(store, [entry("a", PERSON)])
    assert (count.stored, rejects) == (1, [])
    assert kinds(store) == {"a": ("Person", ["Party", "Person"]), "b": ("Company", ["Company", "Party"])}
    assert [tie for tie in ties(store) if tie[0] != "ABOUT"] == before
    assert store.read("MATCH (p:Person {id: 'a'}) RETURN p.phone AS phone") == [{"phone": "1"}]
    assert store.read("MATCH (:Record {key: 'test|a'})-[:ABOUT]->(p) RETURN p.id AS id") == [{"id": "a"}]
    assert load(store, [entry("a", PERSON)])[0].unchanged == 1


def test_the_past_knows_the_kind_of_its_time_and_undo_brings_it_back(store: Store) -> None:
    load(store, world())
    load(store, [entry("a", PERSON, day=LATER)])
    access = open_access(store.asynchronous, store)

    def kind(as_known: date | None) -> str:
        answer = store.submit(answer_party(access, "a", TimePoint(date(2024, 3, 1), as_known))).result()
        return answer.content.view.kind

    assert (kind(None), kind(LATER), kind(DAY)) == ("Person", "Person", "Company")
    undo_delivery(store, "test:2")
    assert (kind(None), kinds(store)["a"]) == ("Company", ("Company", ["Company", "Party"]))


def test_a_kind_is_corrected_by_the_row_that_said_another_and_by_no_new_one(store: Store) -> None:
    load(store, world())
    for source in ("test", "other"):
        _, rejects = load(store, [entry("new", PERSON)], source=source)
        assert "a party that is a Company in the graph, not a Person" in rejects[0].reason
        assert "correct the kind here, or in the row that describes the party in the graph" in rejects[0].remedy
    _, rejects = load(store, [entry("b", replace(company("b"), id="a", kind=PartyKind.PERSON))])
    assert [reject.value for reject in rejects] == ["Person"]
    assert kinds(store)["a"][0] == "Company"


def test_two_rows_of_one_batch_do_not_correct_a_kind_in_two_ways(store: Store) -> None:
    load(store, [*world(), entry("a2", company("a", phone="1"))])
    rows = [entry("a", PERSON, row=8), entry("a2", company("a"), row=9)]
    count, rejects = load(store, [*world()[1:], *rows])
    assert (count.stored, [reject.place.row for reject in rejects]) == (1, [9])
    assert kinds(store)["a"][0] == "Person"


def test_of_two_sources_the_more_trusted_says_the_kind(store: Store) -> None:
    """Both described a company; the less trusted corrects it first, and the graph follows only the other."""

    def deliver(source: str, party: Party, day: date, trust: float) -> None:
        file = DeliveredFile(name="rows.csv", read=lambda: [entry("a", party, day=day)])
        count = load_arrival(store, Arrival(SourceTerms(name=source, trust=trust), (file,), day))
        assert count.rejected == 0

    deliver("good", company("a"), DAY, 0.9)
    deliver("bad", company("a"), DAY, 0.1)
    deliver("bad", PERSON, LATER, 0.1)
    assert kinds(store)["a"] == ("Company", ["Company", "Party"])
    deliver("good", PERSON, LATER, 0.9)
    assert kinds(store)["a"] == ("Person", ["Party", "Person"])
