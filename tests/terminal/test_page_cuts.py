"""What was cut while the owners were read is said on the page of the company."""

import pytest

from riskgraph.graph.engine.store import Store

from ..commands import Run
from ..graph.factories import load, owns
from .test_page import DAY


def test_holders_of_a_holder_that_a_cap_left_out_make_the_page_incomplete(
    store: Store, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RISKGRAPH_MAX_OWNER_NODES", "50")
    load(store, [owns("x", "c", 0.9), *(owns(f"h{number}", "x", 0.01) for number in range(60))])
    outcome = run("show", "c", *DAY)
    assert "NOT COMPLETE" in outcome.out
    meta = run("show", "c", *DAY, "--json").read_json()["meta"]
    assert (meta["complete"], meta["cut_by"]) == (False, ["holders"])


def test_a_page_whose_owners_were_all_read_is_complete(store: Store, run: Run) -> None:
    load(store, [owns("x", "c", 0.9), *(owns(f"h{number}", "x", 0.02) for number in range(45))])
    meta = run("show", "c", *DAY, "--json").read_json()["meta"]
    assert (meta["complete"], meta["cut_by"]) == (True, [])
