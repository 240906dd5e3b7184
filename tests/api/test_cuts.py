"""Every cap, limit and budget that can cut an answer short: the answer names it, and a sentence says so."""

import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.answers.notes.completeness import explain_cuts
from riskgraph.errors import QueryTimeoutError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.search.search import NameIndex
from riskgraph.graph.truncation import Truncation
from riskgraph.settings import Settings

from ..graph.factories import company, load, owns

Ask = Callable[..., Any]
CHAIN = [owns("b", "a"), owns("c", "b"), owns("d", "c")]
ENDS = {"from": "a", "to": "d"}


def check_cut(answer: Any, cut: Truncation, words: str) -> None:
    """Fail unless exactly this cut the answer, and its sentence has these words."""
    meta = answer["meta"]
    assert (meta["complete"], meta["cut_by"]) == (False, [cut])
    (note,) = [note for note in meta["notes"] if note["code"] == f"cut_{cut}"]
    assert words in note["en"]
    assert note["zh"].startswith("不完整：")


@pytest.fixture
def end_time_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that lets the time be up when a function of a module is called a second time."""

    def end_time_at(module: str, name: str) -> None:
        work: Callable[..., Awaitable[Any]] = getattr(import_module(module), name)
        calls: list[str] = []

        async def work_once(*given: Any) -> Any:
            calls.append(name)
            if len(calls) > 1:
                raise QueryTimeoutError("the time is up")
            return await work(*given)

        monkeypatch.setattr(f"{module}.{name}", work_once)

    return end_time_at


def test_every_cut_has_a_sentence_of_its_own(settings: Settings) -> None:
    assert len(set(explain_cuts(set(Truncation), settings))) == len(Truncation)


def test_chains_above_the_cap_are_counted_in_the_shares(
    store: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [owns("b", "a", 0.9), owns("c", "a", 0.1), owns("d", "b", 0.9), owns("d", "c", 0.8)])
    monkeypatch.setattr("riskgraph.models.ownership.chains.MOST_CHAINS", 2)
    answer = ask("/v1/parties/a/owners")
    (end,) = answer["data"]["others"]
    assert (end["share"], end["share_max"]) == (pytest.approx(0.89), pytest.approx(0.89))
    assert (end["chains_shown_are_all"], end["share_by_chains"]) == (False, pytest.approx(0.81))
    assert (answer["meta"]["complete"], [note["code"] for note in answer["meta"]["notes"]]) == (
        True,
        ["chains_not_all"],
    )


def test_a_share_with_a_band_on_the_way_is_not_called_exact(store: Store, ask: Ask) -> None:
    load(store, [owns("b", "a", 0.9), owns("c", "b", None, share_min=0.2, share_max=0.5)])
    ends = {end["party"]["id"]: end for end in ask("/v1/parties/a/owners")["data"]["others"]}
    assert (ends["c"]["share"], ends["c"]["share_max"]) == (pytest.approx(0.18), pytest.approx(0.45))


@pytest.mark.parametrize("part", ["owners", "controller"])
def test_parties_above_the_cap_are_told(store: Store, make_client: Callable[..., TestClient], part: str) -> None:
    load(store, CHAIN)
    answer = make_client(max_owner_nodes=3).get(f"/v1/parties/a/{part}").json()
    check_cut(answer, Truncation.HOLDERS, "ended at 3 parties (RISKGRAPH_MAX_OWNER_NODES)")


@pytest.mark.parametrize(
    ("address", "cap"),
    [
        ("/v1/parties/a/network", "read.ties.MOST_ROWS"),
        ("/v1/parties/a", "read.party.party.SHOWN"),
    ],
)
def test_rows_above_a_cap_are_told(
    store: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch, address: str, cap: str
) -> None:
    load(store, [owns("b", "a"), owns("c", "a")])
    load(store, [company("a")], source="another")
    assert ask(address)["meta"]["complete"] is True
    monkeypatch.setattr(f"riskgraph.graph.{cap}", 1)
    check_cut(ask(address), Truncation.ROWS, "only its first rows")


def test_paths_above_the_cap_are_told(store: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, [tie for name in "xy" for tie in (owns("a", name), owns(name, "d", 0.1))])
    monkeypatch.setattr("riskgraph.models.paths.ranked.MOST_WALKED", 1)
    check_cut(ask("/v1/paths", **ENDS, shortest=True), Truncation.WALKS, "too many paths")


@pytest.mark.parametrize(
    ("address", "parameters", "module", "name"),
    [
        ("/v1/parties/a/network", {}, "read.network", "read_ties"),
        ("/v1/parties/a/owners", {}, "read.owners.owners", "read_holders"),
        ("/v1/parties/a/controller", {}, "read.owners.owners", "read_holders"),
        ("/v1/paths", ENDS, "read.paths", "read_level"),
    ],
)
def test_time_that_is_up_is_told_and_what_was_found_is_given(
    store: Store,
    ask: Ask,
    end_time_at: Callable[[str, str], None],
    address: str,
    parameters: dict[str, str],
    module: str,
    name: str,
) -> None:
    load(store, CHAIN)
    end_time_at(f"riskgraph.graph.{module}", name)
    answer = ask(address, **parameters)
    used_up = f"its time of {store.settings.read_budget_s:g} s was used up (RISKGRAPH_READ_BUDGET_S)"
    check_cut(answer, Truncation.TIME, used_up)
    assert answer["meta"]["explored"]["nodes"] > 1


def test_hops_and_nodes_of_paths_above_the_caps_are_told(store: Store, make_client: Callable[..., TestClient]) -> None:
    load(store, [*CHAIN, owns("x", "a"), owns("y", "d")])
    by_hops = make_client(max_hops=2).get("/v1/paths", params={**ENDS, "max_hops": 4}).json()
    check_cut(by_hops, Truncation.HOPS, "nothing further than 2 relationships away is looked at")
    by_nodes = make_client(max_network_nodes=2).get("/v1/paths", params=ENDS).json()
    check_cut(by_nodes, Truncation.NODES, "ended at 2 nodes (RISKGRAPH_MAX_NETWORK_NODES)")


@pytest.mark.parametrize(("words", "limit"), [("Velba Ltd", 1), ("Velba Ltd", 3), ("Velba Limitid", 2)])
def test_hits_above_the_limit_are_told(store: Store, ask: Ask, words: str, limit: int) -> None:
    load(store, [replace(company(name), name="Velba Ltd") for name in "abc"])
    check_cut(ask("/v1/search", q=words, limit=limit), Truncation.LIMIT, "more than `limit` allows")
    assert ask("/v1/search", q=words, limit=4)["meta"]["complete"] is True


def test_an_index_that_is_behind_is_told(
    store: Store, make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [company("a")])
    client = make_client(read_budget_s=1.0)
    released = threading.Event()
    monkeypatch.setattr(NameIndex, "follow", lambda *_: int(released.wait(120)))
    answer = client.get("/v1/search", params={"q": "Velba"}).json()
    released.set()
    check_cut(answer, Truncation.INDEX, "has not caught up with the graph")


def test_a_node_of_a_network_says_where_the_rest_of_its_relationships_is(
    store: Store, make_client: Callable[..., TestClient]
) -> None:
    load(store, [owns("b", "a"), *(owns("b", f"x{number}", 0.1) for number in range(3))])
    client = make_client(max_neighbours=2)
    answer = client.get("/v1/parties/a/network?hops=2&as_of=2023-12-31").json()
    more = {node["id"]: node["more"] for node in answer["data"]["nodes"] if node["more"]}
    assert more == {"b": {"holdings": "/v1/parties/b/lists/holdings?as_of=2023-12-31"}}
    rest = client.get(more["b"]["holdings"]).json()
    assert {item["other"]["id"] for item in rest["data"]["items"]} == {"a", "x0", "x1", "x2"}
