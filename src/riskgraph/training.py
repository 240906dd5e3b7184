"""Training the graph network on the graph's own past, and the table that compares it with plainer ways."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from .errors import EngineError
from .finding import find_in_graph, read_findings_of
from .graph.engine.store import Row, Store
from .models.economy import Economy
from .models.learn.evaluate import Comparison
from .models.learn.experiment import Experiment, read_experiment
from .models.learn.stored_models import save_model
from .models.learn.trained_model import TrainedModel, evaluate, train
from .models.policy import read_policy
from .scoring import read_day


def train_on_graph(store: Store, experiment_name: str) -> TrainedModel:
    """Train on an experiment's earlier days, and keep the model where scoring finds it."""
    return prepare_training(store, experiment_name)()


def prepare_training(store: Store, experiment_name: str) -> Callable[[], TrainedModel]:
    """Read what training needs; return the rest of the work, which does not need the graph and may run in parallel."""
    experiment = read_experiment(experiment_name)
    economies = read_days(store, experiment, (*experiment.days.train, *experiment.days.validation))

    def learn() -> TrainedModel:
        model = train(experiment, economies, read_policy().assumptions)
        save_model(model, store.settings.data_dir / "models")
        return model

    return learn


def compare_on_graph(store: Store, model: TrainedModel) -> Comparison:
    """Compare a model with rules, indicators and degrees on the experiment's later days."""
    split = model.experiment.split
    findings = {day: find_all(store, day) for day in (*split.validation, *split.test)}
    return evaluate(model, read_days(store, model.experiment, split.days), read_policy(), findings)


def find_all(store: Store, day: date) -> list[Row]:
    """Return what all rules find for a day; raise EngineError when one does not run to its end."""
    for outcome in find_in_graph(store, day):
        if not outcome.complete:
            raise EngineError(f"rule {outcome.rule} did not run to its end for {day}: {outcome.error or 'cut'}")
    return read_findings_of(store, day)


def read_days(store: Store, experiment: Experiment, days: Sequence[date]) -> list[Economy]:
    """Return the economies of some days, and of one late enough for all their defaults to be on record."""
    last = max(experiment.split.days) + timedelta(days=experiment.horizon_days)
    return [read_day(store, day) for day in sorted({*days, last})]
