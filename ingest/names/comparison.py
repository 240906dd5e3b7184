"""The result of a name comparison: a score and its signals."""

from dataclasses import dataclass
from enum import StrEnum


class NameSignalCode(StrEnum):
    """What two names share, or where they differ."""

    SAME_TEXT = "same_text"
    LOOK_ALIKE_LETTERS = "look_alike_letters"
    NO_NAME = "no_name"
    DIFFERENT_SCRIPTS = "different_scripts"
    BRAND_SAME = "brand_same"
    BRAND_SIMILAR = "brand_similar"
    BRAND_DIFFERS = "brand_differs"
    NUMBERS_DIFFER = "numbers_differ"
    INDUSTRY_DIFFERS = "industry_differs"
    INDUSTRY_MISSING = "industry_missing"
    REGION_DIFFERS = "region_differs"
    REGION_MISSING = "region_missing"
    QUALIFIER_DIFFERS = "qualifier_differs"
    FORM_DIFFERS = "form_differs"
    FORM_CONVERTED = "form_converted"
    FORM_MISSING = "form_missing"
    GROUP_DIFFERS = "group_differs"
    BRANCH_DIFFERS = "branch_differs"
    SHORT_NAME = "short_name"
    WORDS_SAME = "words_same"
    WORD_ORDER = "word_order"
    INITIAL = "initial"
    WORD_SIMILAR = "word_similar"
    WORD_MISSING = "word_missing"
    WORD_DIFFERS = "word_differs"


SENTENCES: dict[NameSignalCode, tuple[str, str]] = {
    NameSignalCode.SAME_TEXT: ("两个名称写法相同", "Both names are written the same"),
    NameSignalCode.LOOK_ALIKE_LETTERS: (
        "含有外形相近的异体字母",
        "A name contains look-alike letters of another alphabet",
    ),
    NameSignalCode.NO_NAME: ("名称为空", "A name is empty"),
    NameSignalCode.DIFFERENT_SCRIPTS: (
        "文字不同，无法比较",
        "The names are in different scripts and cannot be compared",
    ),
    NameSignalCode.BRAND_SAME: ("字号相同", "The brand is the same"),
    NameSignalCode.BRAND_SIMILAR: ("字号相近", "The brands are similar"),
    NameSignalCode.BRAND_DIFFERS: ("字号不同", "The brands differ"),
    NameSignalCode.NUMBERS_DIFFER: ("序号不同", "The numbers in the names differ"),
    NameSignalCode.INDUSTRY_DIFFERS: ("行业不同", "The trades differ"),
    NameSignalCode.INDUSTRY_MISSING: ("一方未写行业", "One name does not state a trade"),
    NameSignalCode.REGION_DIFFERS: ("行政区划不同", "The places differ"),
    NameSignalCode.REGION_MISSING: ("一方未写行政区划", "One name does not state a place"),
    NameSignalCode.QUALIFIER_DIFFERS: ("括号内的文字不同", "The text in brackets differs"),
    NameSignalCode.FORM_DIFFERS: ("组织形式不同", "The legal forms differ"),
    NameSignalCode.FORM_CONVERTED: ("组织形式可能已变更", "The legal form may have been converted"),
    NameSignalCode.FORM_MISSING: ("一方未写组织形式", "One name does not state a legal form"),
    NameSignalCode.GROUP_DIFFERS: ("一方为集团或控股公司", "Only one name is that of a group or holding company"),
    NameSignalCode.BRANCH_DIFFERS: ("分支机构不同", "The branches differ"),
    NameSignalCode.SHORT_NAME: ("一方是另一方的简称", "One name is a short form of the other"),
    NameSignalCode.WORDS_SAME: ("姓名各部分相同", "All parts of the names are the same"),
    NameSignalCode.WORD_ORDER: ("姓名各部分次序不同", "The parts are in a different order"),
    NameSignalCode.INITIAL: ("仅写首字母", "A part is only an initial"),
    NameSignalCode.WORD_SIMILAR: ("姓名某部分相近", "A part is similar"),
    NameSignalCode.WORD_MISSING: ("一方缺少姓名的某部分", "One name lacks a part of the other"),
    NameSignalCode.WORD_DIFFERS: ("姓名某部分不同", "A part differs"),
}


@dataclass(frozen=True, slots=True)
class NameSignal:
    """Evidence for or against a match; `ceiling` is the highest score it allows."""

    code: NameSignalCode
    left: str = ""
    right: str = ""
    ceiling: float = 1.0

    def explain(self, language: str = "zh") -> str:
        """Return a checkable sentence in Chinese or English."""
        sentence = SENTENCES[self.code][0 if language == "zh" else 1]
        parts = " / ".join(part or "-" for part in (self.left, self.right)) if self.left or self.right else ""
        if language == "zh":
            return f"{sentence}：{parts}。" if parts else f"{sentence}。"
        return f"{sentence}: {parts}." if parts else f"{sentence}."


@dataclass(frozen=True, slots=True)
class NameComparison:
    """The likelihood, from 0 to 1, that two names belong to one party, and its signals."""

    score: float
    signals: tuple[NameSignal, ...]


def score_signals(signals: list[NameSignal], start: float = 1.0) -> NameComparison:
    """Compute the score: the start, capped by the lowest ceiling and lowered slightly by each further one."""
    ceilings = sorted(signal.ceiling for signal in signals if signal.ceiling < 1)
    score = min([start, *ceilings[:1]])
    for ceiling in ceilings[1:]:
        score *= 0.9 + 0.1 * ceiling
    return NameComparison(round(max(0.0, score), 4), tuple(signals))
