"""What can cut an answer short; `answers/notes/completeness.py` has the sentence for each."""

from enum import StrEnum


class Truncation(StrEnum):
    """A cap, a limit, a budget or a stored value nobody can read that left something out."""

    NEIGHBOURS = "neighbours"
    NODES = "nodes"
    HOPS = "hops"
    LEVELS = "levels"
    ROWS = "rows"
    CHAINS = "chains"
    WALKS = "walks"
    TIME = "time"
    LIMIT = "limit"
    CANDIDATES = "candidates"
    INDEX = "index"
    PERIODS = "periods"
