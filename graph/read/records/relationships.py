"""The relationships between two parties by the key that evidence cites, `TYPE|start|end`."""

from functools import cache

from ...engine.store import Transaction
from ...load.tie_ends import list_tie_splits, split_by_smaller_end
from ...schema.graph_model import relationship_types
from ..ties import TieView, read_tie
from .made import SaidTie, name_node, name_nodes

MOST_SPLITS = 16  # of a key into two ids; an id with more `|` is none
MOST_TIES = 1000  # of one type between two nodes


async def read_between(transaction: Transaction, key: str) -> list[SaidTie]:
    """Read the relationships of all versions that a key names, one more than is shown where there are more."""
    if key.partition("|")[0] not in relationship_types():
        return []
    splits = [*list_tie_splits(key)]
    if len(splits) > MOST_SPLITS:
        return []
    found: list[TieView] = []
    for label, start, end in splits:
        sides = await split_by_smaller_end(transaction, [{"start": start, "end": end}])
        for from_end, (row, *_) in sides.items():
            rows = await transaction.run(build_between(label, from_end), {**row, "limit": MOST_TIES + 1})
            found += [read_tie(label, start, end, one["tie"]) for one in rows]
    label = relationship_types()[key.partition("|")[0]].end_label
    ids = {"Party": {tie.start for tie in found}} | {label: {tie.end for tie in found}}
    if label == "Party":
        ids = {label: {end for tie in found for end in (tie.start, tie.end)}}
    names = await name_nodes(transaction, ids)
    return [SaidTie(name_node(tie.start_node, names), tie, name_node(tie.end_node, names)) for tie in found]


@cache
def build_between(label: str, from_end: bool) -> str:
    """Build the statement that reads the relationships of a type between two nodes."""
    end_label = relationship_types()[label].end_label
    forward = f"MATCH (begin:Party {{id: $start}})-[tie:{label}]->(target:{end_label} {{id: $end}})"
    backward = f"MATCH (target:{end_label} {{id: $end}})<-[tie:{label}]-(begin:Party {{id: $start}})"
    return (
        f"{backward if from_end else forward}\nRETURN properties(tie) AS tie\n"
        "ORDER BY tie.record, tie.known_from, tie.change\nLIMIT $limit"
    )
