"""Readers for text, dates, shares, numbers and flags; each raises `RecordError` for a cell it cannot read.

The mapping handles empty cells before it calls these readers. Full-width digits are accepted.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from unicodedata import category, normalize

from ...errors import RecordError

NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
DAY = re.compile(r"(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
PADDING = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff]) | (?=[\u3400-\u9fff\uf900-\ufaff])")
FLAGS = {"true": True, "yes": True, "y": True, "1": True, "是": True, "有": True}
FLAGS |= {"false": False, "no": False, "n": False, "0": False, "否": False, "无": False}
LARGEST_INTEGER = 2**63
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def clean_text(text: str) -> str | None:
    """Remove invisible characters and extra white space; return `None` if nothing is left."""
    if not text.isprintable():
        text = "".join(sign for sign in text if sign.isspace() or category(sign) not in ("Cc", "Cf"))
    return " ".join(text.split()) or None


def clean_id(text: str) -> str | None:
    """Normalise an identifier: fold compatibility forms (full-width letters) and needless white space.

    White space within it is kept as one space, so that `A 1` and `A1` stay two parties; beside a Chinese character it
    is padding and removed.
    """
    if text.isascii() and text.isprintable() and " " not in text:
        return text or None
    return PADDING.sub("", clean_text(normalize("NFKC", text)) or "") or None


def keep_text(text: str) -> str:
    """Return the cell unchanged, for documents with character offsets."""
    return text


def read_number(text: str) -> float:
    """Read a number, with or without thousands separators."""
    plain = text.strip()
    if not NUMBER.fullmatch(plain):
        plain = normalize("NFKC", plain).replace(" ", "").replace("−", "-")
        if GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        elif not NUMBER.fullmatch(plain):
            raise RecordError("not a number", remedy="write digits, such as 1234.5, or leave the cell empty")
    number = float(plain)
    if not math.isfinite(number):
        raise RecordError("a number too large to be stored", remedy="correct the number")
    return number


def read_integer(text: str) -> int:
    """Read a whole number; `3.0` is accepted, `3.5` is not."""
    number = read_number(text)
    if number != int(number):
        raise RecordError("not a whole number", remedy="write a whole number")
    if abs(number) >= LARGEST_INTEGER:
        raise RecordError("a number too large to be stored", remedy="correct the number")
    return int(number)


def read_percent(text: str) -> float:
    """Read a percentage from 0 to 100 as a fraction."""
    percent = _read_part(text.strip().rstrip("%％"), "a percentage such as 30")
    if not 0 <= percent <= 100:
        raise RecordError("a percentage outside 0 to 100", remedy="correct the percentage in the source")
    return round(percent / 100, 12)


def read_share(text: str) -> float:
    """Read a fraction from 0 to 1, or a percentage if the cell ends in a percent sign."""
    if text.rstrip().endswith(("%", "％")):
        return read_percent(text)
    share = _read_part(text, "a fraction such as 0.3")
    if not 0 <= share <= 1:
        raise RecordError(
            "a fraction outside 0 to 1", remedy="correct it, or declare `read: percent` if it is a percentage"
        )
    return share


def _read_part(text: str, form: str) -> float:
    try:
        return read_number(text)
    except RecordError as error:
        error.reason = "a share that is not a number"
        error.remedy = f"write {form}; if only bounds are known, write them to share_min and share_max"
        raise


def read_flag(text: str) -> bool:
    """Read yes or no in Chinese or English."""
    flag = FLAGS.get(text.strip().casefold())
    if flag is None:
        raise RecordError("neither yes nor no", remedy="write true or false, or declare a `map`")
    return flag


@lru_cache(maxsize=65536)
def read_date(text: str) -> date:
    """Read a full date: `2021-03-04`, `2021/3/4`, `20210304` or `2021年3月4日`."""
    plain = normalize("NFKC", text.strip())
    found = DAY.fullmatch(plain)
    parts = found.group(1, 3, 5) if found else None
    if found and (found[2], found[4]) not in (("-", "-"), ("/", "/"), (".", "."), ("年", "月")):
        parts = None
    if parts is None and (compact := COMPACT_DAY.fullmatch(plain)):
        parts = compact.group(1, 2, 3)
    if parts is None:
        raise RecordError("not a date", remedy="write a full date such as 2021-03-04, or leave the cell empty")
    try:
        return date(*map(int, parts))
    except ValueError as error:
        raise RecordError("a day outside the calendar", remedy="correct the date in the source") from error


@lru_cache(maxsize=65536)
def read_timestamp(text: str) -> date:
    """Read the date of a timestamp, without converting its time zone."""
    try:
        return datetime.fromisoformat(text.strip().replace("/", "-")).date()
    except ValueError as error:
        raise RecordError("not a timestamp", remedy="write it as 2021-03-04 10:20:30") from error


@lru_cache(maxsize=65536)
def read_epoch_ms(text: str) -> date:
    """Read milliseconds since 1970 as a UTC date."""
    try:
        return (EPOCH + timedelta(milliseconds=read_integer(text))).date()
    except OverflowError as error:
        raise RecordError("a time outside the calendar", remedy="write milliseconds since 1970") from error


@lru_cache(maxsize=1024)
def read_year_end(text: str) -> date:
    """Read a year as its last day."""
    year = text.strip()
    if not re.fullmatch(r"[1-9]\d{3}", year):
        raise RecordError("not a year", remedy="write four digits such as 2021")
    return date(int(year), 12, 31)


@lru_cache(maxsize=1024)
def read_next_year_end(text: str) -> date:
    """Read a year as the last day of the following year."""
    end = read_year_end(text)
    if end.year == date.max.year:
        raise RecordError("a year outside the calendar", remedy="correct the year")
    return end.replace(year=end.year + 1)


def split_list(separator: str) -> Callable[[str], tuple[str, ...]]:
    """Build a reader for cells with several values."""

    def read_list(text: str) -> tuple[str, ...]:
        parts = map(clean_text, text.split(separator))
        return tuple(dict.fromkeys(part for part in parts if part))

    return read_list
