"""Loads that were begun and have not ended: what they would bring may be missing from every answer."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

PREFIX = "source|"
BEGUN = "unfinished_since"


def read_loads(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what is kept of each source's last load, by the source's name, from the rows of `read/source_loads`."""
    return {row["id"].removeprefix(PREFIX): orjson.loads(row["content"] or b"{}") for row in rows}
