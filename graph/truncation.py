"""What can cut an answer short; `answers/notes/completeness.py` has the sentence for each."""

from enum import StrEnum


class Truncation(StrEnum):
    """What left something out: a cap, a limit, a budget, or a stored value that cannot be read."""

    NEIGHBOURS = "neighbours"
    NODES = "nodes"
    HOPS = "hops"
    HOLDERS = "holders"
    ROWS = "rows"
    WALKS = "walks"
    TIME = "time"
    LIMIT = "limit"
    CANDIDATES = "candidates"
    INDEX = "index"
    PERIODS = "periods"
    NOT_COMPARED = "not_compared"
