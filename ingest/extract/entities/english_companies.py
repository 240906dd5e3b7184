"""Company and public-body names in English text, found backwards from their final words over capitalised words."""

import re
from collections.abc import Iterable

from ...names.words import read_words
from ..extraction import Entity, EntityKind

FORM = re.compile(
    r"(?:\b(?:Joint[ -]Stock\s+)?Co\.?,?\s*(?:Ltd\b\.?|Limited\b)|\b(?:Pte|Pty|"
    r"Pvt)\.?\s+(?:Ltd\b\.?|Limited\b)|\bLtd\b\.?|\bLimited(?:\s+Partnership)?\b"
    r"|\bLTD\b\.?|\bInc\b\.?|\bINC\b\.?|\bIncorporated\b|\bCorp\b\.?|\bCorporation\b|"
    r"\bPLC\b|\bplc\b|\bLLC\b|\bL\.L\.C\.|\bLLP\b|\bL\.P\.|\bGmbH\b|\bAG\b"
    r"|\bS\.A\.|\bN\.V\.|\bB\.V\.|\bBV\b|\bAB\b|\bS\.p\.A\.|\bSdn\.?\s+Bhd\b\.?|\bJoint "
    r"Stock Company\b|\bCompany\b|\bCo\.)"
)
INSTITUTION = re.compile(
    r"\b(?:Group|Holdings?|Bank|Bancorp|Capital|Insurance|Securities|Partners|Ventures|"
    r"Technologies|Pharmaceuticals|Airlines|Airways|Motors|Industries|Steel|Energy|"
    r"Trading|Investments?)\b"
)
BODY = re.compile(
    r"\b(?:Court|Commission|Bureau|Ministry|Authority|Exchange|Tribunal|Department|"
    r"Administration|Arbitration Centre)\b"
)
BODY_TAIL = re.compile(r"\s+of\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?")
WORD_BEFORE = re.compile(r"(?:^|(?<=[\s(\"'“‘/]))([A-Za-z0-9\u00c0-\u024f][\w.'’&-]*|&),?\s{1,3}$")
BRACKET_BEFORE = re.compile(r"\(([A-Z][\w ]{1,24})\)\s{0,3}$")
CONNECTORS = frozenset(("of", "and", "&", "for", "de"))
NOT_FIRST = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "of",
        "and",
        "for",
        "to",
        "from",
        "with",
        "under",
        "after",
        "before",
        "when",
        "while",
        "as",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "if",
        "however",
        "meanwhile",
        "shares",
        "bonds",
        "according",
        "mr",
        "mrs",
        "ms",
        "dr",
        "both",
        "between",
        "company",
        "companies",
        "lender",
        "borrower",
        "guarantor",
        "supplier",
        "buyer",
        "seller",
        "plaintiff",
        "defendant",
        "subsidiary",
        "parent",
        "creditor",
        "debtor",
        "customer",
        "shareholder",
        "court",
        "&",
        "de",
        "chairman",
        "director",
        "manager",
        "today",
        "yesterday",
        "analysts",
        "reports",
        "sources",
    ]
)
FORM_WORDS = frozenset(["ltd", "limited", "inc", "corp", "corporation", "plc", "llc", "llp", "gmbh", "company"])
NEVER_INSIDE = frozenset(["mr", "mrs", "ms", "dr", "sued", "acquired", "guaranteed", "lent"])
ABBREVIATED = frozenset(["st", "co", "no", "bros", "intl", "natl", "mfg", "dr", "mt", "ft"])
LONGEST_NAME = 8
REACH = 48


def find_english_companies(text: str, blocked: Iterable[tuple[int, int]]) -> list[Entity]:
    """Find names by legal form or by final words of banks, groups and authorities, outside `blocked`."""
    blocked_places = {place for start, end in blocked for place in range(start, end)}
    found: list[Entity] = []
    for pattern, kind, confidence in (
        (FORM, EntityKind.COMPANY, 0.9),
        (INSTITUTION, EntityKind.COMPANY, 0.55),
        (BODY, EntityKind.PUBLIC_BODY, 0.75),
    ):
        for match in pattern.finditer(text):
            entity = _read_name(text, match, kind, confidence, blocked_places)
            if entity is not None:
                found.append(entity)
    return found


def _read_name(
    text: str, match: re.Match[str], kind: EntityKind, confidence: float, blocked_places: set[int]
) -> Entity | None:
    """Build the name that ends in this word; `None` if no word before it can belong to a name."""
    start = _find_start(text, match.start(), blocked_places)
    end = match.end()
    if kind is EntityKind.PUBLIC_BODY:
        tail = BODY_TAIL.match(text, end)
        end = tail.end() if tail else end
        start = match.start() if tail and start == match.start() else start
    if start >= match.start() and end == match.end():
        return None
    reason = "legal_form" if confidence > 0.8 else "name_suffix"
    return Entity(kind, start, end, text[start:end], confidence, (reason,))


def _find_start(text: str, end: int, blocked_places: set[int]) -> int:
    """Find the first of the capitalised words that lead up to this position."""
    starts: list[tuple[int, str]] = []
    place = end
    while len(starts) < LONGEST_NAME:
        window = max(0, place - REACH)
        bracket = BRACKET_BEFORE.search(text, window, place)
        word = WORD_BEFORE.search(text, window, place)
        if bracket is not None:
            starts.append((bracket.start(), "("))
            place = bracket.start()
        elif (
            word
            and word.start(1) not in blocked_places
            and _may_belong(word[1], text[word.end(1)], inside=bool(starts))
        ):
            starts.append((word.start(1), word[1]))
            place = word.start(1)
        else:
            break
    while starts and (starts[-1][1].lower().rstrip(".") in NOT_FIRST or starts[-1][1] == "("):
        starts.pop()
    return _cut_at_conjunction(starts)[-1][0] if starts else end


def _may_belong(word: str, after: str, *, inside: bool) -> bool:
    """Check whether a word can be part of a name: capitalised, numeric or connecting, but not a legal form.

    A comma is allowed only directly before the legal form, not `inside` the name.
    """
    if inside and after == ",":
        return False
    plain = word.lower().rstrip(".")
    if plain in FORM_WORDS or plain in NEVER_INSIDE:
        return False
    if word.endswith(".") and len(plain) > 1 and "." not in plain and plain not in ABBREVIATED:
        return False
    return word in CONNECTORS or word[0].isupper() or word[0].isdigit()


def _cut_at_conjunction(starts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Split `A and B Ltd` into two names unless the word before `and` is a trade: Import and Export."""
    trades = read_words().english_trades
    for place, (_, word) in enumerate(starts):
        if word == "and" and place and place + 1 < len(starts) and (starts[place + 1][1].lower(),) not in trades:
            return starts[:place]
    return starts
