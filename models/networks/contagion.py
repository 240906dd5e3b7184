"""DebtRank: how the distress of some parties spreads to their creditors. For default, see `clearing.py`."""

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

SMALLEST_EQUITY = 1e-200  # used for zero, so that any loss exceeds it and nothing overflows
FAILED = "a party whose equity is below zero has failed already: give it equity 0 and shock 1"


class DebtRankVariant(StrEnum):
    """The published recursions of DebtRank."""

    LINEAR_2015 = "2015"
    ORIGINAL_2012 = "2012"


@dataclass(frozen=True, slots=True)
class Distress:
    """The distress of each party after a shock, and of the whole network.

    `distress` [parties] is the lost fraction of equity; 1 is default. `debtrank` is the weighted distress caused by the
    shock, without the shock itself. `rounds` counts the steps until nothing changed. If the limit of steps came first,
    `converged` is false and the distress is a lower bound. `layers` holds the part of each layer in the distress
    [parties]; together with the shock they sum to it.
    """

    distress: Floats
    debtrank: float
    rounds: int
    converged: bool
    layers: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class SpreadLimits:
    """When the recursion stops: the largest change of distress that is ignored, and the maximum number of rounds."""

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

    "2015" is the linear recursion of Bardoscia, Battiston, Caccioli and Caldarelli (PLoS ONE 10:e0130406), which passes
    on every further loss. "2012" is the one of Battiston et al. (Sci Rep 2:541), in which each party passes on distress
    once and no claim weighs more than 1. `shock` [parties] is the initial distress, 0 to 1. `weights` [parties] are
    economic weights, scaled to sum to 1; the default is each party's share of all claims.

    A party with zero equity is not distressed for that reason alone, but any loss on a claim puts it in default. A
    party without claims only receives its shock. A claim may exceed the equity. Raises `MeasureError` for negative or
    unknown claims, equity or weights, a shock outside 0 to 1, or a claim on oneself.
    """
    return debtrank_by_layer({"exposures": exposures}, equity, shock, variant, weights)


def debtrank_by_layer(
    layers: Mapping[str, Matrix],
    equity: ArrayLike,
    shock: ArrayLike,
    variant: str = DebtRankVariant.LINEAR_2015,
    weights: ArrayLike | None = None,
) -> Distress:
    """Spread a shock over several networks of claims at once, such as guarantees, receivables and shareholdings.

    The distress equals that of `debtrank` on the sum of the layers. In each round a party's rise in distress is divided
    among the layers in proportion to their losses, also if the rise is capped at default. A party's shock and layers
    therefore sum to its distress.
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
    """Divide each claim by its holder's equity; in the 2012 variant a pair weighs at most 1 over all layers."""
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
    """Pass on the new losses of each party, round by round."""
    distress, new_distress = shock.copy(), shock.copy()
    shares = np.zeros((len(impacts), len(shock)))
    spent = np.zeros(len(shock), dtype=np.bool_)
    rounds = 0
    while new_distress.max(initial=0.0) > limits.tolerance and rounds < limits.max_rounds:
        losses = np.stack([np.asarray(impact @ new_distress) for impact in impacts])
        total = losses.sum(axis=0)
        rise = np.minimum(total, 1.0 - distress)
        shares += losses * np.divide(rise, total, out=np.zeros_like(total), where=total > 0)
        distress = distress + rise
        new_distress, spent = _choose_new_distress(distress, rise, new_distress, spent, kind)
        rounds += 1
    return Distress(
        distress=np.minimum(distress, 1.0),
        debtrank=float(weights @ (distress - shock)),
        rounds=rounds,
        converged=bool(new_distress.max(initial=0.0) <= limits.tolerance),
        layers=dict(zip(names, shares, strict=True)),
    )


def _choose_new_distress(
    distress: Floats, rise: Floats, new_distress: Floats, spent: NDArray[np.bool_], kind: DebtRankVariant
) -> tuple[Floats, NDArray[np.bool_]]:
    """Choose what is passed on next: the rise (2015), or the distress of parties that passed on none so far (2012)."""
    if kind is DebtRankVariant.LINEAR_2015:
        return rise, spent
    spent = spent | (new_distress > 0)
    return np.where(spent, 0.0, distress), spent
