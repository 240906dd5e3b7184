"""What a better source has ended or disputes is not decided by a lesser one, and every page says so."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.control import answer_controllers
from riskgraph.answers.party.party import answer_party
from riskgraph.answers.paths import PathsQuestion, answer_paths
from riskgraph.graph.engine.store import Store
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Entry, FactStatus, Holding, Item, Relation

from ..graph.factories import company, owns, person
from ..graph.load.delivered import DAY, LAST, LATER, entry, load

Page = Callable[[str], Answer[Any]]
PARTIES = [entry(one.id, one) for one in (company("c"), company("d"), person("p"), person("q"))]
HALVES = [entry("p-c", owns("p", "c", 0.3)), entry("q-c", owns("q", "c", 0.3))]


@pytest.fixture
def control(store: Store) -> Page:
    """Return a function that asks who controls a company."""
    access = open_access(store.asynchronous, store)
    return lambda id_: store.submit(answer_controllers(access, id_, TimePoint(LAST))).result()


@pytest.fixture
def page(store: Store) -> Page:
    """Return a function that asks for the page of a party."""
    access = open_access(store.asynchronous, store)
    return lambda id_: store.submit(answer_party(access, id_, TimePoint(LAST))).result()


def deliver(store: Store, source: str, trust: float, *items: Item, day: date = DAY) -> None:
    rows = [entry(f"t{row}", item, day=day) for row, item in enumerate(items)]
    load(store, rows, day, source=source, trust=trust)


def spouses(left: str = "p", right: str = "q", **fields: Any) -> Relation:
    return Relation(start=left, end=right, kind="spouse", **fields)


def members(answer: Answer[Any]) -> list[list[str]]:
    return [[member.id for member in one.members] for one in answer.content.controllers]


def texts(answer: Answer[Any], code: str) -> list[str]:
    return [note.en for note in answer.notes if note.code == code]


def begin(store: Store, *rows: Entry) -> None:
    load(store, [*PARTIES, *rows], source="register")


def test_a_tie_that_the_better_source_disputes_makes_no_circle(store: Store, control: Page, page: Page) -> None:
    begin(store, *HALVES)
    deliver(store, "bad", 0.1, spouses())
    assert members(control("c")) == [["p", "q"]]
    deliver(store, "good", 0.9, spouses("q", "p", status=FactStatus.DISPUTED), day=LATER)
    answer = control("c")
    assert members(answer) == []
    for one in (answer, page("p"), page("q")):
        (text,) = texts(one, "tie_disputed_by_better")
        assert text.startswith("good disputes the marriage that bad states between p 岚川朔禾 (p) and q 岚川朔禾 (q)")
        assert texts(one, "disputed_tie") == []


def test_a_tie_that_the_better_source_ended_makes_no_circle(store: Store, control: Page, page: Page) -> None:
    begin(store, *HALVES)
    other = Relation(start="c", end="d", kind="acts_in_concert")
    deliver(store, "good", 0.9, spouses(), other)
    deliver(store, "bad", 0.1, spouses())
    load(store, [entry("t1", other, day=LATER)], LATER, source="good", trust=0.9)
    answer = control("c")
    assert members(answer) == []
    for one in (answer, page("p"), page("q")):
        assert "it had ended by 2024-02-01" in texts(one, "ended_tie")[0]
        assert "known since 2024-01-01" in texts(one, "ended_tie")[0]


def test_a_disputed_tie_of_the_only_source_is_noted(store: Store, control: Page) -> None:
    begin(store, *HALVES)
    deliver(store, "good", 0.9, spouses(status=FactStatus.DISPUTED))
    answer = control("c")
    assert (members(answer), len(texts(answer, "disputed_tie"))) == ([], 1)


@pytest.mark.parametrize(("day", "code"), [(DAY, "ended_holding"), (LAST, "holding_after_end")])
def test_a_holding_that_the_better_source_ended_does_not_return(
    store: Store, control: Page, page: Page, day: date, code: str
) -> None:
    begin(store)
    load(store, [entry("t0", owns("p", "c", 0.6)), entry("t1", owns("q", "d", 0.6))], source="good", trust=0.9)
    if day == DAY:
        deliver(store, "bad", 0.1, owns("p", "c", 0.7))
    load(store, [entry("t1", owns("q", "d", 0.6), day=LATER)], LATER, source="good", trust=0.9)
    if day == LAST:
        deliver(store, "bad", 0.1, owns("p", "c", 0.7), day=LAST)
    answer = control("c")
    assert members(answer) == []
    for one in (answer, page("p"), page("c")):
        (text,) = texts(one, code)
        assert "bad states 70.00% of c 澜砚贸易 (c) for p 岚川朔禾 (p)" in text
        assert "ended by 2024-02-01" in text


def test_a_stated_controller_that_the_better_source_ended_does_not_return(store: Store, control: Page) -> None:
    begin(store)
    states = [entry(f"t{n}", Relation(start="p", end=id_, kind="controls")) for n, id_ in enumerate("cd")]
    load(store, states, source="good", trust=0.9)
    load(store, states[:1], source="bad", trust=0.1)
    load(store, states[1:], LATER, source="good", trust=0.9)
    answer = control("c")
    assert (members(answer), len(texts(answer, "ended_controller"))) == ([], 1)


def test_holdings_that_differ_in_votes_alone_are_named_with_them(store: Store, control: Page) -> None:
    begin(store)
    deliver(store, "good", 0.9, Holding(start="p", end="c", share=0.6, voting_share=0.4))
    deliver(store, "bad", 0.1, Holding(start="p", end="c", share=0.6, voting_share=0.7))
    (text,) = texts(control("c"), "other_rights")
    assert "bad states 70.00% of the votes of c 澜砚贸易 (c) for p 岚川朔禾 (p)" in text
    assert "which states the same capital and 40.00% of the votes" in text


def test_a_path_along_a_tie_that_does_not_count_is_not_shown_and_noted(store: Store) -> None:
    begin(store)
    deliver(store, "bad", 0.1, spouses())
    deliver(store, "good", 0.9, spouses(status=FactStatus.DISPUTED))
    access = open_access(store.asynchronous, store)
    answer = store.submit(answer_paths(access, "p", "q", TimePoint(LAST), PathsQuestion())).result()
    assert [[tie.source for step in path.steps for tie in step] for path in answer.content.paths] == [["good"]]
    assert len(texts(answer, "tie_disputed_by_better")) == 1


def test_a_holding_that_a_better_source_disputes_counts_and_the_note_says_so(
    store: Store, control: Page, page: Page
) -> None:
    begin(store)
    deliver(store, "reg", 0.8, owns("p", "c", 0.6))
    deliver(store, "high", 0.95, owns("p", "c", 0.6, status=FactStatus.DISPUTED))
    answer = control("c")
    assert members(answer) == [["p"]]
    for one in (answer, page("p"), page("c")):
        (text,) = texts(one, "disputes_holding")
        assert text.startswith(
            "high disputes the 60.00% of c 澜砚贸易 (c) that reg states for p 岚川朔禾 (p); the statement of reg counts"
        )
        assert texts(one, "disputed_holding") == []


def test_a_dispute_concerns_no_holding_in_the_other_direction(store: Store, control: Page) -> None:
    begin(store)
    deliver(store, "reg", 0.8, owns("d", "c", 0.6))
    deliver(store, "high", 0.95, owns("c", "d", 0.6, status=FactStatus.DISPUTED))
    answer = control("d")
    assert (texts(answer, "disputes_holding"), len(texts(answer, "disputed_holding"))) == ([], 1)


def test_a_stated_controller_that_a_better_source_disputes_counts_and_the_note_says_so(
    store: Store, control: Page, page: Page
) -> None:
    begin(store)
    deliver(store, "reg", 0.8, Relation(start="p", end="c", kind="controls"))
    deliver(store, "high", 0.95, Relation(start="p", end="c", kind="controls", status=FactStatus.DISPUTED))
    answer = control("c")
    assert members(answer) == [["p"]]
    for one in (answer, page("p"), page("c")):
        (text,) = texts(one, "disputes_controller")
        assert text.startswith("high disputes that p 岚川朔禾 (p) is a controller of c 澜砚贸易 (c), as reg states;")
