"""Word lists for names, read once from the files next to this one."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class NameWords:
    """Folded legal forms with their families, places, trades and surnames."""

    chinese_forms: dict[str, str]
    english_forms: dict[tuple[str, ...], str]
    group_words: frozenset[str]
    chinese_places: frozenset[str]
    english_places: frozenset[tuple[str, ...]]
    chinese_trades: frozenset[str]
    english_trades: frozenset[tuple[str, ...]]
    surnames: frozenset[str]
    compound_surnames: frozenset[str]
    latin_titles: frozenset[str]


@cache
def read_words() -> NameWords:
    """Read the word lists of this package."""
    lists = yaml.safe_load(files(__package__).joinpath("words.yml").read_text(encoding="utf-8"))
    return NameWords(
        chinese_forms=lists["chinese_forms"],
        english_forms={tuple(form.split()): family for form, family in lists["english_forms"].items()},
        group_words=frozenset(lists["group_words"]),
        chinese_places=frozenset(lists["chinese_places"].split()),
        english_places=_split_phrases(lists["english_places"]),
        chinese_trades=frozenset(lists["chinese_trades"].split()),
        english_trades=_split_phrases(lists["english_trades"]),
        surnames=frozenset("".join(lists["surnames"].split())),
        compound_surnames=frozenset(lists["compound_surnames"]),
        latin_titles=frozenset(lists["latin_titles"]),
    )


def _split_phrases(phrases: str) -> frozenset[tuple[str, ...]]:
    """Split phrases at semicolons, and each phrase into words."""
    return frozenset(tuple(phrase.split()) for phrase in phrases.split(";") if phrase.strip())
