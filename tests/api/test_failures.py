"""Wrong keys are throttled per address and in all, in bounded memory; a right key is let in at any time."""

import logging
from itertools import count
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from riskgraph.api.app import create_app
from riskgraph.api.callers import failures as limits
from riskgraph.api.callers.failures import IN_ALL, MOST_ADDRESSES, PER_ADDRESS, WINDOW_S, Failures, name_network
from riskgraph.api.callers.keys import create_key
from riskgraph.api.callers.roles import Role
from riskgraph.api.server import guard
from riskgraph.settings import Settings

DATA = "/v1/regimes"  # answers 500 without an engine to those who are let in


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_one_address_is_throttled_until_the_window_ends() -> None:
    failures = Failures(clock := Clock())
    assert [failures.note("192.0.2.1") for _ in range(PER_ADDRESS)] == [0] * PER_ADDRESS
    clock.now += 20
    assert (failures.note("192.0.2.1"), failures.note("192.0.2.2")) == (WINDOW_S - 20, 0)
    clock.now += 40
    assert failures.note("192.0.2.1") == 0


def test_all_addresses_together_are_throttled() -> None:
    failures = Failures(Clock())
    assert {failures.note(f"192.0.2.{number}") for number in range(IN_ALL)} == {0}
    assert failures.note("192.0.2.200") == WINDOW_S


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IN_ALL", 10 * MOST_ADDRESSES)
    failures = Failures(Clock())
    last = [failures.note(f"address {number}") for number in range(MOST_ADDRESSES + 20)][-1]
    assert (len(failures._counts), last > 0) == (MOST_ADDRESSES + 1, True)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_the_addresses_of_one_caller_are_counted_as_one(address: str, name: str) -> None:
    assert name_network(address) == name


def test_a_right_key_is_let_in_whatever_was_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guard, "DELAY_S", 0.0)
    right, numbers = create_key(tmp_path, "anna", Role.READER), count()
    app = create_app(Settings(data_dir=tmp_path, neo4j_uri=None))
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)

    def ask(key: str) -> int:
        return client.get(DATA, headers={"Authorization": f"Bearer {key}"}).status_code

    with caplog.at_level(logging.WARNING):
        assert [ask(f"rg_wrong{next(numbers)}") for _ in range(PER_ADDRESS + 2)] == [401] * PER_ADDRESS + [429] * 2
    assert ask(right) == 500
    throttled = client.get(DATA, headers={"Authorization": "Bearer rg_wrong"})
    assert 0 < int(throttled.headers["retry-after"]) <= WINDOW_S
    assert throttled.headers["connection"] == "close"
    assert client.get(DATA).status_code == 401  # without a key nothing is guessed
    assert client.get("/health").status_code == 200
    assert caplog.text.count("more than 10 wrong keys") == 1
    assert not any(secret in caplog.text for secret in ("rg_wrong", right))


def test_only_some_answers_are_held_back_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "DELAY_S", 3600.0)
    monkeypatch.setattr(guard, "MOST_DELAYED", 0)
    client = TestClient(create_app(Settings(data_dir=tmp_path, neo4j_uri=None)), base_url="http://127.0.0.1")
    statuses = {client.get(DATA, headers={"Authorization": "Bearer wrong"}).status_code for _ in range(PER_ADDRESS + 1)}
    assert statuses == {401, 429}
