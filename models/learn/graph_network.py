"""The graph network: the states of parties pass along weighted ties, with separate gates per kind of message.

This is a relational graph convolution with basis decomposition (Schlichtkrull et al. 2018). All kinds of messages share
a few bases, and each kind has one gate per basis, so rare kinds can be learnt from few defaults. Whole graphs are
processed at once; in training each layer is limited to the parties that still reach a labelled one. This file needs
torch and torch-geometric, so `trained_model.py` imports it late. The names of a module's parameters are stored with its
weights: renaming one makes stored models unreadable.
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
class MessageLayer:
    """The messages to the first `receivers` parties in one layer.

    `edges` [2, messages] lead from a sender to a slot, one for each kind of message and receiver; `weights` is
    [messages].
    """

    receivers: int
    edges: Tensor
    weights: Tensor


@dataclass(frozen=True, slots=True)
class GraphInputs:
    """The inputs of the network for one day: `x` [parties, inputs], and the messages of each layer."""

    x: Tensor
    layers: tuple[MessageLayer, ...]


class MessageSums(MessagePassing):  # type: ignore[misc]
    """The weighted sum of the messages to each receiver, by kind of message: [kinds, receivers, hidden]."""

    def __init__(self, kinds: int) -> None:
        super().__init__(aggr="add")
        self.kinds = kinds

    def forward(self, state: Tensor, messages: MessageLayer) -> Tensor:
        """Pass all messages at once."""
        size = len(state), self.kinds * messages.receivers
        sums: Tensor = self.propagate(messages.edges, x=state, weights=messages.weights, size=size)
        return sums.view(self.kinds, messages.receivers, state.shape[1])

    def message(self, x_j: Tensor, weights: Tensor) -> Tensor:
        """Weigh the messages: [messages, hidden]."""
        return x_j * weights.unsqueeze(-1)


class RelationalConvolution(nn.Module):  # type: ignore[misc]
    """One layer: combines each receiver's own state with its messages, over bases shared by the kinds."""

    def __init__(self, kinds: int, hidden: int, bases: int) -> None:
        super().__init__()
        self.sum_messages = MessageSums(kinds)
        self.own = nn.Linear(hidden, hidden)
        self.bases = nn.Parameter(torch.empty(bases, hidden, hidden))
        self.gates = nn.Parameter(torch.randn(bases, kinds) / bases**0.5)
        nn.init.uniform_(self.bases, -(hidden**-0.5), hidden**-0.5)

    def forward(self, state: Tensor, messages: MessageLayer) -> Tensor:
        """Compute the new states of the receivers: [receivers, hidden]."""
        mixed = torch.einsum("bk,kph->bph", self.gates, self.sum_messages(state, messages))
        return self.own(state[: messages.receivers]) + torch.einsum("bph,bhj->pj", mixed, self.bases)


class GraphNetwork(nn.Module):  # type: ignore[misc]
    """The logits of default: a linear part on a party's own inputs, and a part learnt from its neighbours."""

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
        """Initialise the network to forecast the same rate of defaults for every party."""
        nn.init.zeros_(self.heard.bias)
        nn.init.constant_(self.own.bias, float(torch.logit(torch.tensor(rate), eps=1e-4)))

    def forward(self, graph: GraphInputs) -> Tensor:
        """Compute the logit of each receiver of the last layer: [receivers]."""
        state = torch.tanh(self.read(graph.x))
        states = []
        for convolution, messages in zip(self.convolutions, graph.layers, strict=True):
            state = torch.tanh(convolution(functional.dropout(state, self.dropout, self.training), messages))
            states.append(state)
        count = graph.layers[-1].receivers
        kept = functional.dropout(torch.cat([part[:count] for part in states], dim=1), self.dropout, self.training)
        return (self.own(graph.x[:count]) + self.heard(kept)).squeeze(-1)


def make_inputs(x: Floats, messages: Mapping[str, FloatMatrix], receivers: Sequence[int]) -> GraphInputs:
    """Convert arrays to tensors; kinds are numbered in the order of `messages`.

    `receivers` holds for each layer the number of parties, from the first, whose states are still needed after it.
    """
    built = {count: _build_layer(messages, count) for count in set(receivers)}
    return GraphInputs(torch.tensor(x, dtype=torch.float32), tuple(built[count] for count in receivers))


def _build_layer(messages: Mapping[str, FloatMatrix], receivers: int) -> MessageLayer:
    parts = [weights[:receivers] for weights in messages.values()]
    senders = np.concatenate([part.indices for part in parts]).astype(np.int64)
    slots = np.concatenate([number * receivers + list_rows(part) for number, part in enumerate(parts)])
    weights = np.concatenate([part.data for part in parts]).astype(np.float32)
    return MessageLayer(receivers, torch.from_numpy(np.stack([senders, slots])), torch.from_numpy(weights))
