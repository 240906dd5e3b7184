"""Differences between the product and the oracle that are known: each has a reason, and goes when it is mended.

Worlds do not have the features listed here. Each entry has a small world that shows it, and the field in which it does:
`test_known.py` fails when the product answers it right. Then the entry goes, and the hunt covers the feature.
"""

from dataclasses import dataclass

from ..oracle.deliveries import World
from .machine import FEATURES


@dataclass(frozen=True, slots=True)
class Known:
    """A known difference: why, the smallest world that shows it, and the field in which it shows."""

    reason: str
    sign: str
    world: World


KNOWN: dict[str, Known] = {}


def drawn_features() -> frozenset[str]:
    """Return the features that worlds may have: those that are not known to differ."""
    return FEATURES - KNOWN.keys()
