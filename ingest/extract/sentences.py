"""Language detection and sentence splitting."""

import re

from ..names.characters import CHINESE
from .extraction import Language

LETTER = re.compile(r"[A-Za-z]{2,}")
MARK = re.compile(r"[。！？!?；;…]+[”’」』\"')）]*|\.[”’\"')]*(?=\s+[\"'“‘(]?[A-Z0-9\u4e00-\u9fff]|\s*$)|\s*\n\s*")
ABBREVIATION = re.compile(
    r"(?:\b(?:co|ltd|inc|corp|pte|pty|no|nos|mr|mrs|ms|dr|prof|st|vs|v|art|sec|fig|est|"
    r"approx|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"|\b[a-z](?:\.[a-z])*)$",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(r"\b(?:ltd|inc|corp|co|plc|l\.l\.c|s\.a|n\.v|b\.v|l\.p)$", re.IGNORECASE)
SENTENCE_STARTER = re.compile(
    r"\s+(?:The|It|A|An|In|On|At|This|That|He|She|They|Its|However|No|Under|According|[\u4e00-\u9fff])"
)
LONGEST_SENTENCE = 1500
SHARE_OF_MIXED = 0.1


def detect_language(text: str) -> Language:
    """Detect Chinese, English, or mixed if both have a substantial part; English if there are no words."""
    chinese = len(CHINESE.findall(text))
    english = sum(len(word) for word in LETTER.findall(text)) / 4
    if not chinese:
        return Language.ENGLISH
    share = english / (english + chinese)
    if share < 2 * SHARE_OF_MIXED:
        return Language.CHINESE
    return Language.ENGLISH if share > 1 - SHARE_OF_MIXED / 2 else Language.MIXED


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Find the start and end of each sentence, without surrounding white space and up to a maximum length."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for mark in MARK.finditer(text):
        if _ends_sentence(text, mark):
            _append(text, start, mark.end(), bounds)
            start = mark.end()
    _append(text, start, len(text), bounds)
    return bounds


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    """Check whether a mark ends a sentence: not after an abbreviation, nor before a lower-case continuation."""
    if "\n" in mark[0]:
        return text[mark.start() : mark.end()].count("\n") > 1 or not text[mark.end() : mark.end() + 1].islower()
    if not mark[0].startswith("."):
        return True
    before = text[max(0, mark.start() - 12) : mark.start()]
    if not ABBREVIATION.search(before):
        return True
    return bool(LEGAL_FORM.search(before) and SENTENCE_STARTER.match(text, mark.end()))


def _append(text: str, start: int, end: int, bounds: list[tuple[int, int]]) -> None:
    """Add the span without surrounding white space, in pieces if it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = max(text.rfind(sign, start + 1, start + LONGEST_SENTENCE) for sign in ",，、 ")
        cut = cut + 1 if cut > start else start + LONGEST_SENTENCE
        bounds.append((start, cut))
        start = cut
    if start < end:
        bounds.append((start, end))
