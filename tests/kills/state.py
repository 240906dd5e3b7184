"""What a graph holds and what its name index finds, as lines that can be compared."""

import re
from pathlib import Path

from riskgraph import pipeline
from riskgraph.graph.search.search import NameIndex
from riskgraph.settings import Settings

NODES = """
MATCH (node)
WHERE NOT node:State
RETURN labels(node) AS labels, properties(node) AS properties
"""
TIES = """
MATCH (start)-[tie]->(end)
RETURN type(tie) AS type, properties(tie) AS properties, coalesce(start.id, start.key) AS start,
       coalesce(end.id, end.key) AS end
"""
BEGUN = "MATCH (state:State) WHERE state.content CONTAINS '\"begun\"' RETURN state.id AS id"
TIME = re.compile(r"'\d{4}-\d\d-\d\dT[^']*'")  # of deliveries, by our clock
WORDS = ("云外1号样例", "云外3号样例 乙", "Sample 19", "Sample 18 乙")


def read_state(settings: Settings) -> list[str]:
    """Return every node and relationship, the loads that have not ended, and what the name index finds."""
    with pipeline.open_graph(settings) as store:
        rows = [*store.read(NODES), *store.read(TIES), *store.read(BEGUN)]
        index = NameIndex(settings)
        index.follow(store)
        found = [f"{words}: {index.search(words)}" for words in WORDS]
    lines = [TIME.sub("TIME", repr({**row, "properties": sorted(row.get("properties", {}).items())})) for row in rows]
    return sorted([*lines, *found])


def write_state(settings: Settings, path: Path) -> None:
    """Write the state to a file."""
    path.write_text("\n".join(read_state(settings)), encoding="utf-8")
