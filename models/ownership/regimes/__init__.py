"""The rules on beneficial owners: one pack of settings per regime, each with its article and how well it was read."""

from .packs import REGIMES
from .regime import Aggregation, Basis, Officers, Regime, RegimeId, Words

__all__ = ["REGIMES", "Aggregation", "Basis", "Officers", "Regime", "RegimeId", "Words"]
