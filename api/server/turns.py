"""How many requests a process answers at the same time, in all and for one caller, who cannot take all of it.

Beyond that a request is refused at once with the reason: one that waited would use up its time, and the engine's.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from ..refusal import Refusal

SHARE_OF_ONE = 0.75  # of all, for one caller
RETRY_S = 1  # most answers take less


class Turns:
    """Counts the requests under way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._most_of_one = max(1, int(most * SHARE_OF_ONE))
        self._taken: Counter[str] = Counter()

    def refuse(self, caller: str) -> Refusal | None:
        """Return why a request of this caller has to come again later, None where it is answered now."""
        if self._taken.total() >= self._most:
            return build_busy(
                f"This process is answering {self._most} requests, the most at a time; try again shortly."
            )
        if self._taken[caller] >= self._most_of_one:
            return build_busy(
                f"{self._most_of_one} requests of yours are being answered, the most at a time of one caller."
            )
        return None

    @contextmanager
    def take(self, caller: str) -> Iterator[None]:
        """Count a request of this caller until it is answered."""
        self._taken[caller] += 1
        try:
            yield
        finally:
            self._taken[caller] -= 1
            if not self._taken[caller]:
                del self._taken[caller]


def build_busy(detail: str) -> Refusal:
    """Return the refusal of one request too many."""
    return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": str(RETRY_S)})
