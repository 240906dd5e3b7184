"""Differences between the product and the oracle that are known: each has a reason, and goes when it is mended.

Worlds do not have the features listed here, and fields that an excuse names are not compared. `test_known.py` has a
world for each and fails when the product answers it right: then the entry goes, and the hunt covers it.
"""

from ..oracle.control import Control
from .machine import FEATURES

CONTROL_FIELDS = ("controllers", "controls", "owners")
KNOWN: dict[str, str] = dict.fromkeys(FEATURES, "not examined yet")
KNOWN["statement_against_votes"] = (
    "whoever controls by votes a company that has another stated controller does not control what that company is "
    "stated to control: statements and votes are two closures, not one"
)


def drawn_features() -> frozenset[str]:
    """Return the features that worlds may have: all but the known differences."""
    return FEATURES - KNOWN.keys()


def is_excused(control: Control, field: str) -> bool:
    """Return whether a field differs for a known reason, and not only because a feature is missing."""
    if "statement_against_votes" not in KNOWN or field not in CONTROL_FIELDS:
        return False
    by_votes = Control(control.votes, {}, control.circles)
    return bool(by_votes.controlled & control.stated.keys())
