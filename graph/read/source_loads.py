"""What is kept of each source's last load: its counts, its trust, and whether it has ended."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from ..engine.statements import read_statement
from ..engine.store import Transaction

PREFIX = "source|"
BEGUN = "unfinished_since"
UNKNOWN_TRUST = 0.5  # of a source that was loaded without a mapping


def read_loads(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what is kept of each source's last load, by the source's name, from the rows of `read/source_loads`."""
    return {row["id"].removeprefix(PREFIX): orjson.loads(row["content"] or b"{}") for row in rows}


async def read_trust(transaction: Transaction) -> dict[str, float]:
    """Return the trust of every source."""
    return list_trust(await transaction.run(read_statement("read/source_loads")))


def list_trust(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return the trust of every source, from the rows of `read/source_loads`."""
    return {name: float(state.get("trust", UNKNOWN_TRUST)) for name, state in read_loads(rows).items()}
