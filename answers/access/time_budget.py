"""The time that several reads of one answer have together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ...errors import QueryTimeoutError


@dataclass(slots=True)
class TimeBudget:
    """The seconds that are left to some reads."""

    left_s: float

    @contextmanager
    def spend(self) -> Iterator[float]:
        """Return the seconds left, and count those of the block; raise `QueryTimeoutError` where none are left."""
        if self.left_s <= 0:
            raise QueryTimeoutError("the graph did not answer in time; narrow the question")
        began = time.monotonic()
        try:
            yield self.left_s
        finally:
            self.left_s -= time.monotonic() - began
