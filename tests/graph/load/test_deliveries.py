"""Deliveries: what a full one no longer names has ended, an interrupted one goes on, and the last can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from riskgraph.errors import NotFoundError, SourceError, UsageError
from riskgraph.graph.engine.store import Row, Store
from riskgraph.graph.load import load as load_module
from riskgraph.graph.load.deliveries import ending, undo
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.load import load_arrival
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import (
    Entry,
    Facility,
    Holding,
    Place,
    Reject,
)

from ..factories import company
from .delivered import DAY, LAST, LATER, entry, everything, load, world


def deliveries(store: Store) -> list[Row]:
    rows = store.read("MATCH (d:Delivery) RETURN properties(d) AS d ORDER BY d.number")
    return [row["d"] for row in rows]


def holdings(store: Store) -> set[tuple[object, ...]]:
    rows = store.read(
        "MATCH ()-[r:OWNS]->() RETURN r.share AS share, r.valid_to AS ended, r.known_from AS since, r.known_to AS until"
    )
    return {tuple(row.values()) for row in rows}


def test_a_load_is_a_delivery_with_its_counts(store: Store) -> None:
    load(store, world(), hash="1", mapping="2")
    load(store, [*world()[:3], entry("c", company("c"))], LATER, full=False, hash="3")
    first, second = deliveries(store)
    identifying = {name: first[name] for name in ("id", "file", "kind", "hash", "mapping", "known_from")}
    assert identifying == {
        "id": "test:1", "file": "rows.csv", "kind": "full", "hash": "1", "mapping": "2", "known_from": DAY,
    }  # fmt: skip
    counts = [[one[name] for name in ("read", "stored", "unchanged", "rejected", "ended")] for one in (first, second)]
    assert counts == [[5, 5, 0, 0, 0], [4, 1, 3, 0, 0]]
    assert (second["id"], second["kind"], second["ended_at"] >= second["recorded_at"]) == ("test:2", "delta", True)
    records = store.read("MATCH (r:Record {delivery: 'test:1'}) RETURN r.recorded_at AS day, r.key AS key")
    assert {row["day"].isoformat() for row in records} == {first["recorded_at"][:10]}
    ties = store.read("MATCH (:Party)-[r:OWNS]->() RETURN r.recorded_at AS day")
    assert [row["day"].isoformat() for row in ties] == [first["recorded_at"][:10]]


def test_what_a_full_delivery_no_longer_names_has_ended_and_the_past_still_shows_it(store: Store) -> None:
    load(store, world())
    count = load(store, world(LATER)[:2], LATER)
    assert (count.stored, count.unchanged, count.ended) == (0, 2, 3)
    assert holdings(store) == {(0.6, None, DAY, LATER), (0.6, LATER, LATER, None)}
    ended = store.read("MATCH (r:Record {key: 'test|a-b'}) RETURN r.valid_to AS day, r.replaces AS before")
    assert [(row["day"], row["before"].split("|", 1)[1]) for row in ended] == [(LATER, "test|a-b")]
    things = store.read("MATCH (n) WHERE n:Facility OR n:Lawsuit RETURN n.closed_on AS closed")
    assert [row["closed"] for row in things] == [LATER, LATER]
    assert deliveries(store)[-1]["ended"] == 3


def test_a_day_that_the_source_gives_is_the_end(store: Store) -> None:
    over = Holding(start="a", end="b", share=0.6, valid_to=date(2023, 5, 1))
    late = Holding(start="a", end="b", share=0.2, valid_to=date(2030, 5, 1))
    load(store, [*world()[:2], entry("over", over), entry("late", late)])
    assert load(store, world(LATER)[:2], LATER).ended == 1
    current = {(share, ended) for share, ended, _, until in holdings(store) if until is None}
    assert current == {(0.6, date(2023, 5, 1)), (0.2, LATER)}


def test_what_has_ended_is_not_ended_twice_and_comes_back_when_it_is_delivered_again(store: Store) -> None:
    load(store, world())
    load(store, world(LATER)[:2], LATER)
    before = everything(store)
    assert load(store, world(LATER)[:2], LATER).ended == 0
    assert everything(store) == before
    assert load(store, world(LAST), LAST).stored == 3
    assert {(ended, until) for _, ended, _, until in holdings(store)} == {(None, LATER), (LATER, LAST), (None, None)}
    things = store.read("MATCH (n) WHERE n:Facility OR n:Lawsuit RETURN n.closed_on AS closed")
    assert [row["closed"] for row in things] == [None, None]


def test_records_of_another_file_or_source_and_later_ones_do_not_end(store: Store) -> None:
    load(store, world())
    load(store, [entry("x", company("x"))], source="other")
    load(store, [entry("y", company("y"), day=LAST)], LATER, full=False)
    rows = [entry("z", company("z"))]
    other = DeliveredFile(name="others.csv", read=lambda: rows)
    load_arrival(store, Arrival(SourceTerms(name="test"), (other,), DAY))
    assert load(store, world(LATER), LATER).ended == 0


def test_a_rejected_row_is_still_named(store: Store) -> None:
    load(store, world())
    bad = Reject(Place("rows.csv", 4), "share", "x", "wrong", "", reference="a-b")
    rows = [*world(LATER)[:2], bad, *world(LATER)[3:]]
    assert load(store, rows, LATER).ended == 0


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "without rows"),
        (world(LATER)[:4], "would end 1 of 5 records, more than 10%"),
        ([*world(LATER), Reject(Place("rows.csv", 9), "", "", "broken", "")], "1 of its rows cannot be read"),
    ],
)
def test_a_full_delivery_stops_before_harm(store: Store, rows: list[Entry | Reject], words: str) -> None:
    load(store, world())
    before, known = everything(store), deliveries(store)
    with pytest.raises(SourceError, match=words):
        load(store, rows, LATER, max_ended=0.1)
    assert (everything(store), deliveries(store)) == (before, known)


def test_full_deliveries_are_loaded_in_the_order_of_their_days(store: Store) -> None:
    load(store, world(LATER), LATER)
    with pytest.raises(SourceError, match="in the order of their days"):
        load(store, world(), DAY)


def test_two_rows_swapped_under_one_reference_change_nothing(store: Store) -> None:
    one, two = (Holding(start="a", end="b", share=share) for share in (0.6, 0.4))
    for order in ((one, two), (two, one)):
        rows = [*world()[:2], *(entry("same", holding, row=8 + n) for n, holding in enumerate(order))]
        rejects: list[Reject] = []
        load(store, rows, full=False, rejects=rejects)
        assert {reject.place.row for reject in rejects} in ({9}, {8, 9})
    assert {share for share, *_ in holdings(store)} == {0.6}
    assert "several rows of the file" in rejects[0].reason


def change_everything(store: Store) -> None:
    """Load a delivery that changes, adds, ends and describes again."""
    rows = [
        entry("a", company("a", industry="C"), day=LATER),
        entry("b", company("z"), day=LATER),
        entry("new", company("new"), Holding(start="new", end="b", share=0.1), day=LATER),
        entry("a-b", Holding(start="a", end="b", share=0.3), day=LATER),
        entry("loan", Facility(id="f", borrower="b", limit=7.0), day=LATER),
    ]
    load(store, rows, LATER)


def test_undo_takes_the_last_delivery_back_exactly(store: Store) -> None:
    load(store, world())
    load(store, [entry("a", company("a", phone="1"))], source="other")
    before = everything(store)
    change_everything(store)
    assert everything(store) != before
    undone = undo_delivery(store, "test:2")
    assert (undone.source, undone.removed, undone.restored) == ("test", 6, 5)
    assert everything(store) == before
    assert deliveries(store)[-1]["undone_at"]
    change_everything(store)
    assert deliveries(store)[-1]["id"] == "test:3"


def list_linked(store: Store) -> list[str]:
    """List the records that are linked to the loan."""
    rows = store.read("MATCH (record:Record)-[:ABOUT]->(:Facility {id: 'f'}) RETURN record.key AS key ORDER BY key")
    return [row["key"] for row in rows]


def test_records_are_linked_to_a_thing_while_several_describe_it(store: Store) -> None:
    load(store, world())
    assert list_linked(store) == []
    for source in ("second", "third"):
        load(store, [entry("loan", Facility(id="f", borrower="b", limit=5.0))], source=source)
    assert list_linked(store) == ["second|loan", "test|loan", "third|loan"]
    undo_delivery(store, "third:1")
    assert list_linked(store) == ["second|loan", "test|loan"]
    undo_delivery(store, "second:1")
    assert list_linked(store) == []


def test_two_rows_of_one_batch_about_a_new_thing_are_both_linked_to_it(store: Store) -> None:
    rows = [entry(name, Facility(id="f", borrower="b", limit=5.0)) for name in ("one", "two")]
    load(store, [entry("b", company("b")), *rows])
    assert list_linked(store) == ["test|one", "test|two"]


def test_undo_of_the_first_delivery_leaves_what_others_reach(store: Store) -> None:
    load(store, [entry("x", company("x"))], source="other", trust=0.9)
    before = everything(store)
    load(store, world())
    tie = Holding(start="x", end="b", share=0.2)
    load(store, [entry("x-b", tie)], source="third")
    undo_delivery(store, "test:1")
    parties = store.read("MATCH (p:Party) RETURN p.id AS id, p.name AS name")
    assert {(row["id"], row["name"]) for row in parties} == {("x", "x 澜砚贸易"), ("b", "b 澜砚贸易")}
    assert {share for share, *_ in holdings(store)} == {0.2}
    undo_delivery(store, "third:1")
    store.write("MATCH (b:Party {id: 'b'}) DETACH DELETE b")
    assert everything(store) == before


def test_only_the_last_delivery_of_a_source_is_taken_back(store: Store) -> None:
    load(store, world())
    load(store, world(), full=False)
    with pytest.raises(UsageError, match="take back test:2 first"):
        undo_delivery(store, "test:1")
    with pytest.raises(NotFoundError, match="test:9"):
        undo_delivery(store, "test:9")
    undo_delivery(store, "test:2")
    with pytest.raises(UsageError, match="taken back already"):
        undo_delivery(store, "test:2")


@pytest.mark.parametrize("broken_after", [1, 2, 3])
def test_an_interrupted_undo_is_run_again_and_ends_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, broken_after: int
) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": 1}))
    load(store, world())
    before = everything(store)
    change_everything(store)
    with monkeypatch.context() as patch:
        patch.setattr(undo, "undo_change", break_after(broken_after, undo.undo_change))
        with pytest.raises(OSError, match="pulled out"):
            undo_delivery(store, "test:2")
    with pytest.raises(UsageError, match="half taken back"):
        load(store, world(LAST), LAST)
    undo_delivery(store, "test:2")
    assert everything(store) == before


@pytest.mark.parametrize("broken_after", [1, 4, 5, 6])
def test_an_interrupted_full_delivery_goes_on_to_the_same_end(
    store: Store, monkeypatch: pytest.MonkeyPatch, broken_after: int
) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"batch_rows": 1}))
    rows = [*world(LATER)[:2], *(entry(f"n{n}", company(f"n{n}"), day=LATER) for n in range(3))]

    def deliver() -> tuple[tuple[list[str], list[str]], list[Row]]:
        load(store, rows, LATER, hash="1")
        numbers = [{name: v for name, v in one.items() if not name.endswith("_at")} for one in deliveries(store)]
        return everything(store), numbers

    load(store, world())
    with monkeypatch.context() as patch:
        patch.setattr(ending, "end_batch", break_after(broken_after - 4, ending.end_batch))
        patch.setattr(load_module, "write_batch", break_after(broken_after, load_module.write_batch))
        with pytest.raises(OSError, match="pulled out"):
            deliver()
    broken = deliver()
    store.write("MATCH (n) DETACH DELETE n")
    load(store, world())
    assert deliver() == broken


def break_after(times: int, work: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function fail after some calls."""
    left = iter(range(times))

    async def broken(*arguments: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise OSError("the disk was pulled out")
        return await work(*arguments, **named)

    return broken


def test_names_of_sources_that_look_alike_are_refused(store: Store) -> None:
    load(store, world(), source="one")
    for name in ("оne", "ONE", "one "):
        with pytest.raises(SourceError, match="looks like 'one'"):
            load(store, world(), source=name)
    assert {one["source"] for one in deliveries(store)} == {"one"}
