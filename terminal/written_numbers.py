"""Numbers as people read them."""

from collections.abc import Mapping

WHOLE_FROM = 1000  # numbers from here on are shown without decimals


def write_count(number: int, noun: str, several: str | None = None) -> str:
    """Return a number with its noun: 1 row, 2 rows."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def write_number(number: float) -> str:
    """Write a number as people read it: amounts with thousands set apart, ratios with four digits."""
    whole = float(number).is_integer() or abs(number) >= WHOLE_FROM
    return f"{number:,.0f}" if whole else f"{number:,.4g}"


def write_grades(grades: Mapping[str, int]) -> str:
    """Write how many companies have which grade."""
    return "companies by grade / 各等级企业数: " + ", ".join(f"{grade} {count:,}" for grade, count in grades.items())
