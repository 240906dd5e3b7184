"""A party that is recorded as a person and that somebody holds shares in: its kind is in doubt, and answers say so."""

from collections.abc import Callable
from typing import Any

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import FactStatus, Relation

from ..graph.factories import TODAY, load, owns, person

Ask = Callable[..., Any]
HELD = [person("p"), owns("p", "c", 0.6), owns("q", "c", 0.4), person("q")]


def doubts(answer: Any) -> list[dict[str, Any]]:
    """Return the notes on parties whose kind is in doubt."""
    return [note for note in answer["meta"]["notes"] if note["code"] == "held_person"]


def test_a_beneficial_owner_that_is_held_itself_is_in_doubt(store: Store, ask: Ask) -> None:
    load(store, HELD)
    load(store, [person("p"), owns("h", "p", 0.7)], source="register")
    for address in ("/v1/parties/c/owners", "/v1/parties/c/controller", "/v1/parties/p"):
        (note,) = doubts(ask(address))
        assert "p 岚川朔禾 (p) is recorded as a person" in note["en"]
        assert "according to register: h 澜砚贸易 (h)" in note["en"]
        assert note["zh"].startswith("p 岚川朔禾 (p)被记为自然人，但据register有持有人：h 澜砚贸易 (h)")
        assert [record.partition("|")[0] for record in note["records"]] == ["register"]


def test_a_stated_controller_that_is_held_itself_is_in_doubt(store: Store, ask: Ask) -> None:
    load(store, [person("p"), Relation(start="p", end="c", kind="controls"), owns("h", "p", 0.7)])
    assert len(doubts(ask("/v1/parties/c/controller"))) == len(doubts(ask("/v1/parties/c/owners"))) == 1


def test_a_disputed_holding_puts_no_kind_in_doubt(store: Store, ask: Ask) -> None:
    load(store, [*HELD, owns("h", "p", 0.7, status=FactStatus.DISPUTED)])
    assert doubts(ask("/v1/parties/c/owners")) == []


def test_a_person_that_holds_and_is_not_held_is_in_no_doubt(store: Store, ask: Ask) -> None:
    load(store, HELD)
    for address in ("/v1/parties/c/owners", "/v1/parties/p", "/v1/parties/c"):
        assert doubts(ask(address)) == []


def test_what_is_held_of_a_person_controls_nothing_and_the_page_of_the_holder_says_why(store: Store, ask: Ask) -> None:
    load(store, [*HELD, owns("h", "p", 0.7), owns("g", "h", 0.9)])
    find_in_graph(store, TODAY, ["shared_phone"])
    for party, controlled in (("h", []), ("g", ["h"]), ("p", ["c"])):
        page = ask(f"/v1/parties/{party}", as_of=TODAY)
        assert [one["company"]["id"] for one in page["data"]["controls"]] == controlled
        assert len(doubts(page)) == (party != "g")
    assert len(doubts(ask("/v1/parties/h/lists/holdings"))) == 1
