"""Connections that do not send their request in time."""

import asyncio

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
