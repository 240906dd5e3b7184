"""Conditions that a row must fulfil: of a whole row (`where`) or of one thing that it says (`when`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...errors import SourceError
from .parts import check_keys, list_texts, quote, read_flag, read_text

CONDITION_KEYS = frozenset(("column", "present", "is", "not", "reason", "remedy"))
Predicate = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must fulfil, and why a row that does not is rejected."""

    column: str
    present: bool | None
    among: frozenset[str] | None
    without: frozenset[str] | None
    reason: str = ""
    remedy: str = ""

    @classmethod
    def parse(cls, part: object) -> "Condition":
        """Read one condition of `where` or `when`."""
        part = check_keys(part, CONDITION_KEYS, "condition")
        if "column" not in part or len({"present", "is", "not"} & set(part)) != 1:
            raise SourceError(f"{quote(part)} is no condition: give `column` and one of `present`, `is`, `not`")
        return cls(
            column=str(part["column"]),
            present=read_flag(part, "present") if "present" in part else None,
            among=list_texts(part["is"]) if "is" in part else None,
            without=list_texts(part["not"]) if "not" in part else None,
            reason=read_text(part, "reason") or "",
            remedy=read_text(part, "remedy") or "correct the cell, or leave the row out",
        )

    @classmethod
    def parse_reasoned(cls, part: object) -> "Condition":
        """Read one condition of `where`: a row that fails it is rejected, so it says why."""
        condition = cls.parse(part)
        if not condition.reason:
            raise SourceError(f"{quote(part)} has no reason: say why a row that fails this condition is not used")
        return condition

    def compile(self, columns: Mapping[str, int]) -> Predicate:
        """The function that says whether a row fulfils the condition."""
        index = columns[self.column]
        if self.among is not None:
            among = self.among
            return lambda cells: cells[index].strip() in among
        if self.without is not None:
            without = self.without
            return lambda cells: cells[index].strip() not in without
        present = self.present
        return lambda cells: bool(cells[index].strip()) is present
