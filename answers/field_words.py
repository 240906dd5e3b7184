"""The words for the fields of records and their values, as records declare them."""

from functools import cache

from ..ingest.records.declaration import Field, read_fields
from ..models.wording import Wording


def name_field(record: type, name: str) -> Wording:
    """Return the words for a field of a record."""
    printed = find_field(record, name).printed
    return Wording(zh=printed.chinese, en=printed.english) if printed else Wording(name, name)


def word_value(record: type, name: str, value: object) -> Wording:
    """Return a value of a field in words; a number has all its digits, so that two that differ read differently."""
    words = find_field(record, name).words
    if words and value in list(words):
        word = words(str(value))
        return Wording(zh=word.chinese, en=word.english)
    written = f"{value:,}".removesuffix(".0") if isinstance(value, float) else str(value)
    return Wording(written, written)


@cache
def find_field(record: type, name: str) -> Field:
    """Find the declaration of a field of a record."""
    return next(item for item in read_fields(record) if item.name == name)
