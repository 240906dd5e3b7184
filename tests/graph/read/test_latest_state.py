"""A page about an earlier day says nothing of a loan or a case that is true only later."""

from datetime import date

from riskgraph.graph.read.party.latest_state import leave_out_later
from riskgraph.ingest.records import Facility, Lawsuit

THEN, LATER = date(2024, 6, 1), date(2025, 12, 1)
LOAN = {"id": "g", "limit": 100.0, "balance": 60.0, "loan_class": "loss", "defaulted_on": LATER}


def test_a_later_default_and_what_it_left_are_unknown_before_it() -> None:
    assert leave_out_later(Facility, LOAN, THEN) == {"id": "g", "limit": 100.0}


def test_on_the_day_of_default_everything_is_known() -> None:
    assert leave_out_later(Facility, LOAN, LATER) == LOAN


def test_an_open_loan_keeps_its_balance() -> None:
    loan = {"id": "g", "balance": 60.0, "defaulted_on": None}
    assert leave_out_later(Facility, loan, THEN) == loan


def test_a_case_that_closes_later_has_no_end_and_no_stage_yet() -> None:
    case = {"id": "l", "stage": "closed", "filed_on": date(2024, 1, 1), "closed_on": LATER}
    assert leave_out_later(Lawsuit, case, THEN) == {"id": "l", "filed_on": date(2024, 1, 1)}
