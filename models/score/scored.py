"""The result of a scoring run, for the commands that report it."""

from dataclasses import dataclass
from datetime import date

from .assessment import Assessment


@dataclass(frozen=True, slots=True)
class ScoringResult:
    """The result of a scoring run: the day, the number of parties by grade, and the assessments asked for by name.

    `incomplete` names the rules that did not finish; scores may lack their findings.
    """

    as_of: date
    grades: dict[str, int]
    assessments: tuple[Assessment, ...]
    policy_version: str
    model_version: str | None
    findings: int
    incomplete: tuple[str, ...]
