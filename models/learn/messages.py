"""How word of distress travels: per type of tie and direction, how much each party hears from each other.

`weights[i, j]` is what party i hears of party j. Where a loss can be put in numbers it is the part of i's net assets
that j's failure takes, cut at 1, or j's share in i; elsewhere each party listens to its neighbours in equal parts.
"""

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from ..economy import Economy, Ties
from ..matrices import FloatMatrix, Floats, Indices
from ..measures.accounts import find_net_assets
from ..measures.distress import find_claims
from ..policy import Assumptions

LOSS_TIES = ("GUARANTEES", "SUPPLIES")
SHARED_TIES = ("GUARANTEES", "SUPPLIES", "OWNS", "HOLDS_OFFICE")


def build_messages(economy: Economy, assumptions: Assumptions) -> Mapping[str, FloatMatrix]:
    """Give the weights of every kind of message by its name, the same names for every economy."""
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


def find_heard(messages: Mapping[str, FloatMatrix], listeners: Indices, hops: int) -> list[Indices]:
    """Give the listeners, then those heard only after one hop, two hops and so on, each ring in ascending order."""
    rings = [np.unique(listeners)]
    for _ in range(hops):
        heard = [weights[rings[-1]].indices.astype(np.int64) for weights in messages.values()]
        rings.append(np.setdiff1d(np.concatenate(heard), np.concatenate(rings)))
    return rings


def keep_parties(messages: Mapping[str, FloatMatrix], kept: Indices) -> Mapping[str, FloatMatrix]:
    """Restrict messages to some parties, in their order."""
    return {kind: sparse.csr_array(weights[kept][:, kept]) for kind, weights in messages.items()}


def _weigh_losses(economy: Economy, assumptions: Assumptions, label: str) -> FloatMatrix:
    """Give losses over net assets; where those are unknown or gone, nothing is heard through this kind."""
    net = find_net_assets(economy, home=True).value
    scale = np.where(net > 0, 1.0 / np.where(net > 0, net, 1.0), 0.0)
    weights = sparse.csr_array(find_claims(economy, assumptions, label).multiply(scale[:, None]))
    weights.data = np.minimum(weights.data, 1.0)
    weights.eliminate_zeros()
    return weights


def _weigh_shares(ties: Ties, count: int) -> FloatMatrix:
    """Let each company hear its owners in proportion to their shares."""
    share: Floats = ties.column("share")
    known = ~np.isnan(share) & (ties.start != ties.end)
    return sparse.csr_array((share[known], (ties.end[known], ties.start[known])), shape=(count, count))


def _share_equally(listener: Indices, speaker: Indices, count: int) -> FloatMatrix:
    other = listener != speaker
    links = sparse.csr_array((np.ones(int(other.sum())), (listener[other], speaker[other])), shape=(count, count))
    links.data[:] = 1.0  # parallel ties speak with one voice
    heard = np.maximum(np.diff(links.indptr), 1)
    return sparse.csr_array(links.multiply(1.0 / heard[:, None]))
