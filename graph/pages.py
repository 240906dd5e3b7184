"""The whole graph in pages: nodes by the order of their keys, relationships by their start nodes, in bounded memory.

The statements are generated from the schema. Each is anchored at a key or at a few start nodes, so that both engines
answer from their indexes; a hub whose relationships exceed a page is read by itself, page by page.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from .schema import PropertyType, node_types, relationship_types
from .store import Store

NODES_PER_PAGE = 20_000
TIES_PER_PAGE = 20_000
STARTS_PER_PAGE = 2_000
PAGE_BUDGET_S = 120.0

Values = list[Any]
Parameters = Mapping[str, Any]


def read_nodes(
    store: Store, label: str, columns: Sequence[str], page_size: int = NODES_PER_PAGE
) -> Iterator[list[Values]]:
    """Give the values of `columns` of every node of a label, the key's column among them, in pages."""
    statement = node_statement(label, tuple(columns))
    after: str | int = "" if has_text_key(label) else -1
    while True:
        rows = store.read(statement, {"after": after, "limit": page_size}, PAGE_BUDGET_S)
        if rows:
            yield [row["values"] for row in rows]
        if len(rows) < page_size:
            return
        after = rows[-1]["key"]


def read_ties(
    store: Store,
    label: str,
    columns: Sequence[str],
    starts: Sequence[str],
    condition: str = "",
    parameters: Parameters | None = None,
    page_size: int = TIES_PER_PAGE,
) -> Iterator[list[Values]]:
    """Give start, end and the values of `columns` of the relationships of some start nodes, in the order of these."""
    kind = relationship_types()[label]
    statement = tie_statement("Party", label, kind.end_label, tuple(columns), condition)
    for first in range(0, len(starts), STARTS_PER_PAGE):
        part = starts[first : first + STARTS_PER_PAGE]
        yield from split_starts(store, statement, part, parameters or {}, page_size)


def read_abouts(store: Store, records: Sequence[str], page_size: int = TIES_PER_PAGE) -> Iterator[list[Values]]:
    """Give which parties the records are about."""
    statement = tie_statement("Record", "ABOUT", "Party", ())
    for first in range(0, len(records), STARTS_PER_PAGE):
        yield from split_starts(store, statement, records[first : first + STARTS_PER_PAGE], {}, page_size)


def split_starts(
    store: Store, statement: str, starts: Sequence[str], parameters: Parameters, page_size: int
) -> Iterator[list[Values]]:
    """Read the relationships of some start nodes, halving these until a page holds them."""
    asked = {**parameters, "starts": list(starts), "skip": 0, "limit": page_size + 1}
    rows = store.read(statement, asked, PAGE_BUDGET_S)
    if len(rows) <= page_size:
        if rows:
            yield [row["values"] for row in rows]
    elif len(starts) > 1:
        middle = len(starts) // 2
        yield from split_starts(store, statement, starts[:middle], parameters, page_size)
        yield from split_starts(store, statement, starts[middle:], parameters, page_size)
    else:
        yield from read_hub(store, statement, starts[0], parameters, page_size)


def read_hub(
    store: Store, statement: str, start: str, parameters: Parameters, page_size: int
) -> Iterator[list[Values]]:
    """Read the relationships of one start node in pages."""
    ordered = statement.replace("SKIP", "ORDER BY key, target\nSKIP")
    skip = 0
    while True:
        asked = {**parameters, "starts": [start], "skip": skip, "limit": page_size}
        rows = store.read(ordered, asked, PAGE_BUDGET_S)
        if rows:
            yield [row["values"] for row in rows]
        if len(rows) < page_size:
            return
        skip += page_size


@cache
def has_text_key(label: str) -> bool:
    """Say whether the keys of a label are text and not numbers."""
    kind = node_types()[label]
    return any(item.name == kind.key and item.type is PropertyType.STRING for item in kind.properties)


@cache
def node_statement(label: str, columns: tuple[str, ...]) -> str:
    """Give the statement that reads one page of nodes after a key."""
    key = node_types()[label].key
    values = ", ".join(f"node.{name}" for name in columns)
    return f"""
MATCH (node:{label})
WHERE node.{key} > $after
RETURN node.{key} AS key, [{values}] AS values
ORDER BY key
LIMIT $limit
"""


@cache
def tie_statement(start_label: str, label: str, end_label: str, columns: tuple[str, ...], condition: str = "") -> str:
    """Give the statement that reads the relationships of some start nodes; the relationship is named `tie`."""
    start_key, end_key = node_types()[start_label].key, node_types()[end_label].key
    values = ", ".join([f"begin.{start_key}", f"finish.{end_key}", *(f"tie.{name}" for name in columns)])
    return f"""
UNWIND $starts AS start
MATCH (begin:{start_label} {{{start_key}: start}})
MATCH (begin)-[tie:{label}]->(finish:{end_label})
{"WHERE " + condition if condition else ""}
RETURN tie.record AS key, finish.{end_key} AS target, [{values}] AS values
SKIP $skip
LIMIT $limit
"""
