"""Dates of the world as days since 1970-01-01."""

from datetime import date, timedelta

import numpy as np

from .sampling import Ints

NO_DAY = -1
EPOCH = date(1970, 1, 1)
YEARS = (2018, 2019, 2020, 2021, 2022, 2023)


def to_day(year: int, month: int = 1, day: int = 1) -> int:
    """Return the day number of a date."""
    return (date(year, month, day) - EPOCH).days


def to_date(day: int) -> date:
    """Return the date of a day number."""
    return EPOCH + timedelta(days=day)


def find_years(days: Ints) -> Ints:
    """Return the calendar year of each day."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


FIRST_DAY = to_day(2018)
TODAY = to_day(2023, 12, 31)
YEAR_STARTS = tuple(to_day(year) for year in (*YEARS, 2024))
