"""Deliveries: what a full one no longer names has ended, an interrupted one goes on, and the last can be taken back."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from riskgraph.errors import NotFoundError, SourceError, UsageError
from riskgraph.graph.engine.store import Row, Store
from riskgraph.graph.load import load as load_module
from riskgraph.graph.load.deliveries import ending, undo
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.load import LoadCount, load_arrival
from riskgraph.graph.read.party.superseded import Superseded, read_superseded
from riskgraph.graph.snapshot.base import hold_base
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.snapshot.tie_index import HeldTies
from riskgraph.graph.time_point import HOLDS, TimePoint
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import (
    Entry,
    Facility,
    FactStatus,
    Holding,
    Item,
    Lawsuit,
    Participation,
    Party,
    PartyKind,
    Place,
    Reject,
    Relation,
)

DAY = date(2024, 1, 1)
LATER = date(2024, 2, 1)
LAST = date(2024, 3, 1)
Load = Callable[..., LoadCount]


def company(id_: str, **fields: object) -> Party:
    return Party(id=id_, kind=PartyKind.COMPANY, name=f"{id_} 虚构有限公司", **fields)  # type: ignore[arg-type]


def entry(reference: str, *items: Item, row: int = 2, day: date = DAY) -> Entry:
    return Entry(reference, Place("rows.csv", row), day, items)


def world(day: date = DAY) -> list[Entry]:
    return [
        entry("a", company("a"), row=2, day=day),
        entry("b", company("b"), row=3, day=day),
        entry("a-b", Holding(start="a", end="b", share=0.6, valid_from=date(2020, 1, 1)), row=4, day=day),
        entry("loan", Facility(id="f", borrower="b", limit=5.0), row=5, day=day),
        entry("case", Lawsuit(id="c", kind="lawsuit"), Participation(start="b", end="c", role="defendant"), day=day),
    ]


def load(
    store: Store,
    rows: Sequence[Entry | Reject],
    day: date = DAY,
    *,
    source: str = "test",
    full: bool = True,
    max_ended: float = 1.0,
    trust: float | None = None,
    rejects: list[Reject] | None = None,
    **file: Any,
) -> LoadCount:
    """Load rows as one delivery, a full one unless told otherwise."""
    given = DeliveredFile(name="rows.csv", read=lambda: rows, full=full, max_ended=max_ended, **file)
    arrival = Arrival(SourceTerms(name=source, trust=trust), (given,), day)
    return load_arrival(store, arrival, (rejects if rejects is not None else []).append)


def everything(store: Store) -> tuple[list[str], list[str]]:
    """Return all nodes and relationships, apart from deliveries and numbers."""
    nodes = store.read(
        "MATCH (n) WHERE NOT n:State AND NOT n:Delivery AND NOT n:Change RETURN labels(n) AS l, properties(n) AS p"
    )
    ties = store.read(
        "MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p, coalesce(a.id, a.key) AS a, b.id AS b"
    )
    return sorted(map(describe, nodes)), sorted(map(describe, ties))


def describe(row: Row) -> str:
    return repr({**row, "p": sorted(row["p"].items())})


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
    told = {name: first[name] for name in ("id", "file", "kind", "hash", "mapping", "known_from")}
    assert told == {
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


def test_undo_of_the_first_delivery_leaves_what_others_reach(store: Store) -> None:
    load(store, [entry("x", company("x"))], source="other", trust=0.9)
    before = everything(store)
    load(store, world())
    tie = Holding(start="x", end="b", share=0.2)
    load(store, [entry("x-b", tie)], source="third")
    undo_delivery(store, "test:1")
    parties = store.read("MATCH (p:Party) RETURN p.id AS id, p.name AS name")
    assert {(row["id"], row["name"]) for row in parties} == {("x", "x 虚构有限公司"), ("b", "b 虚构有限公司")}
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


def test_the_more_trusted_source_describes_a_party_in_whatever_order(store: Store) -> None:
    good = [entry("a", company("a", address="1号", described_at=date(2020, 1, 1)))]
    bad = [entry("a", Party(id="a", kind=PartyKind.COMPANY, name="冒名", address="2号", phone="1",
                            described_at=date(2023, 1, 1)))]  # fmt: skip
    expected = None
    for order in ((good, bad), (bad, good)):
        store.write("MATCH (n) DETACH DELETE n")
        for rows in order:
            good_one = rows is good
            load(store, rows, source="good" if good_one else "bad", trust=0.9 if good_one else 0.1)
        (party,) = store.read(
            "MATCH (p:Party) RETURN p.name AS name, p.address AS address, p.phone AS phone, p.names AS names, "
            "p.source AS source"
        )
        assert party == {
            "name": "a 虚构有限公司", "address": "1号", "phone": "1", "names": ["a 虚构有限公司", "冒名"],
            "source": "good",
        }  # fmt: skip
        assert expected in (None, party)
        expected = party


def test_names_of_sources_that_look_alike_are_refused(store: Store) -> None:
    load(store, world(), source="one")
    for name in ("оne", "ONE", "one "):
        with pytest.raises(SourceError, match="looks like 'one'"):
            load(store, world(), source=name)
    assert {one["source"] for one in deliveries(store)} == {"one"}


def counting(store: Store) -> set[tuple[object, ...]]:
    """Return the holdings that count now: source and share."""
    rows = store.read(
        "MATCH ()-[r:OWNS]->() WHERE r.known_to IS NULL AND r.superseded_from IS NULL "
        "RETURN r.source AS s, r.share AS n"
    )
    return {(row["s"], row["n"]) for row in rows}


def test_a_corrected_start_date_under_another_reference_counts_once(store: Store) -> None:
    load(store, [*world()[:2], entry("a-b-2015", Holding(start="a", end="b", share=0.3, valid_from=date(2015, 1, 1)))])
    late = Holding(start="a", end="b", share=0.3, valid_from=date(2016, 1, 1))
    before = everything(store)
    load(store, [entry("a-b-2016", late, day=LATER)], LATER, full=False)
    rows = store.read("MATCH ()-[r:OWNS]->() RETURN r.valid_from AS begun, r.superseded_from AS since, "
                      "r.superseded_by AS by ORDER BY begun")  # fmt: skip
    assert rows == [
        {"begun": date(2015, 1, 1), "since": [LATER], "by": ["test|a-b-2016"]},
        {"begun": date(2016, 1, 1), "since": None, "by": None},
    ]
    undo_delivery(store, "test:2")
    assert everything(store) == before


def test_parcels_add_up_and_times_that_do_not_overlap_are_no_contradiction(store: Store) -> None:
    parcels = [Holding(start="a", end="b", share=share, parcel=True) for share in (0.3, 0.2)]
    ended = Holding(start="b", end="a", share=0.1, valid_to=date(2020, 1, 1))
    now = Holding(start="b", end="a", share=0.15, valid_from=date(2020, 1, 1))
    ties = [entry(f"t{n}", tie) for n, tie in enumerate((*parcels, ended, now))]
    load(store, [*world()[:2], *ties])
    assert counting(store) == {("test", share) for share in (0.3, 0.2, 0.1, 0.15)}


def test_of_contradicting_sources_the_more_trusted_counts_in_whatever_order(store: Store) -> None:
    good, bad = (("good", 0.9, 0.2), ("bad", 0.1, 0.6))
    for order in ((good, bad), (bad, good)):
        store.write("MATCH (n) DETACH DELETE n")
        load(store, world()[:2], source="parties")
        for source, trust, share in order:
            load(store, [entry("t", Holding(start="a", end="b", share=share))], source=source, trust=trust)
        assert counting(store) == {("good", 0.2)}
    undo_delivery(store, "good:1")
    assert counting(store) == {("bad", 0.6)}


def test_a_verified_holding_counts_before_a_trusted_one(store: Store) -> None:
    load(store, world()[:2], source="parties")
    load(store, [entry("t", Holding(start="a", end="b", share=0.2))], source="good", trust=0.9)
    verified = Holding(start="a", end="b", share=0.4, status=FactStatus.VERIFIED)
    load(store, [entry("t", verified)], source="bad", trust=0.1)
    assert counting(store) == {("bad", 0.4)}


def test_the_controllers_that_the_more_trusted_source_states_count_together(store: Store) -> None:
    def states(*controllers: str) -> list[Entry]:
        ties = (Holding(start=one, end="c", kind="actual_controller") for one in controllers)
        return [entry("t", *ties)]

    load(store, [entry(id_, company(id_)) for id_ in "abcd"], source="parties")
    load(store, states("a", "b"), source="good", trust=0.9)
    load(store, states("b", "d"), source="bad", trust=0.1)
    rows = store.read("MATCH (a)-[r:OWNS]->() WHERE r.superseded_from IS NULL RETURN a.id AS id, r.source AS source")
    assert {(row["id"], row["source"]) for row in rows} == {("a", "good"), ("b", "good")}


def test_a_controller_stated_by_relation_of_the_more_trusted_source_counts_in_whatever_order(store: Store) -> None:
    good, bad = (("good", 0.9, "a"), ("bad", 0.1, "b"))
    for order in ((good, bad), (bad, good)):
        store.write("MATCH (n) DETACH DELETE n")
        load(store, [entry(id_, company(id_)) for id_ in "abc"], source="parties")
        for source, trust, controller in order:
            tie = Relation(start=controller, end="c", kind="actual_controller")
            load(store, [entry("t", tie)], source=source, trust=trust)
        rows = store.read("MATCH (a)-[r:RELATED_TO]->() WHERE r.superseded_from IS NULL RETURN a.id AS id")
        assert [row["id"] for row in rows] == ["a"]
    undo_delivery(store, "good:1")
    assert store.read("MATCH (a)-[r:RELATED_TO]->() WHERE r.superseded_from IS NULL RETURN a.id AS id") == [{"id": "b"}]


def test_a_holding_of_a_stated_controller_does_not_bring_back_a_statement_that_does_not_count(store: Store) -> None:
    load(store, [entry(id_, company(id_)) for id_ in "abc"], source="parties")
    for source, trust, controller in (("good", 0.9, "a"), ("bad", 0.1, "b")):
        stated = entry("t", Holding(start=controller, end="c", kind="actual_controller"))
        load(store, [stated], source=source, trust=trust)
    load(store, [entry("u", Holding(start="b", end="c", share=0.2))], source="bad", trust=0.1, full=False)
    assert counting(store) == {("good", None), ("bad", 0.2)}


def test_a_statement_of_control_that_gives_way_does_not_take_the_holding_of_its_row_along(store: Store) -> None:
    load(store, [entry(id_, company(id_)) for id_ in "abc"], source="parties")
    load(store, [entry("t", Holding(start="a", end="c", kind="actual_controller"))], source="good", trust=0.9)
    both = Holding(start="b", end="c", share=0.6), Holding(start="b", end="c", kind="actual_controller")
    load(store, [entry("t", *both)], source="bad", trust=0.1)
    assert counting(store) == {("good", None), ("bad", 0.6)}


def test_one_of_two_holdings_of_a_row_gives_way_alone(store: Store) -> None:
    load(store, world()[:2], source="parties")
    both = [
        Holding(start="a", end="b", share=share, valid_from=date(year, 1, 1))
        for share, year in ((0.1, 2019), (0.2, 2020))
    ]
    load(store, [entry("t", *both)])
    rows = store.read("MATCH ()-[r:OWNS]->() WHERE r.superseded_from IS NOT NULL RETURN r.share AS share")
    assert [row["share"] for row in rows] == [0.1]


def test_a_parcel_of_the_only_source_does_not_add_to_a_holding_that_is_none(store: Store) -> None:
    load(store, [*world()[:2], entry("t", Holding(start="a", end="b", share=0.3))])
    load(store, [entry("u", Holding(start="a", end="b", share=0.2, parcel=True))], LATER, full=False)
    assert counting(store) == {("test", 0.2)}


def ask_counting(store: Store, as_of: date, as_known: date | None = None) -> set[tuple[object, ...]]:
    """Return the holdings that hold on a day as known on a day: source and share."""
    time_point = TimePoint(as_of, as_known)
    rows = store.read(
        f"MATCH ()-[tie:OWNS]->() WHERE {HOLDS} RETURN tie.source AS s, tie.share AS n", time_point.parameters
    )
    return {(row["s"], row["n"]) for row in rows}


def hold_on_disk(store: Store, folder: Path, time_point: TimePoint) -> set[tuple[object, ...]]:
    """Return the same from the whole graph on disk, and check that a snapshot of the day has as many."""
    table = hold_base(store, folder / "base")
    owns = HeldTies("OWNS", table["OWNS"], len(table["Party"]))
    rows = owns.keep_holding(np.arange(len(table["OWNS"])), time_point)
    columns = owns.read_columns(rows)
    found = set(zip(columns["source"], columns["share"], strict=True))
    snapshot = take_snapshot(store, time_point.as_of, time_point.as_known, folder / "days")
    assert len(snapshot.edges("OWNS").start) == len(found)
    return found


def list_better(store: Store, day: date) -> list[str | None]:
    """Return the records that count on a day instead of holdings in `b` that do not."""
    found: list[Superseded] = []
    store.transact(lambda tx: read_superseded(tx, ["b"], TimePoint(day), 9, found))
    return [row.better for row in found]


def test_each_day_has_the_holding_that_counts_as_known_on_each_day(store: Store, tmp_path: Path) -> None:
    """The better source leaves out 2022; in 2024 it corrects 40 % to 41 % and adds 45 % from 2023."""

    def holds(share: float, begin: int, end: int | None = None) -> Holding:
        return Holding(start="a", end="b", share=share, valid_from=date(begin, 1, 1), valid_to=end and date(end, 1, 1))

    load(store, world(date(2019, 1, 1))[:2], date(2019, 1, 1), source="parties")
    load(store, [entry("t", holds(0.3, 2019), day=date(2019, 2, 1))], date(2019, 2, 1), source="bad", trust=0.1)
    known = date(2020, 2, 1)
    load(store, [entry("t", holds(0.4, 2020, 2022), day=known)], known, source="good", trust=0.9)
    corrected = [entry("t", holds(0.41, 2020, 2022)), entry("u", holds(0.45, 2023), row=3)]
    load(store, corrected, DAY, source="good", trust=0.9, full=False)
    bad = {("bad", 0.3)}
    expected = {
        (date(2019, 6, 1), None): bad,
        (date(2021, 6, 1), None): {("good", 0.41)},
        (date(2022, 6, 1), None): bad,
        (date(2023, 6, 1), None): {("good", 0.45)},
        (date(2023, 6, 1), date(2023, 6, 1)): bad,
        (date(2021, 6, 1), date(2023, 6, 1)): {("good", 0.4)},
        (date(2021, 6, 1), date(2019, 6, 1)): bad,
    }
    assert {days: ask_counting(store, *days) for days in expected} == expected
    assert {days: hold_on_disk(store, tmp_path, TimePoint(*days)) for days in expected} == expected
    on_days = {day: list_better(store, day) for day in (date(2021, 6, 1), date(2022, 6, 1), date(2023, 6, 1))}
    assert on_days == {date(2021, 6, 1): ["good|t"], date(2022, 6, 1): [], date(2023, 6, 1): ["good|u"]}
