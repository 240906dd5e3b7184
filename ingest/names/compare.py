"""Comparison of company names part by part: the brand decides, the other parts can only lower the score."""

import re

from rapidfuzz.distance import Levenshtein

from .characters import fold_look_alikes, fold_name, has_chinese
from .chinese import strip_area_suffix
from .company import read_company_name, short_names
from .comparison import NameComparison, NameSignal, NameSignalCode, score_signals
from .english import split_words
from .parts import CompanyName

NUMBER = re.compile(r"\d+|\b(?:i{1,3}|iv|vi{0,3}|ix|x)\b|[一二三四五六七八九十]+(?=[期号厂])")
ANY_FORM = "company"
CONVERTIBLE = ({"limited", "joint_stock"}, {"limited", "llc"}, {"limited", "plc"}, {"limited", "corporation"})
SIMILAR_BRAND = 0.8
SHORTEST_FUZZY = 5


def compare_company_names(left: str, right: str) -> NameComparison:
    """Compare two company names; the same brand in another place or branch is a different company."""
    plain_left, plain_right = _write_plain(left), _write_plain(right)
    if not plain_left or not plain_right:
        return score_signals([NameSignal(NameSignalCode.NO_NAME, left, right, 0.0)])
    signals = _find_look_alikes(left, right)
    if plain_left == plain_right:
        return score_signals([NameSignal(NameSignalCode.SAME_TEXT), *signals])
    if has_chinese(left) != has_chinese(right):
        return score_signals([NameSignal(NameSignalCode.DIFFERENT_SCRIPTS, left, right, 0.0)])
    signals += _compare_parts(read_company_name(left), read_company_name(right))
    if plain_left in map(_write_plain, short_names(right)) or plain_right in map(_write_plain, short_names(left)):
        signals = [signal for signal in signals if not signal.code.endswith("_missing")]
        signals.append(NameSignal(NameSignalCode.SHORT_NAME, left, right, 0.85))
    return score_signals(signals)


def _compare_parts(left: CompanyName, right: CompanyName) -> list[NameSignal]:
    """Collect the signals of all parts."""
    found = [
        _compare_brands(_write_brand(left), _write_brand(right)),
        _compare_numbers(left, right),
        _compare_industries(left, right),
        _compare_regions(left, right),
        _compare_forms(left, right),
        _compare_groups(left, right),
        _compare_texts(NameSignalCode.BRANCH_DIFFERS, left.branch, right.branch, 0.4),
        _compare_texts(NameSignalCode.QUALIFIER_DIFFERS, left.qualifier, right.qualifier, 0.6),
    ]
    return [signal for signal in found if signal is not None]


def _compare_brands(left: str, right: str) -> NameSignal:
    """Classify two brands as equal, similar (few edits in a long brand) or different."""
    if left == right:
        return NameSignal(NameSignalCode.BRAND_SAME, left, right)
    similarity = Levenshtein.normalized_similarity(left, right)
    long_enough = min(len(left), len(right)) >= SHORTEST_FUZZY
    if long_enough and similarity >= SIMILAR_BRAND:
        return NameSignal(NameSignalCode.BRAND_SIMILAR, left, right, similarity - 0.05)
    return NameSignal(NameSignalCode.BRAND_DIFFERS, left, right, 0.6 * similarity)


def _compare_numbers(left: CompanyName, right: CompanyName) -> NameSignal | None:
    left_numbers, right_numbers = _find_numbers(left), _find_numbers(right)
    if left_numbers == right_numbers:
        return None
    return NameSignal(NameSignalCode.NUMBERS_DIFFER, " ".join(left_numbers), " ".join(right_numbers), 0.5)


def _compare_industries(left: CompanyName, right: CompanyName) -> NameSignal | None:
    """Compare trades; a different trade, or one missing from a full name, indicates another company."""
    first, second = _write_plain(left.industry or ""), _write_plain(right.industry or "")
    if first == second:
        return None
    if first and second:
        similarity = Levenshtein.normalized_similarity(first, second)
        nested = first in second or second in first
        ceiling = 0.68 if nested else min(0.55, similarity)
        return NameSignal(NameSignalCode.INDUSTRY_DIFFERS, first, second, ceiling)
    return NameSignal(NameSignalCode.INDUSTRY_MISSING, first, second, 0.6 if left.form and right.form else 0.75)


def _compare_regions(left: CompanyName, right: CompanyName) -> NameSignal | None:
    first, second = _write_region(left), _write_region(right)
    if first == second or (first and second and (first.endswith(second) or second.endswith(first))):
        return None
    if first and second:
        return NameSignal(NameSignalCode.REGION_DIFFERS, first, second, 0.4)
    return NameSignal(NameSignalCode.REGION_MISSING, first, second, 0.65 if left.form and right.form else 0.75)


def _compare_forms(left: CompanyName, right: CompanyName) -> NameSignal | None:
    """Compare legal forms: equal in any spelling, convertible, or different."""
    families = {left.family, right.family}
    forms = left.form or "", right.form or ""
    if left.family == right.family or ANY_FORM in families:
        return None
    if None in families:
        return NameSignal(NameSignalCode.FORM_MISSING, *forms, 0.9)
    if families in CONVERTIBLE:
        return NameSignal(NameSignalCode.FORM_CONVERTED, *forms, 0.8)
    return NameSignal(NameSignalCode.FORM_DIFFERS, *forms, 0.6)


def _compare_groups(left: CompanyName, right: CompanyName) -> NameSignal | None:
    """Compare group words; a group's head is not one of its member companies."""
    if bool(left.group) == bool(right.group):
        return None
    ceiling = 0.6 if left.form and right.form else 0.75
    return NameSignal(NameSignalCode.GROUP_DIFFERS, left.group or "", right.group or "", ceiling)


def _compare_texts(code: NameSignalCode, left: str | None, right: str | None, ceiling: float) -> NameSignal | None:
    first, second = _write_plain(left or ""), _write_plain(right or "")
    return None if first == second else NameSignal(code, first, second, ceiling)


def _find_look_alikes(left: str, right: str) -> list[NameSignal]:
    """Return a signal if a name mixes Latin letters with look-alike letters of another alphabet."""
    for name in (left, right):
        if fold_look_alikes(name) != name and re.search("[a-z]", fold_name(name)):
            return [NameSignal(NameSignalCode.LOOK_ALIKE_LETTERS, left, right, 0.9)]
    return []


def _find_numbers(name: CompanyName) -> list[str]:
    parts = (name.region, name.brand, name.industry, name.qualifier)
    return sorted(NUMBER.findall(fold_name(" ".join(filter(None, parts)))))


def _write_brand(name: CompanyName) -> str:
    """Return the brand without spaces, or the place and trade of a name without a brand."""
    return _write_plain(name.brand or (name.region or "") + (name.industry or ""))


def _write_region(name: CompanyName) -> str:
    return strip_area_suffix(_write_plain(name.region or ""))


def _write_plain(name: str) -> str:
    """Return folded letters and digits only, with `&` as `and`."""
    folded = fold_name(fold_look_alikes(name))
    if has_chinese(folded):
        return "".join(sign for sign in folded if sign.isalnum())
    words = [word.plain for word in split_words(folded)]
    return "".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
