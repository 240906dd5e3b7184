"""What the API does is what it describes: Schemathesis asks every route with made-up and with faulty parameters."""

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from riskgraph.api.app import create_app
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Document, Facility, Indicator, Lawsuit, Mention, Participation
from riskgraph.settings import Settings

from ..callers import ADDRESS
from ..graph.factories import company, guarantees, load, owns, person
from .test_documents import write_score

SENT = ("method", "url", "headers", "params")
REAL = [
    ("/health", "/health"),
    ("/ready", "/ready"),
    ("/v1/search", "/v1/search?q=a"),
    ("/v1/parties/{id}", "/v1/parties/a"),
    ("/v1/parties/{id}/lists/{list}", "/v1/parties/a/lists/guarantees_given"),
    ("/v1/parties/{id}/network", "/v1/parties/a/network"),
    ("/v1/parties/{id}/owners", "/v1/parties/b/owners"),
    ("/v1/parties/{id}/controller", "/v1/parties/b/controller"),
    ("/v1/paths", "/v1/paths?from=p&to=b"),
    ("/v1/documents/{id}", "/v1/documents/news"),
    ("/v1/records/{key}", "/v1/records/case%7Crow%202"),
    ("/v1/facilities/{id}", "/v1/facilities/loan"),
    ("/v1/lawsuits/{id}", "/v1/lawsuits/suit"),
    ("/v1/figures/{id}", "/v1/figures/a%7Crevenue%7C2022"),
    ("/v1/relationships/{key}", "/v1/relationships/OWNS%7Cp%7Ca"),
    ("/v1/rules", "/v1/rules"),
    ("/v1/regimes", "/v1/regimes"),
    ("/v1/sources", "/v1/sources"),
    ("/v1/findings", "/v1/findings"),
    ("/v1/changes", "/v1/changes?since=2023-12-31"),
]
# what a cursor means is known to the server only, and a day is refused in which nothing can have changed
OPAQUE = [positive_data_acceptance]
REFUSED = frozenset(("after", "since"))
PATHS = sorted(create_app(Settings(neo4j_uri=None)).openapi()["paths"].keys() - {"/metrics"})


@pytest.fixture
def described(client: TestClient, store: Store) -> BaseSchema:
    """Return the description of the application, over a graph that holds a little."""
    news = Document(id="news", title="News", text="a")
    mention = Mention(start="a", end="news", start_char=0, end_char=1)
    things = [
        Facility(id="loan", borrower="a", lender="b", limit=5.0), Lawsuit(id="suit", kind="lawsuit", amount=3.0),
        Indicator(id="a|revenue|2022", party="a", name="revenue", period="2022", value=1.0),
        Participation(start="a", end="suit", role="defendant"),
    ]  # fmt: skip
    ties = [owns("p", "a"), owns("a", "b"), guarantees("a", "b"), mention]
    load(store, [person("p"), company("a"), company("b"), news, *things, *ties])
    app: Any = client.app
    # without its security: who is let in has tests of its own, and a made-up key would hide the answers
    return schemathesis.openapi.from_dict({**app.openapi(), "security": []})


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_described(described: BaseSchema, client: TestClient, path: str, mode: GenerationMode) -> None:
    operation = described[path]["GET"]
    if mode is GenerationMode.NEGATIVE and all(each.location == "path" for each in operation.iter_parameters()):
        pytest.skip("nothing can be wrong in a question without parameters, or with an id alone")

    @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Case) -> None:
        sent = case.as_transport_kwargs(ADDRESS)
        response = client.request(**{name: value for name, value in sent.items() if name in SENT and value is not None})
        case.validate_response(response, excluded_checks=OPAQUE if REFUSED & sent["params"].keys() else [])

    check()


@pytest.mark.parametrize(("path", "address"), REAL)
def test_real_answers_are_as_described(described: BaseSchema, client: TestClient, path: str, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    described[path]["GET"].validate_response(response)


def test_a_real_score_is_as_described(described: BaseSchema, client: TestClient, store: Store) -> None:
    load(store, [company("anchor")], source="another")
    write_score(store)
    response = client.get("/v1/parties/anchor/score")
    assert response.status_code == 200
    described["/v1/parties/{id}/score"]["GET"].validate_response(response)


def test_every_route_has_a_sentence_and_its_problems(client: TestClient) -> None:
    app: Any = client.app
    assert isinstance(app, FastAPI)
    for path, operations in app.openapi()["paths"].items():
        operation = operations["get"]
        assert operation["description"].endswith("."), path
        if path.startswith("/v1"):
            assert {"401", "422", "503", "504"} <= operation["responses"].keys(), path
            assert all("application/problem+json" in operation["responses"][code]["content"] for code in ("401", "422"))
