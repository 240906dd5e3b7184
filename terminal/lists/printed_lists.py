"""How much of a list is printed: its first items, or all of them where whole lists are asked for."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from ..printing import print_line

LONGEST_LIST, FEW = 12, 5  # most of a list on one page, unless `--all` is said: where each counts, and for a glance
WHOLE: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def whole_lists(asked: bool) -> Iterator[None]:
    """Print every list to its end meanwhile, if that is asked for."""
    before = WHOLE.set(asked)
    yield
    WHOLE.reset(before)


def room_for(most: int) -> int:
    """Return how many items of a list are printed: all of them where whole lists are asked for."""
    return sys.maxsize if WHOLE.get() else most


def join_first(words: Sequence[str], most: int = LONGEST_LIST) -> str:
    """Join words; add how many are left out."""
    room = room_for(most)
    more = f" and {len(words) - room:,} more" if len(words) > room else ""
    return ", ".join(words[:room]) + more


def print_first(lines: Sequence[str], most: int, indent: str = "  ") -> None:
    """Print the first lines of a list, and how many more there are."""
    room = room_for(most)
    for line in lines[:room]:
        print_line(f"{indent}{line}")
    print_rest(len(lines) - room, indent)


def print_rest(left_out: int, indent: str = "  ") -> None:
    """Print how many lines of a list were left out, if any."""
    if left_out > 0:
        print_line(f"{indent}and {left_out:,} more")
