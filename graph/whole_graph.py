"""Read the whole graph in pages and bounded memory: nodes in key order, relationships by their start nodes.

The statements are generated from the schema. Each is anchored at a range of keys or at a few start nodes, so both
engines answer from their indexes. A hub with more relationships than a page is read alone, page by page. A page is
returned as one list, which costs the driver a tenth of the same number of rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from .engine.store import Store
from .schema.graph_model import node_types, own_relationship_types, relationship_types

NODES_PER_PAGE = 20_000
TIES_PER_PAGE = 20_000
STARTS_PER_PAGE = 2_000
PAGE_BUDGET_S = 120.0
KEYS_PER_PAGE = 50  # sampled keys per page; page sizes then vary by about a seventh

Values = list[Any]
Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TieQuery:
    """Which relationships to read: type, end labels, columns, and a condition in which each is named `tie`.

    With an empty end label they may lead to any node that a source describes.
    """

    start_label: str
    label: str
    end_label: str
    columns: tuple[str, ...]
    condition: str = ""

    def write_match(self, *further: str) -> str:
        """Write the clauses that find them from the keys of their start nodes."""
        conditions = [*([self.condition] if self.condition else ()), *further]
        return f"""UNWIND $starts AS start
MATCH (begin:{self.start_label} {{{node_types()[self.start_label].key}: start}})
MATCH (begin)-[tie:{self.label}]->(finish{f":{self.end_label}" if self.end_label else ""})
{"WHERE " + " AND ".join(conditions) if conditions else ""}"""

    def write_values(self) -> str:
        """Write the list of both ends' keys and the columns."""
        ends = (f"begin.{node_types()[self.start_label].key}", f"finish.{node_types()[self.end_label or 'Party'].key}")
        return f"[{', '.join([*ends, *(f'tie.{name}' for name in self.columns)])}]"


def read_nodes(
    store: Store, label: str, columns: Sequence[str], page_size: int = NODES_PER_PAGE
) -> Iterator[list[Values]]:
    """Read the values of `columns` of every node of a label, in key order, in pages of about `page_size` nodes."""
    bounds = choose_bounds(store, label, page_size)
    key = node_types()[label].key
    place = columns.index(key)
    for after, until in pairwise((None, *bounds, None)):
        statement = build_node_statement(label, tuple(columns), after is not None, until is not None)
        page = store.read(statement, {"after": after, "until": until}, PAGE_BUDGET_S)[0]["page"]
        if page:
            yield sorted(page, key=lambda values: values[place])


def choose_bounds(store: Store, label: str, page_size: int) -> list[str | int]:
    """Choose keys that split the nodes of a label into pages, from a sample of all keys.

    With `ORDER BY ... LIMIT` the embedded engine would sort all remaining nodes for every page. Keys with characters
    beyond the basic plane of Unicode are never bounds, because engines order them differently.
    """
    count = store.read(f"MATCH (node:{label}) RETURN count(node) AS count", {}, PAGE_BUDGET_S)[0]["count"]
    if count <= page_size:
        return []
    share = min(1.0, KEYS_PER_PAGE / page_size)
    keys = store.read(build_key_statement(label), {"share": share}, PAGE_BUDGET_S)[0]["keys"]
    usable = sorted(key for key in keys if not isinstance(key, str) or max(key, default="") <= "\uffff")
    return usable[KEYS_PER_PAGE::KEYS_PER_PAGE] if share < 1 else usable[page_size - 1 :: page_size]


def read_ties(
    store: Store,
    label: str,
    columns: Sequence[str],
    starts: Sequence[str],
    condition: str = "",
    parameters: Parameters | None = None,
    page_size: int = TIES_PER_PAGE,
) -> Iterator[list[Values]]:
    """Read start, end and the values of `columns` of the relationships of some start nodes, in the order of these."""
    ties = TieQuery("Party", label, relationship_types()[label].end_label, tuple(columns), condition)
    for first in range(0, len(starts), STARTS_PER_PAGE):
        part = starts[first : first + STARTS_PER_PAGE]
        yield from split_starts(store, ties, part, parameters or {}, page_size)


def read_own_ties(
    store: Store, label: str, columns: Sequence[str], starts: Sequence[str], page_size: int = TIES_PER_PAGE
) -> Iterator[list[Values]]:
    """Read the same for relationships that riskgraph creates itself."""
    kind = own_relationship_types()[label]
    ties = TieQuery(kind.start_label, label, kind.end_label, tuple(columns))
    for first in range(0, len(starts), STARTS_PER_PAGE):
        yield from split_starts(store, ties, starts[first : first + STARTS_PER_PAGE], {}, page_size)


def split_starts(
    store: Store, ties: TieQuery, starts: Sequence[str], parameters: Parameters, page_size: int
) -> Iterator[list[Values]]:
    """Read the relationships of some start nodes, halving the list of nodes until a page holds them."""
    arguments = {**parameters, "starts": list(starts), "limit": page_size + 1}
    page = store.read(build_tie_statement(ties), arguments, PAGE_BUDGET_S)[0]["page"]
    if len(page) <= page_size:
        if page:
            yield page
    elif len(starts) > 1:
        middle = len(starts) // 2
        yield from split_starts(store, ties, starts[:middle], parameters, page_size)
        yield from split_starts(store, ties, starts[middle:], parameters, page_size)
    else:
        yield from read_hub(store, ties, starts[0], parameters, page_size)


def read_hub(
    store: Store, ties: TieQuery, start: str, parameters: Parameters, page_size: int
) -> Iterator[list[Values]]:
    """Read the relationships of one start node in pages, ordered by element id: all other values may be equal."""
    after = ""
    while True:
        arguments = {**parameters, "starts": [start], "after": after, "limit": page_size}
        answer = store.read(build_hub_statement(ties), arguments, PAGE_BUDGET_S)[0]
        if answer["page"]:
            yield answer["page"]
        if len(answer["page"]) < page_size:
            return
        after = answer["last"]


@cache
def build_key_statement(label: str) -> str:
    """Build the statement that samples the keys of a label."""
    key = node_types()[label].key
    return f"""
MATCH (node:{label})
WHERE rand() < $share
RETURN collect(node.{key}) AS keys
"""


@cache
def build_node_statement(label: str, columns: tuple[str, ...], after: bool, until: bool) -> str:
    """Build the statement that reads the nodes of a label, with a lower or upper bound on their keys where asked."""
    key = node_types()[label].key
    conditions = [f"node.{key} > $after"] * after + [f"node.{key} <= $until"] * until
    values = ", ".join(f"node.{name}" for name in columns)
    return f"""
MATCH (node:{label})
{"WHERE " + " AND ".join(conditions) if conditions else ""}
RETURN collect([{values}]) AS page
"""


@cache
def build_tie_statement(ties: TieQuery) -> str:
    """Build the statement that reads the relationships of some start nodes."""
    return f"""
{ties.write_match()}
WITH {ties.write_values()} AS values
LIMIT $limit
RETURN collect(values) AS page
"""


@cache
def build_hub_statement(ties: TieQuery) -> str:
    """Build the statement that reads the relationships of one start node whose element id comes after a given one."""
    return f"""
{ties.write_match("elementId(tie) > $after")}
WITH elementId(tie) AS element, {ties.write_values()} AS values
ORDER BY element
LIMIT $limit
RETURN collect(values) AS page, max(element) AS last
"""
