"""The graph network: states of parties pass along weighted ties, each kind of message with gates of its own.

A relational graph convolution with basis decomposition (Schlichtkrull et al. 2018): a few bases are shared by all
kinds of messages, and a kind has one gate per basis, so that rare kinds need few defaults to learn from. It runs over
whole graphs at once. Importing this file needs torch and torch-geometric, so `models.gnn` imports it late.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch_geometric.nn import GraphConv

from .matrices import FloatMatrix, Floats, list_rows


@dataclass(frozen=True, slots=True)
class GraphInputs:
    """One day as the network reads it: `x` [parties, inputs]; of each message `edges` [2, messages] from who is heard
    to who listens, `weights` [messages] and `kind` [messages].
    """

    x: Tensor
    edges: Tensor
    weights: Tensor
    kind: Tensor


class RelationalConvolution(nn.Module):  # type: ignore[misc]
    """What each party hears: the sum over bases of its neighbours' states, weighted by tie and gate."""

    def __init__(self, kinds: int, hidden: int, bases: int) -> None:
        super().__init__()
        self.bases = nn.ModuleList(GraphConv(hidden, hidden, aggr="add") for _ in range(bases))
        self.gates = nn.Parameter(torch.randn(bases, kinds) / bases**0.5)

    def forward(self, state: Tensor, graph: GraphInputs) -> Tensor:
        """Give the new states: [parties, hidden]."""
        heard = torch.zeros_like(state)
        for basis, gates in zip(self.bases, self.gates, strict=True):
            heard = heard + basis(state, graph.edges, graph.weights * gates[graph.kind])
        return heard


class GraphNetwork(nn.Module):  # type: ignore[misc]
    """Logits of default [parties]: a linear part on the party's own inputs, and a part learnt from its neighbours."""

    def __init__(self, inputs: int, kinds: int, hidden: int, layers: int, bases: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.read = nn.Linear(inputs, hidden)
        self.convolutions = nn.ModuleList(RelationalConvolution(kinds, hidden, bases) for _ in range(layers))
        self.own = nn.Linear(inputs, 1)
        self.heard = nn.Linear(hidden * layers, 1)
        for head in (self.own, self.heard):
            nn.init.zeros_(head.weight)

    def start_at(self, rate: float) -> None:
        """Let the untrained network expect the same rate of defaults everywhere."""
        nn.init.zeros_(self.heard.bias)
        nn.init.constant_(self.own.bias, float(torch.logit(torch.tensor(rate), eps=1e-4)))

    def forward(self, graph: GraphInputs) -> Tensor:
        """Give the logit of each party."""
        state = torch.tanh(self.read(graph.x))
        heard = []
        for convolution in self.convolutions:
            state = torch.tanh(convolution(functional.dropout(state, self.dropout, self.training), graph))
            heard.append(state)
        kept = functional.dropout(torch.cat(heard, dim=1), self.dropout, self.training)
        return (self.own(graph.x) + self.heard(kept)).squeeze(-1)


def make_inputs(x: Floats, messages: Mapping[str, FloatMatrix]) -> GraphInputs:
    """Turn arrays into tensors; kinds are numbered in the order of the messages."""
    edges = [np.stack([heard.indices.astype(np.int64), list_rows(heard)]) for heard in messages.values()]
    weights = np.concatenate([heard.data for heard in messages.values()]).astype(np.float32)
    kinds = np.repeat(np.arange(len(messages)), [heard.nnz for heard in messages.values()])
    return GraphInputs(
        torch.tensor(x, dtype=torch.float32),
        torch.from_numpy(np.concatenate(edges, axis=1)),
        torch.from_numpy(weights),
        torch.from_numpy(kinds),
    )
