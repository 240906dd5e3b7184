"""The graph network learns what only neighbours tell, the same way for a seed, and comes back from disk unchanged."""

import json
import random
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from riskgraph.errors import MeasureError, MissingExtraError, NotFoundError
from riskgraph.models.economy import Economy
from riskgraph.models.learn import trained_model as gnn
from riskgraph.models.learn.evaluate import measure_auc
from riskgraph.models.learn.experiment import Experiment, read_experiment
from riskgraph.models.learn.features import FeatureGroup, build_features
from riskgraph.models.learn.results import write_results
from riskgraph.models.learn.split import find_outcomes, read_defaults
from riskgraph.models.learn.stored_models import load_model, save_model
from riskgraph.models.policy import read_policy
from riskgraph.models.score.assessment import assess_parties

from ..economies import build_economy

POLICY = read_policy()
PAIRS = 60


def make_experiment(**changes: Any) -> Experiment:
    """Return the experiment of the demo world with fewer days, so that a test learns it in a moment."""
    content = read_experiment("world").model_dump(mode="json")
    content["days"] = {"train": ["2019-12-31", "2020-12-31"], "validation": ["2021-12-31"], "test": ["2022-12-31"]}
    content["network"] |= {"members": 1, "dropout": 0.0}
    content["training"] |= {"rounds": 60, "learning_rate": 0.03, "patience": 60}
    content["evaluation"] |= {"resamples": 20}
    return Experiment.model_validate({**content, **changes})


def make_economies() -> list[Economy]:
    """Return five year ends of pairs: each year other borrowers default, and their guarantors do a year later.

    Guarantors and other companies differ in nothing of their own.
    """
    loans = [loan for year in range(2019, 2024) for pair in range(PAIRS) for loan in make_loans(year, pair)]
    ties = [{"start": f"{y}-g{p}", "end": f"{y}-b{p}", "amount": 90.0} for y in range(2019, 2024) for p in range(PAIRS)]
    companies = sorted({loan["borrower"] for loan in loans})
    figures = [(party, name, "2018", 100.0) for party in companies for name in ("net_assets", "total_assets")]
    return [
        build_economy(companies, ties={"GUARANTEES": ties}, figures=figures, loans=loans, as_of=date(year, 12, 31))
        for year in range(2019, 2024)
    ]


def make_loans(year: int, pair: int) -> list[dict[str, Any]]:
    """Return the loans of a guarantor and its borrower; every third borrower fails in the year, then its guarantor."""
    fails = pair % 3 == 0
    return [
        {
            "borrower": f"{year}-{role}{pair}",
            "starts_on": "2018-01-01",
            **({"defaulted_on": f"{year + late}-06-01"} if fails else {}),
        }
        for role, late in (("b", 0), ("g", 1))
    ]


@pytest.fixture(scope="module")
def economies() -> list[Economy]:
    return make_economies()


@pytest.fixture(scope="module")
def model(economies: list[Economy]) -> gnn.TrainedModel:
    pytest.importorskip("torch_geometric")
    return gnn.train(make_experiment(), economies, POLICY.assumptions)


def test_network_learns_what_only_a_neighbour_tells(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    test_day, latest = economies[3], economies[4]
    outcomes = find_outcomes(test_day, read_defaults(latest), 365)
    forecast = gnn.predict(model, test_day, POLICY.assumptions).probability
    guarantors = outcomes.labelled & np.char.startswith(test_day.ids, "2022-g")
    assert measure_auc(outcomes.defaulted[guarantors].astype(float), forecast[guarantors]) > 0.95


def test_same_seed_gives_the_same_model(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    again = gnn.train(make_experiment(), economies, POLICY.assumptions)
    forecasts = [gnn.predict(one, economies[3], POLICY.assumptions) for one in (model, again)]
    assert forecasts[0].model_version == forecasts[1].model_version
    np.testing.assert_array_equal(forecasts[0].probability, forecasts[1].probability)


def test_later_days_do_not_change_the_model(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    """What is known only after the last outcome of validation plays no part in training."""
    without_test = gnn.train(make_experiment(), economies[:4], POLICY.assumptions)
    assert without_test.version == model.version
    np.testing.assert_array_equal(
        gnn.predict(without_test, economies[3], POLICY.assumptions).probability,
        gnn.predict(model, economies[3], POLICY.assumptions).probability,
    )


def test_version_follows_settings_and_data(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    settings = make_experiment(version="another")
    assert gnn.train(settings, economies, POLICY.assumptions).version != model.version


def test_version_follows_the_weights(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    other = make_experiment(seed=model.experiment.seed + 100)
    assert other.version == model.experiment.version
    assert gnn.train(other, economies, POLICY.assumptions).version != model.version


def test_model_comes_back_from_disk(model: gnn.TrainedModel, economies: list[Economy], tmp_path: Path) -> None:
    loaded = load_model(save_model(model, tmp_path))
    assert loaded.version == model.version
    np.testing.assert_array_equal(
        gnn.predict(loaded, economies[3], POLICY.assumptions).probability,
        gnn.predict(model, economies[3], POLICY.assumptions).probability,
    )


def test_stored_model_is_small(model: gnn.TrainedModel, tmp_path: Path) -> None:
    assert sum(path.stat().st_size for path in save_model(model, tmp_path).iterdir()) < 200_000


def test_place_without_a_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    with pytest.raises(NotFoundError, match="no trained model"):
        load_model(tmp_path)


@pytest.mark.parametrize("damage", ["{", '{"version": "older"}', "", "[" * 100_000, "5", "null"])
def test_damaged_or_older_model_is_refused_with_what_to_do(
    model: gnn.TrainedModel, tmp_path: Path, damage: str
) -> None:
    place = save_model(model, tmp_path)
    (place / "model.json").write_text(damage, encoding="utf-8")
    with pytest.raises(MeasureError, match="train it again"):
        load_model(place)


@pytest.mark.parametrize("left", [0, 1, 100, 1000, -1])
def test_weights_that_break_off_are_refused_with_what_to_do(model: gnn.TrainedModel, tmp_path: Path, left: int) -> None:
    place = save_model(model, tmp_path)
    (place / "weights.pt").write_bytes((place / "weights.pt").read_bytes()[:left])
    with pytest.raises(MeasureError, match="train it again"):
        load_model(place)


@pytest.mark.parametrize("weights", [b"N.", b"\x80\x02K\x05.", random.Random(1).randbytes(2000), b"\xff\xd8\xff", b"u"])
def test_weights_that_are_none_are_refused_with_what_to_do(
    model: gnn.TrainedModel, tmp_path: Path, weights: bytes
) -> None:
    place = save_model(model, tmp_path)
    (place / "weights.pt").write_bytes(weights)
    with pytest.raises(MeasureError, match="train it again"):
        load_model(place)


@pytest.mark.parametrize(
    ("part", "damage"),
    [
        ("scaler", {"low": []}),
        ("scaler", {"flagged": "x"}),
        ("scaler", {"spread": 10**400}),
        ("calibration", {"slope": None}),
        ("calibration", {"intercept": 10**400}),
        ("calibration", {"strange": 1}),
    ],
)
def test_settings_that_do_not_fit_the_model_are_refused_with_what_to_do(
    model: gnn.TrainedModel, tmp_path: Path, part: str, damage: dict[str, Any]
) -> None:
    place = save_model(model, tmp_path)
    content = json.loads((place / "model.json").read_text(encoding="utf-8"))
    (place / "model.json").write_text(json.dumps(content | {part: content[part] | damage}), encoding="utf-8")
    with pytest.raises(MeasureError, match="train it again"):
        load_model(place)


def test_settings_say_what_the_network_sees(economies: list[Economy]) -> None:
    network = make_experiment().network.model_dump(mode="json") | {"features": ["own"]}
    model = gnn.train(make_experiment(network=network), economies, POLICY.assumptions)
    assert set(model.scaler.names) == set(build_features(economies[0], POLICY.assumptions, (FeatureGroup.OWN,)).names)


def test_loss_on_the_validation_day_is_that_of_its_forecast(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    (day,) = model.experiment.days.validation
    economy = next(item for item in economies if item.as_of == day)
    latest = max(economies, key=lambda item: item.as_of)
    outcomes = find_outcomes(economy, read_defaults(latest), model.experiment.horizon_days)
    forecast = gnn.predict(model, economy, POLICY.assumptions).probability[outcomes.labelled]
    defaulted = outcomes.defaulted[outcomes.labelled]
    expected = -np.mean(np.where(defaulted, np.log(forecast), np.log(1 - forecast)))
    assert gnn.measure_validation(model, economies, POLICY.assumptions) == pytest.approx(expected)


def test_comparison_has_a_row_for_every_model(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    finding = {
        "rule": "a_rule",
        "party": "2022-g0",
        "severity": "high",
        "title_zh": "命中。",
        "title_en": "A hit.",
        "as_of": date(2022, 12, 31),
    }
    findings = {date(2021, 12, 31): [{**finding, "party": "2021-g0"}], date(2022, 12, 31): [finding]}
    comparison = gnn.evaluate(model, economies, POLICY, findings)
    names = [metrics.model for metrics in comparison.models]
    assert names == [
        "rules alone",
        "logistic, own indicators",
        "logistic, own and structure",
        "logistic, typed degrees",
        "logistic, own, degrees and structure",
        "graph network",
    ]
    assert comparison.defaults == 2 * PAIRS // 3


def test_results_are_written_beside_the_settings(
    model: gnn.TrainedModel, economies: list[Economy], tmp_path: Path
) -> None:
    comparison = gnn.evaluate(model, economies, POLICY)
    text = write_results(model, comparison, "Pairs made for a test.", tmp_path).read_text(encoding="utf-8")
    assert model.version in text
    assert f"| {gnn.NETWORK} |" in text


def test_forecast_becomes_a_line_of_the_score(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    forecast = gnn.predict(model, economies[3], POLICY.assumptions)
    assessment = next(assess_parties(economies[3], [], POLICY, forecast, parties=["2022-g0"]))
    line = next(line for line in assessment.table.lines if line.code == "default_probability")
    assert line.evidence == (f"model:{model.version}",)
    assert line.contribution < 0


def test_day_that_is_missing_is_named(economies: list[Economy]) -> None:
    pytest.importorskip("torch_geometric")
    with pytest.raises(MeasureError, match="2019-12-31"):
        gnn.train(make_experiment(), economies[1:], POLICY.assumptions)


def test_day_without_anybody_to_ask_about_teaches_nothing(economies: list[Economy]) -> None:
    pytest.importorskip("torch_geometric")
    companies = economies[0].ids.tolist()
    first = build_economy(companies, as_of=economies[0].as_of)  # nobody has a loan
    trained = gnn.train(make_experiment(), [first, *economies[1:]], POLICY.assumptions)
    assert np.isfinite(gnn.predict(trained, economies[3], POLICY.assumptions).probability).all()


def test_model_of_another_shape_must_be_trained_again(model: gnn.TrainedModel, economies: list[Economy]) -> None:
    strange = tuple({f"old.{name}": weight for name, weight in part.items()} for part in model.weights)
    with pytest.raises(MeasureError, match="train it again"):
        gnn.predict(replace(model, weights=strange), economies[3], POLICY.assumptions)


def test_missing_extra_is_named(economies: list[Economy], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtraError, match=r"riskgraph\[gnn\]"):
        gnn.train(make_experiment(), economies, POLICY.assumptions)
