"""Which relationships a search follows besides their types: holdings of a least size, reports of nominees or none."""

from collections.abc import Mapping
from dataclasses import dataclass

WITH_NOMINEES = frozenset(("OWNS", "RELATED_TO"))


@dataclass(frozen=True, slots=True)
class TieFilter:
    """`min_share` leaves out holdings known to be smaller; one of unknown size may reach it and is followed.

    `nominees` is False where no tie between a nominee and its principal, and no holding as a nominee, is followed.
    """

    min_share: float | None = None
    nominees: bool = True

    @property
    def parameters(self) -> Mapping[str, float]:
        """Return the values that the conditions need."""
        return {} if self.min_share is None else {"min_share": self.min_share}

    def write_condition(self, name: str) -> str:
        """Write what relationships of a type must meet besides holding on the day; empty where nothing is asked.

        `read/owners/superseded_between` has the same conditions.
        """
        parts = []
        if name == "OWNS" and self.min_share is not None:
            parts.append("coalesce(tie.share, tie.share_max, 1.0) >= $min_share")
        if name in WITH_NOMINEES and not self.nominees:
            parts.append("coalesce(tie.kind, '') <> 'nominee'")
        return "".join(f"\n    AND {part}" for part in parts)


EVERY_TIE = TieFilter()
