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


# answered right in worlds written by hand, but in too few drawn ones yet: `FEATURES=full,undo make hunt` draws them
NOT_YET_HUNTED = frozenset(
    ("bands", "described", "disputed", "full", "history", "kinds", "two_sources", "undo", "versions")
)


def drawn_features() -> frozenset[str]:
    """Return the features that worlds may have: neither known to differ nor still to be hunted."""
    return FEATURES - KNOWN.keys() - NOT_YET_HUNTED
