"""Large answers are compressed for callers that accept it; small ones, and those for other callers, are not."""

import pytest
from fastapi.testclient import TestClient

from riskgraph.api.app import COMPRESSED_FROM


@pytest.mark.parametrize(
    ("address", "accepted", "encoding"),
    [
        ("/v1/rules", "gzip", "gzip"),
        ("/openapi.json", "gzip", "gzip"),
        ("/v1/rules", "identity", None),
        ("/v1/sources", "gzip", None),
        ("/v1/parties/nobody", "gzip", None),
    ],
)
def test_only_large_json_is_compressed(client: TestClient, address: str, accepted: str, encoding: str | None) -> None:
    response = client.get(address, headers={"Accept-Encoding": accepted})
    assert response.headers.get("content-encoding") == encoding
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert (len(plain.content) >= COMPRESSED_FROM) is (address in ("/v1/rules", "/openapi.json"))
    if encoding:
        assert response.content == plain.content
        assert int(response.headers["content-length"]) < len(plain.content) / 2
        assert response.headers["vary"] == "Accept-Encoding"
