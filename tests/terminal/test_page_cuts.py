"""What was cut while the owners were read is said on the page of the company."""

import pytest

from riskgraph.graph.engine.store import Store

from ..commands import Run
from ..graph.factories import guarantees, load, owns
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


def test_the_page_prints_every_list_to_its_end_where_asked(store: Store, run: Run) -> None:
    load(store, [guarantees("a", f"firm {number}", 1e5 + number) for number in range(120)])
    few, whole = (run("show", "a", *words, *DAY) for words in ((), ("--all",)))
    assert [outcome.out.count("[case|row") for outcome in (few, whole)] == [5, 120]
    assert "these lists are longer than shown here: guarantees_given; `riskgraph show a --all`" in few.out
    assert ("and 45 more" in few.out, "and 45 more" in whole.out) == (True, False)
    assert ("NOT COMPLETE" in few.out, "NOT COMPLETE" in whole.out) == (True, False)


def test_the_page_for_programs_has_every_list_to_its_end_where_asked(store: Store, run: Run) -> None:
    load(store, [owns(f"h{number}", "a", 0.001) for number in range(120)])
    few, whole = (run("show", "a", *words, *DAY, "--json").read_json()["party"] for words in ((), ("--all",)))
    assert [len(party["facts"]["owners"]) for party in (few, whole)] == [50, 120]
    assert [party["cut_lists"] for party in (few, whole)] == [["owners"], []]
