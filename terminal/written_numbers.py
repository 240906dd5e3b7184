"""Numbers as people read them."""

from ..models.wording import count

WHOLE_FROM = 1000  # numbers from here on are shown without decimals


def write_count(number: int, noun: str, several: str | None = None) -> str:
    """Return a number with its noun: 1 row, 2 rows."""
    return count(number, noun, several).en


def write_number(number: float) -> str:
    """Write a number as people read it: amounts with thousands set apart, ratios with four digits."""
    whole = float(number).is_integer() or abs(number) >= WHOLE_FROM
    return f"{number:,.0f}" if whole else f"{number:,.4g}"
