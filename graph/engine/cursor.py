"""Identify the state of the graph that a derived file was made from: an identity and a change cursor."""

from dataclasses import dataclass
from uuid import uuid4

from .store import Store

READ_STATE = """
MATCH (state:State)
WHERE state.id IN ['changes', 'identity']
RETURN state.id AS id, state.number AS number, state.content AS content
"""
NAME_GRAPH = """
MERGE (state:State {id: 'identity'})
SET state.content = coalesce(state.content, $content)
RETURN state.content AS content
"""


@dataclass(frozen=True, slots=True)
class Cursor:
    """One state of one graph; files made from another identity or another change are stale."""

    identity: str
    change: int


def read_cursor(store: Store) -> Cursor:
    """Read the graph's identity and change cursor; give the graph an identity if it has none.

    The identity is a random word stored in the graph. A graph that was emptied and loaded up to the same number of
    changes is therefore not mistaken for the previous one.
    """
    rows = {row["id"]: row for row in store.read(READ_STATE)}
    change = int(rows["changes"]["number"]) if "changes" in rows else 0
    if "identity" in rows:
        return Cursor(str(rows["identity"]["content"]), change)
    named = store.write(NAME_GRAPH, {"content": uuid4().hex})
    return Cursor(str(named[0]["content"]), change)
