"""Train the graph network on whole graphs, without class weights, with early stopping on the validation days.

This file needs torch, so `trained_model.py` imports it late.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from ...errors import MeasureError
from .experiment import Experiment
from .graph_network import GraphInputs, GraphNetwork


@dataclass(frozen=True, slots=True)
class LabelledDay:
    """The graph of a day, with the outcomes of its labelled parties: [labelled]."""

    graph: GraphInputs
    defaulted: Tensor


def train_members(
    experiment: Experiment, kinds: int, train: Sequence[LabelledDay], validation: Sequence[LabelledDay]
) -> list[GraphNetwork]:
    """Train the networks of an ensemble, each from its own seed."""
    seeds = range(experiment.seed, experiment.seed + experiment.network.members)
    with use_one_thread():
        return [train_network(experiment, kinds, train, validation, seed) for seed in seeds]


@contextmanager
def use_one_thread() -> Iterator[None]:
    """Limit torch to one thread: graphs of this size gain nothing from more, and sums keep their order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def train_network(
    experiment: Experiment,
    kinds: int,
    train: Sequence[LabelledDay],
    validation: Sequence[LabelledDay],
    seed: int,
) -> GraphNetwork:
    """Train one network and return it in its best state on validation; the caller's random state is unchanged."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = make_network(experiment, train[0].graph.x.shape[1], kinds)
        network.start_at(float(torch.cat([day.defaulted for day in train]).mean()))
        settings = experiment.training
        optimiser = torch.optim.AdamW(
            network.parameters(), lr=settings.learning_rate, weight_decay=settings.weight_decay
        )
        best, best_loss, waited = copy.deepcopy(network.state_dict()), float("inf"), 0
        for _ in range(settings.rounds):
            _learn_round(network, optimiser, train)
            loss = measure_loss(network, validation)
            if loss < best_loss:
                best, best_loss, waited = copy.deepcopy(network.state_dict()), loss, 0
            else:
                waited += 1
            if waited >= settings.patience:
                break
    network.load_state_dict(best)
    network.eval()
    return network


def make_network(experiment: Experiment, inputs: int, kinds: int) -> GraphNetwork:
    """Build an untrained network of the experiment's shape."""
    shape = experiment.network
    return GraphNetwork(inputs, kinds, shape.hidden, shape.layers, shape.bases, shape.dropout)


@torch.no_grad()
def measure_loss(network: GraphNetwork, days: Sequence[LabelledDay]) -> float:
    """Compute the mean log loss over all labelled parties."""
    network.eval()
    losses = [_find_loss(network, day) * len(day.defaulted) for day in days if len(day.defaulted)]
    return float(sum(losses) / sum(len(day.defaulted) for day in days))


def _learn_round(network: GraphNetwork, optimiser: torch.optim.Optimizer, days: Sequence[LabelledDay]) -> None:
    network.train()
    optimiser.zero_grad()
    count = sum(len(day.defaulted) for day in days)
    for day in days:
        if not len(day.defaulted):
            continue
        (_find_loss(network, day) * (len(day.defaulted) / count)).backward()
    optimiser.step()


def _find_loss(network: GraphNetwork, day: LabelledDay) -> Tensor:
    return binary_cross_entropy_with_logits(network(day.graph), day.defaulted)


def read_weights(experiment: Experiment, inputs: int, kinds: int, weights: Mapping[str, Tensor]) -> GraphNetwork:
    """Build a network from stored weights. Raises MeasureError if they do not fit its shape."""
    network = make_network(experiment, inputs, kinds)
    try:
        network.load_state_dict(dict(weights))
    except RuntimeError as error:
        raise MeasureError(
            "the stored model is from another version of riskgraph: train it again, or delete the folder `models`"
        ) from error
    network.eval()
    return network
