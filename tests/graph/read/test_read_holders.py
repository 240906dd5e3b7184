"""Who holds a company, the largest first, and what is left out; a stated controller's percentage is no holding."""

from dataclasses import replace

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.owners.owners import Owners, OwnersQuestion, read_owners
from riskgraph.graph.read.ties import TieView
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation

from ..factories import TODAY, load, owns, person

QUESTION = OwnersQuestion(party="c", time_point=TimePoint(TODAY), max_nodes=500, circle_confidence=0.5)
MANY = [owns(f"small {number}", "c", 0.001 * number) for number in range(1, 10)]


def ends(ties: dict[str, TieView]) -> set[tuple[str, str]]:
    """Return the ends of ties."""
    return {(tie.start, tie.end) for tie in ties.values()}


def test_a_stated_controller_is_no_holder(store: Store) -> None:
    load(store, [person("p"), owns("p", "c", 0.45, kind="actual_controller"), owns("q", "c", 0.3, kind="shareholder")])
    owners = store.transact(lambda tx: read_owners(tx, QUESTION, Owners()))
    assert (ends(owners.holdings), ends(owners.stated)) == ({("q", "c")}, {("p", "c")})


def test_of_a_hub_all_holders_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskgraph.graph.read.owners.owners.FIRST", 3)
    load(store, [*MANY, owns("zulu", "c", 0.001, voting_share=0.6), owns("y", "c", None)])
    owners = store.transact(lambda tx: read_owners(tx, QUESTION, Owners()))
    assert len(owners.holdings) == 11
    assert [tie.start for tie in owners.holdings.values()][:3] == ["zulu", "small 9", "small 8"]
    assert (owners.unread, owners.cuts) == (set(), set())


def test_what_is_cut_of_a_hub_are_the_smallest_holders(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskgraph.graph.read.owners.owners.FIRST", 3)
    load(store, [*MANY, owns("zulu", "c", 0.6)])
    owners = store.transact(lambda tx: read_owners(tx, replace(QUESTION, max_nodes=5), Owners()))
    assert [tie.start for tie in owners.holdings.values()] == ["zulu", "small 9", "small 8", "small 7"]
    assert (owners.unread, owners.cuts) == ({"c"}, {Truncation.HOLDERS})


def test_a_list_too_long_for_one_answer_of_the_engine_is_halved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskgraph.graph.read.owners.owners.MOST_ROWS", 4)
    pairs = [owns(f"h{number}", f"m{part}", 0.3) for part in range(3) for number in range(3)]
    load(store, [*(owns(f"m{part}", "c", 0.3) for part in range(3)), *pairs])
    owners = store.transact(lambda tx: read_owners(tx, QUESTION, Owners()))
    assert (len(owners.holdings), owners.cuts) == (12, set())
