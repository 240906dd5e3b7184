"""Parameters that hold several words of a closed set, separated by commas."""

from collections.abc import Callable, Sequence
from typing import Any

from ..ingest.near_words import suggest


def write_pattern(allowed: Sequence[str]) -> str:
    """Write the pattern of one or several words separated by commas."""
    words = "|".join(allowed)
    return f"^({words})(,({words}))*$"


def check_words(noun: str, allowed: Sequence[str]) -> Callable[[Any], Any]:
    """Build the check that refuses a word which is not allowed, and names the nearest one that is."""

    def check(value: Any) -> Any:
        for word in value.split(",") if isinstance(value, str) else ():
            if word not in allowed:
                near = suggest(word, allowed)
                raise ValueError(f"there is no {noun} {word[:40]!r}{near}; there are {', '.join(allowed)}")
        return value

    return check


def split_words(value: str | None) -> tuple[str, ...] | None:
    """Split a parameter at its commas; None where it is absent."""
    return None if value is None else tuple(value.split(","))
