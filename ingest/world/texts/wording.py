"""Amounts, dates and party names in words; each value is exactly the one that its words state."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ..days import to_date
from ..parties.names import CompanyNames, PersonNames, Texts
from ..parties.numbering import find_kinds, find_positions
from ..sampling import Ints
from ..world import World

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
Forms = dict[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and the value that they state, in yuan or as an ISO date."""

    text: str
    value: int | str


def write_amount(amount: int, language: str, rng: Generator) -> Wording:
    """Write an amount in words, rounded as in newspapers."""
    style = int(rng.integers(3))
    return _write_amount_zh(amount, style) if language == "zh" else _write_amount_en(amount, style)


def _write_amount_zh(amount: int, style: int) -> Wording:
    if amount >= 100_000_000 and style != 1:
        hundredths = round(amount / 1_000_000)
        return Wording(f"{hundredths / 100:g}亿元", hundredths * 1_000_000)
    if amount >= 10_000:
        units = round(amount / 10_000)
        return Wording(f"{units:,}万元" if style else f"人民币{units}万元", units * 10_000)
    return Wording(f"{amount:,}元", amount)


def _write_amount_en(amount: int, style: int) -> Wording:
    if amount >= 1_000_000 and style:
        tenths = round(amount / 100_000)
        number = f"{tenths / 10:,.1f}".removesuffix(".0")
        words = f"CNY {number} million" if style == 1 else f"{number} million yuan"
        return Wording(words, tenths * 100_000)
    return Wording(f"RMB {amount:,}", amount)


def write_day(day: int, language: str, rng: Generator) -> Wording:
    """Write a date in words."""
    date, style = to_date(day), int(rng.integers(2))
    if language == "zh":
        words = f"{date.year}年{date.month}月{date.day}日" if style else date.isoformat()
    else:
        month = MONTHS[date.month - 1]
        words = f"{date.day} {month} {date.year}" if style else f"{month} {date.day}, {date.year}"
    return Wording(words, date.isoformat())


class PartyNames:
    """The full, short and former names of parties in both languages."""

    def __init__(self, world: World, persons: PersonNames, codes: Ints) -> None:
        self._forms: dict[tuple[int, str], Forms] = {}
        kinds, places = find_kinds(codes), find_positions(codes)
        self._add_companies(world, codes[kinds == 0])
        for language, use_other in (("zh", persons.foreign), ("en", ~persons.foreign)):
            rows = places[kinds == 1]
            names = np.where(use_other[rows], _list_texts(persons.other_name(rows)), _list_texts(persons.name(rows)))
            for code, name in zip(codes[kinds == 1].tolist(), names.tolist(), strict=True):
                self._forms[code, language] = {"full": name, "short": name, "former": name}

    def find_forms(self, code: int, language: str) -> Forms:
        """Return the forms of a party's name."""
        return self._forms[code, language]

    def _add_companies(self, world: World, codes: Ints) -> None:
        names = CompanyNames(world, codes)
        for language in ("zh", "en"):
            columns = (names.full(language), names.short(language), names.former_in(language))
            lists = [column.to_pylist() for column in columns]
            for code, full, short, former in zip(codes.tolist(), *lists, strict=True):
                self._forms[code, language] = {"full": full, "short": short, "former": former or full}


def _list_texts(column: Texts) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array(column.to_pylist(), dtype=object)
