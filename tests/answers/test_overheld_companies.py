"""The page of a holder names the companies of which more than a whole is held, and reads the holders of no others."""

from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.read.owners import overheld, owners
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import Item

from ..graph.factories import TODAY, load, owns

HUB: list[Item] = [owns("p", "hub", 0.02), *(owns(f"h{number}", "hub", 0.3) for number in range(4))]


def ask(store: Store, party: str = "p") -> Answer[Any]:
    access = open_access(store.asynchronous, store)
    return store.submit(answer_party(access, party, TimePoint(TODAY))).result()


def sums(answer: Answer[Any]) -> list[str]:
    return [note.en for note in answer.notes if note.code in ("shares_above_one", "votes_above_one")]


def test_all_holders_of_a_hub_are_summed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "FIRST", 2)
    load(store, HUB)
    answer = ask(store)
    assert "add up to 122.00%" in sums(answer)[0]
    assert answer.cuts == frozenset()


def test_a_hub_with_more_holders_than_are_read_is_a_cut(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "FIRST", 2)
    load(store, HUB)
    with open_store(store.settings.model_copy(update={"max_owner_nodes": 3})) as small:
        answer = ask(small)
    assert (sums(answer), answer.cuts) == ([], frozenset({Truncation.HOLDERS}))


def test_holders_of_a_company_with_a_whole_are_not_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        pytest.fail("holders were read")

    monkeypatch.setattr(overheld, "read_holdings", fail)
    load(store, [owns("p", "c", 0.4), owns("q", "c", 0.6)], source="one")
    load(store, [owns("q", "c", 0.6)], source="two")
    assert sums(ask(store)) == []


def test_reported_votes_above_a_whole_are_named(store: Store) -> None:
    load(store, [owns("p", "c", 0.4, voting_share=0.6), owns("q", "c", 0.6, voting_share=0.7)])
    load(store, [owns("q", "c", 0.6)], source="capital")
    assert "the votes of c 澜砚贸易 (c) as case report them add up to 130.00%" in sums(ask(store))[0]


def test_more_companies_than_are_read_at_once_are_all_checked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overheld, "NODES_AT_ONCE", 1)
    load(store, [tie for company in "abc" for tie in (owns("p", company, 0.7), owns("q", company, 0.7))])
    assert len(sums(ask(store))) == 3
