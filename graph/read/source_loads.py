"""Loads that were begun and have not ended: what they would bring may be missing from every answer."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

PREFIX = "source|"
BEGUN = "unfinished_since"
UNKNOWN_TRUST = 0.5  # of a source that was loaded without a mapping


def read_loads(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what is kept of each source's last load, by the source's name, from the rows of `read/source_loads`."""
    return {row["id"].removeprefix(PREFIX): orjson.loads(row["content"] or b"{}") for row in rows}


def read_trust(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return the trust of every source, from the rows of `read/source_loads`."""
    return {name: float(state.get("trust", UNKNOWN_TRUST)) for name, state in read_loads(rows).items()}
