"""Training the graph network on the graph's own past, and the table that compares it with plainer ways."""

from collections.abc import Callable
from datetime import timedelta

from .graph.store import Store
from .models.evaluate import Comparison
from .models.experiment import read_experiment
from .models.gnn import TrainedModel, evaluate, train
from .models.policy import read_policy
from .models.stored_models import save_model
from .scoring import find_and_read, read_day


def train_on_graph(store: Store, experiment_name: str, say: Callable[[str], None]) -> tuple[TrainedModel, Comparison]:
    """Train on an experiment's earlier days, keep the model, and compare it with its peers on the later days."""
    experiment = read_experiment(experiment_name)
    policy = read_policy()
    last = max(experiment.split.days) + timedelta(days=experiment.horizon_days)
    days = sorted({*experiment.split.days, last})
    say(f"reading the graph as of {len(days)} days")
    economies = [read_day(store, day) for day in days]
    say("training the graph network")
    model = train(experiment, economies, policy.assumptions)
    save_model(model, store.settings.data_dir / "models")
    say("running the rules as of the days of validation and test")
    findings = {day: find_and_read(store, day) for day in (*experiment.days.validation, *experiment.days.test)}
    return model, evaluate(model, economies, policy, findings)
