"""The page at /docs needs no other site: everything it loads is served here, and its policy forbids all else."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from riskgraph.api.app import create_app
from riskgraph.api.docs_page import ADDRESSES
from riskgraph.settings import Settings


@pytest.fixture
def page_client() -> TestClient:
    """Return the application without a store, which the page does not need, with a key, which it does not ask for."""
    return TestClient(create_app(Settings(neo4j_uri=None, api_key=SecretStr("a-key-of-the-tests"))))


def test_everything_the_page_loads_is_served_here(page_client: TestClient) -> None:
    page = page_client.get("/docs")
    linked = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert {f"/{address}" for address in linked} == (ADDRESSES - {"/docs"}) | {"/openapi.json"}
    assert [page_client.get(f"/{address}").status_code for address in linked] == [200] * len(linked)


@pytest.mark.parametrize("address", sorted(ADDRESSES))
def test_the_policy_allows_no_other_site_and_no_script_within_the_page(page_client: TestClient, address: str) -> None:
    sent = page_client.get(address)
    rules = dict(rule.strip().split(" ", 1) for rule in sent.headers["Content-Security-Policy"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert set(" ".join(rules.values()).split()) == {"'none'", "'self'", "data:"}
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_has_no_script_of_its_own_and_names_no_other_site(page_client: TestClient) -> None:
    page = page_client.get("/docs").text + page_client.get("/docs/start.js").text
    assert re.findall(r"<script(?![^>]*\bsrc=)|\bon\w+=|style=|https?:|//", page) == []


def test_the_bundle_is_asked_for_again_only_when_it_has_changed(page_client: TestClient) -> None:
    first = page_client.get("/docs/swagger-ui-bundle.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert b"SwaggerUIBundle" in first.content
    assert first.headers["Cache-Control"] == "no-cache"
    assert "ETag" in first.headers


def test_the_page_is_no_part_of_the_description_and_there_is_no_other_one(page_client: TestClient) -> None:
    app = page_client.app
    assert isinstance(app, FastAPI)
    assert [path for path in app.openapi()["paths"] if path.startswith("/docs")] == []
    assert page_client.get("/redoc", headers={"Authorization": "Bearer a-key-of-the-tests"}).status_code == 404
