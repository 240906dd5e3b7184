"""Where relationships of records are found: between which two nodes, and from which of them to search."""

from collections import defaultdict
from collections.abc import Iterator

from ..engine.store import Row, Transaction
from . import write_statements as statements


def list_tie_splits(tie: str) -> Iterator[tuple[str, str, str]]:
    """List every way to split `label|start|end`.

    An id may contain `|`. Only the right split matches a relationship with the record's key.
    """
    label, *parts = tie.split("|")
    for place in range(1, len(parts)):
        yield label, "|".join(parts[:place]), "|".join(parts[place:])


async def split_by_smaller_end(transaction: Transaction, rows: list[Row]) -> dict[bool, list[Row]]:
    """Split relationships by the end to search from: True if the end node has fewer relationships than the start."""
    ids = list({row[end] for row in rows for end in ("start", "end")})
    ties = {row["id"]: row["ties"] for row in await transaction.run(statements.COUNT_TIES, {"ids": ids})}
    parts: dict[bool, list[Row]] = defaultdict(list)
    for row in rows:
        parts[ties.get(row["end"], 0) < ties.get(row["start"], 0)].append(row)
    return parts
