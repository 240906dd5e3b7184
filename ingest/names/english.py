"""Company names in Latin letters, parsed into place, brand, trade and legal form."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from .characters import fold_look_alikes, fold_text
from .parts import CompanyName
from .words import read_words

WORD = re.compile(r"(?:[^\W_]\.)+[^\W_](?![^\W_])\.?|[^\W_](?:/[^\W_])+(?![^\W_])|[^\W_]+(?:'[^\W_]+)*|&")
PREFIX_FAMILIES = ("joint_stock", "llc", "srl", "plc")
LONGEST_FORM = 5
LONGEST_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: its folded form, its position, and whether it is in brackets."""

    plain: str
    start: int
    end: int
    bracketed: bool


def split_words(text: str) -> list[Word]:
    """Split a name into words; `S.A.` and `A/S` are one word each."""
    folded = fold_text(fold_look_alikes(text))
    depths = _measure_depths(folded)
    return [
        Word(_fold_word(match[0]), match.start(), match.end(), depths[match.start()] > 0)
        for match in WORD.finditer(folded)
    ]


def read_english_name(text: str) -> CompanyName:
    """Read the parts of a name in Latin letters."""
    words = split_words(text)
    words, form = _take_form(words)
    words, groups = _take_groups(words)
    words, region = _take_region(words)
    qualifier = [word for word in words if word.bracketed]
    words = [word for word in words if not word.bracketed]
    if len(words) > 1 and words[0].plain == "the":
        words = words[1:]
    brand, trade = _take_trades(words)
    if not brand:
        brand, trade = trade, []
    return CompanyName(
        region=_write_words(text, region),
        brand=_write_words(text, brand),
        industry=_write_words(text, trade),
        form=_close_abbreviation(text, form),
        group=_write_words(text, groups),
        qualifier=_write_words(text, qualifier),
        family=read_words().english_forms.get(tuple(word.plain for word in form)),
    )


def _fold_word(word: str) -> str:
    """Return a word without accents, dots, slashes and apostrophes."""
    letters = normalize("NFKD", word)
    plain = "".join(sign for sign in letters if sign.isalnum() and not combining(sign))
    return "and" if word == "&" else plain


def _measure_depths(folded: str) -> list[int]:
    """Count the open brackets at each character."""
    depth, depths = 0, []
    for sign in folded:
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        depths.append(depth)
    return depths


def _take_form(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Split off the legal form at the end and at the start; the one at the start takes precedence."""
    forms = read_words().english_forms
    size = _match_end(words, forms, LONGEST_FORM)
    words, form = (words[:-size], words[-size:]) if size else (words, [])
    size = _match_start(words, lambda phrase: forms.get(phrase) in PREFIX_FAMILIES, LONGEST_FORM)
    return words[size:], words[:size] or form


def _take_groups(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Split off the group words at the end or in brackets."""
    marks = read_words().group_words
    bracketed = [word for word in words if word.bracketed and word.plain in marks]
    words = [word for word in words if word not in bracketed]
    start = len(words)
    while start > 1 and words[start - 1].plain in marks:
        start -= 1
    return words[:start], words[start:] + bracketed


def _take_region(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Split off a place in brackets, after a final `of`, at the end, or at the start."""
    places = read_words().english_places
    bracketed = [word for word in words if word.bracketed]
    if tuple(word.plain for word in bracketed) in places:
        return [word for word in words if not word.bracketed], bracketed
    open_words = [word for word in words if not word.bracketed]
    size = _match_end(open_words, places, LONGEST_PHRASE)
    if size:
        stop = len(open_words) - size
        kept = stop - 1 if stop > 1 and open_words[stop - 1].plain in ("of", "in") else stop
        return open_words[:kept] + bracketed, open_words[stop:]
    size = _match_start(open_words, lambda phrase: phrase in places, LONGEST_PHRASE)
    return open_words[size:] + bracketed, open_words[:size]


def _take_trades(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Split off the trade words at the end; at least one word remains for the brand."""
    trades = read_words().english_trades
    stop = len(words)
    while stop > 1:
        size = _match_end(words[:stop], trades, LONGEST_PHRASE)
        joined = stop > 2 and stop < len(words) and words[stop - 1].plain == "and"
        if not size and not joined:
            break
        stop -= size or 1
    return words[:stop], words[stop:]


def _match_end(words: Sequence[Word], phrases: Collection[tuple[str, ...]], longest: int) -> int:
    """Count the words at the end that form a known phrase; at least one word remains."""
    plain = tuple(word.plain for word in words)
    return next((size for size in range(min(longest, len(plain) - 1), 0, -1) if plain[-size:] in phrases), 0)


def _match_start(words: Sequence[Word], known: Callable[[tuple[str, ...]], bool], longest: int) -> int:
    """Count the words at the start that form a known phrase; at least one word remains."""
    plain = tuple(word.plain for word in words)
    return next((size for size in range(min(longest, len(plain) - 1), 0, -1) if known(plain[:size])), 0)


def _close_abbreviation(text: str, form: list[Word]) -> str | None:
    """Return the legal form with its full stop."""
    written = _write_words(text, form)
    return f"{written}." if written and text[form[-1].end : form[-1].end + 1] == "." else written


def _write_words(text: str, words: list[Word]) -> str | None:
    """Return the words as written, with the text between neighbours."""
    if not words:
        return None
    whole = text[words[0].start : words[-1].end]
    return whole if len(split_words(whole)) == len(words) else " ".join(text[word.start : word.end] for word in words)
