"""Settings and days as the command line gives them."""

import logging
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ..settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def read_settings() -> Settings:
    """Read the settings and set the logging up."""
    settings = Settings()
    logging.basicConfig(
        level=settings.log_level.upper(), stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    return settings


def change_settings(**given: str | int | Path | None) -> Settings:
    """Read the settings, with those that the command line gives in place of their own."""
    return read_settings().model_copy(update={name: value for name, value in given.items() if value is not None})


def read_day(text: str | None) -> date:
    """Read a day given on the command line; today if none is given."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date of the form YYYY-MM-DD") from error


def read_known_day(text: str | None) -> date:
    """Read the day on which the rows became known; refuse a future day, before which no correction could be loaded."""
    day = read_day(text)
    if day > date.today():
        raise UsageError(f"--as-known {day} has not come yet: give the day the rows entered the books, today at latest")
    return day
