"""Guarantee circles, contagion, clearing and supply networks."""

from .clearing import Clearing, clearing_vector
from .contagion import DebtRankVariant, Distress, debtrank, debtrank_by_layer
from .guarantees.circles import find_circles
from .supply import economic_systemic_risk

__all__ = [
    "Clearing",
    "DebtRankVariant",
    "Distress",
    "clearing_vector",
    "debtrank",
    "debtrank_by_layer",
    "economic_systemic_risk",
    "find_circles",
]
