"""Control derived from the facts of a day: alone or with a circle, who stands above all, and through which records."""

from typing import Any

import pytest

from riskgraph.graph.rules.control_ties import ControlFacts, ControlRow
from riskgraph.models.control.derive import MOST_RECORDS, derive_control
from riskgraph.models.control.votes import arrange_facts

Row = dict[str, Any]


def hold(owner: str, company: str, votes: float, reported: int = 0, exact: int = 1) -> Row:
    """Make the votes of a holder; its record is named after both ends."""
    return {
        "owner": owner, "company": company, "votes": votes, "reported": reported, "exact": exact,
        "records": [f"{owner}-{company}"],
    }  # fmt: skip


def state(controller: str, company: str) -> Row:
    """Make a stated controller."""
    return {"controller": controller, "company": company, "records": [f"{controller}>{company}"]}


def relate(left: str, right: str, kind: str = "spouse", confidence: float = 1.0) -> Row:
    """Make a tie of a circle."""
    return {"left": left, "right": right, "kind": kind, "confidence": confidence, "records": [f"{left}~{right}"]}


def derive(*votes: Row, stated: tuple[Row, ...] = (), circles: tuple[Row, ...] = ()) -> dict[str, ControlRow]:
    """Return the rows of control by controller and company."""
    rows = derive_control(arrange_facts(ControlFacts(votes, stated, circles)))
    return {f"{row.controller}-{row.company}": row for row in rows}


def test_nothing_is_controlled_without_facts() -> None:
    assert derive() == {}


def test_a_majority_controls_alone_and_rests_on_its_holding() -> None:
    rows = derive(hold("P", "C", 0.6), hold("Q", "C", 0.4))
    assert rows == {
        "P-C": ControlRow("P", "C", "P", True, True, True, ["P-C"], [], "votes", 0.6, True, [], None, ["1 votes 0.6"])
    }


def test_votes_from_a_band_are_those_at_least_while_others_are_left() -> None:
    rows = derive(hold("P", "C", 0.6, exact=0), hold("P", "D", 0.6, exact=0), hold("Q", "D", 0.4), hold("P", "E", 0.6))
    assert {pair: (row.votes_exact, row.sides) for pair, row in rows.items()} == {
        "P-C": (False, ["1 votes 0.6 least"]),
        "P-D": (True, ["1 votes 0.6"]),
        "P-E": (True, ["1 votes 0.6"]),
    }


def test_votes_through_a_controlled_company_that_has_a_band_are_those_at_least() -> None:
    rows = derive(hold("P", "A", 0.6), hold("A", "C", 0.55, exact=0), hold("B", "C", 0.1))
    assert not rows["P-C"].votes_exact
    assert derive(hold("P", "C", 0.6), hold("B", "C", 0.1, exact=0))["P-C"].votes_exact


def test_parcels_of_more_than_a_whole_count_as_the_whole() -> None:
    assert derive(hold("P", "C", 1.15), hold("Q", "C", 0.51), hold("R", "C", 0.6)) == {}


def test_control_reaches_down_a_chain_and_only_its_end_is_top() -> None:
    rows = derive(hold("P", "A", 0.6), hold("A", "C", 0.6))
    assert {pair: (row.top, row.top_alone, row.records) for pair, row in rows.items()} == {
        "P-A": (True, True, ["P-A"]),
        "A-C": (False, False, ["A-C"]),
        "P-C": (True, True, ["A-C", "P-A"]),
    }


def test_rows_come_by_company_then_controller() -> None:
    assert list(derive(hold("P", "B", 0.6), hold("B", "A", 0.6))) == ["B-A", "P-A", "P-B"]


def test_records_of_holders_outside_the_chain_are_left_out() -> None:
    rows = derive(hold("P", "A", 0.6), hold("Q", "A", 0.4), hold("A", "C", 0.6), hold("Q", "C", 0.4))
    assert rows["P-C"].records == ["A-C", "P-A"]


def test_spouses_control_together_through_their_tie() -> None:
    rows = derive(hold("P", "C", 0.3), hold("Q", "C", 0.25), circles=(relate("P", "Q", confidence=0.8),))
    assert set(rows) == {"P-C", "Q-C"}
    assert (rows["Q-C"].circle, rows["Q-C"].alone, rows["Q-C"].top, rows["Q-C"].top_alone) == ("P", False, True, False)
    assert rows["P-C"].records == ["P-C", "P~Q", "Q-C"]
    assert rows["P-C"].through == ["spouse 0.8"]


def test_each_kind_of_tie_comes_with_its_lowest_confidence() -> None:
    circles = relate("P", "Q", "spouse", 0.9), relate("Q", "R", "spouse", 0.7), relate("P", "R", "acts_in_concert", 0.8)
    rows = derive(hold("P", "C", 0.3), hold("Q", "C", 0.15), hold("R", "C", 0.15), circles=circles)
    assert rows["R-C"].through == ["acts_in_concert 0.8", "spouse 0.7"]


def test_a_member_who_controls_alone_needs_no_tie() -> None:
    rows = derive(hold("P", "C", 0.6), hold("Q", "C", 0.2), circles=(relate("P", "Q"),))
    assert (rows["P-C"].alone, rows["P-C"].records, rows["P-C"].through) == (True, ["P-C"], [])
    assert (rows["Q-C"].alone, rows["Q-C"].through) == (False, ["spouse 1"])


def test_a_circle_controls_below_what_it_controls() -> None:
    rows = derive(hold("P", "A", 0.3), hold("Q", "A", 0.3), hold("A", "C", 0.6), circles=(relate("P", "Q"),))
    assert set(rows) == {"A-C", "P-A", "Q-A", "P-C", "Q-C"}
    assert rows["P-C"].records == ["A-C", "P-A", "P~Q", "Q-A"]
    assert (rows["A-C"].alone, rows["A-C"].top) == (True, False)


def test_a_company_of_a_circle_is_not_controlled_by_itself() -> None:
    rows = derive(hold("A", "B", 0.6), hold("A", "C", 0.3), hold("B", "C", 0.3), circles=(relate("A", "B"),))
    assert "B-B" not in rows
    assert (rows["A-C"].alone, rows["B-C"].alone) == (True, False)


def test_whoever_controls_one_company_of_a_circle_controls_no_other() -> None:
    rows = derive(hold("P", "A", 0.6), hold("Q", "B", 1.0), circles=(relate("A", "B", "acts_in_concert"),))
    assert set(rows) == {"P-A", "Q-B"}


def test_controllers_of_the_companies_of_a_circle_control_jointly_what_these_control_together() -> None:
    votes = hold("P", "A", 0.6), hold("Q", "B", 1.0), hold("A", "C", 0.3), hold("B", "C", 0.25), hold("C", "D", 0.6)
    rows = derive(*votes, circles=(relate("A", "B", "acts_in_concert", 0.8),))
    assert {(row.controller, tuple(row.jointly_with), row.top) for row in rows.values() if row.company == "C"} == {
        ("A", (), False), ("B", (), False), ("P", ("Q",), True), ("Q", ("P",), True)
    }  # fmt: skip
    row = rows["P-D"]
    assert (row.alone, row.basis, row.votes, row.through) == (False, "votes", 0.6, ["acts_in_concert 0.8"])
    assert row.records == ["A-C", "A~B", "B-C", "C-D", "P-A", "Q-B"]


def test_a_stated_controller_controls_whatever_the_votes_are() -> None:
    rows = derive(hold("Q", "C", 0.6), stated=(state("P", "C"),))
    assert {pair: row.records for pair, row in rows.items()} == {"P-C": ["P>C"], "Q-C": ["Q-C"]}


def test_control_by_votes_counts_below_a_stated_controller() -> None:
    rows = derive(hold("A", "C", 0.6), stated=(state("P", "A"),))
    assert rows["P-C"].records == ["A-C", "P>A"]
    assert rows["P-C"].top


def test_spouses_who_are_both_stated_controllers_control_together() -> None:
    rows = derive(stated=(state("P", "C"), state("Q", "C")), circles=(relate("P", "Q"),))
    assert set(rows) == {"P-C", "Q-C"}
    assert rows["P-C"].through == ["spouse 1"]


@pytest.mark.parametrize(("second", "controlled"), [(0.55, True), (0.6, False)])
def test_votes_beyond_the_whole_are_scaled_down(second: float, controlled: bool) -> None:
    # 0.6 of 1.15 is a majority, 0.6 of 1.2 is half
    assert ("P-C" in derive(hold("P", "C", 0.6), hold("Q", "C", second))) is controlled


def test_votes_filled_in_from_capital_have_what_reported_ones_leave() -> None:
    rows = derive(hold("P", "C", 0.4, reported=1), hold("Q", "C", 0.8), hold("R", "C", 0.1))
    assert set(rows) == {"Q-C"}  # 0.8 of 0.9 of the 0.6 left; with 0.4 reported, Q has 0.533
    assert derive(hold("P", "C", 0.5, reported=1), hold("Q", "C", 0.8)) == {}


@pytest.mark.parametrize("links", [MOST_RECORDS, MOST_RECORDS + 5])
def test_the_records_nearest_the_company_are_kept(links: int) -> None:
    chain = [hold(f"P{link + 1:02}", f"P{link:02}", 1.0) for link in range(links)]
    records = derive(*chain)[f"P{links:02}-P00"].records
    assert records == [f"P{link + 1:02}-P{link:02}" for link in range(MOST_RECORDS)]


def test_each_controller_has_the_sides_in_which_it_is_named() -> None:
    rows = derive(
        hold("P", "C", 0.6),
        hold("S", "C", 0.1),
        stated=(state("X", "C"), state("Y", "C")),
        circles=(relate("P", "S"),),
    )
    sides = {pair: row.sides for pair, row in rows.items()}
    assert sides == {"P-C": ["1 votes 0.6"], "S-C": [], "X-C": ["2 joint"], "Y-C": ["2 joint"]}
