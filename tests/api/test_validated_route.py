"""An answer that its schema does not describe is not sent."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store

from ..graph.factories import load, owns

WRITERS = [
    ("/v1/parties/a", "riskgraph.api.routes.parties.write_party"),
    ("/v1/parties/a/owners", "riskgraph.api.routes.owners.write_owners"),
    ("/v1/parties/a/network", "riskgraph.api.routes.networks.write_network"),
]


def add_field(write: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Wrap a writer so that it adds a field that no schema has."""
    return lambda *given: {**write(*given), "surplus": 1}


@pytest.mark.parametrize(("address", "writer"), WRITERS)
def test_an_answer_with_an_undescribed_field_is_an_error_of_this_side(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, address: str, writer: str
) -> None:
    load(store, [owns("b", "a")])
    assert client.get(address).status_code == 200
    module, _, name = writer.rpartition(".")
    monkeypatch.setattr(writer, add_field(getattr(__import__(module, fromlist=[name]), name)))
    response = client.get(address)
    assert (response.status_code, "surplus" in response.text) == (500, False)


def test_large_answers_are_validated_on_request_only(
    store: Store, make_client: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, [owns("b", "a")])
    from riskgraph.api.routes import networks

    monkeypatch.setattr(networks, "write_network", add_field(networks.write_network))
    assert make_client(validate_answers=False).get("/v1/parties/a/network").status_code == 200
    assert make_client(validate_answers=True).get("/v1/parties/a/network").status_code == 500
