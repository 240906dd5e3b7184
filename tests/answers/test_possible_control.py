"""A company whose controller is not known because of bands or unknown sizes does not read as if it had none."""

from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.control import answer_controllers
from riskgraph.answers.owners import answer_owners
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store
from riskgraph.graph.time_point import TimePoint
from riskgraph.models.ownership.regimes import RegimeId

from ..graph.factories import TODAY, load, owns, person


def ask(store: Store, about: str, id_: str) -> Answer[Any]:
    access, day = open_access(store.asynchronous, store), TimePoint(TODAY)
    if about == "controller":
        return store.submit(answer_controllers(access, id_, day)).result()
    if about == "owners":
        return store.submit(answer_owners(access, id_, day, RegimeId.CN_2024)).result()
    return store.submit(answer_party(access, id_, day)).result()


def texts(answer: Answer[Any], code: str) -> list[str]:
    return [note.en for note in answer.notes if note.code == code]


def test_a_holder_of_unknown_size_is_named_as_possible_on_every_page(store: Store) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", None), owns("q", "c", 0.3)])
    answer = ask(store, "controller", "c")
    assert answer.content.controllers == ()
    assert [[member.id for member in one.members] for one in answer.content.possible] == [["p"]]
    for one in (answer, ask(store, "owners", "c")):
        (text,) = texts(one, "controller_not_known")
        assert "p 岚川朔禾 (p) (at most 70.00%) may have more than half of its votes" in text
    (text,) = texts(ask(store, "party", "p"), "may_control")
    assert text.startswith(
        "p 岚川朔禾 (p) may control c 澜砚贸易 (c), by itself or through companies (at most 70.00% of the votes)"
    )
    assert texts(ask(store, "party", "q"), "may_control") == []


def test_who_may_stand_above_the_controller_is_named(store: Store) -> None:
    load(store, [person("p"), owns("p", "b", None, share_min=0.25, share_max=0.75), owns("b", "c", 0.9)])
    answer = ask(store, "controller", "c")
    assert [[member.id for member in one.members] for one in answer.content.controllers] == [["b"]]
    assert len(texts(answer, "other_controller_possible")) == 1


@pytest.mark.parametrize(("first", "second"), [(None, 0.6), (0.6, None)])
def test_a_party_may_control_through_companies(store: Store, first: float | None, second: float | None) -> None:
    load(store, [person("p"), owns("p", "b", first), owns("b", "c", second)])
    (text,) = texts(ask(store, "controller", "c"), "controller_not_known") or texts(
        ask(store, "controller", "c"), "other_controller_possible"
    )
    assert "p 岚川朔禾 (p)" in text
    found = texts(ask(store, "party", "p"), "may_control")
    assert any("may control c 澜砚贸易 (c), by itself or through companies" in one for one in found)


def test_more_companies_than_are_examined_have_a_note(store: Store) -> None:
    load(store, [person("p"), *(owns("p", f"c{number:02}", None) for number in range(11))])
    answer = ask(store, "party", "p")
    assert (len(texts(answer, "may_control")), len(texts(answer, "more_may_be_controlled"))) == (10, 1)


def test_exact_holdings_below_a_majority_have_no_such_note(store: Store) -> None:
    load(store, [person("p"), owns("p", "c", 0.5), owns("q", "c", 0.3)])
    answer = ask(store, "controller", "c")
    assert (answer.content.possible, [note.code for note in answer.notes]) == ((), ["no_controller_found"])


def test_a_person_below_who_is_held_is_examined_no_further(store: Store) -> None:
    load(store, [person("p"), owns("a", "b", None, share_max=0.6667), owns("b", "p", None, share_max=0.75)])
    (text,) = texts(ask(store, "party", "a"), "may_control")
    assert "may control b 澜砚贸易 (b)" in text
