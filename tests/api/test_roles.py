"""Which role may call which route: the table of the roles against every route that the API describes."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.routing import Route

from riskgraph.api.app import create_app
from riskgraph.api.callers import failures
from riskgraph.api.callers.keys import create_key
from riskgraph.api.callers.local_token import ensure_token
from riskgraph.api.callers.open_paths import OPEN_PATHS
from riskgraph.api.callers.roles import LEAST, Role
from riskgraph.settings import Settings

RUNNING = Path(__file__).parents[2] / "docs" / "running.md"
CONFIGURED = "a key that nobody guesses"
APP: FastAPI = create_app(Settings(neo4j_uri=None))
ROUTES = [
    (method.upper(), path)
    for path, operations in APP.openapi()["paths"].items()
    for method in operations
    if path not in OPEN_PATHS
]
# what each role may call, cell by cell: r(eader), a(nalyst), o(fficer), A(dministrator)
CELLS = {
    "GET /metrics": "raoA",
    "GET /v1/search": "raoA",
    "GET /v1/parties/{id}": "raoA",
    "GET /v1/parties/{id}/lists/{list}": "raoA",
    "GET /v1/parties/{id}/network": "raoA",
    "GET /v1/parties/{id}/owners": "raoA",
    "GET /v1/parties/{id}/controller": "raoA",
    "GET /v1/parties/{id}/score": "raoA",
    "GET /v1/paths": "raoA",
    "GET /v1/documents/{id}": "raoA",
    "GET /v1/records/{key}": "aoA",
    "GET /v1/relationships/{key}": "raoA",
    "GET /v1/facilities/{id}": "raoA",
    "GET /v1/lawsuits/{id}": "raoA",
    "GET /v1/figures/{id}": "raoA",
    "GET /v1/findings": "raoA",
    "GET /v1/findings/{id}": "raoA",
    "GET /v1/changes": "raoA",
    "GET /v1/rules": "raoA",
    "GET /v1/regimes": "raoA",
    "GET /v1/sources": "aoA",
}
SIGNS = {Role.READER: "r", Role.ANALYST: "a", Role.OFFICER: "o", Role.ADMINISTRATOR: "A"}
Keys = dict[str, str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def keys(folder: Path) -> Keys:
    """Return a key of each role, and those of callers without a key in the file."""
    made = {role.value: create_key(folder, role.value, role) for role in Role}
    return made | {"local": ensure_token(folder), "configured": CONFIGURED, "none": "", "wrong": "rg_wrong"}


@pytest.fixture(scope="module")
def client(folder: Path) -> TestClient:
    """Return the application without an engine: whoever is let in meets a 500, 404 or 422."""
    settings = Settings(data_dir=folder, neo4j_uri=None, api_key=SecretStr(CONFIGURED))
    return TestClient(create_app(settings), base_url="http://127.0.0.1", raise_server_exceptions=False)


def ask(client: TestClient, key: str, method: str, path: str) -> Any:
    """Ask a route with a key."""
    address = path.replace("{id}", "a").replace("{list}", "owners")
    return client.request(method, address, headers={"Authorization": f"Bearer {key}"} if key else {})


def test_every_route_has_its_cells_and_is_in_the_table_and_on_the_page() -> None:
    described = {f"{method} {path}" for method, path in ROUTES}
    assert described == CELLS.keys() == LEAST.keys()
    rows = re.findall(r"^\| `(GET|POST|PUT|PATCH|DELETE) (/\S+)` \| (\w+) \|$", RUNNING.read_text("utf-8"), re.M)
    assert {f"{method} {path}": role for method, path, role in rows} == {
        name: str(role) for name, role in LEAST.items()
    }


def test_what_is_no_described_route_is_open_on_purpose() -> None:
    others = {route.path for route in APP.routes if isinstance(route, Route) and not isinstance(route, APIRoute)}
    assert others <= OPEN_PATHS


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_call_what_its_cells_say(client: TestClient, keys: Keys, role: Role) -> None:
    for method, path in ROUTES:
        for sent in (method, "HEAD") if method == "GET" else (method,):
            response = ask(client, keys[role.value], sent, path)
            allowed = SIGNS[role] in CELLS[f"{method} {path}"]
            assert (response.status_code == 403) is not allowed, (role, sent, path)
            assert response.status_code != 401


@pytest.mark.parametrize("who", ["local", "configured"])
def test_the_user_of_the_server_may_call_everything(client: TestClient, keys: Keys, who: str) -> None:
    assert {ask(client, keys[who], method, path).status_code for method, path in ROUTES} <= {404, 422, 500}


@pytest.mark.parametrize("who", ["none", "wrong"])
def test_no_one_without_a_right_key_may_call_anything(
    client: TestClient, keys: Keys, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "PER_ADDRESS", 1000)
    for method, path in [*ROUTES, ("GET", "/nowhere"), ("POST", "/v1/rules"), ("DELETE", "/v1/parties/{id}")]:
        assert ask(client, keys[who], method, path).status_code == 401, path


def test_a_refusal_names_the_role_that_is_needed_and_not_the_key(client: TestClient, keys: Keys) -> None:
    response = ask(client, keys["reader"], "GET", "/v1/sources")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == "this route needs the role analyst; the key of reader has the role reader"


def test_a_route_that_is_not_in_the_table_is_closed_to_all(folder: Path, keys: Keys) -> None:
    app = create_app(Settings(data_dir=folder, neo4j_uri=None))
    app.add_api_route("/v1/new", lambda: "data", methods=["GET"])
    client = TestClient(app, base_url="http://127.0.0.1")
    for who in ("administrator", "local"):
        response = ask(client, keys[who], "GET", "/v1/new")
        assert (response.status_code, "data" in response.text) == (403, False)
