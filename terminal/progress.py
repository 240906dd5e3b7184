"""The progress of a long command, on the error channel."""

import math
import re
import time

from rich.markup import escape

from .printing import errors

NUMBERS = re.compile(r"[\d,]+")  # what changes from line to line of one stage
PROGRESS_S = 5.0


class Progress:
    """Progress of a long command, printed every few seconds: dimmed on a terminal, plain lines elsewhere.

    A terminal shows the first line at once, unless that is not wanted; elsewhere a short command prints none.
    """

    def __init__(self, *, at_once: bool = True) -> None:
        self._printed_at = -math.inf if at_once and errors.is_terminal else time.monotonic()
        self._stage = ""

    def __call__(self, text: str) -> None:
        """Print the stage of the command, unless the same stage was printed a moment ago."""
        now, stage = time.monotonic(), NUMBERS.sub("", text)
        if now - self._printed_at >= PROGRESS_S or self._stage not in ("", stage):
            self._printed_at, self._stage = now, stage
            errors.print(escape(text), style="dim")
