"""Notes name parties as they were known on the day of knowledge, and say which persons among them were erased."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.owners import answer_owners
from riskgraph.answers.party.party import answer_party
from riskgraph.answers.paths import PathsQuestion, answer_paths
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.personal.keyed import ERASED
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Entry, FactStatus, Holding, Item, Party, PartyKind, Place
from riskgraph.models.ownership.regimes import RegimeId

DAY, LATER = date(2024, 1, 1), date(2024, 2, 1)
GHOST = f"{ERASED}:x"


def deliver(store: Store, day: date, items: Sequence[Item]) -> None:
    entries = [Entry(f"{day} {row}", Place("rows.csv", row), day, (item,)) for row, item in enumerate(items)]
    assert load_entries(store, f"register {day}", entries, day).rejected == 0


def party(id_: str, kind: PartyKind = PartyKind.COMPANY, name: str = "旧名") -> Party:
    return Party(id=id_, kind=kind, name=name)


def ask(store: Store, page: str, id_: str, as_known: date | None = DAY) -> Answer[Any]:
    access, day = open_access(store.asynchronous, store), TimePoint(LATER, as_known)
    if page == "owners":
        return store.submit(answer_owners(access, id_, day, RegimeId.CN_2024)).result()
    if page == "paths":
        return store.submit(answer_paths(access, id_, "h", day, PathsQuestion())).result()
    return store.submit(answer_party(access, id_, day)).result()


def find_note(answer: Answer[Any], code: str) -> str:
    (text,) = [note.en for note in answer.notes if note.code == code]
    return text


@pytest.mark.parametrize("page", ["owners", "party", "paths"])
def test_a_holding_that_does_not_count_has_the_names_of_the_day(store: Store, page: str) -> None:
    disputed = Holding(start="h", end="c", share=0.3, status=FactStatus.DISPUTED)
    deliver(store, DAY, [party("h"), party("c"), disputed])
    deliver(store, LATER, [party("h", name="新名"), party("c", name="新名")])
    for as_known, name in ((DAY, "旧名"), (None, "新名")):
        text = find_note(ask(store, page, "c", as_known), "disputed_holding")
        assert f"30.00% of {name} (c) for {name} (h)" in text


@pytest.mark.parametrize(("page", "id_"), [("owners", "c"), ("party", "p")])
def test_a_holder_of_a_person_has_the_name_of_the_day(store: Store, page: str, id_: str) -> None:
    ties = [Holding(start="p", end="c", share=0.6), Holding(start="h", end="p", share=0.3)]
    deliver(store, DAY, [party("h"), party("c"), party("p", PartyKind.PERSON), *ties])
    deliver(store, LATER, [party("h", name="新名")])
    assert "旧名 (h)" in find_note(ask(store, page, id_), "held_person")
    assert "新名 (h)" in find_note(ask(store, page, id_, None), "held_person")


@pytest.mark.parametrize("page", ["owners", "party"])
def test_an_erased_person_that_only_a_note_names_is_called_so(store: Store, page: str) -> None:
    disputed = Holding(start=GHOST, end="c", share=0.3, status=FactStatus.DISPUTED)
    deliver(store, DAY, [party("c"), party(GHOST, PartyKind.PERSON), disputed])
    assert GHOST in find_note(ask(store, page, "c", None), "person_erased")
