"""Character folding for names: width, case, traditional characters, brackets, quotes, spaces and look-alike letters.

Folding a text keeps its length, so an offset in the folded text is valid in the original.
"""

import re
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

import yaml

CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
SIGNS = {
    "（": "(",
    "）": ")",
    "【": "(",
    "】": ")",
    "〔": "(",
    "〕": ")",
    "［": "(",
    "］": ")",
    "·": "·",
    "•": "·",
    "・": "·",
    "‧": "·",
}
SIGNS |= dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
SIGNS |= dict.fromkeys("\t\n\r\x0b\x0c\u00a0\u2002\u2003\u2009\u202f\u3000", " ") | {"İ": "i"}


def fold_text(text: str) -> str:
    """Fold width, case, traditional characters and punctuation, one character for one character."""
    return text.translate(_list_folds()).lower()


def fold_name(name: str) -> str:
    """Fold a name, including compatibility forms, accents and white space; its length may change."""
    plain = normalize("NFKD", fold_text(name))
    plain = "".join(sign for sign in plain if not combining(sign) and sign.isprintable())
    return " ".join(fold_text(normalize("NFKC", plain)).split())


def fold_look_alikes(text: str) -> str:
    """Replace Cyrillic and Greek letters by the Latin letters they resemble."""
    return text.translate(_list_look_alikes())


def has_chinese(text: str) -> bool:
    """Check whether any character is Chinese."""
    return CHINESE.search(text) is not None


def has_latin(text: str) -> bool:
    """Check whether any letter is Latin."""
    return LATIN.search(text) is not None


@cache
def _list_folds() -> dict[int, str]:
    """Map code points to their folded characters."""
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    signs = {ord(sign): plain for sign, plain in SIGNS.items()}
    traditional = {ord(pair[0]): pair[1] for pair in _read_characters()["traditional"].split() if pair[0] != pair[1]}
    return traditional | wide | signs


@cache
def _list_look_alikes() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in _read_characters()["look_alikes"].split()}


@cache
def _read_characters() -> dict[str, str]:
    """Read the character table next to this file."""
    table: dict[str, str] = yaml.safe_load(files(__package__).joinpath("characters.yml").read_text(encoding="utf-8"))
    return table
