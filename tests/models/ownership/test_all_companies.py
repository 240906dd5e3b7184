"""The owners of all companies in one pass are those that a question for each company finds."""

from pathlib import Path

import pytest

from riskgraph.graph.engine.cursor import read_cursor
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.owners.held_owners import read_held_owners
from riskgraph.graph.read.owners.held_steps import TiesAbove
from riskgraph.graph.read.owners.owners import Owners, OwnersQuestion
from riskgraph.graph.snapshot.held_graph import open_held_graph
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.time_point import TimePoint
from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.all_companies import find_owners_of_all

from ...graph.factories import EARLY, TODAY, load, owns, person

DAY = TimePoint(TODAY)
THRESHOLD = 0.25
HELD = [
    owns("p", "a", 0.8),
    owns("b", "a", 0.2),
    owns("a", "b", 0.6),
    owns("q", "b", 0.4),
    owns("b", "c", None, share_min=0.3, share_max=0.5),
    owns("p", "c", 0.1, parcel=True),
    owns("p", "c", 0.15, parcel=True, valid_from=EARLY),
    owns("q", "c", 0.9, kind="actual_controller"),
    owns("q", "d", 0.9),
    owns("r", "d", 0.9),
    owns("r", "e", 0.7, valid_to=EARLY),
    owns("u", "v", 1.0),
    owns("v", "u", 1.0),
    owns("q", "f", None),
    owns("f", "g", 0.5),
]


def find_by_question(above: TiesAbove, companies: list[str]) -> dict[tuple[str, str], float]:
    """Return every owner with enough of a company by a question for each company."""
    found = {}
    for company in companies:
        question = OwnersQuestion(party=company, time_point=DAY, max_nodes=1_000, circle_confidence=0.5)
        shares = Ownership(read_held_owners(above, question, Owners(), 10.0)).capital_shares
        found.update({(owner, company): share for owner, share in shares.items() if share >= THRESHOLD})
    return found


def test_one_pass_finds_what_a_question_for_each_company_finds(store: Store, tmp_path: Path) -> None:
    load(store, [*map(person, "pqr"), *HELD])
    load(store, [person("q"), owns("q", "e", 0.5), owns("q", "b", 0.4)], "another source")
    take_snapshot(store, TODAY, None, tmp_path)
    held = open_held_graph(tmp_path, read_cursor(store))
    assert held is not None
    above = TiesAbove(held)
    found = find_owners_of_all(above, DAY, THRESHOLD, inclusive=True)
    ids = found.ids.to_pylist()
    pairs = zip(found.owner.tolist(), found.company.tolist(), found.share.tolist(), strict=True)
    in_one_pass = {(ids[owner], ids[company]): share for owner, company, share in pairs}
    assert in_one_pass == pytest.approx(find_by_question(above, list("abcdefguv")), abs=1e-9)
    assert {("p", "a"), ("p", "c"), ("q", "d"), ("r", "d"), ("q", "e")} <= in_one_pass.keys()
