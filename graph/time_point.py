"""Which facts a read sees: those that hold on a day, as they were known on a day."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

LATEST = date.max

# what every relationship named `tie` must meet; the same lines stand in the files of cypher/read
HOLDS = """tie.known_from <= $as_known AND (tie.known_to IS NULL OR tie.known_to > $as_known)
    AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
    AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
    AND tie.status <> 'retracted'"""


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A day in the world, and a day in our books; `as_known` of `None` stands for everything known by now."""

    as_of: date = field(default_factory=date.today)
    as_known: date | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """Give both days as parameters of a statement."""
        return {"as_of": self.as_of, "as_known": self.as_known or LATEST}

    @property
    def is_past(self) -> bool:
        """Say whether it asks for something else than what is known today about today."""
        return self.as_known is not None or self.as_of < date.today()
