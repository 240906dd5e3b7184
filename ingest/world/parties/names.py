"""Names of companies, persons and public bodies in Chinese and English, built as columns."""

from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..sampling import Flags, Ints, open_stream
from ..world import World
from . import words
from .companies import BRAND_COUNT
from .words import split_words

Texts: TypeAlias = pa.Array
FIRST_ZH, FIRST_EN = split_words(words.BRAND_FIRST)
SECOND_ZH, SECOND_EN = split_words(words.BRAND_SECOND)
THIRD_ZH, THIRD_EN = split_words(words.BRAND_THIRD)
REGION_ZH, REGION_EN = split_words(words.REGIONS)
PLACE_EN = split_words(words.FOREIGN_PLACES)[1]
TRADES = (*words.TRADES, *words.SPECIAL_TRADES)
PARTS = (len(FIRST_ZH), len(SECOND_ZH), len(THIRD_ZH))


def join_texts(*parts: Texts | str) -> Texts:
    """Join columns of text row by row."""
    return pc.binary_join_element_wise(*parts, "")


def pick_words(choices: tuple[str, ...], places: Ints) -> Texts:
    """Return the word at each position."""
    return pa.array(choices).take(pa.array(places))


def choose_texts(flags: Flags, left: Texts, right: Texts) -> Texts:
    """Return the left text where the flag is set, otherwise the right one."""
    return pc.if_else(pa.array(flags), left, right)


class CompanyNames:
    """Full, short and former names of the selected companies in both languages."""

    def __init__(self, world: World, rows: slice | Ints) -> None:
        companies = world.companies
        self.foreign = companies.foreign[rows]
        self.region, self.trade = companies.region[rows], companies.trade[rows]
        self.form, self.brand = companies.form[rows], companies.brand[rows]
        self.former = companies.former_brand[rows]
        self.listed = companies.listed[rows]

    def name(self) -> Texts:
        """Return the registered name: Chinese for domestic companies, English for foreign ones."""
        return choose_texts(self.foreign, self._foreign_name(self.brand), self._home_name(self.brand))

    def other_name(self) -> Texts:
        """Return the name in the other language."""
        return choose_texts(self.foreign, self._foreign_chinese(), self._home_english())

    def short_name(self) -> Texts:
        """Return the brand alone, as used in conversation and in newspapers."""
        return choose_texts(self.foreign, self.short("en"), self.short("zh"))

    def other_short_name(self) -> Texts:
        """Return the brand alone in the other language."""
        return choose_texts(self.foreign, self.short("zh"), self.short("en"))

    def full(self, language: str) -> Texts:
        """Return the full name in a language."""
        return choose_texts(self.foreign == (language == "en"), self.name(), self.other_name())

    def short(self, language: str) -> Texts:
        """Return the brand in a language."""
        place = int(language == "en")
        return choose_texts(self.foreign, self._foreign_brand(self.brand)[place], self._home_brand(self.brand)[place])

    def former_in(self, language: str) -> Texts:
        """Return the former name if it was in this language, otherwise empty text."""
        blank = pa.array([""] * len(self.foreign))
        return choose_texts(self.foreign == (language == "en"), self.former_name(), blank)

    def former_name(self) -> Texts:
        """Return the name before the last change, or empty text if there was none."""
        known = self.former >= 0
        brand = np.where(known, self.former, 0)
        names = choose_texts(self.foreign, self._foreign_name(brand), self._home_name(brand))
        return choose_texts(known, names, pa.array([""] * len(known)))

    def jurisdiction(self) -> Texts:
        """Return the country of the register."""
        codes = tuple(code for code, _ in words.FOREIGN_FORMS)
        return choose_texts(
            self.foreign, pick_words(codes, self.brand % len(codes)), pick_words(("CN",), self.brand * 0)
        )

    def _home_brand(self, brand: Ints) -> tuple[Texts, Texts]:
        first, second, third = _split_brand(brand)
        zh = join_texts(pick_words(FIRST_ZH, first), pick_words(SECOND_ZH, second), pick_words(THIRD_ZH, third))
        lower = [tuple(part.lower() for part in parts) for parts in (SECOND_EN, THIRD_EN)]
        return zh, join_texts(pick_words(FIRST_EN, first), pick_words(lower[0], second), pick_words(lower[1], third))

    def _foreign_brand(self, brand: Ints) -> tuple[Texts, Texts]:
        parts = [split_words(text) for text in (words.FOREIGN_FIRST, words.FOREIGN_SECOND, words.FOREIGN_THIRD)]
        places = _split_brand(brand)
        zh = join_texts(*(pick_words(part[0], place) for part, place in zip(parts, places, strict=True)))
        return zh, join_texts(*(pick_words(part[1], place) for part, place in zip(parts, places, strict=True)))

    def _home_name(self, brand: Ints) -> Texts:
        forms = tuple(form[0] for form in words.FORMS)
        trade = pick_words(tuple(trade[1] for trade in TRADES), self.trade)
        return join_texts(
            pick_words(REGION_ZH, self.region), self._home_brand(brand)[0], trade, pick_words(forms, self.form)
        )

    def _home_english(self) -> Texts:
        forms = tuple(f" {form[1]}" for form in words.FORMS)
        trade = pick_words(tuple(f" {trade[2]}" for trade in TRADES), self.trade)
        region = pick_words(tuple(f"{region} " for region in REGION_EN), self.region)
        return join_texts(region, self._home_brand(self.brand)[1], trade, pick_words(forms, self.form))

    def _foreign_name(self, brand: Ints) -> Texts:
        forms = tuple(f" {form}" for _, form in words.FOREIGN_FORMS)
        trade = pick_words(tuple(f" {trade[2]}" for trade in TRADES), self.trade)
        return join_texts(self._foreign_brand(brand)[1], trade, pick_words(forms, self.brand % len(forms)))

    def _foreign_chinese(self) -> Texts:
        trade = pick_words(tuple(trade[1] for trade in TRADES), self.trade)
        return join_texts(self._foreign_brand(self.brand)[0], trade, "有限公司")


def _split_brand(brand: Ints) -> tuple[Ints, Ints, Ints]:
    return brand % PARTS[0], brand // PARTS[0] % PARTS[1], brand // (PARTS[0] * PARTS[1]) % PARTS[2]


class PersonNames:
    """The names of all persons: parts are kept as numbers and written in slices."""

    def __init__(self, world: World) -> None:
        rng = open_stream(world.seed, "person names")
        count = world.persons.count
        self.foreign: Flags = np.concatenate([*world.persons.foreign, np.zeros(0, dtype=np.bool_)])
        self.brand: Ints = rng.integers(0, BRAND_COUNT, count, dtype=np.int64)
        self.surname: Ints = rng.integers(0, 900, count, dtype=np.int64)
        self.given: Ints = rng.integers(0, 40 * 21, count, dtype=np.int64)
        for relative, person in world.persons.surname_of.items():
            self.surname[relative], self.brand[relative] = self.surname[person], self.brand[person]

    def name(self, rows: Ints) -> Texts:
        """Return the name: Chinese for domestic persons, English for foreign ones."""
        return choose_texts(self.foreign[rows], self._foreign(rows, 1), self._home(rows, 0))

    def other_name(self, rows: Ints) -> Texts:
        """Return the name in the other language."""
        return choose_texts(self.foreign[rows], self._foreign(rows, 0), self._home(rows, 1))

    def _home(self, rows: Ints, language: int) -> Texts:
        surnames, first = split_words(words.SURNAMES)[language], split_words(words.GIVEN_FIRST)[language]
        second = ("", *split_words(words.GIVEN_SECOND)[language])
        given, surname = self.given[rows], self.surname[rows] % len(surnames)
        gap = " " if language else ""
        return join_texts(
            pick_words(surnames, surname),
            gap,
            pick_words(first, given % len(first)),
            pick_words(second, given // len(first)),
        )

    def _foreign(self, rows: Ints, language: int) -> Texts:
        given = pick_words(split_words(words.FOREIGN_GIVEN)[language], self.given[rows] % 30)
        first, second, third = _split_brand(self.brand[rows])
        parts = (words.FOREIGN_FIRST, words.FOREIGN_SECOND, words.FOREIGN_THIRD)
        surname = join_texts(
            *(
                pick_words(split_words(text)[language], place)
                for text, place in zip(parts, (first, second, third), strict=True)
            )
        )
        return join_texts(given, " " if language else "·", surname)


def name_public_bodies(world: World) -> tuple[Texts, Texts]:
    """Return the Chinese and the English names of the public bodies."""
    numbers = np.arange(world.public_bodies, dtype=np.int64)
    regions = len(REGION_ZH)
    zh = join_texts(
        pick_words(REGION_ZH, numbers % regions),
        pick_words(tuple(b[0] for b in words.PUBLIC_BODIES), numbers // regions),
    )
    offices = tuple(f" {body[1]}" for body in words.PUBLIC_BODIES)
    return zh, join_texts(pick_words(REGION_EN, numbers % regions), pick_words(offices, numbers // regions))


def write_addresses(keys: Ints, region: Ints, foreign: Flags) -> Texts:
    """Write the address of each key; companies with the same key share an address."""
    roads, streets = tuple(words.ROADS.split()), tuple(words.FOREIGN_ROADS.split(";"))
    number, room = _number(1 + keys // 32 % 900), _number(101 + keys // 28_800)
    home = join_texts(pick_words(REGION_ZH, region), "市", pick_words(roads, keys % 32), number, "号", room, "室")
    street = pick_words(streets, keys // 3 % len(streets))
    abroad = join_texts(_number(1 + keys // 30), " ", street, ", ", pick_words(PLACE_EN, keys % len(PLACE_EN)))
    return choose_texts(foreign, abroad, home)


def write_phones(keys: Ints) -> Texts:
    """Write the telephone number of each key, under an area code that does not exist."""
    return join_texts("0099-", pc.utf8_lpad(_number((keys * 7919 + 12_345_678) % 100_000_007), 8, "0"))


def _number(values: Ints) -> Texts:
    return pc.cast(pa.array(values), pa.string())
