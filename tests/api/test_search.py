"""Search over HTTP, and what is suggested for an id that is not there."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.store import Store

from ..graph.factories import company, load

Ask = Callable[..., Any]
CASE = [company("星野", identifiers=("uscc:91350100M000100Y43",)), company("Quillmere")]


@pytest.mark.parametrize("words", ["星野 澜砚贸易", "91350100M000100Y43", "星野"])
def test_a_party_is_found_with_the_reason(store: Store, ask: Ask, words: str) -> None:
    load(store, CASE)
    first = ask("/v1/search", q=words)["data"][0]
    assert first["id"] == "星野"
    assert first["reason"]
    assert first["reason_zh"]


def test_what_was_loaded_a_moment_ago_is_found(store: Store, ask: Ask) -> None:
    load(store, CASE[:1])
    assert ask("/v1/search", q="Quillmere")["data"] == []
    load(store, [company("Quillmere")], source="later")
    answer = ask("/v1/search", q="Quillmere")
    assert ([hit["id"] for hit in answer["data"]], answer["meta"]["complete"]) == (["Quillmere"], True)


def test_a_search_says_what_left_others_out(store: Store, ask: Ask) -> None:
    load(store, [company(f"Velba {number}") for number in range(70)])
    by_limit, by_cap = (ask("/v1/search", q="Velba trading", limit=limit)["meta"] for limit in (5, 60))
    assert (by_limit["complete"], by_limit["cut_by"]) == (False, ["limit", "candidates"])
    assert (by_cap["complete"], by_cap["cut_by"]) == (False, ["candidates"])
    assert "others may fit as well" in by_cap["notes"][0]


def test_a_search_that_saw_everything_is_complete(store: Store, ask: Ask) -> None:
    load(store, [company(f"Velba {number}") for number in range(3)])
    meta = ask("/v1/search", q="Velba trading")["meta"]
    assert (meta["complete"], meta["cut_by"], meta["notes"]) == (True, [], [])


def test_only_the_kind_asked_for_is_found(store: Store, ask: Ask) -> None:
    load(store, CASE)
    assert ask("/v1/search", q="星野", kind="Person")["data"] == []


@pytest.mark.parametrize("words", ['"', "name:*", "(((", "a AND", "\\", "\n", "' OR 1=1", "𠮷" * 500])
def test_words_are_never_read_as_a_query(store: Store, ask: Ask, words: str) -> None:
    load(store, CASE)
    ask("/v1/search", q=words)


def test_an_unknown_id_comes_with_near_names(store: Store, client: TestClient) -> None:
    load(store, CASE)
    problem = client.get("/v1/parties/Quilmere").json()
    assert [party["id"] for party in problem["near"]] == ["Quillmere"]
    problem = client.get("/v1/paths", params={"from": "星野", "to": "Quilmere"}).json()
    assert "Quillmere" in [party["id"] for party in problem["near"]]
