"""Requests for another name than the server's are refused, and so are changes asked for by pages of other sites."""

from functools import cache

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from riskgraph.api.app import create_app
from riskgraph.settings import Settings

METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "MADE-UP")
HOST = "127.0.0.1:8000"


@cache
def open_page(url: str = f"http://{HOST}", host: str = "127.0.0.1", allowed: tuple[str, ...] = ()) -> TestClient:
    """Return the application without a store, as if it listened at the address."""
    settings = Settings(neo4j_uri=None, host=host, allowed_hosts=allowed)
    return TestClient(create_app(settings), base_url=url)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        ("localhost:8000", 200),
        ("LOCALHOST:8000", 200),
        ("[::1]:8000", 200),
        ("localhost", 421),
        ("localhost:9000", 421),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example:8000", 421),
        ("localhost:8000@evil.example", 421),
        ("localhost:8000.evil.example", 421),
        ("192.0.2.7:8000", 421),
        ("", 421),
    ],
)
@pytest.mark.parametrize("address", ["/health", "/v1/rules", "/docs", "/nowhere"])
def test_only_a_request_for_our_own_name_is_answered(host: str, status: int, address: str) -> None:
    response = open_page().get(address, headers={"Host": host})
    assert (response.status_code == 421) is (status == 421)
    if status == 421:
        assert response.json()["type"] == "urn:riskgraph:problem:misdirected-request"
        assert "RISKGRAPH_ALLOWED_HOSTS" in response.json()["detail"]


def test_two_hosts_are_refused() -> None:
    assert open_page().get("/health", headers=[("Host", HOST), ("Host", "evil.example")]).status_code == 421


@pytest.mark.parametrize(
    ("allowed", "host", "status"),
    [
        (("graph.example.org",), "graph.example.org", 200),
        (("graph.example.org",), "Graph.Example.Org:443", 200),
        (("graph.example.org:8443",), "graph.example.org:8443", 200),
        (("graph.example.org:8443",), "graph.example.org", 421),
        (("graph.example.org",), "other.graph.example.org", 421),
    ],
)
def test_a_name_that_is_allowed_is_ours(allowed: tuple[str, ...], host: str, status: int) -> None:
    assert open_page(allowed=allowed).get("/health", headers={"Host": host}).status_code == status


def test_the_address_that_a_connection_came_in_on_is_ours() -> None:
    """A server on all addresses does not know in advance by which of them it is reached."""
    client = open_page("http://192.0.2.7:8000", host="0.0.0.0")
    assert client.get("/health").status_code == 200
    assert client.get("/health", headers={"Host": "192.0.2.8:8000"}).status_code == 421


@pytest.mark.parametrize("given", ["*", "*.example.org", "http://graph.example.org", "graph.example.org/x", "a b"])
def test_a_host_that_is_no_name_is_refused_in_the_settings(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKGRAPH_ALLOWED_HOSTS", f"one.example.org, {given}")
    with pytest.raises(ValidationError, match="without patterns"):
        Settings()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_a_page_of_another_site_changes_nothing(method: str, headers: dict[str, str]) -> None:
    response = open_page().request(method, "/health", headers=headers)
    assert (response.status_code, response.json()["status"]) == (403, 403)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": f"http://{HOST}"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_a_page_of_our_own_and_a_program_come_through(method: str, headers: dict[str, str]) -> None:
    assert open_page().request(method, "/health", headers=headers).status_code == 405


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_changes_nothing_may_be_asked_for_from_anywhere(method: str) -> None:
    """A browser lets no page read the answer: no header of it allows that."""
    response = open_page().request(method, "/health", headers={"Origin": "https://evil.example"})
    assert response.status_code in (200, 405)
    assert not any(name.startswith("access-control") for name in response.headers)
