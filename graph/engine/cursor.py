"""Which state of which graph a derived file was made from: the change cursor, and an identity that a reset renews."""

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
    """A point in the life of one graph: files made at another identity, or at another change, are stale."""

    identity: str
    change: int


def read_cursor(store: Store) -> Cursor:
    """Give the graph's identity and its change cursor; name the graph if it has no identity yet.

    The identity is a random word kept in the graph, so that a graph that was emptied and loaded again up to the same
    number of changes is not mistaken for the one before.
    """
    rows = {row["id"]: row for row in store.read(READ_STATE)}
    change = int(rows["changes"]["number"]) if "changes" in rows else 0
    if "identity" in rows:
        return Cursor(str(rows["identity"]["content"]), change)
    named = store.write(NAME_GRAPH, {"content": uuid4().hex})
    return Cursor(str(named[0]["content"]), change)
