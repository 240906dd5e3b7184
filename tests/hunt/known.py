"""Differences between the product and the oracle that are known: each has a reason, and goes when it is mended.

Worlds do not have the features listed here. Each entry has a small world that shows it, and the field in which it does:
`test_known.py` fails when the product answers it right. Then the entry goes, and the hunt covers the feature.
"""

from dataclasses import dataclass

from ..oracle.deliveries import World
from .machine import FEATURES
from .worlds import LATER, company, deliver, holds, make_world, relates


@dataclass(frozen=True, slots=True)
class Known:
    """A known difference: why, the smallest world that shows it, and the field in which it shows."""

    reason: str
    sign: str
    world: World


KNOWN = {
    "described": Known(
        "a description of a source of little trust replaces one of much",
        "page.name",
        make_world(deliver(LATER, company("a", name="月背样例"), source="s1")),
    ),
    "kinds": Known(
        "the kind of a party cannot be corrected: the row is rejected",
        "load.counted",
        make_world(deliver(LATER, company("p"))),
    ),
    "company_circles": Known(
        "whoever controls one company of a circle in concert is said to control the others and what all hold together",
        "page.controls",
        make_world(holds("p", "a", 60), holds("q", "b", 100), relates("a", "acts_in_concert", "b")),
    ),
}  # fmt: skip


def drawn_features() -> frozenset[str]:
    """Return the features that worlds may have: all but the known differences."""
    return FEATURES - KNOWN.keys()
