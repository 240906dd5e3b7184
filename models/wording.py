"""A text in both languages of the product."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Wording(NamedTuple):
    """One text, or a part of a sentence, in Chinese and English, with equal content."""

    zh: str
    en: str


def name_with_id(id_: str, name: str | None) -> str:
    """Return the name of a party with its id."""
    return f"{name or id_} ({id_})"


def count(number: int, noun: str, several: str | None = None, *, zh: str = "") -> Wording:
    """Return a number with its noun, 1 row or 2 rows; in Chinese with its measure word."""
    return Wording(zh=f"{number:,}{zh}", en=f"{number:,} {noun if number == 1 else several or noun + 's'}")


def join_words(words: Iterable[str]) -> Wording:
    """Return several words in a row, in English with "and" before the last."""
    return join_wordings([Wording(zh=word, en=word) for word in words])


def join_wordings(parts: Sequence[Wording]) -> Wording:
    """Return several texts in a row, in English with "and" before the last."""
    english = [part.en for part in parts]
    joined = " and ".join(filter(None, (", ".join(english[:-1]), *english[-1:])))
    return Wording(zh="、".join(part.zh for part in parts), en=joined)


def write_band(least: float | None, most: float | None) -> Wording | None:
    """Return a fraction between two bounds in percent; None where neither is known."""
    low, high = (None if bound is None else f"{bound:.2%}" for bound in (least or None, most))
    if low is None:
        return None if high is None else Wording(zh=f"至多{high}", en=f"at most {high}")
    if high is None:
        return Wording(zh=f"至少{low}", en=f"at least {low}")
    return Wording(zh=low, en=low) if low == high else Wording(zh=f"{low}至{high}", en=f"{low} to {high}")
