"""Replace what names a person: ids and record keys by others, names within texts by signs of the same length."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

MASK = "█"


@dataclass(frozen=True)
class Replacement:
    """What to put in place of a person's id, names and record keys."""

    id: str
    tombstone: str
    name: str
    words: tuple[str, ...]
    keys: Mapping[str, str]

    @cached_property
    def _id(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w:.-]){re.escape(self.id)}(?![\w.-])")

    @cached_property
    def _words(self) -> re.Pattern[str] | None:
        parts = [bound_word(word) for word in self.words]
        return re.compile("|".join(parts)) if parts else None

    def replace_id(self, text: str) -> str:
        """Replace the id where it is a whole part of a text."""
        return self._id.sub(self.tombstone, text) if self.id in text else text

    def replace_all(self, text: str) -> str:
        """Replace a record key, the id, and names in a sentence that was derived from the graph."""
        if text in self.keys:
            return self.keys[text]
        changed = self.replace_id(text)
        return self._words.sub(self.name, changed) if self._words else changed

    def replace_in_json(self, text: str | None) -> str | None:
        """Replace all of these in every text of a JSON document."""
        if text is None:
            return None
        return orjson.dumps(self._walk(orjson.loads(text))).decode()

    def _walk(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.replace_all(value)
        if isinstance(value, list):
            return [self._walk(part) for part in value]
        if isinstance(value, dict):
            return {self.replace_id(name): self._walk(part) for name, part in value.items()}
        return value

    def find_words(self, text: str) -> list[tuple[int, int]]:
        """Find where a text names the person: first character and one past the last."""
        return [match.span() for match in self._words.finditer(text)] if self._words else []


def bound_word(word: str) -> str:
    """Write the pattern of a name or number; one of Latin letters or digits is no part of a longer word."""
    begin = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    end = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{begin}{re.escape(word)}{end}"


def mask_text(text: str, spans: Iterable[Sequence[int]]) -> str:
    """Replace parts of a text by signs, so that every other character stays in its place."""
    for begin, end in spans:
        text = f"{text[:begin]}{MASK * (end - begin)}{text[end:]}"
    return text
