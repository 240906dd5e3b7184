"""What a name is found by: exact keys, one- and two-character grams of Chinese, words of other scripts.

A Cyrillic or Greek letter that looks like a Latin one is a known way to hide a name. Terms know no difference between
such letters; of exact keys one kind of its own does not either, so that a look-alike never passes for the name itself.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from ...ingest.identifiers import normalise
from ...ingest.names import fold_name, short_names
from ...ingest.names.characters import fold_look_alikes, has_latin
from ...ingest.records import PartyKind

CHINESE_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
WORD = re.compile(r"[^\W_]+")


class KeyKind(StrEnum):
    """The kinds of exact keys, best first."""

    IDENTIFIER = "identifier"
    ID = "id"
    NAME = "name"
    OTHER_NAME = "other_name"
    SHORT_NAME = "short_name"
    LOOK_ALIKE = "look_alike"


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Fold a name as `fold_name` does; the same one is asked for several times in a row."""
    return fold_name(name)


def name_key(name: str) -> str:
    """Give a name without case, width, spaces and signs; the folded name itself when nothing else is in it."""
    folded = fold(name)
    return "".join(WORD.findall(folded)) or folded


def look_key(name: str) -> str:
    """Give the key of a name as it looks; some letters look alike only as capitals, which the key has no more."""
    return fold_look_alikes(name_key(fold_look_alikes(name)))


def mixes_scripts(name: str) -> bool:
    """Say whether a word of a name has Latin letters beside Cyrillic or Greek ones that look like such."""
    return not name.isascii() and any(has_latin(word) and fold_look_alikes(word) != word for word in WORD.findall(name))


def list_keys(
    id_: str, kind: str, name: str, names: Sequence[str], identifiers: Iterable[str]
) -> dict[KeyKind, set[str]]:
    """Give every key by which a party is found exactly."""
    others = {name_key(other) for other in names} - {name_key(name)}
    company = kind == PartyKind.COMPANY
    short_forms = [short for full in (name, *names) if company for short in short_names(full)]
    shorts = {name_key(short) for short in short_forms}
    return {
        KeyKind.IDENTIFIER: {key for identifier in (id_, *identifiers) for key in identifier_keys(identifier)},
        KeyKind.ID: {id_},
        KeyKind.NAME: {name_key(name)},
        KeyKind.OTHER_NAME: others,
        KeyKind.SHORT_NAME: shorts - others - {name_key(name)},
        KeyKind.LOOK_ALIKE: {look_key(form) for form in (name, *names, *short_forms)}
        - others
        - shorts
        - {name_key(name)},
    }


def identifier_keys(identifier: str) -> set[str]:
    """Give an identifier with and without its scheme; an id of our own that is no identifier gives itself."""
    scheme, _, value = identifier.partition(":")
    return {normalise(identifier), normalise(value)} - {""} if value else {normalise(scheme)} - {""}


def query_keys(query: str) -> dict[KeyKind, str]:
    """Give the key that a query has to meet for each kind of exact match."""
    text = query.strip()
    key = name_key(text)
    return {
        KeyKind.IDENTIFIER: normalise(text),
        KeyKind.ID: text,
        KeyKind.NAME: key,
        KeyKind.OTHER_NAME: key,
        KeyKind.SHORT_NAME: key,
        KeyKind.LOOK_ALIKE: look_key(text),
    }


def list_met(kind: KeyKind) -> tuple[KeyKind, ...]:
    """Give the kinds of keys that the key of a query meets: what looks alike is any name, spelt so or otherwise."""
    names = (KeyKind.NAME, KeyKind.OTHER_NAME, KeyKind.SHORT_NAME, KeyKind.LOOK_ALIKE)
    return names if kind is KeyKind.LOOK_ALIKE else (kind,)


def list_terms(text: str) -> list[str]:
    """Give the terms of a text: characters and pairs of characters of Chinese, words of other scripts."""
    terms: list[str] = []
    for part in WORD.findall(fold_look_alikes(fold(fold_look_alikes(text)))):
        place = 0
        for run in CHINESE_RUN.finditer(part):
            terms += [word for word in (part[place : run.start()],) if word]
            signs = run.group()
            terms += [*signs, *(signs[n : n + 2] for n in range(len(signs) - 1))]
            place = run.end()
        terms += [word for word in (part[place:],) if word]
    return list(dict.fromkeys(terms))


def is_chinese(term: str) -> bool:
    """Say whether a term is made of Chinese characters."""
    return CHINESE_RUN.fullmatch(term) is not None
