"""How the failure of some parties spreads: DebtRank for distress; clearing vectors, in `clearing.py`, for default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from ...errors import MeasureError
from ..matrices import FloatMatrix, Floats, Matrix, read_ties, read_vector, sum_rows
from .clearing import Clearing, clearing_vector

__all__ = ["Clearing", "DebtRankVariant", "Distress", "clearing_vector", "debtrank", "debtrank_by_layer"]

SMALLEST_EQUITY = 1e-200  # stands for zero: any loss then exceeds it, and nothing overflows
FAILED = "a party whose equity is below zero has failed already: give it equity 0 and shock 1"


class DebtRankVariant(StrEnum):
    """Which published recursion spreads the distress."""

    LINEAR_2015 = "2015"
    ORIGINAL_2012 = "2012"


@dataclass(frozen=True, slots=True)
class Distress:
    """How far each party's equity is used up, and what that means for the whole.

    `distress` [parties]: lost fraction of equity, 1 is default. `debtrank`: the weighted distress that the shock caused
    beyond itself. `rounds`: steps until nothing moved; `converged` is false when the limit of steps came first, and
    the distress is then a lower bound. `layers`: each layer's part in each party's distress; with the shock they add
    up to it.
    """

    distress: Floats
    debtrank: float
    rounds: int
    converged: bool
    layers: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class SpreadLimits:
    """When spreading stops: the largest change of distress that is ignored, and the most rounds."""

    tolerance: float = 1e-12
    max_rounds: int = 10_000


def debtrank(
    exposures: Matrix,
    equity: ArrayLike,
    shock: ArrayLike,
    variant: str = DebtRankVariant.LINEAR_2015,
    weights: ArrayLike | None = None,
) -> Distress:
    """Spread a shock over one network of claims: `exposures[i, j]` is i's claim on j, in the unit of `equity`.

    "2015" is the linear recursion of Bardoscia, Battiston, Caccioli and Caldarelli (PLoS ONE 10:e0130406), in which
    every further loss is passed on; "2012" that of Battiston et al. (Sci Rep 2:541), in which each party passes on once
    and no claim weighs more than 1. `shock` [parties] is the distress at the start, between 0 and 1. `weights`
    [parties], scaled to sum to 1, are each party's economic weight; without them its share of all claims.

    A party with zero equity is not distressed by that alone, but any loss on a claim puts it in default. A party
    without claims only receives its shock. Raises `MeasureError` for negative or unknown claims, equity or weights,
    for a shock outside 0 to 1 and for a claim on oneself; a claim larger than the equity is valid.
    """
    return debtrank_by_layer({"exposures": exposures}, equity, shock, variant, weights)


def debtrank_by_layer(
    layers: Mapping[str, Matrix],
    equity: ArrayLike,
    shock: ArrayLike,
    variant: str = DebtRankVariant.LINEAR_2015,
    weights: ArrayLike | None = None,
) -> Distress:
    """Spread a shock over several networks of claims at once (guarantees, receivables, shareholdings).

    The run is that of `debtrank` on the sum of the layers. In each round a party's rise in distress is split over the
    layers in proportion to the losses that came over them, also where the rise is capped at default, so that its shock
    and its layers sum to its distress.
    """
    claims = _read_layers(layers)
    size = next(iter(claims.values())).shape[0]
    kind = _read_variant(variant)
    start = read_vector(shock, "shock", size, upper=1.0, remedy="a shock is a distress, 1 being default")
    capital = np.maximum(read_vector(equity, "equity", size, remedy=FAILED), SMALLEST_EQUITY)
    importance = _read_weights(weights, list(claims.values()))
    impacts = _weigh_claims(list(claims.values()), capital, kind)
    return _spread(impacts, list(claims), start, importance, kind, SpreadLimits())


def _read_layers(layers: Mapping[str, Matrix]) -> dict[str, FloatMatrix]:
    claims = {name: read_ties(layer, name) for name, layer in layers.items()}
    if len({layer.shape for layer in claims.values()}) != 1:
        shapes = ", ".join(f"{name} {layer.shape}" for name, layer in claims.items()) or "none"
        raise MeasureError(f"layers must be at least one and all of the same size, not: {shapes}")
    return claims


def _read_variant(variant: str) -> DebtRankVariant:
    try:
        return DebtRankVariant(variant)
    except ValueError as error:
        raise MeasureError(f"variant {variant!r} is unknown; use one of: {', '.join(DebtRankVariant)}") from error


def _read_weights(weights: ArrayLike | None, claims: Sequence[FloatMatrix]) -> Floats:
    if weights is None:
        raw = sum((sum_rows(layer) for layer in claims), start=np.zeros(claims[0].shape[0]))
    else:
        raw = read_vector(weights, "weights", claims[0].shape[0])
    total = raw.sum()
    return np.asarray(raw / total if total > 0 else raw, dtype=np.float64)


def _weigh_claims(claims: Sequence[FloatMatrix], equity: Floats, kind: DebtRankVariant) -> list[FloatMatrix]:
    """Each claim over its holder's equity; in the 2012 variant no pair weighs more than 1 over all layers."""
    scale = sparse.diags_array(1.0 / equity)
    impacts = [sparse.csr_array(scale @ layer) for layer in claims]
    if kind is DebtRankVariant.ORIGINAL_2012:
        factor = sparse.csr_array(sum(impacts[1:], start=impacts[0]), copy=True)
        factor.data = np.minimum(1.0, 1.0 / factor.data)
        impacts = [sparse.csr_array(impact.multiply(factor)) for impact in impacts]
    return impacts


def _spread(
    impacts: Sequence[FloatMatrix],
    names: Sequence[str],
    shock: Floats,
    weights: Floats,
    kind: DebtRankVariant,
    limits: SpreadLimits,
) -> Distress:
    """Pass on, round by round, what each party has newly lost."""
    distress, news = shock.copy(), shock.copy()
    shares = np.zeros((len(impacts), len(shock)))
    silent = np.zeros(len(shock), dtype=np.bool_)
    rounds = 0
    while news.max(initial=0.0) > limits.tolerance and rounds < limits.max_rounds:
        losses = np.stack([np.asarray(impact @ news) for impact in impacts])
        total = losses.sum(axis=0)
        rise = np.minimum(total, 1.0 - distress)
        shares += losses * np.divide(rise, total, out=np.zeros_like(total), where=total > 0)
        distress = distress + rise
        news, silent = _choose_news(distress, rise, news, silent, kind)
        rounds += 1
    return Distress(
        distress=np.minimum(distress, 1.0),
        debtrank=float(weights @ (distress - shock)),
        rounds=rounds,
        converged=bool(news.max(initial=0.0) <= limits.tolerance),
        layers=dict(zip(names, shares, strict=True)),
    )


def _choose_news(
    distress: Floats, rise: Floats, news: Floats, silent: NDArray[np.bool_], kind: DebtRankVariant
) -> tuple[Floats, NDArray[np.bool_]]:
    """What is passed on next: the rise (2015), or the whole distress of those who have not spoken yet (2012)."""
    if kind is DebtRankVariant.LINEAR_2015:
        return rise, silent
    silent = silent | (news > 0)
    return np.where(silent, 0.0, distress), silent
