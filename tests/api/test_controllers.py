"""Who controls a company: sums of votes, circles, statements and nominees."""

from collections.abc import Callable
from typing import Any

import pytest

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Holding, Item, Relation

from ..graph.factories import TODAY, load, owns, person

Ask = Callable[..., Any]
# C1a: P holds 80% of A, Q 40% of B, A 60% of B, B 20% of A
# C2a: A 60% B; A 40% C; B 20% C; B 21% D; C 30% D
CONTROL = [owns("a", "b", 0.6), owns("a", "c", 0.4), owns("b", "c", 0.2), owns("b", "d", 0.21), owns("c", "d", 0.3)]


def test_of_sources_that_name_different_controllers_one_counts_and_a_note_names_the_other(
    store: Store, ask: Ask
) -> None:
    load(store, [person("p"), Relation(start="p", end="c", kind="controls")], source="one")
    load(store, [person("q"), Relation(start="q", end="c", kind="controls")], source="two")
    answer = ask("/v1/parties/c/controller")
    assert [[member["id"] for member in one["members"]] for one in answer["data"]["controllers"]] == [["q"]]
    (note,) = answer["meta"]["notes"]
    assert note["code"] == "other_controller"
    assert note["en"].startswith("one names p 岚川朔禾 (p) as a controller of c")


@pytest.mark.parametrize("held", ["b", "c", "d"])
def test_control_adds_up_over_all_that_is_controlled(store: Store, ask: Ask, held: str) -> None:
    load(store, CONTROL)
    (controller,) = ask(f"/v1/parties/{held}/controller")["data"]["controllers"]
    assert [member["id"] for member in controller["members"]] == ["a"]
    assert controller["basis"] == "votes"


def test_the_chain_of_control_leads_up_to_the_controller(store: Store, ask: Ask) -> None:
    load(store, CONTROL)
    (controller,) = ask("/v1/parties/d/controller")["data"]["controllers"]
    links = {(link["holder"], link["company"]): link["votes"] for link in controller["chain"]}
    assert links == {("b", "d"): 0.21, ("c", "d"): 0.3, ("a", "c"): 0.4, ("b", "c"): 0.2, ("a", "b"): 0.6}
    assert controller["votes_in_company"] == pytest.approx(0.51)


def test_exactly_half_controls_nothing(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "c", 0.5), owns("b", "c", 0.5)])
    assert ask("/v1/parties/c/controller")["data"]["controllers"] == []


def test_two_halves_that_act_in_concert_control_together(store: Store, ask: Ask) -> None:
    concert: list[Item] = [
        owns("a", "c", 0.5),
        owns("b", "c", 0.5),
        Relation(start="a", end="b", kind="acts_in_concert"),
    ]
    load(store, concert)
    (controller,) = ask("/v1/parties/c/controller")["data"]["controllers"]
    assert [member["id"] for member in controller["members"]] == ["a", "b"]
    assert (controller["alone"], len(controller["circle"])) == (False, 1)


def test_a_stated_controller_is_named_as_stated(store: Store, ask: Ask) -> None:
    load(store, [person("p"), Relation(start="p", end="c", kind="controls"), owns("x", "c", 0.2)])
    (controller,) = ask("/v1/parties/c/controller")["data"]["controllers"]
    assert ([member["id"] for member in controller["members"]], controller["basis"]) == (["p"], "stated")
    assert [tie["properties"]["kind"] for tie in controller["stated"]] == ["controls"]


def test_a_stated_controller_without_a_holding_has_no_share(store: Store, ask: Ask) -> None:
    load(store, [person("p"), Relation(start="p", end="c", kind="controls"), owns("x", "c", 0.2)])
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (owner["share"], owner["share_max"], owner["rules"]) == (None, pytest.approx(0.8), ["control"])
    assert ask("/v1/parties/c/controller")["data"]["controllers"][0]["votes_in_company"] is None


def test_joint_controllers_are_answered_together_through_everything_below(store: Store, ask: Ask) -> None:
    stated = [Relation(start=one, end="x", kind="controls", controlled_share=0.4) for one in "pq"]
    load(store, [person("p"), person("q"), *stated, owns("p", "x", 0.25), owns("q", "x", 0.15), owns("x", "c", 0.6)])
    for held, votes, share in (("x", 0.4, 0.4), ("c", 0.6, None)):
        (controller,) = ask(f"/v1/parties/{held}/controller")["data"]["controllers"]
        assert [member["id"] for member in controller["members"]] == ["p", "q"]
        assert (controller["basis"], controller["alone"], len(controller["stated"])) == ("joint", False, 2)
        assert (controller["votes_in_company"], controller["stated_share"]) == (pytest.approx(votes), share)
    owners = ask("/v1/parties/c/owners")["data"]["owners"]
    assert {owner["party"]["id"]: owner["rules"] for owner in owners} == {"p": ["control"], "q": ["control"]}


def test_a_company_and_its_controllers_show_the_same_stated_share(store: Store, ask: Ask) -> None:
    stated = [
        Holding(start=one, end="x", kind="actual_controller", share=share) for one, share in (("p", 0.2), ("q", 0.3))
    ]
    load(store, [person("p"), person("q"), *stated])
    find_in_graph(store, TODAY, ["shared_phone"])
    (controller,) = ask("/v1/parties/x/controller")["data"]["controllers"]
    assert controller["stated_share"] == pytest.approx(0.5)
    for one in "pq":
        (held,) = ask(f"/v1/parties/{one}", as_of=TODAY)["data"]["controls"]
        assert held["stated_share"] == pytest.approx(0.5)


def test_sets_of_controllers_that_share_a_member_stay_two_sets(store: Store, ask: Ask) -> None:
    stated = [Relation(start=one, end=held, kind="controls") for one, held in ("px", "qx", "qy", "ry")]
    people = [person(name) for name in "pqr"]
    load(store, [*people, *stated, owns("x", "c", 0.3), owns("y", "c", 0.3)])
    assert ask("/v1/parties/c/controller")["data"]["controllers"] == []


@pytest.mark.parametrize("part", ["owners", "controller"])
@pytest.mark.parametrize("confidence", [0.75, 0.25])
def test_a_reported_nominee_is_named_with_his_principal(store: Store, ask: Ask, part: str, confidence: float) -> None:
    report = Relation(start="n", end="p", kind="nominee", confidence=confidence)
    load(store, [person("n"), person("p"), owns("n", "x", 0.9), owns("x", "c", 0.9), report])
    (note,) = ask(f"/v1/parties/c/{part}")["meta"]["notes"]
    assert note["en"].startswith("n 岚川朔禾 (n) is reported to be a nominee of p 岚川朔禾 (p), who may be the owner")
    assert note["en"].endswith(f"confidence {confidence:.0%}, source case")
    assert note["zh"].endswith(f"置信度{confidence:.0%}，来源case")
    assert (note["code"], note["records"]) == ("nominee", ["case|row 8"])


def test_a_nominee_of_another_company_is_not_noted(store: Store, ask: Ask) -> None:
    load(store, [person("n"), person("p"), owns("p", "c", 0.9), Relation(start="n", end="p", kind="nominee")])
    assert ask("/v1/parties/c/owners")["meta"]["notes"] == []


def test_many_reports_of_nominees_are_counted(store: Store, ask: Ask) -> None:
    held = [owns(f"n{number}", "c", 0.01) for number in range(12)]
    load(store, [*held, *(Relation(start=f"n{number}", end="p", kind="nominee") for number in range(12))])
    notes = ask("/v1/parties/c/owners")["meta"]["notes"]
    assert (len(notes), notes[-1]["code"]) == (12, "more_nominees")
    assert notes[-1]["en"] == "further reports of nominees among the holders, not listed: 2"


def test_the_tie_of_a_nominee_is_shown_though_he_needs_no_circle(store: Store, ask: Ask) -> None:
    load(store, [person("n"), person("p"), owns("n", "c", 0.9), Relation(start="n", end="p", kind="nominee")])
    (controller,) = ask("/v1/parties/c/controller")["data"]["controllers"]
    assert ([member["id"] for member in controller["members"]], controller["alone"]) == (["n"], True)
    assert [tie["record"] for tie in controller["circle"]] == ["case|row 6"]


def test_a_report_of_a_nominee_that_is_a_guess_makes_no_circle(store: Store, ask: Ask) -> None:
    guess = Relation(start="n", end="p", kind="nominee", confidence=0.25)
    load(store, [person("n"), person("p"), owns("n", "c", 0.4), owns("p", "c", 0.4), guess])
    assert ask("/v1/parties/c/controller")["data"]["controllers"] == []


def test_family_ties_are_followed_to_their_end(store: Store, ask: Ask) -> None:
    family = [Relation(start=one, end=other, kind="spouse") for one, other in ("pr", "rs", "sq")]
    load(store, [*map(person, "pqrs"), owns("p", "a", 0.3), owns("q", "a", 0.3), *family])
    find_in_graph(store, TODAY, ["shared_phone"])
    (controller,) = ask("/v1/parties/a/controller")["data"]["controllers"]
    members = [member["id"] for member in controller["members"]]
    derived = store.read("MATCH (one:Party)-[:CONTROLS]->(:Party {id: 'a'}) RETURN one.id AS id ORDER BY id")
    assert members == [row["id"] for row in derived]
    assert {*members} >= {"p", "q"}
    assert len(controller["circle"]) == 3


def test_a_company_that_acts_in_concert_and_has_an_owner_is_no_controller(store: Store, ask: Ask) -> None:
    concert = [Relation(start=one, end=other, kind="acts_in_concert") for one, other in ("pr", "rq")]
    held = [owns("p", "a", 0.3), owns("q", "a", 0.3), owns("s", "r", 1.0)]
    load(store, [*map(person, "pqs"), *held, *concert])
    (controller,) = ask("/v1/parties/a/controller")["data"]["controllers"]
    assert "r" not in {member["id"] for member in controller["members"]}


def test_the_page_of_a_spouse_names_who_is_named_on_the_page_of_the_company(store: Store, ask: Ask) -> None:
    spouses = [person("p"), person("q"), Relation(start="p", end="q", kind="spouse")]
    load(store, [*spouses, owns("p", "c", 0.6), owns("q", "c", 0.1)])
    find_in_graph(store, TODAY, ["shared_phone"])
    (controller,) = ask("/v1/parties/c/controller")["data"]["controllers"]
    for one in "pq":
        (held,) = ask(f"/v1/parties/{one}", as_of=TODAY)["data"]["controls"]
        assert [party["id"] for party in held["named"]] == [member["id"] for member in controller["members"]] == ["p"]
