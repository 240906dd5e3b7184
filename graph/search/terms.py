"""Build the keys and terms of names: exact keys, Chinese one- and two-character grams, words of other scripts.

Cyrillic or Greek letters that look like Latin ones are a known way to disguise a name. Terms treat such letters as
equal. Exact keys do so in one kind only, so a look-alike is never taken for the name itself.
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
    """The kinds of exact keys, best match first."""

    IDENTIFIER = "identifier"
    ID = "id"
    NAME = "name"
    OTHER_NAME = "other_name"
    SHORT_NAME = "short_name"
    LOOK_ALIKE = "look_alike"


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Fold a name like `fold_name`, cached because each name is folded several times in a row."""
    return fold_name(name)


def build_name_key(name: str) -> str:
    """Build the key of a name, without case, width, spaces and signs; the folded name itself if nothing is left."""
    folded = fold(name)
    return "".join(WORD.findall(folded)) or folded


def build_look_alike_key(name: str) -> str:
    """Build the key of a name's appearance; folded twice, because some letters look alike only as capitals."""
    return fold_look_alikes(build_name_key(fold_look_alikes(name)))


def mixes_scripts(name: str) -> bool:
    """Check whether a word of a name mixes Latin letters with Cyrillic or Greek look-alikes."""
    return not name.isascii() and any(has_latin(word) and fold_look_alikes(word) != word for word in WORD.findall(name))


def list_keys(
    id_: str, kind: str, name: str, names: Sequence[str], identifiers: Iterable[str]
) -> dict[KeyKind, set[str]]:
    """List every key by which a party is found exactly."""
    others = {build_name_key(other) for other in names} - {build_name_key(name)}
    company = kind == PartyKind.COMPANY
    short_forms = [short for full in (name, *names) if company for short in short_names(full)]
    shorts = {build_name_key(short) for short in short_forms}
    return {
        KeyKind.IDENTIFIER: {key for identifier in (id_, *identifiers) for key in list_identifier_keys(identifier)},
        KeyKind.ID: {id_},
        KeyKind.NAME: {build_name_key(name)},
        KeyKind.OTHER_NAME: others,
        KeyKind.SHORT_NAME: shorts - others - {build_name_key(name)},
        KeyKind.LOOK_ALIKE: {build_look_alike_key(form) for form in (name, *names, *short_forms)}
        - others
        - shorts
        - {build_name_key(name)},
    }


def list_identifier_keys(identifier: str) -> set[str]:
    """List an identifier with and without its scheme; an internal id without a scheme is its own key."""
    scheme, _, value = identifier.partition(":")
    return {normalise(identifier), normalise(value)} - {""} if value else {normalise(scheme)} - {""}


def build_query_keys(query: str) -> dict[KeyKind, str]:
    """Build the key that a query must match, for each kind of exact key."""
    text = query.strip()
    key = build_name_key(text)
    return {
        KeyKind.IDENTIFIER: normalise(text),
        KeyKind.ID: text,
        KeyKind.NAME: key,
        KeyKind.OTHER_NAME: key,
        KeyKind.SHORT_NAME: key,
        KeyKind.LOOK_ALIKE: build_look_alike_key(text),
    }


def list_matching_kinds(kind: KeyKind) -> tuple[KeyKind, ...]:
    """List the kinds of keys that a query's key is compared with; a look-alike key is compared with all names."""
    names = (KeyKind.NAME, KeyKind.OTHER_NAME, KeyKind.SHORT_NAME, KeyKind.LOOK_ALIKE)
    return names if kind is KeyKind.LOOK_ALIKE else (kind,)


def list_terms(text: str) -> list[str]:
    """List the terms of a text: Chinese characters and pairs of them, words of other scripts."""
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
    """Check whether a term consists of Chinese characters."""
    return CHINESE_RUN.fullmatch(term) is not None
