"""While a backup is being restored, every question is answered with 503."""

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store

from ..graph.factories import company, load, owns

MARKED = "CREATE (:State {id: 'restoring', content: '/backups/x.backup'})"
QUESTIONS = (
    "/v1/parties/a", "/v1/parties/missing", "/v1/parties/a/owners", "/v1/parties/a/network", "/v1/paths?from=a&to=b",
    "/v1/search?q=a", "/v1/sources", "/ready",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_half_restored_graph_answers_nothing(client: TestClient, store: Store, question: str) -> None:
    load(store, [company("a"), company("b"), owns("a", "b")])
    store.write(MARKED)
    refused = client.get(question)
    assert refused.status_code == 503
    assert "backups" not in refused.text  # the log names the file, callers need not know it
    store.write("MATCH (state:State {id: 'restoring'}) DELETE state")
    assert client.get(question).status_code in (200, 404)
