"""A text in both languages of the product."""

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
