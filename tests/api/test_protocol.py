"""Connections that do not send their request in time, or send what is no request."""

import asyncio
import json

import pytest
import uvicorn
from fastapi import FastAPI

from riskgraph.api import protocol
from riskgraph.api.serve import OPTIONS, take_port
from riskgraph.settings import Settings


@pytest.mark.parametrize("sent", [b"", b"GET /health HTTP/1.1\r\nHost: a\r\n"])
def test_a_caller_that_never_ends_its_request_is_cut_off(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.3)
    assert asyncio.run(talk(sent)) == b""


@pytest.mark.parametrize(
    "sent",
    [
        "GET /v1/search?q=骊潼越 HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
        b"GET /health HTTP/1.1\r\n\r\n",
        b"\x16\x03\r\n\r\n",
    ],
)
def test_what_is_no_valid_http_is_a_problem_document(sent: bytes) -> None:
    head, _, body = asyncio.run(talk(sent)).partition(b"\r\n\r\n")
    lines = head.decode().lower().splitlines()
    problem = json.loads(body)
    assert lines[0] == "http/1.1 400 bad request"
    assert {"content-type: application/problem+json", f"x-request-id: {problem['request_id']}"} <= set(lines)
    assert (problem["type"], problem["status"]) == ("urn:riskgraph:problem:bad-request", 400)
    assert "percent-encode" in problem["detail"]


async def talk(sent: bytes) -> bytes:
    """Send something, then wait for what comes back until the server closes."""
    with take_port(Settings(port=0)) as listener:
        server = uvicorn.Server(uvicorn.Config(FastAPI(), **OPTIONS))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(sent)
        received = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        server.should_exit = True
        await serving
    return received
