"""The policy file: the points of each signal, the limits of the grades, and the assumptions of the measures.

The whole file is checked when it is read. A signal that it does not map is an error, never a default.
"""

import hashlib
import json
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..errors import PolicyError
from ..ingest.records.words import OperatingStatus
from .signals import Severity

POLICY_FILE = Path(__file__).with_name("policy.yml")

Reason = Annotated[str, Field(min_length=10)]


class Section(BaseModel):
    """A section of the file: immutable, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Band(Section):
    """A grade and the lowest score that earns it."""

    grade: str
    lowest: float


class Scale(Section):
    """Points by value: linear between the given pairs, constant outside them; `unknown` if the value is unknown."""

    why: Reason
    points: list[list[float]] = Field(min_length=2)
    unknown: float

    @model_validator(mode="after")
    def check_points(self) -> Self:
        """Refuse points that are not pairs or whose values do not increase."""
        if any(len(pair) != 2 for pair in self.points):
            raise ValueError("each of `points` is a pair: value, points")
        values = [value for value, _ in self.points]
        if any(left >= right for left, right in pairwise(values)):
            raise ValueError(f"the values in `points` must rise: {values}")
        return self

    def compute_points(self, value: float | None) -> float:
        """Compute the points for a value; None is an unknown value."""
        if value is None:
            return self.unknown
        place = bisect_right(self.points, value, key=lambda pair: pair[0])
        if place in (0, len(self.points)):
            return self.points[max(place - 1, 0)][1]
        (left, low), (right, high) = self.points[place - 1], self.points[place]
        return low + (high - low) * (value - left) / (right - left)

    @property
    def weight(self) -> float:
        """The largest number of points by which this signal can move a score."""
        return max(abs(self.unknown), *(abs(points) for _, points in self.points))


class RulePoints(Section):
    """Points for rule hits: by severity, or the rule's own; further hits of a rule count less."""

    why: Reason
    severities: dict[str, float]
    repeats: list[Annotated[float, Field(ge=0, le=1)]] = Field(min_length=1)
    own: dict[str, float] = {}

    @model_validator(mode="after")
    def check_severities(self) -> Self:
        """Refuse a file in which a severity has no points or a repetition counts more than the hit before it."""
        if set(self.severities) != set(Severity):
            raise ValueError(f"`severities` must give points for exactly: {', '.join(Severity)}")
        if self.repeats != sorted(self.repeats, reverse=True):
            raise ValueError(f"`repeats` must not rise: {self.repeats}")
        return self


class Ceiling(Section):
    """The highest score of a company to which a condition applies."""

    why: Reason
    highest: float


class Ungraded(Section):
    """The registered statuses with which a company gets no grade."""

    why: Reason
    statuses: list[Annotated[OperatingStatus, Field(strict=False)]]


class Assumptions(Section):
    """The values that measures assume where the graph has none."""

    loss_given_default: float = Field(ge=0, le=1)
    usual_credit_days: int = Field(ge=0)
    accounts_known_after_days: int = Field(ge=0)
    overdue_grace_days: int = Field(ge=0)


class Policy(Section):
    """The whole file; `version` changes with any setting, but not with comments."""

    name: str
    version: str
    base: float
    lowest: float
    highest: float
    reasons: int = Field(ge=1, le=4)
    bands: list[Band] = Field(min_length=2)
    rules: RulePoints
    measures: dict[str, Scale]
    without_accounts: Ceiling
    ungraded: Ungraded
    assumptions: Assumptions

    @model_validator(mode="after")
    def check_bands(self) -> Self:
        """Refuse grades that do not cover every score, or that repeat."""
        starts = [band.lowest for band in self.bands]
        if starts != sorted(set(starts), reverse=True):
            raise ValueError(f"`bands` must fall from the best grade to the worst: {starts}")
        if starts[-1] != self.lowest or not self.lowest < self.base <= self.highest or starts[0] > self.highest:
            raise ValueError("`bands` must reach down to `lowest`, and `base` must lie between `lowest` and `highest`")
        if len({band.grade for band in self.bands}) != len(self.bands):
            raise ValueError("a grade appears twice in `bands`")
        if not self.lowest <= self.without_accounts.highest <= self.highest:
            raise ValueError("`without_accounts.highest` must lie between `lowest` and `highest`")
        return self

    def scale(self, code: str) -> Scale:
        """Return the scale of a measure. Raises PolicyError if the policy has none."""
        if code not in self.measures:
            raise PolicyError(f"the policy {self.name!r} has no points for signal {code!r}; add it under `measures`")
        return self.measures[code]

    def find_rule_points(self, rule: str, severity: Severity | None) -> float:
        """Return the points of a rule's first hit. Raises PolicyError if the rule has neither severity nor points."""
        if rule in self.rules.own:
            return self.rules.own[rule]
        if severity is None:
            raise PolicyError(
                f"rule {rule!r} has no severity, and the policy {self.name!r} gives it no points of its own"
            )
        return self.rules.severities[severity]

    def grade(self, score: float) -> str:
        """Return the grade of a score."""
        return next((band.grade for band in self.bands if score >= band.lowest), self.bands[-1].grade)


def read_policy(path: Path = POLICY_FILE) -> Policy:
    """Read and check a policy file."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(f"policy file {path} cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PolicyError(f"policy file {path} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise PolicyError(f"policy file {path} holds no settings")
    return build_policy(content, path.name)


@cache
def read_accounts_delay() -> int:
    """Read after how many days the standard policy takes annual accounts as public."""
    return read_policy().assumptions.accounts_known_after_days


def build_policy(content: dict[str, Any], name: str) -> Policy:
    """Check the settings of a file; the version is the hash of their values."""
    try:
        return Policy.model_validate({**content, "version": hash_settings(content)})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise PolicyError(f"policy file {name}: {place}: {first['msg']} (given: {first['input']!r:.80})") from error


def hash_settings(content: dict[str, Any]) -> str:
    """Compute the hash of the values of a file of settings, whatever their order and comments."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
