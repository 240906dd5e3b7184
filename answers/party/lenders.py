"""Loans of a party with whose they are: lent by the user, or by another lender."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ...graph.lenders import find_whose


def mark_lenders(loans: Iterable[Mapping[str, Any]], own_lenders: Collection[str]) -> tuple[Mapping[str, Any], ...]:
    """Return the loans with `whose`: own, other or unknown."""
    return tuple({**loan, "whose": find_whose(loan.get("lender"), own_lenders)} for loan in loans)
