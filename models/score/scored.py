"""What a run of scoring did, for the commands that report it."""

from dataclasses import dataclass
from datetime import date

from .assessment import Assessment


@dataclass(frozen=True, slots=True)
class Scored:
    """What scoring did: the day, the assessments asked for by name, how many parties have which grade, and the rules
    that did not run to their end, so that a score may lack what they would have found.
    """

    as_of: date
    grades: dict[str, int]
    assessments: tuple[Assessment, ...]
    policy_version: str
    model_version: str | None
    findings: int
    incomplete: tuple[str, ...]
