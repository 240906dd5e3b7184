"""Wrong keys, counted per address and in all, and throttled beyond a limit; a right key is let in whatever was counted.

Keys of 256 random bits are not guessed at any speed; this is for keys that were configured by hand, and it keeps the
effort and the log small that wrong ones can cause. Each process counts by itself.
"""

import ipaddress
import logging
import time
from collections import Counter
from collections.abc import Callable

logger = logging.getLogger(__name__)

WINDOW_S = 60.0
PER_ADDRESS, IN_ALL = 10, 100  # wrong keys in a window that are answered at once
MOST_ADDRESSES = 10_000  # counted apart; later ones in a window share one count
OTHERS = "others"


class Failures:
    """Counts wrong keys within a window of time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._counts: Counter[str] = Counter()
        self._all = 0

    def note(self, address: str) -> float:
        """Count a wrong key; return for how many seconds more are throttled, 0 while the limits are not reached."""
        now = self._clock()
        if now - self._began >= WINDOW_S:
            self._began, self._all = now, 0
            self._counts.clear()
        self._all += 1
        name = name_network(address)
        if name not in self._counts and len(self._counts) >= MOST_ADDRESSES:
            name = OTHERS
        self._counts[name] += 1
        if self._counts[name] == PER_ADDRESS + 1 or self._all == IN_ALL + 1:
            logger.warning("more than %s wrong keys from one address or %s in all within a minute", PER_ADDRESS, IN_ALL)
        throttled = self._counts[name] > PER_ADDRESS or self._all > IN_ALL
        return self._began + WINDOW_S - now if throttled else 0.0


def name_network(address: str) -> str:
    """Return what is counted as one address: of IPv6 the network that one caller commonly has for itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    return str(found.ipv4_mapped or ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))
