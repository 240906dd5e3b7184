"""How two parties are connected, over HTTP."""

from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Relation

from ..graph.factories import guarantees, load, owns

Ask = Callable[..., Any]


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
    load(store, [owns("a", "x"), owns("x", "b"), guarantees("a", "b", confidence=0.1)])
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
    assert answer["meta"]["cut_by"] == ["neighbours"]


def test_more_paths_than_asked_for_are_cut(store: Store, ask: Ask) -> None:
    load(store, [tie for name in "uvwxyz" for tie in (owns("a", name), owns(name, "b", 0.1))])
    answer = ask("/v1/paths", **{"from": "a", "to": "b", "limit": 2})
    assert (len(answer["data"]["paths"]), answer["meta"]["cut_by"]) == (2, ["limit"])


def test_an_unknown_end_is_not_found(store: Store, client: TestClient) -> None:
    load(store, [owns("a", "b")])
    response = client.get("/v1/paths", params={"from": "a", "to": "nobody"})
    assert (response.status_code, "nobody" in response.json()["detail"]) == (404, True)


def test_a_party_is_connected_with_itself(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b"), owns("b", "a")])
    (path,) = ask("/v1/paths", **{"from": "a", "to": "a"})["data"]["paths"]
    assert ([node["id"] for node in path["nodes"]], path["steps"], path["confidence"]) == (["a"], [], 1.0)
