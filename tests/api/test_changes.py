"""Changes over HTTP: pages, filters, and days that cannot be compared."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Holding

from ..graph.factories import company, person
from ..graph.load.delivered import DAY, LATER, entry, load

Ask = Callable[..., Any]


@pytest.fixture
def changed(store: Store) -> Store:
    """Store two deliveries: one holding is sold, another is corrected."""
    parties = [entry("a", company("a")), entry("b", company("b")), entry("p", person("p"))]
    sold, kept = Holding(start="p", end="a", share=0.6), Holding(start="a", end="b", share=0.2)
    load(store, [*parties, entry("sold", sold), entry("kept", kept)])
    later = [
        entry("a", company("a"), day=LATER),
        entry("b", company("b"), day=LATER),
        entry("p", person("p"), day=LATER),
    ]
    corrected = Holding(start="a", end="b", share=0.3)
    load(store, [*later, entry("kept", corrected, day=LATER)], LATER)
    return store


def test_pages_lead_through_all_changes(changed: Store, ask: Ask) -> None:
    since = {"since": LATER.isoformat()}
    first = ask("/v1/changes", limit=1, **since)
    second = ask("/v1/changes", limit=1, after=first["next"], **since)
    kinds = [one["kind"] for one in (*first["data"], *second["data"])]
    assert (kinds, second["next"]) == (["controller_gone", "tie_corrected"], None)
    gone = first["data"][0]
    assert (gone["party"]["id"], gone["others"][0]["id"], gone["delivery"]) == ("a", "p", "test:2")
    assert gone["after"] == {"valid_to": LATER.isoformat()}


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"kind": "tie_corrected"}, ["tie_corrected"]),
        ({"kind": "tie_corrected,controller_gone", "party": "p"}, ["controller_gone"]),
        ({"since": DAY.isoformat()}, ["controller_gone", "tie_corrected"]),
        ({"since": DAY.isoformat(), "until": DAY.isoformat()}, []),
    ],
)
def test_filters_keep_what_is_asked_for(changed: Store, ask: Ask, asked: dict[str, str], kinds: list[str]) -> None:
    found = ask("/v1/changes", **{"since": LATER.isoformat(), **asked})
    assert [one["kind"] for one in found["data"]] == kinds


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/v1/changes", 422, "since"),
        ("/v1/changes?since=2999-01-01", 422, "has not come yet"),
        ("/v1/changes?since=2000-01-01", 404, "before the first delivery"),
        ("/v1/changes?since=2024-02-01&kind=tie_nwe", 422, "did you mean 'tie_new'"),
        ("/v1/changes?since=2024-02-01&party=nobody", 404, "nobody"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    changed: Store, client: TestClient, address: str, status: int, said: str
) -> None:
    response = client.get(address)
    assert (response.status_code, said in response.text) == (status, True), response.text
