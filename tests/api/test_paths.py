"""How two parties are connected, over HTTP."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.answers.notes.paths import FOLLOWED
from riskgraph.graph.engine.store import Store
from riskgraph.graph.schema.graph_model import relationship_types
from riskgraph.ingest.records import Document, Item, Lending, Mention, Relation

from ..graph.factories import company, guarantees, load, loan, owns, person, public_body

Ask = Callable[..., Any]
ENDS = {"from": "a", "to": "b"}


def node_lists(answer: Any) -> list[list[str]]:
    """Return the ids along each path."""
    return [[node["id"] for node in path["nodes"]] for path in answer["data"]["paths"]]


def test_paths_run_against_the_direction_of_ties_too(store: Store, ask: Ask) -> None:
    load(store, [owns("p", "a"), owns("p", "b")])
    answer = ask("/v1/paths", **{"from": "a", "to": "b"})
    assert node_lists(answer) == [["a", "p", "b"]]
    assert [step[0]["type"] for step in answer["data"]["paths"][0]["steps"]] == ["OWNS", "OWNS"]


def test_the_surest_of_equally_short_paths_comes_first(store: Store, ask: Ask) -> None:
    doubtful = Relation(start="a", end="x", kind="same_phone", confidence=0.4)
    load(store, [doubtful, owns("x", "b"), owns("a", "y"), owns("y", "b")])
    answer = ask("/v1/paths", **{"from": "a", "to": "b"})
    assert node_lists(answer) == [["a", "y", "b"], ["a", "x", "b"]]
    assert [path["confidence"] for path in answer["data"]["paths"]] == [1.0, 0.4]


def test_a_shorter_path_comes_before_a_longer_one(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "x"), owns("x", "b"), guarantees("a", "b")])
    assert node_lists(ask("/v1/paths", **{"from": "a", "to": "b"}))[0] == ["a", "b"]


def test_several_ties_between_two_parties_are_one_step(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b"), guarantees("a", "b", confidence=0.5), guarantees("b", "a")])
    (path,) = ask("/v1/paths", **{"from": "a", "to": "b"})["data"]["paths"]
    assert sorted(tie["type"] for tie in path["steps"][0]) == ["GUARANTEES", "GUARANTEES", "OWNS"]


def test_a_path_longer_than_asked_is_not_found(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b"), owns("b", "c"), owns("c", "d"), owns("d", "e")])
    found = [node_lists(ask("/v1/paths", **{"from": "a", "to": "e", "max_hops": hops})) for hops in (3, 4)]
    assert found == [[], [["a", "b", "c", "d", "e"]]]


def test_a_ring_is_walked_both_ways_and_no_node_twice(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b"), owns("b", "c"), owns("c", "d"), owns("d", "a")])
    assert sorted(node_lists(ask("/v1/paths", **{"from": "a", "to": "c"}))) == [["a", "b", "c"], ["a", "d", "c"]]


def test_a_path_through_a_hub_is_found_and_incomplete(store: Store, ask: Ask) -> None:
    load(
        store, [owns("a", "hub"), owns("hub", "b", 0.9), *(owns("hub", f"firm {number}", 0.1) for number in range(80))]
    )
    answer = ask("/v1/paths", **{"from": "a", "to": "b"})
    assert node_lists(answer) == [["a", "hub", "b"]]
    assert answer["meta"]["cut_by"] == ["neighbours", "hops"]


def test_more_paths_than_asked_for_are_cut(store: Store, ask: Ask) -> None:
    load(store, [tie for name in "uvwxyz" for tie in (owns("a", name), owns(name, "b", 0.1))])
    answer = ask("/v1/paths", **{"from": "a", "to": "b", "limit": 2})
    assert (len(answer["data"]["paths"]), answer["meta"]["cut_by"]) == (2, ["limit"])


def test_pages_of_paths_follow_each_other_without_gap(store: Store, ask: Ask) -> None:
    load(store, [tie for name in "uvwxyz" for tie in (owns("a", name), owns(name, "b", 0.1))])
    seen, after = [], {}
    while True:
        page = ask("/v1/paths", **ENDS, limit=4, **after)
        seen += [nodes[1] for nodes in node_lists(page)]
        assert page["meta"]["complete"] is (page["next"] is None)
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == [*"uvwxyz"]


def test_a_cursor_that_was_not_given_out_is_refused(store: Store, client: TestClient) -> None:
    load(store, [owns("a", "b")])
    for word in ("nonsense", "WzEsMl0", "W10", "%%%"):
        assert client.get("/v1/paths", params={**ENDS, "after": word}).status_code == 422


def codes_of(answer: Any) -> list[str]:
    """Return the codes of the notes of an answer."""
    return [note["code"] for note in answer["meta"]["notes"]]


CHAIN = [owns("a", "x"), owns("x", "y"), owns("y", "z"), owns("z", "v"), owns("v", "b")]


@pytest.mark.parametrize("more", [{}, {"shortest": True}])
def test_a_search_that_ended_at_its_hops_is_not_complete(store: Store, ask: Ask, more: dict[str, object]) -> None:
    load(store, CHAIN)
    answer = ask("/v1/paths", **ENDS, **more)
    assert (node_lists(answer), answer["meta"]["complete"], answer["meta"]["cut_by"]) == ([], False, ["hops"])
    assert codes_of(answer) == ["paths_within_hops"]
    assert len(node_lists(ask("/v1/paths", **ENDS, **more, max_hops=5))) == 1


def test_longer_paths_than_those_found_may_exist(store: Store, ask: Ask) -> None:
    load(store, [*CHAIN, owns("a", "b")])
    answer = ask("/v1/paths", **ENDS)
    assert (node_lists(answer), answer["meta"]["cut_by"]) == ([["a", "b"]], ["hops"])
    shortest = ask("/v1/paths", **ENDS, shortest=True)
    assert (node_lists(shortest), shortest["meta"]["complete"]) == ([["a", "b"]], True)
    assert codes_of(shortest) == ["paths_only_shortest"]


def test_paths_of_a_search_that_a_limit_cut_are_not_called_the_shortest(
    store: Store, make_client: Callable[..., TestClient]
) -> None:
    load(store, [owns("a", "x", 0.9), owns("x", "b", 0.9), owns("a", "b", 0.1)])
    answer = make_client(max_neighbours=1).get("/v1/paths", params={**ENDS, "shortest": True}).json()
    assert (len(node_lists(answer)), answer["meta"]["cut_by"]) == (1, ["neighbours"])
    assert codes_of(answer) == ["cut_neighbours"]


def test_a_search_that_read_everything_is_complete(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "x"), owns("x", "b"), owns("x", "y")])
    answer = ask("/v1/paths", **ENDS)
    assert (node_lists(answer), answer["meta"]["complete"], codes_of(answer)) == ([["a", "x", "b"]], True, [])


def test_what_was_read_whole_can_hold_longer_paths_than_asked_for(store: Store, ask: Ask) -> None:
    load(store, [*CHAIN, owns("a", "v"), owns("y", "a"), owns("z", "b")])
    answer = ask("/v1/paths", **ENDS, max_hops=4)
    assert answer["meta"]["cut_by"] == ["hops"]
    whole = ask("/v1/paths", **ENDS, max_hops=5)
    assert (len(node_lists(whole)) > len(node_lists(answer)), whole["meta"]["complete"]) == (True, True)


@pytest.mark.parametrize("more", [{}, {"shortest": True}])
def test_that_no_path_exists_is_proven_by_what_either_end_is_connected_with(
    store: Store, ask: Ask, more: dict[str, object]
) -> None:
    load(store, [owns("a", "x"), *(owns("b", f"firm {number}", 0.1) for number in range(9)), *CHAIN[2:4]])
    answer = ask("/v1/paths", **ENDS, **more)
    assert (node_lists(answer), answer["meta"]["complete"]) == ([], True)
    assert codes_of(answer) == ["paths_none_exist"]


def test_a_proof_says_what_was_followed_and_that_loans_were_not(store: Store, ask: Ask) -> None:
    load(store, [company("a"), company("b"), loan("b", lender="a")])
    (note,) = ask("/v1/paths", **ENDS)["meta"]["notes"]
    assert (
        "along ownership, offices, relations, guarantees, supply, lending, payments, pledges, cases and" in note["en"]
    )
    assert note["en"].endswith("the loans on the page of a party are not followed")
    assert "由持股、任职、关联关系、担保、" in note["zh"]
    assert note["zh"].endswith("主体页面所列贷款不在搜索之列")
    (note,) = ask("/v1/paths", **ENDS, types="OWNS")["meta"]["notes"]
    assert ("along ownership exists" in note["en"], "由持股构成" in note["zh"]) == (True, True)


def test_every_type_that_is_followed_has_words() -> None:
    assert FOLLOWED.keys() == relationship_types().keys()


def test_a_proof_is_one_by_the_types_and_days_asked_for(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "x", valid_from=date(2022, 1, 1)), guarantees("x", "b")])
    for asked, is_found in (({}, True), ({"types": "OWNS"}, False), ({"as_of": "2021-12-31"}, False)):
        answer = ask("/v1/paths", **ENDS, **asked)
        assert (bool(node_lists(answer)), answer["meta"]["complete"]) == (is_found, True)


def test_a_small_holding_is_not_followed_and_one_of_unknown_size_is(store: Store, ask: Ask) -> None:
    small, band, unknown = owns("a", "x", 0.05), owns("a", "y", None, share_max=0.2), owns("a", "z", None)
    load(store, [small, band, unknown, *(owns(name, "b", 0.3) for name in "xyz")])
    found = [sorted(node_lists(ask("/v1/paths", **ENDS, min_share=share))) for share in (0.05, 0.1, 0.25, 0.31)]
    assert [[nodes[1] for nodes in paths] for paths in found] == [["x", "y", "z"], ["y", "z"], ["z"], []]


def test_holdings_below_the_least_share_do_not_count_as_cut(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b", 0.6), *(owns("a", f"firm {number}", 0.001) for number in range(80))])
    assert "neighbours" in ask("/v1/paths", **ENDS)["meta"]["cut_by"]
    assert ask("/v1/paths", **ENDS, min_share=0.05)["meta"]["complete"] is True


def test_nominees_are_left_out_where_asked(store: Store, ask: Ask) -> None:
    load(store, [Relation(start="a", end="b", kind="nominee"), owns("a", "x", kind="nominee"), owns("x", "b")])
    assert len(node_lists(ask("/v1/paths", **ENDS))) == 2
    answer = ask("/v1/paths", **ENDS, nominees=False)
    assert (node_lists(answer), answer["meta"]["complete"]) == ([], True)


def lends(lender: str, borrower: str) -> Lending:
    """Make a loan as a tie."""
    return Lending(start=lender, end=borrower)


def test_a_nominee_comes_before_a_shared_lender(store: Store, ask: Ask) -> None:
    nominee = [Relation(start="a", end="n", kind="nominee", confidence=0.6), owns("n", "m"), owns("m", "b")]
    load(store, [person("n"), lends("lender", "a"), lends("lender", "b"), *nominee])
    assert node_lists(ask("/v1/paths", **ENDS)) == [["a", "n", "m", "b"], ["a", "lender", "b"]]


HUBS: dict[str, list[Item]] = {
    "bank": [company("hub", industry="J66"), lends("hub", "a"), lends("hub", "b")],
    "public_body": [public_body("hub"), owns("hub", "a"), owns("hub", "b")],
    "document": [Document(id="hub", title="News", text="a b"), *(Mention(start=end, end="hub") for end in "ab")],
    "many_parties": [owns("hub", f"firm {number}", 0.001) for number in range(101)]
    + [owns("hub", "a"), owns("hub", "b")],
    "agency_address": [
        Relation(start=name, end="b", kind="same_address") for name in ("a", *(f"firm {n}" for n in range(10)))
    ],
}


@pytest.mark.parametrize("reason", HUBS)
def test_a_path_through_a_hub_comes_last_unless_asked_for(store: Store, ask: Ask, reason: str) -> None:
    far = [guarantees("a", "x", confidence=0.3), owns("x", "y", 0.01), guarantees("y", "b", confidence=0.3)]
    load(store, [*HUBS[reason], *far])
    answer = ask("/v1/paths", **ENDS)
    assert node_lists(answer)[0] == ["a", "x", "y", "b"]
    hubs = [[hub["reason"] for hub in path["hubs"]] for path in answer["data"]["paths"]]
    assert (hubs, codes_of(answer)[0]) == ([[], [reason]], "paths_through_hubs")
    first, _ = ask("/v1/paths", **ENDS, hubs=True)["data"]["paths"]
    assert [hub["reason"] for hub in first["hubs"]] == [reason]


def test_the_two_ends_are_no_hubs(store: Store, ask: Ask) -> None:
    load(store, [public_body("a"), owns("a", "b")])
    (path,) = ask("/v1/paths", **ENDS)["data"]["paths"]
    assert path["hubs"] == []


def test_an_unknown_end_is_not_found(store: Store, client: TestClient) -> None:
    load(store, [owns("a", "b")])
    response = client.get("/v1/paths", params={"from": "a", "to": "nobody"})
    assert (response.status_code, "nobody" in response.json()["detail"]) == (404, True)


def test_a_party_is_connected_with_itself(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b"), owns("b", "a")])
    (path,) = ask("/v1/paths", **{"from": "a", "to": "a"})["data"]["paths"]
    assert ([node["id"] for node in path["nodes"]], path["steps"], path["confidence"]) == (["a"], [], 1.0)
