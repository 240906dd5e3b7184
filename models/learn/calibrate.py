"""Calibrate a model's raw output to probabilities, by Platt scaling on the validation days."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from ...errors import MeasureError
from ..matrices import Floats


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line on the log odds; `slope` is never negative, so calibration keeps the order of parties."""

    slope: float
    intercept: float

    def apply(self, logits: Floats) -> Floats:
        """Convert raw log odds to calibrated probabilities."""
        return convert_log_odds(self.slope * logits + self.intercept)


def fit_calibration(logits: Floats, defaulted: Floats) -> Calibration:
    """Fit the line to outcomes, with smoothed targets against extreme values from few defaults (Platt 1999)."""
    positive, negative = float(defaulted.sum()), float((1 - defaulted).sum())
    if not positive or not negative:
        raise MeasureError("calibration needs at least one default and one survivor on the validation days")
    target = np.where(defaulted > 0, (positive + 1) / (positive + 2), 1 / (negative + 2))

    def loss(line: Floats) -> float:
        score = line[0] * logits + line[1]
        return float(np.mean(np.logaddexp(0.0, score) - target * score))

    start = np.array([1.0, 0.0])
    fitted = minimize(loss, start, method="L-BFGS-B", bounds=[(0.0, None), (None, None)])
    return Calibration(float(fitted.x[0]), float(fitted.x[1]))


def convert_log_odds(logits: Floats) -> Floats:
    """Convert log odds to probabilities without overflow."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -logits)), dtype=np.float64)
