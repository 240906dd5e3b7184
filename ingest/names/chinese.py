"""Chinese company names, parsed into 行政区划, 字号, 行业 and 组织形式."""

import re

from .characters import fold_look_alikes, fold_text
from .parts import CompanyName
from .words import read_words

BRANCH = re.compile(
    r"(?P<head>.*(?:公司|企业|银行|集团|厂|合伙|合作社|联社))(?P<branch>.{0,16}?(?:分公司|分行|支行|办事处|分厂|营业部|分店|代表处|营业厅))"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
AREA = re.compile(r"[^()市县省区]{2,6}?(?:特别行政区|自治区|自治州|自治县|开发区|省|市|县|区|旗|镇)")
AREA_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|省|市|县|区)$")
NO_AREAS = ("城市", "都市", "超市", "社区", "园区", "小区", "景区", "股市", "上市", "夜市", "集市", "门市")
LONGEST_TRADE = 8
LONGEST_PLACE = 5


def read_chinese_name(text: str) -> CompanyName:
    """Read the parts of a name that contains Chinese characters."""
    name = "".join(text.split())
    folded = fold_text(fold_look_alikes(name))
    if folded in read_words().chinese_forms:
        return CompanyName(form=name, family=read_words().chinese_forms[folded])
    branch = BRANCH.fullmatch(folded)
    end = branch.end("head") if branch else len(name)
    form_start = end - len(_find_form(folded[:end]))
    group_start = _find_group_start(folded[:form_start])
    spans = _find_brackets(folded, group_start)
    start, stop = _trim_brackets(spans, group_start)
    middle = folded[start:stop]
    region_end = start + _measure_region(middle)
    trade_start = region_end + _find_trade(folded[region_end:stop])
    form = folded[form_start:end]
    placed, grouped, other = _sort_brackets(folded, spans)
    return CompanyName(
        region=name[start:region_end] or placed,
        brand=_drop_brackets(name[region_end:trade_start]),
        industry=_drop_brackets(name[trade_start:stop]),
        form=name[form_start:end] or None,
        group=name[group_start:form_start] or grouped or _find_group_in_form(form),
        branch=name[end:] or None,
        qualifier=other,
        family=read_words().chinese_forms.get(form),
    )


def measure_area(folded: str) -> int:
    """Count the leading characters that name a place: a known one, or one that ends in 市, 县, 省 or similar."""
    places = read_words().chinese_places
    length = next((size for size in range(LONGEST_PLACE, 1, -1) if folded[:size] in places), 0)
    if length:
        suffix = AREA_SUFFIX.match(folded[length : length + 5]) or re.match(r"特别行政区|自治区|省|市", folded[length:])
        return length + (suffix.end() if suffix else 0)
    area = AREA.match(folded)
    return area.end() if area and not area[0].endswith(NO_AREAS) else 0


def strip_area_suffix(region: str) -> str:
    """Remove 省, 市 and similar endings from a region, for comparison."""
    return AREA_SUFFIX.sub("", region) if len(region) > 2 else region


def _find_form(folded: str) -> str:
    """Return the longest legal form at the end."""
    forms = read_words().chinese_forms
    return next((folded[-size:] for size in range(min(12, len(folded) - 1), 0, -1) if folded[-size:] in forms), "")


def _find_group_start(folded: str) -> int:
    """Find where the group words begin at the end of the text before the legal form."""
    end = len(folded)
    while end > 3 and folded[end - 2 : end] in read_words().group_words:
        end -= 2
    return end


def _find_group_in_form(form: str) -> str | None:
    return form[:2] if form[:2] in read_words().group_words else None


def _find_brackets(folded: str, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in BRACKETS.finditer(folded, 0, end)]


def _trim_brackets(spans: list[tuple[int, int]], end: int) -> tuple[int, int]:
    """Exclude brackets at the very start and the very end."""
    start = spans[0][1] if spans and spans[0][0] == 0 else 0
    stop = spans[-1][0] if spans and spans[-1][1] == end and spans[-1][0] >= start else end
    return start, stop


def _sort_brackets(folded: str, spans: list[tuple[int, int]]) -> tuple[str | None, str | None, str | None]:
    """Sort the bracketed text into place, group word and other text."""
    placed = grouped = other = None
    for start, end in spans:
        inside = folded[start + 1 : end - 1]
        if inside in read_words().group_words:
            grouped = inside
        elif 2 <= len(inside) <= 4 and (inside in read_words().chinese_places or start > 0):
            placed = inside
        else:
            other = inside or None
    return placed, grouped, other


def _measure_region(middle: str) -> int:
    """Count the characters of the region: one place, or a larger place followed by those inside it."""
    end = 0
    for _ in range(3):
        size = measure_area(middle[end:])
        if not size or len(middle) - end - size < 2 or (end and middle[end + size - 1] not in "省市县区旗镇州"):
            break
        end += size
    return end


def _find_trade(rest: str) -> int:
    """Find where the trade words begin; the brand keeps at least two characters unless all of it is one trade."""
    trades = read_words().chinese_trades
    plain = BRACKETS.sub(lambda match: "\0" * len(match[0]), rest)
    if plain in trades and len(plain) <= 2:
        return 0
    start = len(plain)
    while True:
        longest = min(LONGEST_TRADE, start - 2)
        size = next((size for size in range(longest, 0, -1) if plain[start - size : start] in trades), 0)
        if not size:
            return start
        start -= size
        while start > 2 and plain[start - 1] == "\0":
            start -= 1


def _drop_brackets(part: str) -> str | None:
    """Return a part of the name without its bracketed text."""
    return re.sub(r"[（(\[【][^（()）]*[)）\]】]", "", part) or None
