"""An experiment: its days, seeds and settings, read from a file under `experiments/` and checked."""

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
    """A part of the file: fixed once read, and free of fields that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Days(Section):
    """The days on which parties are looked at, by part."""

    train: tuple[date, ...]
    validation: tuple[date, ...]
    test: tuple[date, ...]


class NetworkSettings(Section):
    """What the graph network sees of a party, and its shape: `hidden` numbers per party, `layers` ties that a message
    can run, `bases` shared by the kinds of messages, `members` networks from different seeds whose forecasts are
    averaged.
    """

    features: tuple[FeatureGroup, ...] = Field(min_length=1)
    hidden: int = Field(ge=1, le=512)
    layers: int = Field(ge=1, le=4)
    bases: int = Field(ge=1, le=32)
    dropout: float = Field(ge=0, lt=1)
    members: int = Field(ge=1, le=20)


class TrainingSettings(Section):
    """How the network learns; it stops once validation has not improved for `patience` rounds."""

    rounds: int = Field(ge=1, le=10_000)
    patience: int = Field(ge=1)
    learning_rate: float = Field(gt=0)
    weight_decay: float = Field(ge=0)


class BaselineSettings(Section):
    """How the logistic regressions are held back: the smaller, the more."""

    inverse_penalty: float = Field(gt=0)


class EvaluationSettings(Section):
    """How results are reported: the shares of parties that an officer could look at, and the resamples of intervals."""

    recall_at: tuple[float, ...] = Field(min_length=1)
    resamples: int = Field(ge=10)


class Experiment(Section):
    """The whole file; `version` changes with any setting."""

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
    """Give the names of the experiments at hand."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def read_experiment(name: str, folder: Path = FOLDER) -> Experiment:
    """Read and check an experiment by its name."""
    path = folder / f"{name}.yml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(f"there is no experiment {name!r}; there are: {', '.join(list_experiments())}") from error
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
