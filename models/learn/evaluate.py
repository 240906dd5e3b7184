"""How well forecasts order and price the defaults that then happened, each figure with an interval by resampling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...errors import MeasureError
from ..matrices import Floats, Indices

LOWER, UPPER = 2.5, 97.5
HAIR = 1e-12
Metric = Callable[[Floats, Floats], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval in which 95 % of the resamples lie."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """One model's figures by the name of each."""

    model: str
    figures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All models on the same parties: how many there were, how many defaulted, and each model's figures."""

    parties: int
    defaults: int
    judgements: tuple[Judgement, ...]


def compare_models(
    defaulted: Floats, forecasts: Mapping[str, Floats], recall_at: Sequence[float], resamples: int, seed: int
) -> Comparison:
    """Judge every model's probabilities on the same parties and the same resamples of them."""
    if not 0 < defaulted.sum() < len(defaulted):
        raise MeasureError(
            f"{int(defaulted.sum())} of {len(defaulted)} parties defaulted; both kinds are needed to judge"
        )
    draws = _draw_resamples(defaulted, resamples, seed)
    metrics = list_metrics(recall_at)
    judgements = tuple(
        Judgement(name, {metric: _estimate(measure, defaulted, forecast, draws) for metric, measure in metrics.items()})
        for name, forecast in forecasts.items()
    )
    return Comparison(len(defaulted), int(defaulted.sum()), judgements)


def list_metrics(recall_at: Sequence[float]) -> dict[str, Metric]:
    """Give the figures by name; recall is that among the given shares of parties with the highest forecasts."""
    recalls: dict[str, Metric] = {
        f"recall@{share:.0%}": lambda defaulted, forecast, share=share: measure_recall(defaulted, forecast, share)  # type: ignore[misc]
        for share in recall_at
    }
    return {
        "AUC": measure_auc,
        "average precision": measure_average_precision,
        "KS": measure_ks,
        "Brier": measure_brier,
        **recalls,
    }


def measure_log_loss(defaulted: Floats, forecast: Floats) -> float:
    """Give the mean log loss; a forecast of exactly 0 or 1 is taken for one a hair off it."""
    told = np.clip(forecast, HAIR, 1 - HAIR)
    return float(-np.mean(defaulted * np.log(told) + (1 - defaulted) * np.log1p(-told)))


def measure_auc(defaulted: Floats, forecast: Floats) -> float:
    """Give the chance that a default was given the higher forecast than a survivor; a tie counts half."""
    _, place, counts = np.unique(forecast, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    positive = defaulted.sum()
    return float((ranks @ defaulted - positive * (positive + 1) / 2) / (positive * (len(defaulted) - positive)))


def measure_average_precision(defaulted: Floats, forecast: Floats) -> float:
    """Give the precision averaged over recall; parties with equal forecasts come together."""
    hits, taken = _cumulate(defaulted, forecast)
    return float(np.diff(hits, prepend=0.0) @ (hits / taken) / defaulted.sum())


def measure_ks(defaulted: Floats, forecast: Floats) -> float:
    """Give the largest gap between the shares of defaults and of survivors above a forecast (Kolmogorov-Smirnov)."""
    hits, taken = _cumulate(defaulted, forecast)
    positive = defaulted.sum()
    return float(np.max(hits / positive - (taken - hits) / (len(defaulted) - positive)))


def measure_brier(defaulted: Floats, forecast: Floats) -> float:
    """Give the mean squared error of the probabilities; lower is better."""
    return float(np.mean((forecast - defaulted) ** 2))


def measure_recall(defaulted: Floats, forecast: Floats, share: float) -> float:
    """Give the part of the defaults among the highest forecasts; of those equal at the cut, their average part."""
    wanted = max(1.0, np.floor(share * len(defaulted)))
    hits, taken = _cumulate(defaulted, forecast)
    return float(np.interp(wanted, np.append(0.0, taken), np.append(0.0, hits)) / defaulted.sum())


def _cumulate(defaulted: Floats, forecast: Floats) -> tuple[Floats, Floats]:
    """Count defaults and parties from the highest forecast down, equal forecasts together."""
    order = np.argsort(-forecast, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(forecast[order]) != 0, True))
    return np.cumsum(defaulted[order])[ends], (ends + 1).astype(np.float64)


def _draw_resamples(defaulted: Floats, resamples: int, seed: int) -> list[Indices]:
    """Draw parties with replacement, defaults and survivors apart, so that no resample lacks one of them."""
    dice = np.random.default_rng(seed)
    kinds = [np.flatnonzero(defaulted > 0), np.flatnonzero(defaulted == 0)]
    return [np.concatenate([dice.choice(kind, len(kind)) for kind in kinds]) for _ in range(resamples)]


def _estimate(measure: Metric, defaulted: Floats, forecast: Floats, draws: Sequence[Indices]) -> Estimate:
    values = [measure(defaulted[draw], forecast[draw]) for draw in draws]
    low, high = np.percentile(values, [LOWER, UPPER])
    return Estimate(measure(defaulted, forecast), float(low), float(high))


def write_comparison(comparison: Comparison) -> str:
    """Write the figures as a Markdown table, value first, interval in brackets."""
    names = list(comparison.judgements[0].figures)
    rows = [f"| model | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for judgement in comparison.judgements:
        cells = [f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in judgement.figures.values()]
        rows.append(f"| {judgement.model} | {' | '.join(cells)} |")
    return f"{comparison.parties} parties, {comparison.defaults} defaults.\n\n" + "\n".join(rows) + "\n"
