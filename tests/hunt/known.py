"""Differences between the product and the oracle that are known: each has a reason, and goes when it is mended.

Worlds do not have the features listed here. Each entry has a small world that shows it, and the field in which it does:
`test_known.py` fails when the product answers it right. Then the entry goes, and the hunt covers the feature.
"""

from dataclasses import dataclass

from ..oracle.control import Control
from ..oracle.deliveries import World
from .machine import FEATURES
from .worlds import holds, make_world, relates


@dataclass(frozen=True, slots=True)
class Known:
    """A known difference: why, the smallest world that shows it, and the field in which it shows."""

    reason: str
    sign: str
    world: World


KNOWN = {
    "third_member": Known(
        "where two of a circle control a company, each by itself, the others of the circle are named too",
        "owners.controllers",
        make_world(holds("p", "a", 60), relates("q", "controls", "a"), relates("p", "spouse", "q"),
                   relates("q", "acts_in_concert", "r")),
    ),
    "company_circles": Known(
        "whoever controls one company of a circle in concert is said to control the others and what all hold together",
        "page.controls",
        make_world(holds("p", "a", 60), holds("q", "b", 100), relates("a", "acts_in_concert", "b")),
    ),
}  # fmt: skip


# answered right in worlds written by hand, but in too few drawn ones yet: `FEATURES=full,undo make hunt` draws them
NOT_YET_HUNTED = frozenset(
    ("bands", "described", "disputed", "full", "history", "kinds", "two_sources", "undo", "versions")
)


def drawn_features() -> frozenset[str]:
    """Return the features that worlds may have: neither known to differ nor still to be hunted."""
    return FEATURES - KNOWN.keys() - NOT_YET_HUNTED


def is_excused(control: Control, company: str) -> bool:
    """Return whether who controls a company differs for a known reason, which no feature keeps out of the worlds."""
    alone = {next(iter(side)) for side, reached in control.own.items() if len(side) == 1 and company in reached}
    return "third_member" in KNOWN and any(
        len(circle & alone) > 1 and not circle <= alone for circle in control.circles
    )
