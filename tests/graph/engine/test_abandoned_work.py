"""An error of work that nothing waits for any longer reaches no user."""

import logging

import pytest

from riskgraph.graph.engine.store import Store


def test_a_connection_that_is_reset_after_a_stop_is_no_error(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        store._loop.call_exception_handler(  # the loop of the store is its own business, but what it prints is not
            {"message": "Task exception was never retrieved", "exception": ConnectionResetError(104, "reset by peer")}
        )
    assert not caplog.records
