"""Comparison of people's names word by word; equal names do not prove that two people are the same."""

from rapidfuzz.distance import Levenshtein

from .characters import fold_look_alikes, fold_name, has_chinese
from .comparison import NameComparison, NameSignal, NameSignalCode, score_signals
from .english import split_words
from .words import read_words

LIKE_WORD = 0.75


def compare_person_names(left: str, right: str) -> NameComparison:
    """Compare two Chinese or Latin names, allowing for order, initials, accents, titles and small typos."""
    if has_chinese(left) != has_chinese(right):
        return score_signals([NameSignal(NameSignalCode.DIFFERENT_SCRIPTS, left, right, 0.0)])
    compare = _compare_chinese if has_chinese(left) else _compare_latin
    return compare(left, right)


def looks_like_chinese_person(name: str) -> bool:
    """Check whether a name has two to four Chinese characters and begins with a known surname."""
    words = read_words()
    plain = "".join(name.split())
    if not 2 <= len(plain) <= 4 or not all(has_chinese(sign) for sign in plain):
        return False
    return plain[:2] in words.compound_surnames or (plain[0] in words.surnames and len(plain) <= 3)


def _compare_chinese(left: str, right: str) -> NameComparison:
    """Compare Chinese names; one different character makes a different name."""
    first, second = ("".join(sign for sign in fold_name(name) if sign.isalnum()) for name in (left, right))
    if first == second:
        return score_signals([NameSignal(NameSignalCode.SAME_TEXT)])
    similarity = Levenshtein.normalized_similarity(first, second)
    return score_signals([NameSignal(NameSignalCode.WORD_DIFFERS, left, right, 0.6 * similarity)])


def _compare_latin(left: str, right: str) -> NameComparison:
    first, second = _split_name(left), _split_name(right)
    if not first or not second:
        return score_signals([NameSignal(NameSignalCode.NO_NAME, left, right, 0.0)])
    if first == second:
        return score_signals([NameSignal(NameSignalCode.SAME_TEXT)])
    if sorted(first) == sorted(second):
        return score_signals(
            [NameSignal(NameSignalCode.WORDS_SAME), NameSignal(NameSignalCode.WORD_ORDER, left, right, 0.97)]
        )
    if "".join(first) == "".join(second):
        return score_signals([NameSignal(NameSignalCode.WORDS_SAME, left, right, 0.95)])
    return score_signals(_pair_words(first, second))


def _pair_words(first: list[str], second: list[str]) -> list[NameSignal]:
    """Pair each word with the nearest one of the other name; unpaired words count as missing."""
    short, long = sorted((list(first), list(second)), key=len)
    signals = []
    for word in sorted(short, key=len, reverse=True):
        nearest = max(long, key=lambda other: _measure_similarity(word, other))
        long.remove(nearest)
        signal = _compare_words(word, nearest)
        if signal:
            signals.append(signal)
    if long:
        signals.append(NameSignal(NameSignalCode.WORD_MISSING, "", " ".join(long), 0.9 if len(short) > 1 else 0.6))
    return signals or [NameSignal(NameSignalCode.WORDS_SAME)]


def _compare_words(left: str, right: str) -> NameSignal | None:
    if left == right:
        return None
    if 1 in (len(left), len(right)) and left[0] == right[0]:
        return NameSignal(NameSignalCode.INITIAL, left, right, 0.85)
    similarity = _measure_similarity(left, right)
    if similarity >= LIKE_WORD and min(len(left), len(right)) >= 4:
        return NameSignal(NameSignalCode.WORD_SIMILAR, left, right, similarity)
    return NameSignal(NameSignalCode.WORD_DIFFERS, left, right, 0.6 * similarity)


def _measure_similarity(left: str, right: str) -> float:
    """Compute the similarity of two words; an initial counts almost as much as the full word."""
    if 1 in (len(left), len(right)):
        return 0.9 if left[0] == right[0] else 0.0
    return float(Levenshtein.normalized_similarity(left, right))


def _split_name(name: str) -> list[str]:
    """Split a name into words without titles; `J.R.` yields two initials."""
    titles = read_words().latin_titles
    words: list[str] = []
    folded = fold_name(fold_look_alikes(name)).replace("-", " ").replace("'", "")
    for word in split_words(folded):
        dotted = "." in folded[word.start : word.end]
        words += list(word.plain) if dotted else [word.plain]
    return [word for word in words if word not in titles] or words
