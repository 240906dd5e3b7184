"""Connections that keep the server waiting, are too many, or send what is no request."""

import ast
import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI, Request
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from riskgraph.api.server import protocol
from riskgraph.api.server.listen import take_port
from riskgraph.api.server.protocol import PromptProtocol
from riskgraph.api.server.serve import OPTIONS
from riskgraph.settings import Settings

LONG = 120.0  # seconds that nothing here takes, however busy the machine is
HEAD = b" / HTTP/1.1\r\nHost: a\r\n"
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
app = FastAPI()


@app.get("/")
async def give() -> str:
    """Return a short answer."""
    return "given"


@app.get("/long")
async def give_much() -> str:
    """Return more than a connection holds that nobody reads from."""
    return "x" * 30_000_000


@app.post("/")
async def take(request: Request) -> int:
    """Read the whole body."""
    return len(await request.body())


def test_uvicorn_has_every_undocumented_part_that_the_protocol_uses() -> None:
    (own,) = [node for node in ast.parse(Path(protocol.__file__).read_text(encoding="utf-8")).body
              if isinstance(node, ast.ClassDef)]  # fmt: skip
    used = {
        node.attr for node in ast.walk(own) if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self"
    }
    defined = {name for name in vars(PromptProtocol) if name in used or not name.startswith("_")}
    inherited = (used | defined) - {name for name in vars(PromptProtocol) if name.startswith("_")}
    assert {"flow", "timeout_keep_alive_task", "send_400_response"} <= inherited
    theirs = H11Protocol(uvicorn.Config(app), ServerState(), {}, asyncio.new_event_loop())
    missing = [name for name in inherited if not hasattr(theirs, name)]
    assert missing == [], f"uvicorn {uvicorn.__version__} lacks {missing}: adapt api/server/protocol.py to it"
    assert hasattr(FlowControl(asyncio.Transport()), "write_paused")


@pytest.mark.parametrize("sent", [b"", b"GET /health HTTP/1.1\r\nHost: a\r\n"])
def test_a_caller_that_never_ends_its_request_is_cut_off(hurry: None, sent: bytes) -> None:
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


def test_a_caller_that_begins_a_second_request_and_never_ends_it_is_cut_off(patience: None) -> None:
    async def ask_then_begin() -> bytes:
        async with serve() as (_, connect):
            reader, writer = await connect()
            writer.write(b"GET" + HEAD + b"\r\n")
            answer = await reader.readuntil(b'"given"')
            writer.write(b"G")
            return answer + await asyncio.wait_for(reader.read(), LONG)

    assert asyncio.run(ask_then_begin()).count(b"HTTP/1.1") == 1


def test_the_time_for_a_request_begins_with_the_request(patience: None) -> None:
    """Twelve requests take longer than one may, and each of them a tenth of that."""

    async def ask_slowly() -> bytes:
        async with serve() as (_, connect):
            reader, writer = await connect()
            for _ in range(12):
                for part in (b"GET" + HEAD, b"\r\n"):
                    writer.write(part)
                    await asyncio.sleep(0.05 * protocol.REQUEST_SECONDS)
                answer = await reader.readuntil(b'"given"')
            return answer

    assert b"200 OK" in asyncio.run(ask_slowly())


@pytest.mark.parametrize("method", [b"POST", b"GET"])
def test_a_body_sent_byte_by_byte_is_cut_off(hurry: None, method: bytes) -> None:
    async def drip() -> None:
        async with serve() as (server, connect):
            _, writer = await connect()
            writer.write(method + HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
            await wait_until(lambda: bool(server.server_state.connections))
            async with asyncio.timeout(LONG):
                while server.server_state.connections:
                    writer.write(b"1\r\nx\r\n")
                    await asyncio.sleep(0.05)

    asyncio.run(drip())


def test_a_caller_that_does_not_take_the_answer_is_cut_off(hurry: None) -> None:
    async def ask_and_leave_it() -> None:
        async with serve() as (server, connect):
            _, writer = await connect()
            writer.write(b"GET" + HEAD.replace(b"/", b"/long", 1) + b"\r\n")
            await wait_until(lambda: bool(server.server_state.connections))
            await wait_until(lambda: not server.server_state.connections)

    asyncio.run(ask_and_leave_it())


def test_one_connection_too_many_is_told_so_as_a_problem_document() -> None:
    head, _, body = asyncio.run(talk(b"GET" + HEAD + b"\r\n", limit_concurrency=1)).partition(b"\r\n\r\n")
    lines = head.decode().lower().splitlines()
    problem = json.loads(body)
    assert lines[0] == "http/1.1 503 service unavailable"
    assert {"content-type: application/problem+json", f"x-request-id: {problem['request_id']}"} <= set(lines)
    assert "try again" in problem["detail"]
    assert "retry-after: 1" in lines


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Return a caller little time."""
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.5)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Return a caller so much time that a busy machine is not the reason for a cut."""
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 2.0)


async def talk(sent: bytes, **options: object) -> bytes:
    """Send something, then wait for what comes back until the server closes."""
    async with serve(**options) as (_, connect):
        reader, writer = await connect()
        writer.write(sent)
        return await asyncio.wait_for(reader.read(), LONG)


@asynccontextmanager
async def serve(**options: object) -> AsyncIterator[tuple[uvicorn.Server, Callable[[], Awaitable[Connection]]]]:
    """Return a server, and a function that connects to it."""
    opened: list[asyncio.StreamWriter] = []
    with take_port(Settings(port=0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, **{**OPTIONS, "timeout_graceful_shutdown": 1, **options}))
        serving = asyncio.create_task(server.serve(sockets=[listener]))

        async def connect() -> Connection:
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            opened.append(writer)
            return reader, writer

        yield server, connect
        for writer in opened:
            writer.close()
        server.should_exit = True
        await serving


async def wait_until(met: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    async with asyncio.timeout(LONG):
        while not met():
            await asyncio.sleep(0.02)
