"""The graph network: states of parties pass along weighted ties, each kind of message with gates of its own.

A relational graph convolution with basis decomposition (Schlichtkrull et al. 2018): a few bases are shared by all
kinds of messages, and a kind has one gate per basis, so that rare kinds need few defaults to learn from. It runs over
whole graphs at once; in learning each layer is cut to those whose word still reaches a party asked about. Importing
this file needs torch and torch-geometric, so `models.gnn` imports it late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch_geometric.nn import MessagePassing

from ..matrices import FloatMatrix, Floats, list_rows


@dataclass(frozen=True, slots=True)
class Hearing:
    """The messages that the first `listeners` parties hear: `edges` [2, messages] from who is heard to an ear, of which
    each listener has one per kind of message, and `weights` [messages].
    """

    listeners: int
    edges: Tensor
    weights: Tensor


@dataclass(frozen=True, slots=True)
class GraphInputs:
    """One day as the network reads it: `x` [parties, inputs], and what is heard in each layer."""

    x: Tensor
    layers: tuple[Hearing, ...]


class HeardByKind(MessagePassing):  # type: ignore[misc]
    """The weighted sum of what each listener hears through each kind of message: [kinds, listeners, hidden]."""

    def __init__(self, kinds: int) -> None:
        super().__init__(aggr="add")
        self.kinds = kinds

    def forward(self, state: Tensor, hearing: Hearing) -> Tensor:
        """Pass all messages at once."""
        size = len(state), self.kinds * hearing.listeners
        heard: Tensor = self.propagate(hearing.edges, x=state, weights=hearing.weights, size=size)
        return heard.view(self.kinds, hearing.listeners, state.shape[1])

    def message(self, x_j: Tensor, weights: Tensor) -> Tensor:
        """Give what one party says to another."""
        return x_j * weights.unsqueeze(-1)


class RelationalConvolution(nn.Module):  # type: ignore[misc]
    """What each party makes of its own state and of what it hears, by bases that kinds of messages share by gates."""

    def __init__(self, kinds: int, hidden: int, bases: int) -> None:
        super().__init__()
        self.hear = HeardByKind(kinds)
        self.own = nn.Linear(hidden, hidden)
        self.bases = nn.Parameter(torch.empty(bases, hidden, hidden))
        self.gates = nn.Parameter(torch.randn(bases, kinds) / bases**0.5)
        nn.init.uniform_(self.bases, -(hidden**-0.5), hidden**-0.5)

    def forward(self, state: Tensor, hearing: Hearing) -> Tensor:
        """Give the new states of the listeners: [listeners, hidden]."""
        mixed = torch.einsum("bk,kph->bph", self.gates, self.hear(state, hearing))
        return self.own(state[: hearing.listeners]) + torch.einsum("bph,bhj->pj", mixed, self.bases)


class GraphNetwork(nn.Module):  # type: ignore[misc]
    """Logits of default: a linear part on the party's own inputs, and a part learnt from its neighbours."""

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
        """Give the logit of each party that listens in the last layer."""
        state = torch.tanh(self.read(graph.x))
        heard = []
        for convolution, hearing in zip(self.convolutions, graph.layers, strict=True):
            state = torch.tanh(convolution(functional.dropout(state, self.dropout, self.training), hearing))
            heard.append(state)
        asked = graph.layers[-1].listeners
        kept = functional.dropout(torch.cat([part[:asked] for part in heard], dim=1), self.dropout, self.training)
        return (self.own(graph.x[:asked]) + self.heard(kept)).squeeze(-1)


def make_inputs(x: Floats, messages: Mapping[str, FloatMatrix], listeners: Sequence[int]) -> GraphInputs:
    """Turn arrays into tensors; kinds are numbered in the order of the messages.

    `listeners` tells for each layer how many of the first parties anybody still listens to afterwards.
    """
    hearings = {count: _hear(messages, count) for count in set(listeners)}
    return GraphInputs(torch.tensor(x, dtype=torch.float32), tuple(hearings[count] for count in listeners))


def _hear(messages: Mapping[str, FloatMatrix], listeners: int) -> Hearing:
    parts = [heard[:listeners] for heard in messages.values()]
    speakers = np.concatenate([part.indices for part in parts]).astype(np.int64)
    ears = np.concatenate([number * listeners + list_rows(part) for number, part in enumerate(parts)])
    weights = np.concatenate([part.data for part in parts]).astype(np.float32)
    return Hearing(listeners, torch.from_numpy(np.stack([speakers, ears])), torch.from_numpy(weights))
