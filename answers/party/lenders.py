"""Whose the loans of a party are: lent by the user, or by another lender."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any


class Whose(StrEnum):
    """Whose a loan is, as answers have it; where that is unknown they have None."""

    OWN = "own"
    OTHER = "other"


def mark_lenders(loans: Iterable[Mapping[str, Any]], own_lenders: Collection[str]) -> tuple[Mapping[str, Any], ...]:
    """Return the loans with `whose`: own, other, or None where the lender, or which lenders are own, is unknown."""
    return tuple({**loan, "whose": find_side(loan.get("lender"), own_lenders)} for loan in loans)


def find_side(lender: str | None, own_lenders: Collection[str]) -> Whose | None:
    """Return whether a lender is the user's own; None where that is unknown."""
    if lender is None or not own_lenders:
        return None
    return Whose.OWN if lender in own_lenders else Whose.OTHER
