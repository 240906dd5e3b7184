"""Write the results of an experiment beside its settings."""

from pathlib import Path

from .evaluate import Comparison, write_comparison
from .experiment import FOLDER
from .trained_model import TrainedModel


def write_results(model: TrainedModel, comparison: Comparison, data: str, folder: Path = FOLDER) -> Path:
    """Write the comparison on the test days as Markdown; `data` describes the data in one sentence."""
    experiment = model.experiment
    place = folder / f"{experiment.name}.results.md"
    days = ", ".join(day.isoformat() for day in experiment.days.test)
    place.write_text(
        f"# {experiment.about}\n\n"
        f"{data}\n\n"
        f"Test: {days}, {experiment.horizon_days} days ahead. Settings {experiment.version}, model {model.version}. "
        "All models are calibrated on the validation days. In brackets: 95 % of resamples.\n\n"
        f"{write_comparison(comparison)}",
        encoding="utf-8",
    )
    return place
