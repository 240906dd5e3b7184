"""The same input twice changes nothing, a change keeps what was, a row that cannot be stored is named."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.ingest.records import (
    Entry,
    Facility,
    Guarantee,
    Holding,
    Indicator,
    Lawsuit,
    Participation,
    Party,
    PartyKind,
    Place,
    Reject,
)

from ..factories import company
from .delivered import DAY, LATER, entry
from .delivered import load_rows as load


def world() -> list[Entry]:
    return [
        entry("a", company("a")),
        entry("b", company("b")),
        entry("a-b", Holding(start="a", end="b", share=0.6, valid_from=date(2020, 1, 1))),
        entry("a-b-g", Guarantee(start="a", end="b", amount=5.0)),
        entry("b-2023", Indicator(id="b|net_assets|2023", party="b", name="net_assets", period="2023", value=-1.0)),
        entry("case", Lawsuit(id="c1", kind="lawsuit"), Participation(start="b", end="c1", role="defendant")),
    ]


def everything(store: Store) -> tuple[list[object], list[object]]:
    nodes = store.read("MATCH (n) WHERE NOT n:State AND NOT n:Delivery RETURN labels(n) AS l, properties(n) AS p")
    ties = store.read("MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p, labels(a) AS a, labels(b) AS b")
    return sorted(map(repr, nodes)), sorted(map(repr, ties))


def test_all_rows_are_stored_with_their_provenance(store: Store) -> None:
    count, rejects = load(store, world())
    assert (count.read, count.stored, count.unchanged, count.rejected) == (6, 6, 0, 0)
    assert (count.parties, count.relationships, rejects) == (2, 3, [])
    owns = store.read("MATCH (a)-[r:OWNS]->(b) RETURN a.id AS a, b.id AS b, r.share AS share, r.record AS record")
    assert owns == [{"a": "a", "b": "b", "share": 0.6, "record": "test|a-b"}]
    about = store.read("MATCH (r:Record)-[:ABOUT]->(p:Party) RETURN r.key AS key, p.id AS id ORDER BY key")
    assert about == [{"key": "test|a", "id": "a"}, {"key": "test|b", "id": "b"}]


def test_a_second_load_changes_nothing(store: Store) -> None:
    load(store, world())
    before = everything(store)
    count, _ = load(store, world(), LATER)
    assert (count.stored, count.unchanged, count.relationships) == (0, 6, 0)
    assert everything(store) == before


def test_a_changed_row_closes_its_version_and_opens_the_next(store: Store) -> None:
    load(store, world())
    changed = Entry("a-b", Place("rows.csv", 9), LATER, (Holding(start="a", end="b", share=0.4),))
    count, _ = load(store, [changed], LATER)
    assert count.stored == 1
    rows = store.read("MATCH (:Party)-[r:OWNS]->() RETURN r.share AS share, r.known_to AS known_to ORDER BY share")
    assert rows == [{"share": 0.4, "known_to": None}, {"share": 0.6, "known_to": LATER}]
    records = store.read("MATCH (r:Record) WHERE r.key CONTAINS 'test|a-b' RETURN r.known_to AS known_to")
    assert sorted(records, key=repr) == [{"known_to": None}, {"known_to": None}, {"known_to": LATER}]


def test_an_older_day_does_not_close_a_version_before_it_began(store: Store) -> None:
    load(store, world(), LATER)
    load(store, [entry("a-b", Holding(start="a", end="b", share=0.5), day=LATER)], LATER)
    before = everything(store)
    count, rejects = load(store, [entry("a-b", Holding(start="a", end="b", share=0.4), row=9)], DAY)
    assert (count.stored, count.rejected, everything(store)) == (0, 1, before)
    assert (rejects[0].place.row, rejects[0].value) == (9, "a-b")
    assert rejects[0].reason == "known since 2024-01-01, but the graph has another version known since 2024-02-01"


def test_an_older_day_leaves_unchanged_and_new_rows_alone(store: Store) -> None:
    load(store, [entry("a", company("a"), day=LATER)], LATER)
    count, _ = load(store, [entry("a", company("a")), entry("b", company("b"))], DAY)
    assert (count.stored, count.unchanged, count.rejected) == (1, 1, 0)


def test_a_version_ends_on_the_day_on_which_its_own_row_says_that_the_next_is_known(store: Store) -> None:
    load(store, world())
    load(store, [entry("a-b", Holding(start="a", end="b", share=0.4), day=date(2024, 1, 9))], LATER)
    rows = store.read("MATCH (:Party)-[r:OWNS]->() RETURN r.known_from AS since, r.known_to AS until ORDER BY since")
    assert rows == [{"since": DAY, "until": date(2024, 1, 9)}, {"since": date(2024, 1, 9), "until": None}]


@pytest.mark.parametrize("alone", [True, False])
def test_a_changed_tie_between_ids_that_hold_a_bar_is_closed(store: Store, alone: bool) -> None:
    ids = ("a", "a|b", "b|c", "c", "b")
    load(store, [entry(id_, company(id_)) for id_ in ids])
    others = () if alone else (Guarantee(start="c", end="a|b"),)
    for share, day in ((0.6, DAY), (0.4, LATER)):
        items = (Holding(start="a|b", end="b|c", share=share), *others)
        load(store, [entry("x|y", *items, day=day), entry("x", Holding(start="a", end="b", share=0.1))], day)
    rows = store.read("MATCH (a)-[r:OWNS]->(b) RETURN a.id AS a, b.id AS b, r.share AS share, r.known_to AS known_to")
    assert {tuple(row.values()) for row in rows} == {
        ("a|b", "b|c", 0.6, LATER), ("a|b", "b|c", 0.4, None), ("a", "b", 0.1, None),
    }  # fmt: skip
    current = store.read("MATCH ()-[r:GUARANTEES]->() WHERE r.known_to IS NULL RETURN count(r) AS n")
    assert current == [{"n": len(others)}]


@pytest.mark.parametrize("batch_rows", [1, 100])
def test_a_rejected_row_does_not_use_up_its_reference(
    store: Store, monkeypatch: pytest.MonkeyPatch, batch_rows: int
) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": batch_rows}))
    person = Party(id="a", kind=PartyKind.PERSON, name="a")
    rows = [
        entry("tie", Holding(start="a", end="x"), row=2),
        entry("tie", Holding(start="a", end="y"), row=3),
        entry("tie", Holding(start="a", end="b"), row=4),
        entry("tie", Holding(start="b", end="a"), row=5),
        entry("tie", Holding(start="a", end="b"), row=6),
        entry("party", person, row=7),
        entry("party", company("c"), row=8),
        entry("party", company("d"), row=9),
    ]
    count, rejects = load(store, [*world(), *rows])
    assert (count.read, count.stored, count.unchanged, count.rejected) == (14, 8, 1, 5)
    assert {reject.place.row for reject in rejects} == {2, 3, 5, 7, 9}
    assert store.read("MATCH (a)-[:OWNS]->(b) RETURN count(*) AS n") == [{"n": 2}]
    assert store.read("MATCH (p:Party) WHERE p.id IN ['c', 'd'] RETURN p.id AS id") == [{"id": "c"}]


@pytest.mark.parametrize("batch_rows", [2, 3, 1000])
def test_a_row_that_stands_twice_in_a_first_load_makes_its_ties_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, batch_rows: int
) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": batch_rows}))
    items = (company("a"), company("b"), Holding(start="a", end="b", share=0.6))
    rows = [
        entry("twice", *items, row=2),
        entry("other", company("c"), row=3),
        entry("twice", *items, row=4),
        entry("last", Holding(start="b", end="c", share=0.6), row=5),
    ]
    count, rejects = load(store, rows)
    assert (count.stored, count.unchanged, rejects) == (3, 1, [])
    assert store.read("MATCH ()-[r:OWNS]->() RETURN count(r) AS n") == [{"n": 2}]


def test_what_only_a_repeated_row_describes_is_unknown(store: Store) -> None:
    rows = [
        entry("p", company("c"), row=7),
        entry("p", company("d"), row=8),
        entry("c-d", Holding(start="c", end="d"), row=9),
    ]
    count, rejects = load(store, rows)
    assert (count.stored, count.rejected) == (1, 2)
    assert {(reject.place.row, reject.column) for reject in rejects} == {(8, "reference"), (9, "")}


def test_a_broken_load_goes_on_to_the_same_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking() -> Iterator[Entry]:
        yield from world()[:3]
        raise OSError("the disk was pulled out")

    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": 1}))
    with pytest.raises(OSError, match="pulled out"):
        load_entries(store, "test", breaking(), DAY)
    load(store, world())
    broken = everything(store)
    store.write("MATCH (n) DETACH DELETE n")
    load(store, world())
    assert [len(part) for part in everything(store)] == [len(part) for part in broken]
    assert everything(store)[1] == broken[1]


def test_a_row_with_an_unknown_end_is_rejected_and_the_others_are_stored(store: Store) -> None:
    lost = entry("a-x", Holding(start="a", end="x", share=0.1), row=7)
    count, rejects = load(store, [*world(), lost])
    assert (count.stored, count.rejected) == (6, 1)
    assert (rejects[0].place.row, rejects[0].value) == (7, "x")


def test_an_unknown_end_is_told_by_its_column(store: Store) -> None:
    columns = {("OWNS", "end"): "target", ("OWNS", "start"): "holder"}
    lost = Entry("a-x", Place("rows.csv", 7, columns), DAY, (Holding(start="a", end="x"),))
    _, rejects = load(store, [*world(), lost])
    assert (rejects[0].column, rejects[0].remedy[:8]) == ("target", "load the")


@pytest.mark.parametrize("batch_rows", [1, 100])
def test_an_end_whose_own_row_was_rejected_is_told_where_that_row_stands(
    store: Store, monkeypatch: pytest.MonkeyPatch, batch_rows: int
) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": batch_rows}))
    rows = [
        Reject(Place("parties.csv", 5), "uscc", "1", "wrong", "correct it", ("x",)),
        entry("c", company("c"), Holding(start="a", end="x"), row=7),
        entry("c-a", Holding(start="a", end="c"), row=8),
        entry("a-y", Holding(start="a", end="y"), row=9),
    ]
    _, rejects = load(store, [*world(), *rows])
    reasons = {reject.place.row: (reject.reason, reject.remedy[:27]) for reject in rejects[1:]}
    missing = "no Party with this id is in the graph"
    assert reasons == {
        7: (f"{missing}: its own row was rejected", "correct row 5 of parties.cs"),
        8: (f"{missing}: its own row was rejected", "correct row 7 of rows.csv, "),
        9: (missing, "load the file that describe"),
    }


def test_beyond_a_cap_a_rejected_row_is_no_longer_pointed_to(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskgraph.graph.load.loading.REJECTED_IDS_KEPT", 1)
    bad = [Reject(Place("parties.csv", row), "", "", "wrong", "", (id_,)) for row, id_ in ((2, "x"), (3, "y"))]
    ties = [entry(id_, Holding(start="a", end=id_)) for id_ in ("x", "y")]
    _, rejects = load(store, [*world(), *bad, *ties])
    assert ["its own row" in reject.reason for reject in rejects[2:]] == [True, False]


def test_a_long_file_of_rejects_alone_tells_how_far_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskgraph.graph.load.loading.REJECTS_PER_LINE", 2)
    lines: list[str] = []
    bad = [Reject(Place("unused.csv", row), "", "", "not used", "") for row in range(5)]
    load_entries(store, "test", bad, DAY, progress=lines.append)
    assert [line.partition(";")[0] for line in lines] == [
        f"test: {rows} rows read, 0 stored, 0 unchanged, {rows} rejected" for rows in (2, 4)
    ]


def test_a_party_of_another_kind_is_rejected(store: Store) -> None:
    load(store, world())
    person = Party(id="a", kind=PartyKind.PERSON, name="a")
    count, rejects = load(store, [entry("a2", person, row=3), entry("c", company("c"))], LATER)
    assert (count.stored, count.rejected) == (1, 1)
    assert "is a Company" in rejects[0].reason


def test_a_repeated_reference_must_say_the_same(store: Store) -> None:
    same, other = entry("a", company("a"), row=8), entry("a", company("z"), row=9)
    count, rejects = load(store, [*world(), same, other])
    assert (count.stored, count.unchanged, count.rejected) == (6, 1, 1)
    assert rejects[0].place.row == 9


def test_an_older_description_fills_gaps_and_replaces_nothing(store: Store) -> None:
    new = company("a", described_at=date(2023, 1, 1), address="新街1号")
    old = replace(new, name="旧名澜砚贸易", described_at=date(2019, 1, 1), address="旧街9号", phone="1")
    load(store, [entry("new", new)])
    load(store, [entry("old", old)])
    party = store.read(
        "MATCH (p:Party) RETURN p.name AS name, p.names AS names, p.address AS address, p.phone AS phone"
    )
    assert party == [
        {"name": "a 澜砚贸易", "names": ["a 澜砚贸易", "旧名澜砚贸易"], "address": "新街1号", "phone": "1"}
    ]


def test_two_loads_of_one_source_at_once_store_each_row_once(store: Store) -> None:
    entries = [entry(f"p{n}", company(f"p{n}")) for n in range(400)]
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda part: load(store, part)[0], [entries, list(reversed(entries))]))
    assert sum(count.stored for count in counts) == 400
    assert store.read("MATCH (p:Party) RETURN count(p) AS n") == [{"n": 400}]


def test_rows_that_hang_on_a_rejected_row_are_rejected_with_it(store: Store) -> None:
    chain = [entry(f"r{n}", company(f"c{n}"), Holding(start=f"c{n - 1}", end=f"c{n}"), row=n) for n in range(1, 30)]
    count, rejects = load(store, [*world(), *chain])
    assert (count.stored, count.rejected, count.parties, count.relationships) == (6, 29, 2, 3)
    assert [reject.value for reject in rejects] == [f"c{n}" for n in range(29)]


def test_two_rows_of_one_batch_that_call_a_party_by_two_kinds_are_not_joined(store: Store) -> None:
    person = Party(id="a", kind=PartyKind.PERSON, name="a")
    count, rejects = load(store, [*world(), entry("a2", person, row=3)])
    assert (count.stored, count.rejected) == (6, 1)
    assert rejects[0].place.row == 3


def test_a_reference_that_looks_like_a_retired_one_is_in_nobodys_way(store: Store) -> None:
    strange = [f"{form}" for n in range(6) for form in (f"x@{n}", f"@{n}|test|x")]
    load(
        store, [entry("x", company("a")), *(entry(reference, company(f"p{n}")) for n, reference in enumerate(strange))]
    )
    count, rejects = load(store, [entry("x", company("a", industry="C"), day=LATER)])
    assert (count.stored, rejects) == (1, [])


def test_what_many_rows_share_is_stored_with_each(store: Store) -> None:
    rows = [entry("hub", company("hub"))]
    rows += [entry(f"c{n}", company(f"c{n}", industry="F")) for n in range(30)]
    rows += [entry(f"h{n}", Holding(start="hub", end=f"c{n}", share=1.0, kind="shareholder")) for n in range(30)]
    assert load(store, rows)[0].stored == 61
    ties = store.read(
        "MATCH (:Party {id: 'hub'})-[tie:OWNS {share: 1.0, kind: 'shareholder', source: 'test'}]->(c {industry: 'F'}) "
        "RETURN count(DISTINCT c.id) AS companies, count(DISTINCT tie.record) AS records"
    )
    assert ties == [{"companies": 30, "records": 30}]
    assert load(store, rows)[0].unchanged == 61


def test_a_cell_that_was_emptied_takes_back_what_it_said(store: Store) -> None:
    loan = Facility(id="f1", borrower="a", limit=5.0, loan_class="loss", defaulted_on=date(2021, 2, 1))
    load(store, [entry("a", company("a", industry="C", address="虚构路1号")), entry("f1", loan)])
    mended = Facility(id="f1", borrower="a", limit=5.0, loan_class="normal")
    changes = [entry("a", company("a", industry="C"), day=LATER), entry("f1", mended, day=LATER)]
    assert load(store, changes)[0].stored == 2
    loans = store.read("MATCH (f:Facility) RETURN f.loan_class AS class, f.defaulted_on AS defaulted, f.limit AS most")
    assert loans == [{"class": "normal", "defaulted": None, "most": 5.0}]
    parties = store.read("MATCH (p:Party) RETURN p.industry AS industry, p.address AS address, p.name AS name")
    assert parties == [{"industry": "C", "address": None, "name": "a 澜砚贸易"}]


def test_two_loads_that_change_the_same_rows_at_once_leave_one_version_of_each(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": 20}))
    parties = [entry(f"p{n}", company(f"p{n}")) for n in range(201)]

    def version(end: int) -> list[Entry]:
        return [entry(f"t{n}", Holding(start=f"p{n}", end=f"p{(n + end) % 201}"), day=LATER) for n in range(200)]

    load(store, [*parties, *version(1)])
    with ThreadPoolExecutor(2) as pool:
        counts = [count for count, _ in pool.map(lambda end: load(store, version(end)), (2, 3))]
    assert [count.stored + count.unchanged for count in counts] == [200, 200]
    current = store.read("MATCH (a)-[r:OWNS]->() WHERE r.known_to IS NULL RETURN r.record AS record")
    assert sorted(row["record"] for row in current) == sorted(f"test|t{n}" for n in range(200))
    assert store.read("MATCH (r:Record) WHERE r.key STARTS WITH '@' RETURN count(r) AS n") == [{"n": 400}]
