"""Which groups of features the graph network should see: the log loss of each choice on the world's validation day.

`python benchmarks/features_on_world.py` prints a table; the test day is not looked at. The choice itself stands in
`models/experiments/world.yml`, its figures in `docs/scoring.md`.
"""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import mean

from riskgraph.graph.embedded import stop_embedded
from riskgraph.graph.prepare import prepare
from riskgraph.graph.store import open_store
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.models.economy import Economy
from riskgraph.models.experiment import Experiment, read_experiment
from riskgraph.models.features import FeatureGroup
from riskgraph.models.gnn import measure_validation, train
from riskgraph.models.policy import read_policy
from riskgraph.pipeline import load_into
from riskgraph.settings import Settings
from riskgraph.training import read_days

TODAY = date(2023, 12, 31)
COMPANIES, SEED = 3000, 7
FURTHER_SEEDS = (0, 1000, 2000)
OWN, DEGREES, STRUCTURE = FeatureGroup
CHOICES = ((OWN,), (OWN, DEGREES), (OWN, STRUCTURE), (OWN, DEGREES, STRUCTURE))


def main() -> None:
    """Make a world, load it, and train on its past with each choice."""
    experiment = read_experiment("world")
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", neo4j_uri=None)
        write_world(Path(name) / "world", COMPANIES, SEED, texts=False)
        try:
            with open_store(settings) as store:
                prepare(store)
                load_into(store, open_source("world"), Path(name) / "world", TODAY, lambda _: None)
                days = (*experiment.days.train, *experiment.days.validation)
                economies = read_days(store, experiment, days)
        finally:
            stop_embedded(settings)
    print("| the network sees | log loss on the validation day, per seed | mean |\n|---|---|---:|")
    for choice in CHOICES:
        losses = [measure(experiment, economies, choice, seed) for seed in FURTHER_SEEDS]
        told = ", ".join(f"{loss:.4f}" for loss in losses)
        print(f"| {', '.join(choice)} | {told} | {mean(losses):.4f} |", flush=True)


def measure(
    experiment: Experiment, economies: Sequence[Economy], choice: tuple[FeatureGroup, ...], further: int
) -> float:
    """Train with one choice from seeds of its own and give the loss."""
    network = experiment.network.model_copy(update={"features": choice})
    other = experiment.model_copy(update={"network": network, "seed": experiment.seed + further})
    assumptions = read_policy().assumptions
    return measure_validation(train(other, economies, assumptions), economies, assumptions)


if __name__ == "__main__":
    main()
