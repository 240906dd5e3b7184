"""Findings over HTTP: filters, pages, and words that are not allowed."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.answers.paging import write_cursor
from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store

from ..graph.factories import TODAY, guarantees, load, loan, owns

Ask = Callable[..., Any]
DAY = {"as_of": TODAY.isoformat()}


@pytest.fixture
def found(store: Store) -> Store:
    """Store what two rules find."""
    load(store, [owns("a", "b"), owns("b", "a"), guarantees("d", "e"), guarantees("e", "d"), loan("d"), loan("e")])
    find_in_graph(store, TODAY, ["mutual_guarantees", "ownership_ring"])
    return store


def test_pages_lead_through_all_findings(found: Store, ask: Ask) -> None:
    whole = ask("/v1/findings", **DAY)
    ids, after = [], {}
    while True:
        page = ask("/v1/findings", limit=1, **DAY, **after)
        ids += [one["id"] for one in page["data"]]
        if page["next"] is None:
            break
        assert page["meta"]["cut_by"] == ["limit"]
        after = {"after": page["next"]}
    assert ids == [one["id"] for one in whole["data"]]
    assert {one["rule"] for one in whole["data"]} == {"mutual_guarantees", "ownership_ring"}
    assert "findings_of_runs" in [note["code"] for note in whole["meta"]["notes"]]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ({"rule": "ownership_ring"}, {"ownership_ring"}),
        ({"rule": "ownership_ring,mutual_guarantees", "party": "a"}, {"ownership_ring"}),
        ({"severity": "high,medium,low", "party": "d"}, {"mutual_guarantees"}),
    ],
)
def test_filters_keep_what_is_asked_for(found: Store, ask: Ask, asked: dict[str, str], rules: set[str]) -> None:
    assert {one["rule"] for one in ask("/v1/findings", **DAY, **asked)["data"]} == rules


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/v1/findings?rule=ownership_rin", 422, "did you mean 'ownership_ring'"),
        ("/v1/findings?severity=high,lo", 422, "did you mean 'low'"),
        ("/v1/findings?party=nobody", 404, "nobody"),
        ("/v1/findings?after=x", 422, "`after` is not"),
        (f"/v1/findings?after={write_cursor([1, 'a', 'b'], 'changes')}", 422, "`after` is not"),
        ("/v1/findings?since=2999-01-01", 422, "has not come yet"),
    ],
)
def test_what_there_is_not_is_refused(found: Store, client: TestClient, address: str, status: int, said: str) -> None:
    response = client.get(address)
    assert (response.status_code, said in response.text) == (status, True), response.text
