"""Evaluate how well forecasts rank and calibrate later defaults, with a bootstrap interval for each metric."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...errors import MeasureError
from ..matrices import Floats, Indices

LOWER, UPPER = 2.5, 97.5
SMALLEST_PROBABILITY = 1e-12
Metric = Callable[[Floats, Floats], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric and the interval that contains 95 % of its resamples."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ModelMetrics:
    """The metrics of one model, by name."""

    model: str
    metrics: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All models on the same parties: the number of parties and of defaults, and the metrics of each model."""

    parties: int
    defaults: int
    models: tuple[ModelMetrics, ...]


def compare_models(
    defaulted: Floats, forecasts: Mapping[str, Floats], recall_at: Sequence[float], resamples: int, seed: int
) -> Comparison:
    """Compute the metrics of every model on the same parties and the same resamples of them."""
    if not 0 < defaulted.sum() < len(defaulted):
        raise MeasureError(
            f"{int(defaulted.sum())} of {len(defaulted)} parties defaulted; to evaluate, some must default and some not"
        )
    draws = _draw_resamples(defaulted, resamples, seed)
    metrics = list_metrics(recall_at)
    models = tuple(
        ModelMetrics(
            name, {metric: _estimate(measure, defaulted, forecast, draws) for metric, measure in metrics.items()}
        )
        for name, forecast in forecasts.items()
    )
    return Comparison(len(defaulted), int(defaulted.sum()), models)


def list_metrics(recall_at: Sequence[float]) -> dict[str, Metric]:
    """List the metrics by name; recall is measured among the given shares of parties with the highest forecasts."""
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
    """Compute the mean log loss; forecasts are clipped to stay off 0 and 1."""
    clipped = np.clip(forecast, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return float(-np.mean(defaulted * np.log(clipped) + (1 - defaulted) * np.log1p(-clipped)))


def measure_auc(defaulted: Floats, forecast: Floats) -> float:
    """Compute the probability that a default has a higher forecast than a survivor; a tie counts half."""
    _, place, counts = np.unique(forecast, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    positive = defaulted.sum()
    return float((ranks @ defaulted - positive * (positive + 1) / 2) / (positive * (len(defaulted) - positive)))


def measure_average_precision(defaulted: Floats, forecast: Floats) -> float:
    """Compute the precision averaged over recall; parties with equal forecasts form one step."""
    hits, taken = _cumulate(defaulted, forecast)
    return float(np.diff(hits, prepend=0.0) @ (hits / taken) / defaulted.sum())


def measure_ks(defaulted: Floats, forecast: Floats) -> float:
    """Compute the largest gap between the shares of defaults and survivors above a forecast (Kolmogorov-Smirnov)."""
    hits, taken = _cumulate(defaulted, forecast)
    positive = defaulted.sum()
    return float(np.max(hits / positive - (taken - hits) / (len(defaulted) - positive)))


def measure_brier(defaulted: Floats, forecast: Floats) -> float:
    """Compute the mean squared error of the probabilities; lower is better."""
    return float(np.mean((forecast - defaulted) ** 2))


def measure_recall(defaulted: Floats, forecast: Floats, share: float) -> float:
    """Compute the share of defaults among the highest forecasts; equal forecasts at the limit count on average."""
    wanted = max(1.0, np.floor(share * len(defaulted)))
    hits, taken = _cumulate(defaulted, forecast)
    return float(np.interp(wanted, np.append(0.0, taken), np.append(0.0, hits)) / defaulted.sum())


def _cumulate(defaulted: Floats, forecast: Floats) -> tuple[Floats, Floats]:
    """Count defaults and parties from the highest forecast down; equal forecasts form one step."""
    order = np.argsort(-forecast, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(forecast[order]) != 0, True))
    return np.cumsum(defaulted[order])[ends], (ends + 1).astype(np.float64)


def _draw_resamples(defaulted: Floats, resamples: int, seed: int) -> list[Indices]:
    """Draw parties with replacement, separately for defaults and survivors, so that each resample has both."""
    generator = np.random.default_rng(seed)
    kinds = [np.flatnonzero(defaulted > 0), np.flatnonzero(defaulted == 0)]
    return [np.concatenate([generator.choice(kind, len(kind)) for kind in kinds]) for _ in range(resamples)]


def _estimate(measure: Metric, defaulted: Floats, forecast: Floats, draws: Sequence[Indices]) -> Estimate:
    values = [measure(defaulted[draw], forecast[draw]) for draw in draws]
    low, high = np.percentile(values, [LOWER, UPPER])
    return Estimate(measure(defaulted, forecast), float(low), float(high))


def write_comparison(comparison: Comparison) -> str:
    """Write the metrics as a Markdown table: each value, with its interval in brackets."""
    names = list(comparison.models[0].metrics)
    rows = [f"| model | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for model in comparison.models:
        cells = [f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in model.metrics.values()]
        rows.append(f"| {model.model} | {' | '.join(cells)} |")
    return f"{comparison.parties} parties, {comparison.defaults} defaults.\n\n" + "\n".join(rows) + "\n"
