"""Save and load trained models: their weights, and the other settings as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from pickle import PickleError
from typing import Any

import numpy as np

from ...errors import MeasureError, NotFoundError
from .calibrate import Calibration
from .experiment import Experiment
from .features import Scaler
from .optional_imports import import_torch
from .trained_model import TrainedModel

WEIGHTS_FILE, SETTINGS_FILE = "weights.pt", "model.json"
DAMAGE_ERRORS = (ArithmeticError, EOFError, LookupError, OSError, PickleError, RuntimeError, TypeError, ValueError)
ARRAYS = ("low", "high", "mean", "spread")


def save_model(model: TrainedModel, folder: Path) -> Path:
    """Save a model in a folder named by its version."""
    torch = import_torch()
    place = folder / model.experiment.name / model.version
    place.mkdir(parents=True, exist_ok=True)
    torch.save([dict(weights) for weights in model.weights], place / WEIGHTS_FILE)
    scaler = {name: np.asarray(part).tolist() for name, part in asdict(model.scaler).items()}
    content = {
        "experiment": model.experiment.model_dump(mode="json"),
        "version": model.version,
        "scaler": scaler,
        "kinds": model.kinds,
        "calibration": asdict(model.calibration),
    }
    (place / SETTINGS_FILE).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return place


def load_model(place: Path) -> TrainedModel:
    """Load a model from its folder; the files can only hold numbers and text, never code.

    Raises NotFoundError if there is none, MeasureError if it is damaged or from another version of riskgraph.
    """
    torch = import_torch()
    try:
        settings, stored = (place / SETTINGS_FILE).read_bytes(), (place / WEIGHTS_FILE).read_bytes()
    except OSError as error:
        raise NotFoundError(f"there is no trained model in {place}") from error
    try:
        return read_model(json.loads(settings), tuple(torch.load(BytesIO(stored), weights_only=True)))
    except DAMAGE_ERRORS as error:
        raise MeasureError(
            f"the model in {place} is from another version of riskgraph, or damaged: train it again, or delete it"
        ) from error


def read_model(content: dict[str, Any], weights: tuple[Mapping[str, Any], ...]) -> TrainedModel:
    """Read a model from its stored settings and weights."""
    scaler = content["scaler"]
    names, flagged = tuple(scaler["names"]), tuple(scaler["flagged"])
    arrays = {name: np.array(scaler[name], dtype=np.float64) for name in ARRAYS}
    if any(array.shape != (len(names),) for array in arrays.values()) or len(flagged) != len(names):
        raise ValueError("other features than the model was trained on")
    return TrainedModel(
        Experiment.model_validate(content["experiment"]),
        content["version"],
        Scaler(names=names, flagged=flagged, **arrays),
        tuple(content["kinds"]),
        tuple(map(dict, weights)),
        Calibration(**{name: float(number) for name, number in dict(content["calibration"]).items()}),
    )


def find_latest(folder: Path) -> Path | None:
    """Find the folder of the model saved last; None if there is none."""
    places = sorted(folder.glob(f"*/*/{SETTINGS_FILE}"), key=lambda path: path.stat().st_mtime)
    return places[-1].parent if places else None
