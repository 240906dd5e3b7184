"""Short names introduced by a text, as in （以下简称“赤石钢铁”） or (the "Lender"), and their later uses."""

import re
from collections.abc import Iterable

from ..extraction import Entity, EntityKind

OPENING = re.compile(r"\s{0,2}\(")
CHINESE_ALIAS = re.compile(
    r"(?:以下|下|下文|以下均)?(?:简称|合称|称)(?:为)?:?\s*\"?(?P<alias>[^\"()或、,，。]{2,12})\"?"
)
ENGLISH_ALIAS = re.compile(
    r"(?:the |hereinafter |hereafter |together |referred to as |collectively )*\"(?:the )?(?P<alias>[^\"()]{2,40})\""
)
CODE = re.compile(r"(?:股票|证券)代码")
GENERIC = frozenset(
    [
        "公司",
        "本公司",
        "发行人",
        "银行",
        "本行",
        "借款人",
        "担保人",
        "甲方",
        "乙方",
        "丙方",
        "标的公司",
        "上市公司",
        "company",
        "bank",
        "borrower",
        "lender",
        "guarantor",
        "issuer",
        "buyer",
        "seller",
        "supplier",
        "purchaser",
        "plaintiff",
        "defendant",
        "group",
        "target",
        "parties",
        "party",
    ]
)
LONGEST_BRACKET = 60
PARTIES = (EntityKind.COMPANY, EntityKind.PUBLIC_BODY, EntityKind.PERSON)
WORD_SIGN = re.compile(r"[a-z0-9]")


def find_aliases(folded: str, entities: Iterable[Entity]) -> dict[str, Entity]:
    """Map folded short names to their parties; skip general words such as 公司."""
    aliases: dict[str, Entity] = {}
    for entity in entities:
        if entity.kind not in PARTIES or not OPENING.match(folded, entity.end):
            continue
        start = folded.index("(", entity.end) + 1
        end = folded.find(")", start, start + LONGEST_BRACKET)
        inside = folded[start:end] if end > 0 else ""
        match = CHINESE_ALIAS.search(inside) or ENGLISH_ALIAS.search(inside)
        if match and not CODE.search(match[0]) and match["alias"].strip() not in GENERIC:
            aliases.setdefault(match["alias"].strip(), entity)
    return aliases


def find_uses(text: str, folded: str, aliases: dict[str, Entity]) -> list[Entity]:
    """Find every use of a short name."""
    found = []
    for alias, entity in aliases.items():
        start = folded.find(alias)
        while start >= 0:
            end = start + len(alias)
            if not (alias.isascii() and _cuts_word(folded, start, end)):
                name = entity.full_name or entity.surface
                use = Entity(entity.kind, start, end, text[start:end], 0.9, ("short_name_of_text",), full_name=name)
                found.append(use)
            start = folded.find(alias, end)
    return found


def _cuts_word(folded: str, start: int, end: int) -> bool:
    return bool((start and WORD_SIGN.match(folded, start - 1)) or WORD_SIGN.match(folded, end))
