"""The allowed word that a misspelt one was probably meant to be."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from rapidfuzz import fuzz

DIGITS = re.compile(r"\d+")
NEARLY = 80  # percent: one letter of five, or two of ten
LONGEST = 60  # characters; a longer text is no misspelt word


def suggest(word: str, allowed: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for the nearest allowed word, or nothing where none is near."""
    near = find_near(word[: LONGEST + 1], tuple(map(str, allowed)))
    return f" (did you mean {near!r}?)" if near else ""


def advise(word: str, allowed: Iterable[str], remedy: str) -> str:
    """Return the remedy for a word that is not allowed: the nearest allowed one first, if one is near."""
    near = find_near(word[: LONGEST + 1], tuple(map(str, allowed)))
    return f"did you mean {near!r}? if not, {remedy}" if near else remedy


@lru_cache(maxsize=1024)  # a misspelt cell is often repeated in every row
def find_near(word: str, allowed: tuple[str, ...]) -> str | None:
    """Find the nearest allowed word, whatever its case."""
    if len(word) > LONGEST:
        return None
    folded = {each.casefold(): each for each in allowed}
    near = get_close_matches(word.casefold(), folded, 1)
    return folded[near[0]] if near else None


def is_misspelt(file: str, meant: str) -> bool:
    """Return whether the name of a file is nearly another one, whatever its case; numbers tell files apart."""
    left, right = (name.casefold().removesuffix(".gz").rpartition(".")[0] for name in (file, meant))
    return DIGITS.findall(left) == DIGITS.findall(right) and fuzz.ratio(left, right) >= NEARLY
