"""Amounts, percentages, dates and case numbers in running text."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ...cells.amounts import UNITS, read_currency
from ...names.characters import fold_text
from ..extraction import Entity, EntityKind
from ..overlaps import resolve_overlaps

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE_UNIT = "万亿|千万|百万|十万|亿|万|千|百"
CHINESE_COIN = "元人民币|人民币元|美元|港元|港币|欧元|英镑|日元|韩元|新加坡元|澳元|加元|澳门元|新台币|瑞士法郎|卢布|元"
COIN_CODES = "人民币|rmb|cny|usd|us\\$|hkd|hk\\$|eur|gbp|jpy|sgd|aud|cad|chf|cn¥|¥|€|£|\\$"
CHINESE_AMOUNT = re.compile(
    rf"(?P<before>人民币|rmb|cny|usd|¥)?\s*(?P<number>{NUMBER})\s*(?P<unit>{CHINESE_UNIT})?余?(?P<coin>{CHINESE_COIN})"
)
ENGLISH_AMOUNT = re.compile(
    rf"(?<![a-z])(?P<before>{COIN_CODES})\s*(?P<number>{NUMBER})(?:\s*(?P<unit>thousand|"
    rf"million|billion|trillion|mn|bn|[mk]|{CHINESE_UNIT})"
    r"(?![a-z]))?"
)
ENGLISH_AMOUNT_AFTER = re.compile(
    rf"(?<![a-z\d.,])(?P<number>{NUMBER})\s*(?P<unit>thousand|million|billion|trillion|mn|bn)?\s*"
    r"(?P<coin>yuan|renminbi|rmb|cny|us dollars?|usd|dollars?|hkd|hong kong dollars?|"
    r"euros?|eur|pounds?|gbp|yen|jpy|sgd)(?![a-z])"
)
COIN_WORDS = {
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "us dollar": "USD",
    "dollar": "USD",
    "hong kong dollar": "HKD",
}
COIN_WORDS |= {"euro": "EUR", "pound": "GBP", "yen": "JPY", "¥": "CNY", "$": "USD", "us$": "USD", "hk$": "HKD"}
PERCENTAGE = re.compile(rf"(?P<number>{NUMBER})\s*(?:%|per cent\b|percent\b)|百分之(?P<chinese>\d+(?:\.\d+)?)")
CASE_NUMBER = re.compile(r"\((?:19|20)\d{2}\)[^\s，。,;；()]{1,14}?\d{1,6}号(?:之[一二三四五六七八九十\d]+)?")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = "|".join(sorted([*MONTHS, *(month[:3] for month in MONTHS), "sept"], key=len, reverse=True))
CHINESE_DAY = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年\s*(?P<month>1[0-2]|0?\d)\s*月\s*(?:(?P<day>[0-3]?\d)\s*[日号])?"
)
ISO_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})([-/.])(?P<month>1[0-2]|0?[1-9])\2(?P<day>[0-3]?\d)(?!\d)")
ENGLISH_DAY = re.compile(
    rf"(?<![a-z\d])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month>{MONTH})\.?,?\s+(?P<year>(?:19|20)\d{{2}})(?!\d)"
)
AMERICAN_DAY = re.compile(
    rf"(?<![a-z])(?P<month>{MONTH})\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d{{2}})(?!\d)"
)
ENGLISH_MONTH = re.compile(rf"(?<![a-z])(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d{{2}})(?!\d)")
SHORT_DAY = re.compile(r"(?<![\d年])(?P<month>1[0-2]|0?[1-9])\s*月\s*(?P<day>[0-3]?\d)\s*[日号]")
RELATIVE_DAY = re.compile(r"今日|今天|昨日|昨天|前日|前天|(?<![a-z])(?:today|yesterday)(?![a-z])")
DAYS_BACK = {"今日": 0, "今天": 0, "today": 0, "昨日": 1, "昨天": 1, "yesterday": 1, "前日": 2, "前天": 2}
HAS_DIGIT = re.compile(r"\d")


def find_figures(text: str, published: date | None = None) -> list[Entity]:
    """Find amounts, percentages, dates and case numbers; `今日` and similar words need the publication date."""
    folded = fold_text(text)
    found: list[Entity] = []
    if HAS_DIGIT.search(folded):
        found += [
            _build_entity(EntityKind.CASE_NUMBER, text, match, "case_number") for match in CASE_NUMBER.finditer(folded)
        ]
        found += _find_days(text, folded, published)
        found += _find_amounts(text, folded)
        found += [_build_percentage(text, match) for match in PERCENTAGE.finditer(folded)]
    if published is not None:
        found += [_build_relative(text, match, published) for match in RELATIVE_DAY.finditer(folded)]
    return resolve_overlaps(found)


def _build_entity(kind: EntityKind, text: str, match: re.Match[str], reason: str, confidence: float = 0.98) -> Entity:
    start, end = match.span()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Entity(kind, start, end, text[start:end], confidence, (reason,))


def _find_amounts(text: str, folded: str) -> Iterator[Entity]:
    for pattern in (CHINESE_AMOUNT, ENGLISH_AMOUNT, ENGLISH_AMOUNT_AFTER):
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            amount = round(float(match["number"].replace(",", "")) * UNITS[parts.get("unit") or ""], 6)
            entity = _build_entity(EntityKind.AMOUNT, text, match, "number_with_currency", 0.97)
            yield _add_value(entity, value=amount, currency=_read_coin(parts.get("before"), parts.get("coin")))


def _read_coin(before: str | None, coin: str | None) -> str:
    """Return the ISO 4217 code of the words beside the number; 元 alone is the renminbi."""
    words = coin if coin and (coin != "元" or not before) else before or ""
    plain = words.removesuffix("s") if words.isascii() and words not in ("us$",) else words
    return COIN_WORDS.get(plain) or COIN_WORDS.get(words) or read_currency(words.upper()) or "CNY"


def _build_percentage(text: str, match: re.Match[str]) -> Entity:
    number = (match["number"] or match["chinese"]).replace(",", "")
    return _add_value(
        _build_entity(EntityKind.PERCENTAGE, text, match, "percent_sign"), value=round(float(number) / 100, 12)
    )


def _find_days(text: str, folded: str, published: date | None) -> Iterator[Entity]:
    """Find written dates; a month without a day has no value."""
    for pattern in (CHINESE_DAY, ISO_DAY, ENGLISH_DAY, AMERICAN_DAY, ENGLISH_MONTH):
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            day = _make_day(int(match["year"]), _read_month(match["month"]), parts.get("day"))
            if day is not None or not parts.get("day"):
                yield _add_value(_build_entity(EntityKind.DATE, text, match, "full_date"), day=day)
    if published is not None:
        for match in SHORT_DAY.finditer(folded):
            day = _make_day(published.year, int(match["month"]), match["day"])
            if day is not None:
                earlier = _make_day(published.year - 1, day.month, str(day.day)) if day > published else day
                yield _add_value(_build_entity(EntityKind.DATE, text, match, "year_of_publication", 0.85), day=earlier)


def _build_relative(text: str, match: re.Match[str], published: date) -> Entity:
    entity = _build_entity(EntityKind.DATE, text, match, "relative_to_publication", 0.85)
    return _add_value(entity, day=published - timedelta(days=DAYS_BACK[match[0]]))


def _read_month(month: str) -> int:
    if month.isdigit():
        return int(month)
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))


def _make_day(year: int, month: int, day: str | None) -> date | None:
    """Build the date, or `None` if the day is missing or not in the calendar."""
    if not day:
        return None
    try:
        return date(year, month, int(day))
    except ValueError:
        return None


def _add_value(
    entity: Entity, *, value: float | None = None, currency: str | None = None, day: date | None = None
) -> Entity:
    """Return the entity with its value, currency and date."""
    head = (entity.kind, entity.start, entity.end, entity.surface, entity.confidence, entity.reasons)
    return Entity(*head, value=value, currency=currency, day=day)
