"""The network says the same of a party whether it runs over the whole graph or over the parties it can hear."""

import numpy as np
import pytest
from scipy import sparse

from riskgraph.models.learn.messages import find_senders, restrict_messages
from riskgraph.models.learn.optional_imports import import_torch
from riskgraph.models.matrices import FloatMatrix

PARTIES, INPUTS, LAYERS = 40, 5, 2


def make_messages(seed: int) -> dict[str, FloatMatrix]:
    """Return three kinds of sparse random messages."""
    draw = np.random.default_rng(seed)
    return {
        kind: sparse.random_array((PARTIES, PARTIES), density=0.03, rng=draw, format="csr") for kind in ("a", "b", "c")
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_graph_cut_to_those_heard_gives_the_same_logits(seed: int) -> None:
    pytest.importorskip("torch_geometric")
    torch = import_torch()
    from riskgraph.models.learn.graph_network import GraphNetwork, make_inputs

    torch.manual_seed(seed)
    network = GraphNetwork(INPUTS, kinds=3, hidden=4, layers=LAYERS, bases=2, dropout=0.2).eval()
    torch.nn.init.normal_(network.heard.weight)  # an untrained network listens to nobody
    x, messages = np.random.default_rng(seed).normal(size=(PARTIES, INPUTS)), make_messages(seed)
    asked = np.array([3, 8, 21])
    rings = find_senders(messages, asked, LAYERS)
    kept, reach = np.concatenate(rings), np.cumsum([len(ring) for ring in rings])
    with torch.no_grad():
        whole = network(make_inputs(x, messages, [PARTIES] * LAYERS))
        cut = network(make_inputs(x[kept], restrict_messages(messages, kept), [int(reach[1]), int(reach[0])]))
        alone = network(make_inputs(x[asked], restrict_messages(messages, asked), [3, 3]))
    torch.testing.assert_close(cut, whole[asked])
    assert not torch.allclose(alone, cut)
