"""Rules that run in pages: a statement lists where the rule starts, and the rule runs on some of these at a time.

A pattern over the whole graph keeps all its rows in the memory of the engine; a page keeps only those of its starts. A
finding lies within one start, so pages of any size find the same.
"""

from ..engine.store import Row
from .algorithms import Read
from .rule_files import Rule

PAGE = 5_000  # starts of one page; at about a hundred rows each, the engine keeps half a million


def read_in_pages(read: Read, rule: Rule, most: int, size: int = PAGE) -> list[Row]:
    """Return the rows of a rule, in the order of its starts, up to the page on which there are enough."""
    starts = read(rule.pages or "")
    rows: list[Row] = []
    for first in range(0, len(starts), size):
        rows += read(rule.id, page=starts[first : first + size])
        if len(rows) >= most:
            break
    return rows
