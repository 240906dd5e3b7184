"""Owners and controllers as known on a day have the kinds and names of that day, from the engine and from disk."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from riskgraph.answers import owners
from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.control import answer_controllers
from riskgraph.answers.fetch import as_known
from riskgraph.answers.network import answer_network
from riskgraph.answers.owners import OwnersOfCompany, answer_owners
from riskgraph.answers.paths import PathsQuestion, answer_paths
from riskgraph.errors import QueryTimeoutError, UsageError
from riskgraph.graph.engine.store import Store, Transaction
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.read.owners.owners import Owners
from riskgraph.graph.read.party.parties_as_known import read_descriptions
from riskgraph.graph.snapshot.held_graph import FOLDER
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import Entry, Holding, Item, Office, Party, PartyKind, Place
from riskgraph.models.ownership.regimes import RegimeId

BEFORE, DAY, LATER = date(2023, 1, 1), date(2024, 1, 1), date(2024, 2, 1)
COMPANY, PERSON = PartyKind.COMPANY, PartyKind.PERSON
WORLD: Sequence[tuple[str, Item]] = (
    ("a", Party(id="a", kind=COMPANY, name="甲样例有限公司")),
    ("b", Party(id="b", kind=COMPANY, name="乙样例有限公司")),
    ("p", Party(id="p", kind=PERSON, name="样例人")),
    ("b-a", Holding(start="b", end="a", share=0.8)),
    ("p-b", Holding(start="p", end="b", share=0.9)),
)


@pytest.fixture(params=["engine", "disk"])
def corrected(store: Store, request: pytest.FixtureRequest) -> Store:
    """Load a world; a month later its company b is called a person."""
    deliver(store, DAY, WORLD)
    deliver(store, LATER, [("b", Party(id="b", kind=PERSON, name="乙某"))])
    if request.param == "disk":
        take_snapshot(store, LATER, None, store.settings.data_dir / FOLDER)
    return store


def deliver(store: Store, day: date, items: Sequence[tuple[str, Item]]) -> None:
    entries = [Entry(name, Place("rows.csv", row), day, (item,)) for row, (name, item) in enumerate(items)]
    assert load_entries(store, "register", entries, day).rejected == 0


def ask(store: Store, party: str, as_known: date | None) -> OwnersOfCompany:
    return answer(store, party, as_known).content


def answer(store: Store, party: str, as_known: date | None) -> Answer[OwnersOfCompany]:
    access, day = open_access(store.asynchronous, store), TimePoint(LATER, as_known)
    return store.submit(answer_owners(access, party, day, RegimeId.CN_2024)).result()


def list_owners(store: Store, as_known: date | None) -> list[tuple[str, str | None]]:
    return [(owner.party.id, owner.party.name) for owner in ask(store, "a", as_known).owned.owners]


def test_a_corrected_kind_counts_from_the_day_on_which_it_was_known(corrected: Store) -> None:
    assert list_owners(corrected, DAY) == [("p", "样例人")]
    assert list_owners(corrected, LATER) == list_owners(corrected, None) == [("b", "乙某")]


def test_names_are_those_of_the_day_of_knowledge(corrected: Store) -> None:
    assert ask(corrected, "a", DAY).names["b"] == "乙样例有限公司"
    assert ask(corrected, "a", None).names["b"] == "乙某"


def test_a_party_that_was_known_as_a_company_has_owners(corrected: Store) -> None:
    assert ask(corrected, "b", DAY).party.name == "乙样例有限公司"
    with pytest.raises(UsageError, match="乙某 is a Person"):
        ask(corrected, "b", LATER)


def test_controllers_are_those_of_the_day_of_knowledge(corrected: Store) -> None:
    access = open_access(corrected.asynchronous, corrected)
    answer = corrected.submit(answer_controllers(access, "a", TimePoint(LATER, DAY))).result()
    members = [member for controller in answer.content.controllers for member in controller.members]
    assert [(member.id, member.kind) for member in members] == [("p", "Person")]


def test_a_party_that_was_not_described_yet_has_its_present_name(store: Store) -> None:
    deliver(store, DAY, [row for row in WORLD if "-" not in row[0]])
    deliver(store, BEFORE, [row for row in WORLD if "-" in row[0]])
    assert list_owners(store, BEFORE) == [("p", "样例人")]


def test_senior_officers_have_the_names_of_the_day_of_knowledge(store: Store) -> None:
    office = Office(start="p", end="a", role="legal_representative")
    deliver(store, DAY, [WORLD[0], WORLD[2], ("office", office)])
    deliver(store, LATER, [("p", Party(id="p", kind=PERSON, name="新样例人"))])
    assert [step.other.name for step in ask(store, "a", DAY).senior_officers] == ["样例人"]


def test_nodes_of_networks_and_paths_have_the_kinds_and_names_of_the_day_of_knowledge(corrected: Store) -> None:
    access = open_access(corrected.asynchronous, corrected)
    for known_on, expected in ((DAY, ("Company", "乙样例有限公司")), (None, ("Person", "乙某"))):
        day = TimePoint(LATER, known_on)
        network = corrected.submit(answer_network(access, "p", day, ("OWNS",), 2, None)).result().content
        between = corrected.submit(answer_paths(access, "p", "a", day, PathsQuestion())).result().content
        ends = corrected.submit(answer_paths(access, "b", "a", day, PathsQuestion())).result().content
        nodes = [*network.nodes.values(), *(node for path in between.paths for node in path.nodes), ends.start]
        assert [(node.kind, node.name) for node in nodes if node.id == "b"] == [expected] * 3


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the parties whose descriptions are read, one at a time; after the first the time is up."""
    noted: list[str] = []

    async def read_once(transaction: Transaction, ids: Sequence[str], time_point: TimePoint) -> Any:
        noted.extend(ids)
        if len(noted) > 1:
            raise QueryTimeoutError("the time is up")
        return await read_descriptions(transaction, ids, time_point)

    monkeypatch.setattr(as_known, "PARTIES_AT_ONCE", 1)
    monkeypatch.setattr(as_known, "read_descriptions", read_once)
    return noted


def test_owners_are_kept_when_the_time_ends_in_what_was_known(corrected: Store, asked: list[str]) -> None:
    found = answer(corrected, "a", DAY)
    assert (found.cuts, [*found.content.names]) == (frozenset({Truncation.TIME}), ["a", "b"])
    assert asked[:2] == ["a", "b"]


def test_no_party_is_asked_for_twice(corrected: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []

    async def read_and_note(transaction: Transaction, ids: Sequence[str], time_point: TimePoint) -> Any:
        noted.extend(ids)
        return await read_descriptions(transaction, ids, time_point)

    monkeypatch.setattr(as_known, "read_descriptions", read_and_note)
    assert list_owners(corrected, DAY) == [("p", "样例人")]
    assert noted == ["a", "b", "p"]


def test_the_first_search_is_kept_when_no_time_is_left_for_another(
    corrected: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = owners.fetch_above

    async def search_and_use_up(*given: Any) -> Owners:
        try:
            return await search(*given)
        finally:
            given[-1].left_s = 0.0

    monkeypatch.setattr(owners, "fetch_above", search_and_use_up)
    found = answer(corrected, "a", DAY)
    assert (found.cuts, found.content.owned.not_read) == (frozenset({Truncation.TIME}), ("b",))
    assert found.content.names["b"] == "乙样例有限公司"
