"""Read and check an experiment: its days, seeds and settings, from a file under `experiments/`."""

import hashlib
import json
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...errors import PolicyError
from .features import FeatureGroup
from .split import Split

FOLDER = Path(__file__).with_name("experiments")


class Section(BaseModel):
    """A section of the file: immutable, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Days(Section):
    """The days on which the models see the parties, by part of the split."""

    train: tuple[date, ...]
    validation: tuple[date, ...]
    test: tuple[date, ...]


class NetworkSettings(Section):
    """The features and the shape of the graph network.

    `hidden` is the number of units per party, `layers` the number of ties that a message can travel, `bases` the number
    of matrices shared by the kinds of messages, and `members` the number of networks, from different seeds, whose
    forecasts are averaged.
    """

    features: tuple[FeatureGroup, ...] = Field(min_length=1)
    hidden: int = Field(ge=1, le=512)
    layers: int = Field(ge=1, le=4)
    bases: int = Field(ge=1, le=32)
    dropout: float = Field(ge=0, lt=1)
    members: int = Field(ge=1, le=20)


class TrainingSettings(Section):
    """The settings of training, which stops once validation has not improved for `patience` rounds."""

    rounds: int = Field(ge=1, le=10_000)
    patience: int = Field(ge=1)
    learning_rate: float = Field(gt=0)
    weight_decay: float = Field(ge=0)


class BaselineSettings(Section):
    """The regularisation of the logistic regressions; a smaller value penalises more."""

    inverse_penalty: float = Field(gt=0)


class EvaluationSettings(Section):
    """The settings of evaluation: the shares of parties an officer could review, and the number of resamples."""

    recall_at: tuple[float, ...] = Field(min_length=1)
    resamples: int = Field(ge=10)


class Experiment(Section):
    """The whole file; `version` changes with any setting, but not with comments."""

    name: str
    version: str
    about: str = Field(min_length=20)
    seed: int
    horizon_days: int = Field(ge=1)
    days: Days
    network: NetworkSettings
    training: TrainingSettings
    baselines: BaselineSettings
    evaluation: EvaluationSettings

    @property
    def split(self) -> Split:
        """The days as a split that keeps later facts out of earlier parts."""
        return Split(self.days.train, self.days.validation, self.days.test, self.horizon_days)


def list_experiments() -> tuple[str, ...]:
    """List the names of the stored experiments."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def read_experiment(name: str, folder: Path = FOLDER) -> Experiment:
    """Read and check an experiment by name."""
    path = folder / f"{name}.yml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(f"there is no experiment {name!r}; use one of: {', '.join(list_experiments())}") from error
    except yaml.YAMLError as error:
        raise PolicyError(f"experiment {path.name} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise PolicyError(f"experiment {path.name} holds no settings")
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    version = hashlib.sha256(canonical.encode()).hexdigest()[:12]
    try:
        return Experiment.model_validate({**content, "version": version})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PolicyError(f"experiment {path.name}: {place}: {first['msg']}") from error
