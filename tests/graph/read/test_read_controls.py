"""What a party controls, as it was derived for a day: how many votes, on what it rests, and what is not known."""

from datetime import date

import pytest

from riskgraph.answers.notes.ownership.derived_control import explain_controls
from riskgraph.answers.notes.rules import explain_age_of_runs
from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.party import party as page
from riskgraph.graph.read.party.controlled_companies import ControlledView
from riskgraph.graph.read.party.party import PartyView, read_party
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import Item, Relation
from riskgraph.models.control.controlled import describe_controlled

from ..factories import TODAY, load, owns, person

LAST_YEAR = date(2022, 12, 31)
CHAIN = [person("p"), owns("p", "a", 0.6), owns("a", "b", 0.7)]


def derive(store: Store, items: list[Item], as_of: date = TODAY) -> None:
    """Load a case and derive control as `riskgraph find` does; the one rule finds nothing in it."""
    load(store, items)
    find_in_graph(store, as_of, ["shared_phone"])


def read(store: Store, party: str, as_of: date = TODAY, as_known: date | None = None) -> PartyView:
    """Read the page of a party."""
    return store.transact(lambda tx: read_party(tx, party, TimePoint(as_of, as_known), 50))


def list_controls(controls: tuple[ControlledView, ...]) -> list[tuple[str, float | None, str, bool]]:
    """Return of each company its id, the votes, what control rests on, and whether it is held alone."""
    described = map(describe_controlled, controls)
    return [(item.company.id, item.votes, item.basis, item.alone) for item in described]


def test_companies_are_controlled_through_others(store: Store) -> None:
    derive(store, CHAIN)
    controls = read(store, "p").controls
    assert list_controls(controls) == [("a", 0.6, "votes", True), ("b", 0.7, "votes", True)]
    assert [len(item.records) for item in controls] == [1, 2]
    assert {item.as_of for item in controls} == {TODAY}


def test_the_votes_of_a_circle_count_together_where_it_is_needed(store: Store) -> None:
    circle = [person("p"), person("q"), Relation(start="p", end="q", kind="spouse", confidence=0.9)]
    derive(store, [*circle, owns("p", "a", 0.3), owns("q", "a", 0.25), owns("p", "b", 0.6), owns("q", "b", 0.1)])
    controls = read(store, "p").controls
    assert list_controls(controls) == [("a", 0.55, "votes", False), ("b", 0.6, "votes", True)]
    assert [item.through for item in controls] == [("spouse 0.9",), ()]


def test_what_is_held_through_the_circle_alone_counts_only_with_it(store: Store) -> None:
    circle = [person("p"), person("q"), Relation(start="p", end="q", kind="spouse")]
    joint = [owns("p", "joint", 0.3), owns("q", "joint", 0.3), owns("joint", "below", 0.2), owns("p", "below", 0.6)]
    derive(store, [*circle, *joint])
    assert list_controls(read(store, "p").controls) == [("below", 0.6, "votes", True), ("joint", 0.6, "votes", False)]


def test_control_by_a_word_has_no_votes(store: Store) -> None:
    derive(store, [person("p"), Relation(start="p", end="a", kind="controls")])
    assert list_controls(read(store, "p").controls) == [("a", None, "stated", True)]


def test_joint_controllers_control_what_lies_below_and_name_each_other(store: Store) -> None:
    stated = [Relation(start=one, end="a", kind="controls", controlled_share=0.4) for one in "pq"]
    derive(store, [person("p"), person("q"), *stated, owns("a", "b", 0.6)])
    for party, mate in ("pq", "qp"):
        controls = [describe_controlled(item) for item in read(store, party).controls]
        assert list_controls(read(store, party).controls) == [("a", None, "joint", False), ("b", 0.6, "joint", False)]
        assert [[other.id for other in item.jointly_with] for item in controls] == [[mate], [mate]]
        assert [item.stated_share for item in controls] == [0.4, None]
    assert [other.name for other in read(store, "p").controls[0].jointly_with] == ["q 岚川朔禾"]


def test_derived_control_keeps_the_votes_it_was_derived_from_and_says_that_it_has_aged(store: Store) -> None:
    derive(store, [person("p"), owns("p", "a", 0.65)])
    before = read(store, "p")
    load(store, [person("p"), owns("p", "a", 0.2)])
    after = read(store, "p")
    assert list_controls(before.controls) == list_controls(after.controls) == [("a", 0.65, "votes", True)]
    changes = (after.controls_change, after.graph_change)
    assert [note.code for note in explain_controls(after.controls_as_of, TimePoint(TODAY), *changes)] == [
        "control_older_than_graph"
    ]
    find_in_graph(store, TODAY, ["shared_phone"])
    again = read(store, "p")
    assert (again.controls, again.controls_change) == ((), again.graph_change)


def test_rules_that_ran_before_the_last_change_are_said_to(store: Store) -> None:
    derive(store, [person("p"), owns("p", "a", 0.65)])
    fresh = read(store, "p")
    assert explain_age_of_runs(fresh.rules_ran_for, TimePoint(TODAY), fresh.rules_change, fresh.graph_change) == []
    load(store, [person("q")], source="other")
    aged = read(store, "p")
    (note,) = explain_age_of_runs(aged.rules_ran_for, TimePoint(TODAY), aged.rules_change, aged.graph_change)
    assert (note.code, "since then: 1" in note.en) == ("findings_older_than_graph", True)
    find_in_graph(store, TODAY, ["shared_phone"])
    assert read(store, "p").rules_change == aged.graph_change


def test_a_holding_that_two_sources_tell_counts_once(store: Store) -> None:
    load(store, CHAIN, source="other")
    derive(store, CHAIN)
    assert list_controls(read(store, "a").controls) == [("b", 0.7, "votes", True)]


def test_control_of_another_day_is_not_shown(store: Store) -> None:
    derive(store, CHAIN)
    page_then = read(store, "p", LAST_YEAR)
    assert (page_then.controls, page_then.controls_as_of) == ((), TODAY)
    find_in_graph(store, LAST_YEAR, ["shared_phone"])
    assert read(store, "p").controls == ()
    assert {item.as_of for item in read(store, "p", LAST_YEAR).controls} == {LAST_YEAR}


def test_control_is_not_shown_as_it_was_known(store: Store) -> None:
    derive(store, CHAIN)
    assert read(store, "p", as_known=TODAY).controls == ()


def test_who_controls_nothing_is_told_from_control_that_nobody_derived(store: Store) -> None:
    load(store, [person("p")])
    assert read(store, "p").controls_as_of is None
    find_in_graph(store, TODAY, ["shared_phone"])
    assert read(store, "p").controls_as_of == TODAY


@pytest.mark.parametrize(
    ("day", "time_point", "parts"),
    [
        (TODAY, TimePoint(TODAY), []),
        (None, TimePoint(TODAY), ["not derived for 2023-12-31: `riskgraph find", "未按2023-12-31推算控制关系"]),
        (LAST_YEAR, TimePoint(TODAY), ["for 2023-12-31; the last was 2022-12-31: ", "，最近按2022-12-31推算"]),
        (TODAY, TimePoint(TODAY, LAST_YEAR), ["not on 2022-12-31", "不按2022-12-31所知"]),
    ],
)
def test_it_says_why_control_is_not_shown(day: date | None, time_point: TimePoint, parts: list[str]) -> None:
    notes = explain_controls(day, time_point)
    assert len(notes) == (1 if parts else 0)
    assert [part for part in parts if part not in str(notes)] == []


def test_a_long_list_is_cut_and_the_page_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "SHOWN", 2)
    derive(store, [person("p"), *(owns("p", name) for name in "abc")])
    shown = read(store, "p")
    assert ([item.company.id for item in shown.controls], shown.cuts) == (["a", "b"], {Truncation.ROWS})
