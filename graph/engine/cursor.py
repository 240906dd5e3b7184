"""Identify the state of the graph that a derived file was made from: an identity and a change cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from ...errors import HalfRestoredError
from .statements import read_statement
from .store import AsyncStore, Row, Store

MARK = "restoring"  # the state that names a backup while only a part of it is in the graph


@dataclass(frozen=True, slots=True)
class Cursor:
    """One state of one graph; files made from another identity or another change are stale."""

    identity: str
    change: int


def read_cursor(store: Store) -> Cursor:
    """Read the graph's identity and change cursor; give the graph an identity if it has none.

    The identity is a random word stored in the graph. A graph that was emptied and loaded up to the same number of
    changes is therefore not mistaken for the previous one. Raises `HalfRestoredError` while a backup is being restored.
    """
    rows = store.read(read_statement("read/state/graph"))
    cursor = find_cursor(rows)
    if cursor is not None:
        return cursor
    check_restored(rows)  # a graph gets its identity when all of a backup is in it
    named = store.write(read_statement("write/state/first_content"), {"id": "identity", "content": uuid4().hex})
    return Cursor(str(named[0]["content"]), find_change(rows))


async def read_present_cursor(store: AsyncStore, budget_s: float | None = None) -> Cursor | None:
    """Read the same without writing; None where the graph has no identity, and so nothing was derived from it.

    Raises `HalfRestoredError` while a backup is being restored.
    """
    rows = await store.read(read_statement("read/state/graph"), budget_s=budget_s)
    check_restored(rows)
    return find_cursor(rows)


def check_restored(rows: Sequence[Row]) -> None:
    """Raise `HalfRestoredError` if the rows of the state name a backup that is being restored."""
    backup = next((row["content"] for row in rows if row["id"] == MARK), None)
    if backup is not None:
        raise HalfRestoredError(str(backup))


def find_cursor(rows: Sequence[Row]) -> Cursor | None:
    """Return the cursor that the rows of the state have; None without an identity."""
    identity = next((row["content"] for row in rows if row["id"] == "identity"), None)
    return None if identity is None else Cursor(str(identity), find_change(rows))


def find_change(rows: Sequence[Row]) -> int:
    """Return the number of the last change; zero before the first."""
    return next((int(row["number"]) for row in rows if row["id"] == "changes"), 0)
