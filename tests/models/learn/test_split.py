"""The split keeps the outcomes of each part out of the parts before it."""

from datetime import date
from typing import Any

import pytest

from riskgraph.errors import MeasureError, PolicyError
from riskgraph.models.economy import Economy
from riskgraph.models.learn.experiment import list_experiments, read_experiment
from riskgraph.models.learn.split import Split, find_outcomes, read_defaults

from ..economies import build_economy

LOAN = {"borrower": "a", "starts_on": "2020-01-01", "due_on": "2026-01-01"}


def economy_with(*loans: dict[str, Any], as_of: date = date(2022, 12, 31), companies: str = "ab") -> Economy:
    return build_economy(list(companies), persons=["p"], loans=loans, as_of=as_of)


def outcomes_of(*later: dict[str, Any], horizon_days: int = 365) -> tuple[list[bool], list[bool]]:
    """Ask at the end of 2021 with an open loan of `a`, when `later` is what is on record a year after."""
    history = read_defaults(economy_with(*later))
    outcomes = find_outcomes(economy_with(LOAN, as_of=date(2021, 12, 31)), history, horizon_days)
    return outcomes.labelled.tolist(), outcomes.defaulted.tolist()


def test_borrower_that_defaults_within_the_horizon_is_a_default() -> None:
    labelled, defaulted = outcomes_of({**LOAN, "defaulted_on": "2022-12-31"})
    assert (labelled, defaulted) == ([True, False, False], [True, False, False])


def test_default_after_the_horizon_is_none() -> None:
    assert outcomes_of({**LOAN, "defaulted_on": "2022-12-31"}, horizon_days=364)[1] == [False, False, False]


def test_company_that_defaulted_before_is_not_asked_about() -> None:
    assert outcomes_of({**LOAN, "defaulted_on": "2021-06-01"})[0] == [False, False, False]


def test_first_default_counts_when_there_are_several() -> None:
    later = [{**LOAN, "defaulted_on": "2022-12-01"}, {**LOAN, "defaulted_on": "2021-12-01"}]
    assert outcomes_of(*later)[0] == [False, False, False]


def test_company_without_an_open_loan_is_not_asked_about() -> None:
    closed = economy_with({**LOAN, "closed_on": "2021-01-01"}, as_of=date(2021, 12, 31))
    assert not find_outcomes(closed, read_defaults(economy_with()), 365).labelled.any()


def test_person_is_not_asked_about() -> None:
    lent = economy_with({**LOAN, "borrower": "p"}, as_of=date(2021, 12, 31))
    assert not find_outcomes(lent, read_defaults(economy_with()), 365).labelled.any()


def test_parties_are_matched_by_id_when_their_numbers_differ() -> None:
    history = read_defaults(economy_with({**LOAN, "defaulted_on": "2022-05-05"}, companies="0a"))
    outcomes = find_outcomes(economy_with(LOAN, as_of=date(2021, 12, 31)), history, 365)
    assert outcomes.defaulted.tolist() == [True, False, False]


def test_outcome_that_is_not_on_record_yet_is_refused() -> None:
    with pytest.raises(MeasureError, match="not known yet"):
        outcomes_of(horizon_days=366)


@pytest.mark.parametrize(
    ("train", "validation", "test"),
    [
        ("2020-12-31", "2021-12-30", "2022-12-31"),
        ("2020-12-31", "2021-12-31", "2022-12-30"),
        ("2021-12-31", "2020-12-31", "2022-12-31"),
    ],
)
def test_parts_that_reach_into_each_other_are_refused(train: str, validation: str, test: str) -> None:
    days = [(date.fromisoformat(day),) for day in (train, validation, test)]
    with pytest.raises(MeasureError, match="too late"):
        Split(*days, horizon_days=365)


def test_part_without_days_is_refused() -> None:
    with pytest.raises(MeasureError, match="at least one day"):
        Split((), (date(2021, 1, 1),), (date(2022, 1, 1),), 365)


@pytest.mark.parametrize("name", list_experiments())
def test_every_experiment_keeps_its_parts_apart(name: str) -> None:
    split = read_experiment(name).split
    assert split.days == tuple(sorted(split.days))


def test_unknown_experiment_is_refused_with_those_at_hand() -> None:
    with pytest.raises(PolicyError, match="world"):
        read_experiment("nothing")
