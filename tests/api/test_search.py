"""Search over HTTP, and what is suggested for an id that is not there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.graph.search.hits import Entry
from riskgraph.graph.search.search import NameIndex
from riskgraph.ingest.records.checks import LONGEST_NAME

from ..graph.factories import company, load, owns

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
    assert "others may fit as well" in by_cap["notes"][0]["en"]


def test_pages_of_a_search_reach_every_party_that_fits(store: Store, ask: Ask) -> None:
    load(store, [replace(company(f"{number}"), name=f"Velba {number % 10}") for number in range(150)])
    seen, after = [], {}
    while True:
        page = ask("/v1/search", q="Velba trading", limit=50, **after)
        seen += [hit["id"] for hit in page["data"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert (len(seen), len(set(seen))) == (150, 150)
    assert page["meta"]["complete"] is True


def test_a_search_refuses_a_cursor_that_was_not_given_out(store: Store, client: TestClient) -> None:
    for word in ("nonsense", "WzEsMl0", "W10", "%%%"):
        assert client.get("/v1/search", params={"q": "x", "after": word}).status_code == 422


def test_a_search_that_saw_everything_is_complete(store: Store, ask: Ask) -> None:
    load(store, [company(f"Velba {number}") for number in range(3)])
    meta = ask("/v1/search", q="Velba trading")["meta"]
    assert (meta["complete"], meta["cut_by"], meta["notes"]) == (True, [], [])


def test_only_the_kind_asked_for_is_found(store: Store, ask: Ask) -> None:
    load(store, CASE)
    found = {
        kind: [hit["id"] for hit in ask("/v1/search", q="星野", kind=kind)["data"]] for kind in ("Company", "Person")
    }
    assert found == {"Company": ["星野"], "Person": []}


@pytest.mark.parametrize("words", ['"', "name:*", "(((", "a AND", "\\", "\n", "' OR 1=1", "𠮷" * 500])
def test_words_are_never_read_as_a_query(store: Store, ask: Ask, words: str) -> None:
    load(store, CASE)
    ask("/v1/search", q=words)


ROUTES = ["", "/network", "/lists/owners", "/owners", "/controller", "/score"]


@pytest.mark.parametrize("route", ROUTES)
def test_an_unknown_id_comes_with_near_names(store: Store, client: TestClient, route: str) -> None:
    load(store, CASE)
    response = client.get(f"/v1/parties/Quilmere{route}")
    assert (response.status_code, [party["id"] for party in response.json()["near"]]) == (404, ["Quillmere"])


def test_a_near_name_that_only_looks_the_same_says_so(store: Store, client: TestClient) -> None:
    load(store, [replace(company("x"), name="Qu\u0456llmere")])  # a Cyrillic і
    (near,) = client.get("/v1/parties/Quillmere").json()["near"]
    assert ("look-alike" in near["reason"], "形似" in near["reason_zh"]) == (True, True)


def test_an_unknown_end_of_a_path_comes_with_near_names(store: Store, client: TestClient) -> None:
    load(store, CASE)
    problem = client.get("/v1/paths", params={"from": "星野", "to": "Quilmere"}).json()
    assert [party["id"] for party in problem["near"]] == ["Quillmere"]


@pytest.mark.parametrize(
    ("address", "searched"),
    [
        ("/v1/parties/Quilmere", ["Quilmere"]),
        ("/v1/paths?from=星野&to=Quilmere", ["Quilmere"]),
        ("/v1/paths?from=星野 澜砚贸易&to=Quilmere", ["Quilmere"]),
        ("/v1/parties/星野/score", []),
    ],
)
def test_only_unknown_words_are_searched_for_and_only_once(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, searched: list[str]
) -> None:
    load(store, CASE)
    seen: list[str] = []
    search = NameIndex._find_similar

    def note(index: NameIndex, text: str, kind: str | None, limit: int) -> list[Entry]:
        seen.append(text)
        return search(index, text, kind, limit)

    monkeypatch.setattr(NameIndex, "_find_similar", note)
    assert (client.get(address).status_code, seen) == (404, searched)


@pytest.mark.parametrize("words", ["uscc:91350100M000100Y43", "91350100M000100Y43", "星野 澜砚贸易"])
@pytest.mark.parametrize("route", ROUTES[:-1])
def test_a_party_is_asked_for_by_what_names_it(store: Store, ask: Ask, words: str, route: str) -> None:
    load(store, CASE)
    assert ask(f"/v1/parties/{words}{route}")["data"] == ask(f"/v1/parties/星野{route}")["data"]


def test_the_ends_of_a_path_are_asked_for_by_what_names_them(store: Store, ask: Ask) -> None:
    load(store, [*CASE, owns("星野", "Quillmere")])
    answer = ask("/v1/paths", **{"from": "uscc:91350100M000100Y43", "to": "Quillmere"})["data"]
    assert [[node["id"] for node in path["nodes"]] for path in answer["paths"]] == [["星野", "Quillmere"]]


def test_what_is_as_long_as_may_be_loaded_is_asked_for(store: Store, ask: Ask) -> None:
    near, far = (sign * LONGEST_NAME for sign in "𠮷号")
    load(store, [replace(company(near), name=near), replace(company(far), name="名" * LONGEST_NAME), owns(near, far)])
    assert ask(f"/v1/parties/{quote(near)}")["data"]["id"] == near
    assert ask(f"/v1/parties/{quote('名' * LONGEST_NAME)}")["data"]["id"] == far
    assert len(ask("/v1/paths", **{"from": near, "to": far})["data"]["paths"]) == 1
    assert ask("/v1/search", q="名" * LONGEST_NAME)["data"][0]["id"] == far


def test_a_name_of_several_parties_is_a_conflict_with_their_ids(store: Store, client: TestClient) -> None:
    load(store, [replace(company(name), name="Velba Ltd") for name in "ab"])
    problem = client.get("/v1/parties/Velba Ltd").json()
    assert (problem["status"], problem["candidates"]) == (409, ["a", "b"])


@pytest.mark.parametrize("words", ["星野", "星野 澜砚贸易"])
def test_a_score_that_is_missing_suggests_no_other_party(store: Store, client: TestClient, words: str) -> None:
    load(store, CASE)
    problem = client.get(f"/v1/parties/{words}/score").json()
    assert (problem["status"], problem["near"]) == (404, [])
