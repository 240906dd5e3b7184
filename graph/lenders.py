"""Whose a loan is, by the lenders that the user calls their own (`RISKGRAPH_OWN_LENDERS`)."""

from collections.abc import Collection
from enum import StrEnum
from hashlib import blake2b

OWN_LENDERS = "own_lenders"  # in the row of a finding: the hash of the setting


class Whose(StrEnum):
    """Whose a loan is; unknown where its lender is, or where no lender is called one's own."""

    OWN = "own"
    OTHER = "other"
    UNKNOWN = "unknown"


def find_whose(lender: str | None, own_lenders: Collection[str]) -> Whose:
    """Find whose a loan of a lender is; `loan_class_better_than_days_late` says the same in Cypher."""
    if lender is None or not own_lenders:
        return Whose.UNKNOWN
    return Whose.OWN if lender in own_lenders else Whose.OTHER


def hash_lenders(own_lenders: Collection[str]) -> str:
    """Return the hash of the setting, whatever the order of its ids, by which a finding says how it was made."""
    return blake2b("\n".join(sorted({*own_lenders})).encode(), digest_size=8).hexdigest()
