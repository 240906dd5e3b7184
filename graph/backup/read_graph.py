"""Read every node with its labels and every relationship with its ends, with all properties, in pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..engine.store import Store
from ..schema.graph_model import node_types, own_relationship_types, relationship_types
from ..whole_graph import (
    NODES_PER_PAGE,
    PAGE_BUDGET_S,
    STARTS_PER_PAGE,
    TIES_PER_PAGE,
    TieQuery,
    choose_bounds,
    read_nodes,
    split_starts,
)

Page = list[list[Any]]
# smaller where texts or lists are long: a page is one message of the engine
PAGE_SIZES = {
    "Party": 5_000, "Document": 500, "Record": 2_000, "DeliveredLines": 10, "Finding": 1_000, "Score": 1_000,
    "State": 1_000, "Change": 50,
}  # fmt: skip
NODES, TIES = "nodes", "relationships"


@dataclass(frozen=True, slots=True)
class WholeTie(TieQuery):
    """Reads relationships with the labels of their end and all their properties."""

    def write_values(self) -> str:
        """Write the list of the start's key, the end's labels and key, and the properties."""
        start, end = node_types()[self.start_label].key, node_types()[self.end_label or "Party"].key
        return f"[begin.{start}, labels(finish), finish.{end}, properties(tie)]"


def list_parts() -> list[str]:
    """List the names of all parts: labels of nodes first, then types of relationships."""
    ties = (*relationship_types(), *own_relationship_types())
    return [*(f"{NODES}/{label}" for label in node_types()), *(f"{TIES}/{label}" for label in ties)]


def read_part(store: Store, name: str) -> Iterator[Page]:
    """Read one part in pages: of a node its labels and properties, of a relationship its ends and properties."""
    kind, _, label = name.partition("/")
    yield from read_whole_nodes(store, label) if kind == NODES else read_whole_ties(store, label)


def read_whole_nodes(store: Store, label: str) -> Iterator[Page]:
    """Read the labels and properties of all nodes of a label."""
    key = node_types()[label].key
    bounds = choose_bounds(store, label, PAGE_SIZES.get(label, NODES_PER_PAGE))
    for after, until in pairwise((None, *bounds, None)):
        conditions = [f"node.{key} > $after"] * (after is not None) + [f"node.{key} <= $until"] * (until is not None)
        statement = f"""
MATCH (node:{label})
{"WHERE " + " AND ".join(conditions) if conditions else ""}
RETURN collect([labels(node), properties(node)]) AS page
"""
        page = store.read(statement, {"after": after, "until": until}, PAGE_BUDGET_S)[0]["page"]
        if page:
            yield sorted(([sorted(labels), values] for labels, values in page), key=lambda row: row[1][key])


def read_whole_ties(store: Store, label: str) -> Iterator[Page]:
    """Read the ends and properties of all relationships of a type."""
    own = own_relationship_types().get(label)
    start = own.start_label if own else "Party"
    end = own.end_label if own else relationship_types()[label].end_label
    ties = WholeTie(start, label, end, ())
    for page in read_nodes(store, start, [node_types()[start].key]):
        for first in range(0, len(page), STARTS_PER_PAGE):
            starts = [row[0] for row in page[first : first + STARTS_PER_PAGE]]
            for rows in split_starts(store, ties, starts, {}, TIES_PER_PAGE // 2):
                yield [[begin, name_end(labels), key, values] for begin, labels, key, values in rows]


def name_end(labels: list[str]) -> str:
    """Return the label under which the end of a relationship is found by its key."""
    return "Party" if "Party" in labels else labels[0]
