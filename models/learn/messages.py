"""The weights of messages between parties, for each type of tie and direction.

`weights[i, j]` is the weight of j's message to i. If a loss can be computed, it is the part of i's net assets lost if j
fails, at most 1, or j's share in i. Otherwise the neighbours of a party have equal weights that sum to 1.
"""

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from ..economy import Economy, Ties
from ..matrices import FloatMatrix, Floats, Indices
from ..measures.accounts import find_net_assets
from ..measures.distress import compute_exposures
from ..policy import Assumptions

LOSS_TIES = ("GUARANTEES", "SUPPLIES")
SHARED_TIES = ("GUARANTEES", "SUPPLIES", "OWNS", "HOLDS_OFFICE")


def build_messages(economy: Economy, assumptions: Assumptions) -> Mapping[str, FloatMatrix]:
    """Build the weights of every kind of message by name; the names are the same for every economy."""
    messages = {f"{label} by loss": _weigh_losses(economy, assumptions, label) for label in LOSS_TIES}
    messages["OWNS by share"] = _weigh_shares(economy.tie("OWNS"), economy.count)
    for label in SHARED_TIES:
        ties = economy.tie(label)
        messages[f"{label} to start"] = _share_equally(ties.start, ties.end, economy.count)
        messages[f"{label} to end"] = _share_equally(ties.end, ties.start, economy.count)
    related = economy.tie("RELATED_TO")
    both = np.concatenate([related.start, related.end]), np.concatenate([related.end, related.start])
    messages["RELATED_TO"] = _share_equally(*both, economy.count)
    return messages


def find_senders(messages: Mapping[str, FloatMatrix], receivers: Indices, hops: int) -> list[Indices]:
    """Find the receivers, then the parties whose messages reach them in exactly one hop, two hops, and so on.

    Each ring is in ascending order.
    """
    rings = [np.unique(receivers)]
    for _ in range(hops):
        senders = [weights[rings[-1]].indices.astype(np.int64) for weights in messages.values()]
        rings.append(np.setdiff1d(np.concatenate(senders), np.concatenate(rings)))
    return rings


def restrict_messages(messages: Mapping[str, FloatMatrix], kept: Indices) -> Mapping[str, FloatMatrix]:
    """Restrict messages to some parties, in the order given."""
    return {kind: sparse.csr_array(weights[kept][:, kept]) for kind, weights in messages.items()}


def _weigh_losses(economy: Economy, assumptions: Assumptions, label: str) -> FloatMatrix:
    """Compute losses over net assets; a party whose net assets are unknown or not positive receives no messages."""
    net = find_net_assets(economy, home=True).value
    scale = np.where(net > 0, 1.0 / np.where(net > 0, net, 1.0), 0.0)
    weights = sparse.csr_array(compute_exposures(economy, assumptions, label).multiply(scale[:, None]))
    weights.data = np.minimum(weights.data, 1.0)
    weights.eliminate_zeros()
    return weights


def _weigh_shares(ties: Ties, count: int) -> FloatMatrix:
    """Weigh the messages of owners to their companies by their shares."""
    share: Floats = ties.column("share")
    known = ~np.isnan(share) & (ties.start != ties.end)
    return sparse.csr_array((share[known], (ties.end[known], ties.start[known])), shape=(count, count))


def _share_equally(receiver: Indices, sender: Indices, count: int) -> FloatMatrix:
    other = receiver != sender
    links = sparse.csr_array((np.ones(int(other.sum())), (receiver[other], sender[other])), shape=(count, count))
    links.data[:] = 1.0  # parallel ties count as one
    degree = np.maximum(np.diff(links.indptr), 1)
    return sparse.csr_array(links.multiply(1.0 / degree[:, None]))
