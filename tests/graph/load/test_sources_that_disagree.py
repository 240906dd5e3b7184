"""Of sources that contradict each other one counts, on each day and as known on each day."""

from datetime import date
from pathlib import Path

import numpy as np

from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.read.party.superseded import Superseded, read_superseded
from riskgraph.graph.snapshot.base import hold_base
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.snapshot.tie_index import HeldTies
from riskgraph.graph.time_point import HOLDS, TimePoint
from riskgraph.ingest.records import (
    Entry,
    FactStatus,
    Holding,
    Party,
    PartyKind,
    Relation,
)

from ..factories import company
from .delivered import DAY, LATER, entry, everything, load, world


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
            "name": "a 澜砚贸易", "address": "1号", "phone": "1", "names": ["a 澜砚贸易", "冒名"],
            "source": "good",
        }  # fmt: skip
        assert expected in (None, party)
        expected = party


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
        (date(2022, 6, 1), None): set(),
        (date(2023, 6, 1), None): {("good", 0.45)},
        (date(2023, 6, 1), date(2023, 6, 1)): set(),
        (date(2021, 6, 1), date(2023, 6, 1)): {("good", 0.4)},
        (date(2021, 6, 1), date(2019, 6, 1)): bad,
    }
    assert {days: ask_counting(store, *days) for days in expected} == expected
    assert {days: hold_on_disk(store, tmp_path, TimePoint(*days)) for days in expected} == expected
    on_days = {day: list_better(store, day) for day in (date(2021, 6, 1), date(2022, 6, 1), date(2023, 6, 1))}
    assert on_days == {date(2021, 6, 1): ["good|t"], date(2022, 6, 1): ["good|t"], date(2023, 6, 1): ["good|u"]}
