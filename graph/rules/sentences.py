"""The sentences of rules: templates with the columns of a row, filled in Chinese and in English.

`{column}` gives the value as it is, a list as an enumeration; `{column:percent}` a fraction in percent,
`{column:amount}` an amount in words of its language, `{column:times}` a multiple, `{column:role}` a role in words,
`{column:circle}` the ties of a circle or the joint control that control rests on, and nothing where shares suffice,
`{column:doubt}` what speaks against a debtor, and nothing if there is nothing,
`{column:disclosed}` that the trade is disclosed, and nothing where it is not,
`{column:lender}` whose a loan is, `{column:class}` its five-level class, and `{column:status}` a registered status.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any

from ...errors import StatementError
from ...ingest.records.words import LoanClass, OperatingStatus
from ..lenders import Whose

SHOWN = 6  # names in one enumeration; the row holds all of them


class Language(StrEnum):
    """The languages of sentences."""

    ZH = "zh"
    EN = "en"


UNKNOWN = {Language.ZH: "不详", Language.EN: "unknown"}
SCALES = {
    Language.ZH: ((1e8, "亿"), (1e4, "万"), (1.0, "")),
    Language.EN: ((1e9, " billion"), (1e6, " million"), (1.0, "")),
}
# the parts that a party plays in a finding, as its row has them
ROLES = {
    "guarantor": {Language.ZH: "担保人", Language.EN: "guarantor"},
    "guaranteed": {Language.ZH: "被担保人", Language.EN: "guaranteed party"},
}
# what control rests on beside votes, as `CONTROLS` has the kinds: the ties of a circle, and joint control
CIRCLE_TIES = {
    "spouse": {Language.ZH: "配偶关系", Language.EN: "marriage"},
    "parent": {Language.ZH: "亲子关系", Language.EN: "parenthood"},
    "child": {Language.ZH: "亲子关系", Language.EN: "parenthood"},
    "acts_in_concert": {Language.ZH: "一致行动关系", Language.EN: "concerted action"},
    "nominee": {Language.ZH: "代持关系", Language.EN: "a nominee tie"},
    "joint_control": {Language.ZH: "来源所述共同控制", Language.EN: "a statement of joint control"},
}
CONFIDENCE = {Language.ZH: "{tie}（置信度{sure}）", Language.EN: "{tie} (confidence {sure})"}
BASIS = {Language.ZH: "；认定依据包括{ties}", Language.EN: "; this rests on {ties}"}
# what speaks against a debtor or a debt, as rows have it
DOUBTS = {
    "in_default": {Language.ZH: "买方有违约贷款", Language.EN: "the buyer is in default on a loan"},
    "insolvent": {
        Language.ZH: "买方破产或为失信被执行人",
        Language.EN: "the buyer is bankrupt or a dishonest executee",
    },
    "struck_off": {
        Language.ZH: "买方已破产、解散、注销或吊销",
        Language.EN: "the buyer is bankrupt, struck off or without licence",
    },
    "related": {Language.ZH: "买卖双方有重大持股关系", Language.EN: "buyer and seller are tied by large holdings"},
    "single_source": {Language.ZH: "仅有单一来源且未经核实", Language.EN: "one unverified source reports the debt"},
}
CAUTION = {Language.ZH: "（注意：{doubts}）", Language.EN: " (caution: {doubts})"}
DISCLOSED = {Language.ZH: "；该交易已作为关联交易披露", Language.EN: "; the trade is disclosed as related"}
# whose a loan is, as rows have it
LENDERS = {
    Whose.OWN: {Language.ZH: "本机构贷款", Language.EN: "A loan of our own"},
    Whose.OTHER: {Language.ZH: "其他机构贷款", Language.EN: "A loan of another lender"},
    Whose.UNKNOWN: {Language.ZH: "贷款", Language.EN: "A loan"},
}
FORMATS = ("", "percent", "amount", "times", "role", "circle", "doubt", "disclosed", "lender", "class", "status")


def list_columns(template: str) -> list[str]:
    """Return the columns that a template uses."""
    return [field for _, field, _, _ in Formatter().parse(template) if field is not None]


def list_formats(template: str) -> list[str]:
    """Return the formats that a template asks for."""
    return [spec or "" for _, field, spec, _ in Formatter().parse(template) if field is not None]


def fill_sentence(template: str, row: Mapping[str, Any], language: Language) -> str:
    """Fill a template with the values of a row."""
    parts = []
    for text, field, spec, _ in Formatter().parse(template):
        parts.append(text)
        if field is not None:
            parts.append(write_value(row[field], spec or "", language))
    return "".join(parts)


def write_value(value: object, spec: str, language: Language) -> str:
    """Write one value."""
    if spec == "disclosed":
        return DISCLOSED[language] if value else ""
    if value is None:
        return UNKNOWN[language]
    if spec == "circle" and isinstance(value, list):
        return write_circle(value, language)
    if spec == "doubt" and isinstance(value, list):
        return write_doubts(value, language)
    if isinstance(value, list | tuple):
        return write_list([write_value(part, spec, language) for part in value], language)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if language is Language.ZH else value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write_number(float(value), spec, language)
    return WRITERS[spec](str(value), language) if spec in WRITERS else str(value)


def write_role(role: str, language: Language) -> str:
    """Write a role in words; raise `StatementError` for one that has none."""
    if role not in ROLES:
        raise StatementError(f"there are no words for the role {role!r}; the roles are: {', '.join(ROLES)}")
    return ROLES[role][language]


def write_lender(whose: str, language: Language) -> str:
    """Write whose a loan is."""
    return LENDERS[Whose(whose)][language]


def write_class(loan_class: str, language: Language) -> str:
    """Write the five-level class of a loan in words."""
    word = LoanClass(loan_class)
    return f"{word.chinese}类" if language is Language.ZH else word.english


def write_status(status: str, language: Language) -> str:
    """Write the registered status of a company in words."""
    word = OperatingStatus(status)
    return word.chinese if language is Language.ZH else word.english


WRITERS = {"role": write_role, "lender": write_lender, "class": write_class, "status": write_status}


def write_circle(ties: Sequence[str], language: Language) -> str:
    """Write the ties of a circle that control rests on, each kind with its lowest confidence (`nominee 0.7`)."""
    lowest: dict[str, float] = {}
    for tie in ties:
        kind, confidence = tie.split()
        if kind not in CIRCLE_TIES:
            raise StatementError(f"there are no words for the tie {kind!r}; the ties are: {', '.join(CIRCLE_TIES)}")
        words = CIRCLE_TIES[kind][language]
        lowest[words] = min(float(confidence), lowest.get(words, 1.0))
    written = [
        CONFIDENCE[language].format(tie=words, sure=write_number(sure, "percent", language))
        for words, sure in sorted(lowest.items())
    ]
    return BASIS[language].format(ties=write_list(written, language)) if written else ""


def write_doubts(doubts: Sequence[str], language: Language) -> str:
    """Write what speaks against a debtor; nothing if there is nothing."""
    if unknown := [doubt for doubt in doubts if doubt not in DOUBTS]:
        raise StatementError(f"there are no words for {unknown[0]!r}; the doubts are: {', '.join(DOUBTS)}")
    written = write_list([DOUBTS[doubt][language] for doubt in doubts], language)
    return CAUTION[language].format(doubts=written) if doubts else ""


def write_number(value: float, spec: str, language: Language) -> str:
    """Write a number as a percentage, an amount, a multiple, or plainly."""
    if spec == "percent":
        return f"{value * 100:.1f}%"
    if spec == "times":
        return f"{value:.1f}"
    if spec == "amount":
        scale, word = next((item for item in SCALES[language] if abs(value) >= item[0]), SCALES[language][-1])
        return f"{trim(value / scale)}{word}"
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def trim(value: float) -> str:
    """Write a number with up to two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def write_list(words: Sequence[str], language: Language) -> str:
    """Write words as an enumeration; a long list is cut and states how many are missing."""
    shown, more = list(words[:SHOWN]), len(words) - SHOWN
    if language is Language.ZH:
        return "、".join(shown) + (f"等{len(words)}个" if more > 0 else "")
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
