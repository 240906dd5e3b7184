"""Trained models on disk: their weights, and beside them as JSON all else that is needed to ask them."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import MeasureError, NotFoundError
from .calibrate import Calibration
from .experiment import Experiment
from .extras import import_torch
from .features import Scaler
from .gnn import TrainedModel

WEIGHTS_FILE, SETTINGS_FILE = "weights.pt", "model.json"
ARRAYS = ("low", "high", "mean", "spread")


def save_model(model: TrainedModel, folder: Path) -> Path:
    """Keep a model in a folder of its own, named by its version."""
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
    """Read a model from its folder; nothing but numbers is taken from the files."""
    torch = import_torch()
    try:
        content = json.loads((place / SETTINGS_FILE).read_text(encoding="utf-8"))
        weights = torch.load(place / WEIGHTS_FILE, weights_only=True)
        return read_model(content, tuple(weights))
    except OSError as error:
        raise NotFoundError(f"there is no trained model in {place}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise MeasureError(
            f"the model in {place} is one of another version of riskgraph, or damaged: train it again, or delete it"
        ) from error


def read_model(content: dict[str, Any], weights: tuple[Mapping[str, Any], ...]) -> TrainedModel:
    """Turn what was written into a model again."""
    scaler = content["scaler"]
    arrays = {name: np.array(scaler[name], dtype=np.float64) for name in ARRAYS}
    return TrainedModel(
        Experiment.model_validate(content["experiment"]),
        content["version"],
        Scaler(names=tuple(scaler["names"]), flagged=tuple(scaler["flagged"]), **arrays),
        tuple(content["kinds"]),
        weights,
        Calibration(**content["calibration"]),
    )


def find_latest(folder: Path) -> Path | None:
    """Give the place of the model that was saved last under a folder; None where there is none."""
    places = sorted(folder.glob(f"*/*/{SETTINGS_FILE}"), key=lambda path: path.stat().st_mtime)
    return places[-1].parent if places else None
