"""The algorithms that rules name as their body, by that name; the shell passes them to `find`."""

from collections.abc import Mapping

from ...graph.rules.algorithms import Algorithm
from .conflicting_sources import CONTRADICTING_STATUSES, SHARED_IDENTIFIERS
from .guarantees.rules import CIRCULAR_GUARANTEES, GUARANTEE_CHAINS, JOINT_GUARANTEES, MUTUAL_GUARANTEES
from .money_returns import MONEY_RETURNS
from .shared_contacts import SHARED_ADDRESSES, SHARED_PHONES

ALGORITHMS: Mapping[str, Algorithm] = {
    "circular_guarantees": CIRCULAR_GUARANTEES,
    "contradicting_statuses": CONTRADICTING_STATUSES,
    "guarantee_chains": GUARANTEE_CHAINS,
    "joint_guarantees": JOINT_GUARANTEES,
    "money_returns": MONEY_RETURNS,
    "mutual_guarantees": MUTUAL_GUARANTEES,
    "shared_addresses": SHARED_ADDRESSES,
    "shared_identifiers": SHARED_IDENTIFIERS,
    "shared_phones": SHARED_PHONES,
}
