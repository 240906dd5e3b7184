"""Company names: parsed into region, brand, industry and legal form, and shortened."""

from .characters import has_chinese
from .chinese import read_chinese_name
from .english import read_english_name
from .parts import CompanyName

SHORTEST_CHINESE = 3
SHORTEST_ENGLISH = 5


def read_company_name(text: str) -> CompanyName:
    """Read the parts of a Chinese or English company name."""
    return read_chinese_name(text) if has_chinese(text) else read_english_name(text)


def short_names(text: str) -> tuple[str, ...]:
    """List the short forms of a company name, likeliest first, without the name itself.

    A Chinese brand of two characters is not listed alone, because it is too often a place or a common word. A branch
    has no short names.
    """
    name = read_company_name(text)
    if name.brand is None or name.branch is not None:
        return ()
    chinese = has_chinese(text)
    found = _shorten_chinese(name) if chinese else _shorten_english(name, text)
    shortest = SHORTEST_CHINESE if chinese else SHORTEST_ENGLISH
    return tuple(dict.fromkeys(short for short in found if shortest <= len(short) < len(text)))


def _shorten_chinese(name: CompanyName) -> list[str]:
    """List the brand with its trade, with its group word, with its place, and alone."""
    brand, industry, region, group = name.brand or "", name.industry or "", name.region or "", name.group or ""
    stock = "股份" if name.family == "joint_stock" else ""
    core = brand + industry
    return [core, core + group, region + core, region + core + group, brand + group, core + stock, brand]


def _shorten_english(name: CompanyName, text: str) -> list[str]:
    """List the name without its legal form and, if it has no place, without its trade."""
    brand, industry = name.brand or "", name.industry or ""
    bare = text.replace(name.form, "").strip(" ,.") if name.form else text
    return [bare] if name.region else [bare, f"{brand} {industry}".strip(), brand]
