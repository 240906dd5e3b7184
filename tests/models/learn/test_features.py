"""What a model sees on a day does not change when later facts become known."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskgraph.models.economy import Accounts, Cases, Economy, Loans
from riskgraph.models.learn.features import FeatureGroup, Features, build_features, fit_scaler
from riskgraph.models.learn.messages import build_messages, find_senders, restrict_messages
from riskgraph.models.policy import read_policy

from ..economies import AS_OF, build_economy

ASSUMPTIONS = read_policy().assumptions
ALL = tuple(FeatureGroup)
LATER = st.dates(date(2023, 1, 1), date(2030, 1, 1)).map(str)

TIES = {
    "GUARANTEES": [{"start": "a", "end": "b", "amount": 50.0}],
    "SUPPLIES": [{"start": "b", "end": "c", "receivable": 30.0}],
    "OWNS": [{"start": "p", "end": "a", "share": 0.6}],
}
FIGURES = [("a", "net_assets", "2021", 100.0), ("a", "total_assets", "2021", 200.0), ("b", "net_assets", "2021", 80.0)]
LOANS = [{"borrower": "b", "starts_on": "2021-03-01", "due_on": "2025-01-01", "limit": 9.0}]
CASES = [{"party": "c", "kind": "enforcement", "filed_on": "2022-02-02"}]


def make_economy(**changes: Any) -> Economy:
    parts: dict[str, Any] = {"ties": TIES, "figures": FIGURES, "loans": LOANS, "cases": CASES}
    return build_economy(["a", "b", "c"], persons=["p"], **{**parts, **changes})


def features_of(economy: Economy) -> Features:
    return build_features(economy, ASSUMPTIONS, ALL)


def column(economy: Economy, name: str) -> list[float]:
    features = features_of(economy)
    return features.values[:, features.names.index(name)].tolist()


def join_rows(left: Any, right: Any) -> Any:
    """Put the rows of two tables below each other."""
    names = type(left).__dataclass_fields__
    return type(left)(**{name: np.concatenate([getattr(left, name), getattr(right, name)]) for name in names})


def with_later_facts(economy: Economy, later: Economy) -> Economy:
    """Return an economy of the same day whose tables also hold facts of later days."""
    accounts: Accounts = join_rows(economy.accounts, later.accounts)
    loans: Loans = join_rows(economy.loans, later.loans)
    cases: Cases = join_rows(economy.cases, later.cases)
    return replace(economy, accounts=accounts, loans=loans, cases=cases)


@settings(max_examples=30)
@given(
    starts=LATER, filed=LATER, year=st.integers(2022, 2030), kind=st.sampled_from(["bankruptcy", "dishonest_executee"])
)
def test_later_facts_do_not_reach_an_earlier_day(starts: str, filed: str, year: int, kind: str) -> None:
    later = make_economy(
        figures=[(party, "net_assets", str(year), -1e9) for party in "abc"],
        loans=[{"borrower": "a", "starts_on": starts, "defaulted_on": starts, "limit": 1e9}],
        cases=[{"party": "b", "kind": kind, "filed_on": filed}],
    )
    before = features_of(make_economy())
    after = features_of(with_later_facts(make_economy(), later))
    assert before.names == after.names
    np.testing.assert_array_equal(before.values, after.values)


@settings(max_examples=20)
@given(day=LATER)
def test_later_end_of_a_known_loan_does_not_reach_an_earlier_day(day: str) -> None:
    for name in ("defaulted_on", "closed_on"):
        ended = make_economy(loans=[{**LOANS[0], name: day}])
        np.testing.assert_array_equal(features_of(make_economy()).values, features_of(ended).values)


def test_class_of_a_loan_is_no_feature_because_only_the_latest_is_known() -> None:
    classed = make_economy(loans=[{**LOANS[0], "loan_class": "loss"}])
    np.testing.assert_array_equal(features_of(make_economy()).values, features_of(classed).values)


def test_default_counts_as_recent_for_a_year() -> None:
    loans = [
        {"borrower": "a", "starts_on": "2020-01-01", "defaulted_on": "2022-03-01"},
        {"borrower": "b", "starts_on": "2020-01-01", "defaulted_on": "2021-03-01"},
    ]
    assert column(make_economy(loans=loans), "defaulted_lately") == [1.0, 0.0, 0.0, 0.0]


def test_degrees_count_ties_in_both_directions() -> None:
    assert column(make_economy(), "guarantees_in") == pytest.approx([0.0, np.log(2), 0.0, 0.0])
    assert column(make_economy(), "guarantees_out") == pytest.approx([np.log(2), 0.0, 0.0, 0.0])


def test_unknown_figure_stays_unknown_and_absent_tie_is_none() -> None:
    assert np.isnan(column(make_economy(), "debt_ratio")[2])
    assert column(make_economy(), "guarantee_multiple")[2] == 0.0


def test_scaled_unknown_is_the_mean_with_a_flag() -> None:
    features = Features(("x",), np.array([[0.0], [2.0], [np.nan], [4.0]]))
    scaled = fit_scaler([features]).scale(features)
    assert scaled[:, 1].tolist() == [0.0, 0.0, 1.0, 0.0]
    assert scaled[2, 0] == 0.0
    assert np.isfinite(scaled).all()


def test_feature_that_is_never_known_scales_to_nothing() -> None:
    features = Features(("x", "y"), np.array([[np.nan, 1.0], [np.nan, 2.0]]))
    assert fit_scaler([features]).scale(features)[:, 0].tolist() == [0.0, 0.0]


def test_scale_is_that_of_the_training_days() -> None:
    scaler = fit_scaler([Features(("x",), np.array([[0.0], [2.0]]))])
    assert scaler.scale(Features(("x",), np.array([[1.0]])))[0, 0] == pytest.approx(0.0)


def test_guarantor_hears_borrower_by_what_it_would_lose() -> None:
    heard = build_messages(make_economy(), ASSUMPTIONS)["GUARANTEES by loss"].toarray()
    assert heard[0, 1] == pytest.approx(50 * 0.45 / 100)
    assert heard.sum() == heard[0, 1]


def test_every_day_has_the_same_kinds_of_messages() -> None:
    assert set(build_messages(build_economy(["a"]), ASSUMPTIONS)) == set(build_messages(make_economy(), ASSUMPTIONS))


def test_those_heard_stand_in_rings_by_hops() -> None:
    messages = build_messages(make_economy(), ASSUMPTIONS)
    rings = find_senders(messages, np.array([0]), 2)
    assert [ring.tolist() for ring in rings] == [[0], [1, 3], [2]]
    kept = restrict_messages(messages, np.concatenate(rings[:2]))
    assert kept["GUARANTEES by loss"].toarray()[0, 1] == pytest.approx(0.225)


def test_economy_of_an_empty_graph_has_features() -> None:
    assert features_of(build_economy(["a"], as_of=AS_OF)).values.shape[0] == 1
