"""The log says who asked for which party, and whether the answer was complete; names of parties are hashes in it."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store

from ..commands import Run
from ..graph.factories import load, owns

NAME = "张三的公司"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Callable[[], dict[str, Any]]:
    """Return a function that returns the line of the last request."""
    caplog.set_level(logging.INFO, "riskgraph.api.server.observe")
    return lambda: [record.__dict__ for record in caplog.records if record.message == "request"][-1]


def test_a_request_has_its_caller_party_and_completeness(
    store: Store, client: TestClient, run: Run, log: Callable[[], dict[str, Any]]
) -> None:
    load(store, [owns(NAME, "b")])
    assert client.get(f"/v1/parties/{quote(NAME)}").status_code == 200
    (named,) = log()["parties"]
    assert (log()["caller"], log()["complete"], named) == ("local", True, run("key", "logged", NAME).out.strip())
    assert NAME not in str(log())
    assert client.get("/v1/paths", params={"from": NAME, "to": "b"}).status_code == 200
    assert log()["parties"] == [named, run("key", "logged", "b").out.strip()]


def test_an_answer_that_is_cut_short_says_so(
    store: Store, make_client: Callable[..., TestClient], log: Callable[[], dict[str, Any]]
) -> None:
    load(store, [owns("a", "b"), owns("c", "b"), owns("d", "b")])
    client = make_client(max_network_nodes=2)
    assert client.get("/v1/parties/b/network").json()["meta"]["complete"] is False
    assert log()["complete"] is False


def test_words_of_a_search_are_in_no_log(client: TestClient, log: Callable[[], dict[str, Any]]) -> None:
    client.get("/v1/search", params={"q": NAME})
    assert "parties" not in log()
    assert not any(word in str(log()) for word in (NAME, quote(NAME)))


def test_parties_are_named_where_the_settings_ask_for_it(
    make_client: Callable[..., TestClient], log: Callable[[], dict[str, Any]]
) -> None:
    make_client(log_parties=True).get(f"/v1/parties/{quote(NAME)}")
    assert log()["parties"] == [NAME]


def test_a_caller_who_is_refused_has_no_name(client: TestClient, log: Callable[[], dict[str, Any]]) -> None:
    client.get("/v1/rules", headers={"Authorization": "Bearer rg_wrong-key"})
    assert ("caller" in log(), log()["status"], "rg_wrong-key" in str(log())) == (False, 401, False)
