"""The figures agree with their definitions and with an independent library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.errors import MeasureError
from riskgraph.models.learn.calibrate import Calibration, convert_log_odds, fit_calibration
from riskgraph.models.learn.evaluate import (
    compare_models,
    measure_auc,
    measure_average_precision,
    measure_brier,
    measure_ks,
    measure_recall,
    write_comparison,
)

DEFAULTED = np.array([0.0, 0.0, 1.0, 1.0])
FORECAST = np.array([0.1, 0.4, 0.35, 0.8])

OUTCOMES = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=40).filter(
    lambda rows: 0 < sum(row[0] for row in rows) < len(rows)
)


def test_worked_example() -> None:
    assert measure_auc(DEFAULTED, FORECAST) == pytest.approx(0.75)
    assert measure_average_precision(DEFAULTED, FORECAST) == pytest.approx(0.5 + 0.5 * 2 / 3)
    assert measure_ks(DEFAULTED, FORECAST) == pytest.approx(0.5)
    assert measure_brier(DEFAULTED, FORECAST) == pytest.approx((0.01 + 0.16 + 0.4225 + 0.04) / 4)


@pytest.mark.parametrize(("share", "recall"), [(0.25, 0.5), (0.5, 0.5), (0.75, 1.0), (1.0, 1.0)])
def test_recall_among_the_highest_forecasts(share: float, recall: float) -> None:
    assert measure_recall(DEFAULTED, FORECAST, share) == pytest.approx(recall)


def test_equal_forecasts_are_worth_a_coin() -> None:
    flat = np.full(4, 0.5)
    assert (measure_auc(DEFAULTED, flat), measure_ks(DEFAULTED, flat)) == (0.5, 0.0)
    assert measure_recall(DEFAULTED, flat, 0.5) == pytest.approx(0.5)


@given(OUTCOMES)
def test_figures_agree_with_scikit_learn(rows: list[tuple[bool, int]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    defaulted = np.array([row[0] for row in rows], dtype=np.float64)
    forecast = np.array([row[1] for row in rows]) / 5
    assert measure_auc(defaulted, forecast) == pytest.approx(metrics.roc_auc_score(defaulted, forecast))
    precision = metrics.average_precision_score(defaulted, forecast)
    assert measure_average_precision(defaulted, forecast) == pytest.approx(precision)
    low, high, _ = metrics.roc_curve(defaulted, forecast)
    assert measure_ks(defaulted, forecast) == pytest.approx(max(high - low))


def test_interval_holds_the_figure_and_returns_for_a_seed() -> None:
    dice = np.random.default_rng(3)
    defaulted = (dice.random(300) < 0.2).astype(np.float64)
    forecast = np.clip(defaulted * 0.3 + dice.random(300) * 0.7, 0, 1)
    comparisons = [compare_models(defaulted, {"one": forecast}, (0.1,), 100, seed=5) for _ in range(2)]
    auc = comparisons[0].models[0].metrics["AUC"]
    assert auc.low < auc.value < auc.high
    assert comparisons[0] == comparisons[1]


def test_table_has_a_row_per_model_and_a_column_per_figure() -> None:
    comparison = compare_models(DEFAULTED, {"one": FORECAST, "two": 1 - FORECAST}, (0.5,), 20, seed=5)
    lines = write_comparison(comparison).splitlines()
    assert lines[0] == "4 parties, 2 defaults."
    assert [line.count("|") for line in lines[2:]] == [7] * 4


@pytest.mark.parametrize("defaulted", [np.zeros(3), np.ones(3)])
def test_parties_of_one_kind_cannot_be_judged(defaulted: np.ndarray) -> None:
    with pytest.raises(MeasureError, match="some must default and some not"):
        compare_models(defaulted, {"one": np.full(3, 0.5)}, (0.1,), 10, seed=1)


def test_calibrated_mean_is_near_the_rate_of_defaults() -> None:
    dice = np.random.default_rng(4)
    logits = dice.normal(size=4000)
    defaulted = (dice.random(4000) < convert_log_odds(2 * logits - 3)).astype(np.float64)
    calibration = fit_calibration(logits, defaulted)
    assert calibration.apply(logits).mean() == pytest.approx(defaulted.mean(), abs=0.005)
    assert calibration.slope == pytest.approx(2.0, abs=0.2)


def test_calibration_never_turns_the_order_round() -> None:
    assert fit_calibration(np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 1.0, 0.0, 0.0])).slope == 0.0


def test_calibration_without_a_default_is_refused() -> None:
    with pytest.raises(MeasureError, match="at least one default"):
        fit_calibration(np.zeros(3), np.zeros(3))


@given(st.floats(-1e6, 1e6))
def test_odds_are_a_probability_however_large(logit: float) -> None:
    assert 0.0 <= convert_log_odds(np.array([logit]))[0] <= 1.0


def test_odds_of_one_to_four_are_a_probability_of_a_fifth() -> None:
    assert Calibration(1.0, 0.0).apply(np.log(np.array([1 / 4])))[0] == pytest.approx(0.2)
