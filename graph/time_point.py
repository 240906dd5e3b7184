"""Which facts a read sees: those that hold on a day, as they were known on a day."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .engine.fragments import expand_fragments

LATEST = date.max

HOLDS = expand_fragments("@holds_as_known(tie)", "HOLDS")  # what every relationship named `tie` must meet


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A day in the world, and a day in our books; `as_known` is None for everything known by now."""

    as_of: date = field(default_factory=date.today)
    as_known: date | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """Return both days as parameters of a statement."""
        return {"as_of": self.as_of, "as_known": self.as_known or LATEST}

    @property
    def is_past(self) -> bool:
        """Return whether the question is about an earlier day or about earlier knowledge."""
        return self.as_known is not None or self.as_of < date.today()
