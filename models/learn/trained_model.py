"""Train the graph network, forecast with it, and compare it with the baselines.

This needs the extra `gnn`; without it each function raises `MissingExtraError`. The rest of riskgraph works without it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ...errors import MeasureError
from ..economy import Economy, Forecast
from ..matrices import Floats
from ..policy import Assumptions, Policy
from .baselines import BASELINES, fit_logistic, score_rules
from .calibrate import Calibration, fit_calibration
from .evaluate import Comparison, compare_models, measure_log_loss
from .experiment import Experiment
from .features import Features, Scaler, build_features, fit_scaler
from .messages import build_messages, find_senders, restrict_messages
from .optional_imports import import_torch
from .split import DefaultHistory, Outcomes, find_outcomes, read_defaults, stack_outcomes

RULES, NETWORK = "rules alone", "graph network"


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A trained ensemble and all that forecasting needs; `version` identifies its settings, data and weights."""

    experiment: Experiment
    version: str
    scaler: Scaler
    kinds: tuple[str, ...]
    weights: tuple[Mapping[str, Any], ...]
    calibration: Calibration


def train(experiment: Experiment, economies: Sequence[Economy], assumptions: Assumptions) -> TrainedModel:
    """Train on the experiment's training days and calibrate on its validation days.

    `economies` must include the training and validation days, and one day late enough to know their defaults.
    """
    import_torch()
    from .training_loop import train_members

    days, history = _index_by_day(economies), _read_latest_defaults(economies)
    split = experiment.split
    groups = experiment.network.features
    raw = {day: build_features(_find_day(days, day), assumptions, groups) for day in (*split.train, *split.validation)}
    outcomes = {day: find_outcomes(_find_day(days, day), history, experiment.horizon_days) for day in raw}
    companies = [Features(raw[day].names, raw[day].values[days[day].companies]) for day in split.train]
    scaler = fit_scaler(companies)  # all companies, labelled or not: a neighbour's default is the strongest feature
    labelled = {day: _label_day(experiment, days[day], raw[day], scaler, outcomes[day], assumptions) for day in raw}
    kinds = tuple(build_messages(days[split.train[0]], assumptions))
    networks = train_members(
        experiment, len(kinds), [labelled[day] for day in split.train], [labelled[day] for day in split.validation]
    )
    logits = np.concatenate([_average_logits(networks, labelled[day].graph) for day in split.validation])
    calibration = fit_calibration(logits, stack_outcomes([outcomes[day] for day in split.validation]))
    weights = tuple(network.state_dict() for network in networks)
    version = _find_version(experiment, list(raw.values()), list(outcomes.values()), weights)
    return TrainedModel(experiment, version, scaler, kinds, weights, calibration)


def predict(model: TrainedModel, economy: Economy, assumptions: Assumptions) -> Forecast:
    """Forecast the probability that each company defaults within the horizon: [parties], NaN for others."""
    import_torch()
    from .graph_network import make_inputs
    from .training_loop import read_weights

    raw = build_features(economy, assumptions, model.experiment.network.features)
    if raw.names != model.scaler.names:
        raise MeasureError("the model was trained on other features than riskgraph has now: train it again")
    everyone = [economy.count] * model.experiment.network.layers
    graph = make_inputs(model.scaler.scale(raw), build_messages(economy, assumptions), everyone)
    inputs = int(graph.x.shape[1])
    networks = [read_weights(model.experiment, inputs, len(model.kinds), weights) for weights in model.weights]
    probability = model.calibration.apply(_average_logits(networks, graph))
    return Forecast(np.where(economy.companies, probability, np.nan), model.version)


def measure_validation(model: TrainedModel, economies: Sequence[Economy], assumptions: Assumptions) -> float:
    """Compute the mean log loss on the validation days, on which the model is calibrated; settings are chosen by it.

    `economies` are those with which the model was trained.
    """
    days, history, experiment = _index_by_day(economies), _read_latest_defaults(economies), model.experiment
    outcomes = {day: find_outcomes(days[day], history, experiment.horizon_days) for day in experiment.days.validation}
    forecasts = [predict(model, days[day], assumptions).probability[known.labelled] for day, known in outcomes.items()]
    return measure_log_loss(stack_outcomes(list(outcomes.values())), np.concatenate(forecasts))


def evaluate(
    model: TrainedModel,
    economies: Sequence[Economy],
    policy: Policy,
    findings: Mapping[date, Iterable[Mapping[str, Any]]] | None = None,
) -> Comparison:
    """Compare the model with rules alone and with logistic regressions on the test days, in one table.

    `findings` holds the findings of the rules as of each validation and test day; without them the table has no row for
    the rules. All models are calibrated on the validation days in the same way.
    """
    experiment, assumptions = model.experiment, policy.assumptions
    days, history, split = _index_by_day(economies), _read_latest_defaults(economies), experiment.split
    outcomes = {day: find_outcomes(_find_day(days, day), history, experiment.horizon_days) for day in split.days}
    forecasts: dict[str, Floats] = {}
    if findings is not None:
        risk = {day: score_rules(days[day], findings[day], policy) for day in (*split.validation, *split.test)}
        forecasts[RULES] = _calibrate(risk, outcomes, experiment)
    for name, groups in BASELINES.items():
        raw = {day: build_features(days[day], assumptions, groups) for day in split.days}
        later = (*split.validation, *split.test)
        odds = fit_logistic(
            [(raw[day], outcomes[day]) for day in split.train],
            [raw[day] for day in later],
            experiment.baselines.inverse_penalty,
        )
        forecasts[name] = _calibrate(dict(zip(later, odds, strict=True)), outcomes, experiment)
    by_day = [predict(model, days[day], assumptions).probability[outcomes[day].labelled] for day in split.test]
    forecasts[NETWORK] = np.concatenate(by_day)
    defaulted = stack_outcomes([outcomes[day] for day in split.test])
    settings = experiment.evaluation
    return compare_models(defaulted, forecasts, settings.recall_at, settings.resamples, experiment.seed)


def _calibrate(odds: Mapping[date, Floats], outcomes: Mapping[date, Outcomes], experiment: Experiment) -> Floats:
    """Calibrate on the validation days and return the probabilities of the parties to predict on the test days."""
    split = experiment.split
    before = np.concatenate([odds[day][outcomes[day].labelled] for day in split.validation])
    calibration = fit_calibration(before, stack_outcomes([outcomes[day] for day in split.validation]))
    return np.concatenate([calibration.apply(odds[day][outcomes[day].labelled]) for day in split.test])


def _average_logits(networks: Sequence[Any], graph: Any) -> Floats:
    """Compute the mean log odds of the ensemble: [parties]."""
    torch = import_torch()
    with torch.no_grad():
        odds = [network(graph).numpy() for network in networks]
    return np.asarray(np.mean(odds, axis=0), dtype=np.float64)


def _label_day(
    experiment: Experiment,
    economy: Economy,
    raw: Features,
    scaler: Scaler,
    outcomes: Outcomes,
    assumptions: Assumptions,
) -> Any:
    """Build a training day from the parties to predict and all parties whose messages reach them."""
    import torch

    from .graph_network import make_inputs
    from .training_loop import LabelledDay

    messages = build_messages(economy, assumptions)
    receivers = np.flatnonzero(outcomes.labelled)
    rings = find_senders(messages, receivers, experiment.network.layers)
    kept = np.concatenate(rings)
    reach = np.cumsum([len(ring) for ring in rings])[:-1]  # the last ring only sends messages
    graph = make_inputs(scaler.scale(raw)[kept], restrict_messages(messages, kept), reach[::-1].tolist())
    return LabelledDay(graph, torch.from_numpy(outcomes.defaulted[receivers]).float())


def _index_by_day(economies: Sequence[Economy]) -> dict[date, Economy]:
    return {economy.as_of: economy for economy in economies}


def _find_day(days: Mapping[date, Economy], day: date) -> Economy:
    if day not in days:
        raise MeasureError(f"the experiment needs the economy of {day}")
    return days[day]


def _read_latest_defaults(economies: Sequence[Economy]) -> DefaultHistory:
    return read_defaults(max(economies, key=lambda economy: economy.as_of))


def _find_version(
    experiment: Experiment,
    features: Sequence[Features],
    outcomes: Sequence[Outcomes],
    weights: Sequence[Mapping[str, Any]],
) -> str:
    """Hash settings, data and weights: after a change of code, equal settings and data give other weights."""
    digest = hashlib.sha256(experiment.version.encode())
    for day, known in zip(features, outcomes, strict=True):
        digest.update("|".join(day.names).encode())
        digest.update(np.ascontiguousarray(day.values).tobytes())
        digest.update(known.labelled.tobytes() + known.defaulted.tobytes())
    for part in (part for member in weights for part in member.values()):
        digest.update(part.numpy().tobytes())
    return digest.hexdigest()[:12]
