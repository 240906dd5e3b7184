"""Answers name what a limit left out of them, and nothing else; long computations leave the event loop free."""

import threading
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from riskgraph.answers import control, owners, paths
from riskgraph.answers.access.graph_access import GraphAccess, open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.control import answer_controllers
from riskgraph.answers.fetch import persons_with_holders, superseded
from riskgraph.answers.owners import answer_owners
from riskgraph.answers.party.lists import answer_party_list, write_place
from riskgraph.answers.party.party import answer_party
from riskgraph.answers.paths import PathsQuestion, answer_paths
from riskgraph.errors import QueryTimeoutError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read import ties
from riskgraph.graph.read.party import things_as_known
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import FactStatus, Lawsuit, Participation, Relation
from riskgraph.models.ownership.regimes import RegimeId

from ..graph.factories import TODAY, company, guarantees, load, loan, owns, person

NOW, THEN = TimePoint(TODAY), TimePoint(TODAY, TODAY)
ROWS = frozenset({Truncation.ROWS})
LOANS = [loan("a", 1e6 * number, defaulted_on=date(2023, 7, 1)) for number in range(1, 6)]
Question = Callable[[GraphAccess], Awaitable[Answer[Any]]]
QUESTIONS: list[Question] = [
    lambda access: answer_owners(access, "c", NOW, RegimeId.CN_2024),
    lambda access: answer_controllers(access, "c", NOW),
]


def ask(store: Store, question: Question) -> Answer[Any]:
    """Ask a question of the graph of the test."""
    access = open_access(store.asynchronous, store)

    async def answer() -> Answer[Any]:
        return await question(access)

    return store.submit(answer()).result()


def test_versions_that_were_not_read_are_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(things_as_known, "MOST", 3)
    load(store, [company("a"), *LOANS])
    assert ask(store, lambda access: answer_party(access, "a", THEN)).cuts == ROWS
    assert ask(store, lambda access: answer_party(access, "a", THEN, whole=True)).cuts == ROWS
    assert ask(store, lambda access: answer_party_list(access, "a", "facilities", THEN, None, 10)).cuts == ROWS


def test_cases_that_were_not_read_are_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(things_as_known, "MOST_CASES", 2)
    cases = [Lawsuit(id=f"c{number}", kind="lawsuit") for number in range(4)]
    load(store, [*cases, *(Participation(start="a", end=case.id, role="defendant") for case in cases)])
    assert ask(store, lambda access: answer_party(access, "a", THEN)).cuts == ROWS
    assert ask(store, lambda access: answer_party_list(access, "a", "lawsuits", THEN, None, 10)).cuts == ROWS


def test_a_counterparty_whose_loans_were_not_all_read_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, [guarantees("g", "a"), guarantees("g", "b"), loan("b"), *LOANS])
    monkeypatch.setattr(things_as_known, "MOST", 6)
    page = ask(store, lambda access: answer_party(access, "g", THEN))
    assert ({*page.content.in_default}, page.cuts) == ({"a"}, frozenset())
    monkeypatch.setattr(things_as_known, "MOST", 3)
    assert ask(store, lambda access: answer_party(access, "g", THEN)).cuts == ROWS


def test_lists_read_to_their_ends_are_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, [owns("a", f"c{number}") for number in range(8)])
    monkeypatch.setattr(ties, "MOST_ROWS", 5)
    assert ask(store, lambda access: answer_party(access, "a", NOW)).cuts == ROWS
    page = ask(store, lambda access: answer_party(access, "a", NOW, whole=True))
    assert ([len(facts) for facts in page.content.view.facts.values()], page.cuts) == ([8], frozenset())


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_kept_when_the_time_ends_in_what_does_not_count(
    store: Store, monkeypatch: pytest.MonkeyPatch, question: Question
) -> None:
    async def time_out(*_: object) -> None:
        raise QueryTimeoutError("the time is up")

    load(store, [person("p"), owns("p", "c", 0.8)])
    monkeypatch.setattr(superseded, "read_superseded", time_out)
    answer = ask(store, question)
    assert (len(answer.content.controllers), answer.cuts) == (1, frozenset({Truncation.TIME}))


def test_paths_keep_what_they_proved_when_the_time_ends_in_what_does_not_count(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def time_out(*_: object) -> None:
        raise QueryTimeoutError("the time is up")

    load(store, [company("a"), company("b")])
    monkeypatch.setattr(paths, "read_superseded_between", time_out)
    answer = ask(store, lambda access: answer_paths(access, "a", "b", NOW, PathsQuestion()))
    assert (answer.cuts, [note.code for note in answer.notes]) == ({Truncation.TIME}, ["paths_none_exist", "cut_time"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_of_holdings_that_do_not_count_ten_are_listed(store: Store, question: Question) -> None:
    held = [person("p"), *(owns("p", f"h{number}", 0.9) for number in range(12))]
    held += [owns(f"h{number}", "c", 0.05) for number in range(12)]
    load(store, held, "one")
    load(store, [person("p"), *(owns("p", f"h{number}", 0.4) for number in range(12))], "two")
    codes = [note.code for note in ask(store, question).notes]
    assert (codes.count("other_holding"), codes.count("more_superseded")) == (10, 1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_of_persons_with_holders_ten_are_listed(
    store: Store, monkeypatch: pytest.MonkeyPatch, question: Question
) -> None:
    monkeypatch.setattr(persons_with_holders, "NODES_AT_ONCE", 4)
    joint = [Relation(start=f"p{number}", end="c", kind="controls") for number in range(16)]
    held = [owns("h", f"p{number}", 0.1) for number in range(16)]
    load(store, [*(person(f"p{number}") for number in range(16)), *joint, *held])
    codes = [note.code for note in ask(store, question).notes]
    assert (codes.count("held_person"), codes.count("more_held_persons")) == (10, 1)


def test_what_a_party_holds_is_named_beside_what_is_held_of_it(store: Store) -> None:
    disputed = {"status": FactStatus.DISPUTED}
    load(store, [*(owns(f"h{number}", "c", 0.05, **disputed) for number in range(12)), owns("c", "x", 0.3, **disputed)])
    notes = ask(store, lambda access: answer_party(access, "c", NOW)).notes
    assert any("30.00% of x" in note.en for note in notes)


def test_only_the_first_page_of_a_list_names_what_does_not_count(store: Store) -> None:
    load(
        store, [*(owns("a", f"c{number}", 0.1) for number in range(3)), owns("a", "x", 0.3, status=FactStatus.DISPUTED)]
    )
    first = ask(store, lambda access: answer_party_list(access, "a", "holdings", NOW, None, 2))
    place = write_place(first.content.last)
    second = ask(store, lambda access: answer_party_list(access, "a", "holdings", NOW, place, 2))
    assert ["disputed_holding" in {note.code for note in page.notes} for page in (first, second)] == [True, False]


@pytest.mark.parametrize("question", QUESTIONS)
def test_owners_and_controllers_are_computed_beside_the_event_loop(
    store: Store, monkeypatch: pytest.MonkeyPatch, question: Question
) -> None:
    used = set[int]()

    def note_thread(work: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: object) -> Any:
            used.add(threading.get_ident())
            return work(*given)

        return noted

    async def find_loop() -> int:
        return threading.get_ident()

    for module, names in ((owners, ("find_controllers", "find_owners", "explain_ownership")),
                          (control, ("find_controllers", "explain_ownership"))):  # fmt: skip
        for name in names:
            monkeypatch.setattr(module, name, note_thread(getattr(module, name)))
    load(store, [person("p"), owns("p", "c", 0.8)])
    ask(store, question)
    assert used
    assert store.submit(find_loop()).result() not in used
