"""Company names in parts: region, brand, industry, legal form; and the short names that stand for them."""

from .characters import has_chinese
from .chinese import read_chinese_name
from .english import read_english_name
from .parts import CompanyName

SHORTEST_CHINESE = 3
SHORTEST_ENGLISH = 5


def read_company_name(text: str) -> CompanyName:
    """Read a Chinese or English company name in parts."""
    return read_chinese_name(text) if has_chinese(text) else read_english_name(text)


def short_names(text: str) -> tuple[str, ...]:
    """The shorter names by which people may call this company, likeliest first, the name itself left out.

    A Chinese brand of two characters never stands alone: it is a place or a word too often. A branch has none.
    """
    name = read_company_name(text)
    if name.brand is None or name.branch is not None:
        return ()
    chinese = has_chinese(text)
    found = _shorten_chinese(name) if chinese else _shorten_english(name, text)
    shortest = SHORTEST_CHINESE if chinese else SHORTEST_ENGLISH
    return tuple(dict.fromkeys(short for short in found if shortest <= len(short) < len(text)))


def _shorten_chinese(name: CompanyName) -> list[str]:
    """Brand with trade, with its group word, with its place, and alone."""
    brand, industry, region, group = name.brand or "", name.industry or "", name.region or "", name.group or ""
    stock = "股份" if name.family == "joint_stock" else ""
    core = brand + industry
    return [core, core + group, region + core, region + core + group, brand + group, core + stock, brand]


def _shorten_english(name: CompanyName, text: str) -> list[str]:
    """The name without its legal form; without its trade as well where no place is part of it."""
    brand, industry = name.brand or "", name.industry or ""
    bare = text.replace(name.form, "").strip(" ,.") if name.form else text
    return [bare] if name.region else [bare, f"{brand} {industry}".strip(), brand]
