"""Beyond the limits a request gets 503 with the reason at once; one caller cannot take all turns."""

from collections.abc import Callable
from contextlib import ExitStack

import anyio
import httpx
import pytest
from fastapi.testclient import TestClient

from riskgraph.api.callers.keys import create_key, revoke_key
from riskgraph.api.callers.roles import Role
from riskgraph.api.server.turns import Turns
from riskgraph.settings import Settings

from ..callers import ADDRESS


def test_one_caller_has_three_quarters_and_all_together_the_rest() -> None:
    turns = Turns(4)
    with ExitStack() as under_way:
        for _ in range(3):
            assert turns.refuse("anna") is None
            under_way.enter_context(turns.take("anna"))
        refused = turns.refuse("anna")
        assert refused is not None
        assert "3 requests of yours" in refused.detail
        assert turns.refuse("ben") is None
        with turns.take("ben"):
            full = turns.refuse("cleo")
            assert full is not None
            assert "answering 4 requests" in full.detail
    assert turns.refuse("anna") is None
    assert not turns._taken


def test_a_crash_gives_the_turn_back() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="crash"), turns.take("anna"):
        raise ValueError("crash")
    assert turns.refuse("anna") is None


def test_a_caller_beyond_its_turns_is_refused_while_others_are_answered(
    make_client: Callable[..., TestClient], settings: Settings
) -> None:
    client = make_client(max_requests=2)
    ben = {"Authorization": f"Bearer {create_key(settings.data_dir, 'ben', Role.READER)}"}
    statuses: dict[str, list[httpx.Response]] = {"local": [], "ben": []}

    async def ask_together() -> None:
        transport = httpx.ASGITransport(app=client.app, client=("127.0.0.1", 1))
        async with (
            httpx.AsyncClient(transport=transport, base_url=f"{ADDRESS}:8000") as caller,
            anyio.create_task_group() as all_,
        ):
            local = {"Authorization": client.headers["Authorization"]}
            for name, headers in (*[("local", local)] * 4, ("ben", ben)):
                all_.start_soon(ask, caller, name, headers)

    async def ask(caller: httpx.AsyncClient, name: str, headers: dict[str, str]) -> None:
        statuses[name].append(await caller.get("/v1/sources" if name == "local" else "/v1/regimes", headers=headers))

    assert client.portal is not None
    client.portal.call(ask_together)
    revoke_key(settings.data_dir, "ben")
    assert {reply.status_code for reply in statuses["local"]} == {200, 503}
    assert [reply.status_code for reply in statuses["ben"]] == [200]
    refused = next(reply for reply in statuses["local"] if reply.status_code == 503)
    assert refused.headers["retry-after"] == "1"
    assert "the most at a time" in refused.json()["detail"]
