"""How sure holdings and statements are is on the lines that rest on them, and changes no share."""

from collections.abc import Callable
from typing import Any

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Relation

from ..graph.factories import load, owns, person

Ask = Callable[..., Any]


def test_an_owner_is_as_sure_as_its_least_sure_chain(store: Store, ask: Ask) -> None:
    load(
        store,
        [person("p"), owns("p", "x", 0.8, confidence=0.5), owns("x", "c", 0.5, confidence=0.8), owns("p", "c", 0.5)],
    )
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (owner["share"], owner["confidence"]) == (0.9, 0.4)
    assert [chain["confidence"] for chain in owner["chains"]] == [1.0, 0.4]


def test_a_step_is_as_sure_as_the_surest_source_that_states_it(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.6, confidence=0.5)], source="one")
    load(store, [person("p"), owns("p", "c", 0.6)], source="two")
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (owner["share"], owner["confidence"]) == (0.6, 1.0)


def test_a_controller_is_as_sure_as_the_statement(store: Store, ask: Ask) -> None:
    load(store, [person("p"), Relation(start="p", end="c", kind="controls", confidence=0.7)])
    (controller,) = ask("/v1/parties/c/controller")["data"]["controllers"]
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (controller["confidence"], owner["confidence"]) == (0.7, 0.7)
