"""Answers name what a limit left out of them, and nothing else."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from riskgraph.answers.access.graph_access import GraphAccess, open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.party import answer_party
from riskgraph.answers.party_lists import answer_party_list
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read import ties
from riskgraph.graph.read.party import things_as_known
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import Lawsuit, Participation

from ..graph.factories import TODAY, company, guarantees, load, loan, owns

NOW, THEN = TimePoint(TODAY), TimePoint(TODAY, TODAY)
ROWS = frozenset({Truncation.ROWS})
LOANS = [loan("a", 1e6 * number, defaulted_on=date(2023, 7, 1)) for number in range(1, 6)]
Question = Callable[[GraphAccess], Awaitable[Answer[Any]]]


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


