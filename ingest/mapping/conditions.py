"""Conditions on a row (`where`) or on one of the records it contains (`when`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from pydantic import Field, model_validator

from .sections import Constant, Constants, Filled, Section

REMEDY = "correct the cell, or leave the row out"
Predicate = Callable[[Sequence[str]], bool]


class Condition(Section):
    """A condition that a row must meet, and the reason for rejecting a row that does not."""

    column: Constant = Field(description="the name of a column")
    present: bool | None = Field(None, description="true or false")
    among: Constants | None = Field(None, alias="is", description="a list of texts")
    without: Constants | None = Field(None, alias="not", description="a list of texts")
    reason: Constant | None = Field(None, description="the reason why a row that fails is not used")
    remedy: Constant | None = Field(None, description="what to do about a row that fails")

    @model_validator(mode="after")
    def check_tests(self) -> Self:
        """Refuse a condition that tests nothing, or several things at once."""
        if sum(test is not None for test in (self.present, self.among, self.without)) != 1:
            raise ValueError("it is not a condition: give `column` and one of `present`, `is`, `not`")
        return self

    def compile(self, columns: Mapping[str, int]) -> Predicate:
        """Build the function that checks whether a row meets the condition."""
        index = columns[self.column]
        if self.among is not None:
            among = self.among
            return lambda cells: cells[index].strip() in among
        if self.without is not None:
            without = self.without
            return lambda cells: cells[index].strip() not in without
        present = self.present
        return lambda cells: bool(cells[index].strip()) is present


class ReasonedCondition(Condition):
    """A condition of `where`: a row that fails it is rejected with the reason."""

    reason: Filled = Field(description="the reason why a row that fails is not used")
