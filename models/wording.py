"""A text in both languages of the product."""

from typing import NamedTuple


class Wording(NamedTuple):
    """One text, or a part of a sentence, in Chinese and English, with equal content."""

    zh: str
    en: str
