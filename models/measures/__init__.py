"""Measures that become signals, one file per subject; each file lists its own in `MEASURES`.

The points of a measure are set in `policy.yml` under its code.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .measure import Measure


@cache
def list_measures() -> tuple[Measure, ...]:
    """List every measure of this folder, ordered by code."""
    found: list[Measure] = []
    for module in iter_modules(__path__):
        found.extend(getattr(import_module(f"{__name__}.{module.name}"), "MEASURES", ()))
    return tuple(sorted(found, key=lambda measure: measure.code))
