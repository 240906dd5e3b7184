"""The words for what describes a party: its fields and their values, as records declare them."""

from functools import cache

from ..graph.rules.sentences import trim
from ..ingest.records import Party
from ..ingest.records.declaration import Field, read_fields
from ..models.wording import Wording


def name_field(name: str) -> Wording:
    """Return the words for a field of a party."""
    printed = find_field(name).printed
    return Wording(zh=printed.chinese, en=printed.english) if printed else Wording(name, name)


def word_value(name: str, value: object) -> Wording:
    """Return a value of a field in words; a number has all its digits, so that two that differ read differently."""
    words = find_field(name).words
    if words and value in list(words):
        word = words(str(value))
        return Wording(zh=word.chinese, en=word.english)
    written = trim(value) if isinstance(value, float) else str(value)
    return Wording(written, written)


@cache
def find_field(name: str) -> Field:
    """Find the declaration of a field of a party."""
    return next(item for item in read_fields(Party) if item.name == name)
