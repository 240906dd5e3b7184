"""Every error as a problem document, and what is refused before a route is reached."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from riskgraph.api.problems import find_status
from riskgraph.errors import RiskgraphError
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records.checks import LONGEST_NAME

from ..graph.factories import company, load, owns

MakeClient = Callable[..., TestClient]
KEY = "a key that nobody guesses"
PROBLEMS = [
    ("GET", "/v1/parties/nobody", 404),
    ("GET", "/v1/documents/nothing", 404),
    ("GET", "/nowhere", 404),
    ("GET", "/v1/parties/a/", 404),
    ("POST", "/v1/rules", 405),
    ("GET", "/v1/parties/a/network?hops=0", 422),
    ("GET", "/v1/parties/a/network?hops=many", 422),
    ("GET", "/v1/parties/a/network?types=FRIEND_OF", 422),
    ("GET", "/v1/parties/a/owners?regime=atlantis", 422),
    ("GET", "/v1/parties/a/owners?threshold=nan", 422),
    ("GET", "/v1/parties/a?as_of=yesterday", 422),
    ("GET", "/v1/parties/a?as_of=20240101", 422),
    ("GET", "/v1/parties/a?as_of=2023-02-31", 422),
    ("GET", "/v1/parties/a?as_off=2023-02-01", 422),
    ("GET", "/v1/parties/a?as_of=2023-02-01&as_of=2024-02-01", 422),
    ("GET", "/v1/parties/a%00", 422),
    ("GET", "/v1/parties/%ED%A0%80", 422),
    ("GET", "/v1/parties/%FF", 422),
    ("GET", "/v1/paths?from=a%00&to=b", 422),
    ("GET", "/v1/paths?from=%ff&to=b", 422),
    ("GET", f"/v1/paths?from={'a' * (LONGEST_NAME + 1)}&to=b", 422),
    ("GET", f"/v1/parties/{'a' * (LONGEST_NAME + 1)}", 422),
    ("GET", f"/v1/parties/{'a' * 10_000}", 422),
    ("GET", f"/v1/paths?to=b&from={'a' * 10_000}", 422),
    ("GET", "/v1/paths?from=a", 422),
]


@pytest.mark.parametrize(("method", "address", "status"), PROBLEMS)
def test_every_error_is_a_problem_document(client: TestClient, method: str, address: str, status: int) -> None:
    response = client.request(method, address)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    assert problem["request_id"] == response.headers["x-request-id"]
    assert problem["title"]
    assert problem["detail"]
    assert problem["type"].startswith("urn:riskgraph:problem:")


def test_a_faulty_parameter_is_named(client: TestClient) -> None:
    (fault,) = client.get("/v1/parties/a?as_of=yesterday").json()["errors"]
    assert (fault["in"], fault["name"]) == ("query", "as_of")


def test_a_misspelt_parameter_or_type_names_the_near_one(client: TestClient) -> None:
    assert "(did you mean 'as_of'?)" in client.get("/v1/parties/a?as_off=2023-02-01").json()["detail"]
    (fault,) = client.get("/v1/parties/a/network?types=OWNS,SUPLIES").json()["errors"]
    assert "there is no type 'SUPLIES' (did you mean 'SUPPLIES'?); there are" in fault["message"]


@pytest.mark.parametrize(
    ("address", "type_"),
    [
        ("/v1/parties/a/score", "no-score-yet"),
        ("/v1/parties/a/score?as_known=2999-01-01", "no-score-yet"),
        ("/v1/parties/nobody/score", "no-such-party"),
        ("/v1/parties/nobody", "no-such-party"),
        ("/v1/paths?from=nobody&to=a", "no-such-party"),
        ("/v1/documents/nothing", "not-found"),
    ],
)
def test_what_is_missing_has_a_type_of_its_own(store: Store, client: TestClient, address: str, type_: str) -> None:
    load(store, [company("a")])
    response = client.get(address)
    assert (response.status_code, response.json()["type"]) == (404, f"urn:riskgraph:problem:{type_}")


@pytest.mark.parametrize("address", ["/v1/parties/nobody", "/v1/parties/nobody/owners", "/v1/parties/nobody/network"])
def test_an_unknown_party_says_what_to_do_next(client: TestClient, address: str) -> None:
    assert "/v1/search?q=WORDS finds parties" in client.get(address).json()["detail"]


def test_head_is_answered_where_get_is(client: TestClient) -> None:
    app: Any = client.app
    for pattern in ("/docs", "/openapi.json", *app.openapi()["paths"]):
        address = pattern.replace("{id}", "nobody").replace("{list}", "owners")
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.headers["content-type"]) == (get.status_code, get.headers["content-type"])
    assert client.head("/v1/rules?as_off=2023-02-01").status_code == 422  # checked as GET is


def test_a_body_that_is_too_long_is_refused(make_client: MakeClient) -> None:
    client = make_client(max_body_bytes=100)
    assert client.post("/v1/rules", content=b"x" * 101).status_code == 413
    assert client.post("/v1/rules", content=b"x" * 100).status_code == 405


def test_a_crash_says_nothing_of_the_inside(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object) -> None:
        raise ValueError("a secret of the inside")

    monkeypatch.setattr("riskgraph.answers.registers.rules.find_rules_of_user", crash)
    response = client.get("/v1/rules")
    assert (response.status_code, "secret" in response.text, "Traceback" in response.text) == (500, False, False)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_a_question_that_takes_too_long_is_a_504(store: Store, make_client: MakeClient) -> None:
    load(store, [owns("a", "b")])
    response = make_client(read_budget_s=1e-6).get("/v1/parties/a")
    assert (response.status_code, response.headers["content-type"]) == (504, "application/problem+json")


def test_callers_without_the_key_are_refused(make_client: MakeClient) -> None:
    client = make_client(api_key=SecretStr(KEY))
    del client.headers["Authorization"]
    for header in ({}, {"Authorization": "Bearer other"}, {"Authorization": KEY}, {"Authorization": f"Basic {KEY}"}):
        response = client.get("/v1/rules", headers=header)
        assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/v1/rules", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"), [("/health", 200), ("/ready", 200), ("/metrics", 401), ("/nowhere", 401)]
)
def test_only_the_probes_are_open(make_client: MakeClient, address: str, status: int) -> None:
    client = make_client()
    del client.headers["Authorization"]
    assert client.get(address).status_code == status


@pytest.mark.parametrize(("given", "kept"), [("order-17.a_b", True), ("x" * 65, False), ('a"b', False), ("a b", False)])
def test_a_sane_request_id_is_kept(client: TestClient, given: str, kept: bool) -> None:
    answered = client.get("/health", headers={"X-Request-Id": given}).headers["x-request-id"]
    assert (answered == given) is kept
    assert answered


def test_the_log_has_the_route_and_not_the_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "riskgraph.api.server.observe"):
        client.get(f"/v1/parties/{quote('张三的公司')}?as_of=2020-01-01")
    (line,) = [record for record in caplog.records if record.message == "request"]
    assert (line.route, line.status, line.method) == ("/v1/parties/{id}", 404, "GET")  # type: ignore[attr-defined]
    assert not any(
        word in str(line.__dict__) for word in ("张三", "2020-01-01", client.headers["Authorization"], quote("张三"))
    )


def test_metrics_count_by_route_and_say_that_the_engine_answers(make_client: MakeClient) -> None:
    client = make_client()
    client.get("/v1/parties/some-secret-id")
    text = client.get("/metrics").text
    assert 'riskgraph_requests_total{method="GET",route="/v1/parties/{id}",status="404"} 1.0' in text
    assert "riskgraph_engine_up 1.0" in text
    assert "secret" not in text


def test_ready_says_which_schema_is_stored(client: TestClient, store: Store) -> None:
    assert client.get("/ready").json()["ready"] is True
    store.write("MATCH (state:State {id: 'schema'}) SET state.number = 99")
    response = client.get("/ready")
    assert (response.status_code, response.json()["schema_version"]) == (503, 99)


EXPECTED = {
    "RiskgraphError": 500,
    "UsageError": 422,
    "NotACompanyError": 422,
    "MissingExtraError": 501,
    "SourceError": 500,
    "RecordError": 500,
    "BackupError": 500,
    "EngineError": 503,
    "EngineBusyError": 503,
    "EngineUnreachableError": 503,
    "QueryTimeoutError": 504,
    "SchemaVersionError": 503,
    "HalfRestoredError": 503,
    "StorageError": 500,
    "StatementError": 500,
    "NotFoundError": 404,
    "WithheldError": 410,
    "UnknownPartyError": 404,
    "NoScoreError": 404,
    "AmbiguousPartyError": 409,
    "MeasureError": 500,
    "ClosedLoopError": 500,
    "PolicyError": 500,
    "AccessError": 403,
}


def test_every_error_of_the_tree_has_the_status_chosen_for_it() -> None:
    """Add a new error class here, so that its status is chosen and not only inherited."""
    kinds = [RiskgraphError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert {kind.__name__: int(find_status(kind)) for kind in kinds} == EXPECTED
