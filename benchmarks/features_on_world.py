"""Which groups of features the graph network should see: the log loss of each choice on the world's validation day.

`python benchmarks/features_on_world.py` prints a table; the test day is not read. The choice is recorded in
`models/learn/experiments/world.yml`, its figures in `docs/scoring.md`.
"""

from collections.abc import Sequence
from statistics import mean

from demo_world import load_world

from riskgraph.models.economy import Economy
from riskgraph.models.learn.experiment import Experiment, read_experiment
from riskgraph.models.learn.features import FeatureGroup
from riskgraph.models.learn.trained_model import measure_validation, train
from riskgraph.models.policy import read_policy
from riskgraph.training import read_days

FURTHER_SEEDS = (0, 1000, 2000)
OWN, DEGREES, STRUCTURE = FeatureGroup
CHOICES = ((OWN,), (OWN, DEGREES), (OWN, STRUCTURE), (OWN, DEGREES, STRUCTURE))


def main() -> None:
    """Make a world, load it, and train on its past with each choice."""
    experiment = read_experiment("world")
    with load_world() as store:
        economies = read_days(store, experiment, (*experiment.days.train, *experiment.days.validation))
    print("| the network sees | log loss on the validation day, per seed | mean |\n|---|---|---:|")
    for choice in CHOICES:
        losses = [measure(experiment, economies, choice, seed) for seed in FURTHER_SEEDS]
        figures = ", ".join(f"{loss:.4f}" for loss in losses)
        print(f"| {', '.join(choice)} | {figures} | {mean(losses):.4f} |", flush=True)


def measure(
    experiment: Experiment, economies: Sequence[Economy], choice: tuple[FeatureGroup, ...], further: int
) -> float:
    """Train one choice from its own seeds and return the loss."""
    network = experiment.network.model_copy(update={"features": choice})
    other = experiment.model_copy(update={"network": network, "seed": experiment.seed + further})
    assumptions = read_policy().assumptions
    return measure_validation(train(other, economies, assumptions), economies, assumptions)


if __name__ == "__main__":
    main()
