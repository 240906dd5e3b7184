"""Small deliveries of a source: rows, full and delta loads."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from riskgraph.graph.engine.store import Row, Store
from riskgraph.graph.load.load import load_arrival, load_entries
from riskgraph.graph.load.loading import LoadCount
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import (
    Entry,
    Facility,
    Holding,
    Item,
    Lawsuit,
    Participation,
    Place,
    Reject,
)

from ..factories import company

DAY = date(2024, 1, 1)
LATER = date(2024, 2, 1)
LAST = date(2024, 3, 1)
Load = Callable[..., LoadCount]


def entry(reference: str, *items: Item, row: int = 2, day: date = DAY) -> Entry:
    return Entry(reference, Place("rows.csv", row), day, items)


def world(day: date = DAY) -> list[Entry]:
    return [
        entry("a", company("a"), row=2, day=day),
        entry("b", company("b"), row=3, day=day),
        entry("a-b", Holding(start="a", end="b", share=0.6, valid_from=date(2020, 1, 1)), row=4, day=day),
        entry("loan", Facility(id="f", borrower="b", limit=5.0), row=5, day=day),
        entry("case", Lawsuit(id="c", kind="lawsuit"), Participation(start="b", end="c", role="defendant"), day=day),
    ]


def load(
    store: Store,
    rows: Sequence[Entry | Reject],
    day: date = DAY,
    *,
    source: str = "test",
    full: bool = True,
    max_ended: float = 1.0,
    trust: float | None = None,
    rejects: list[Reject] | None = None,
    **file: Any,
) -> LoadCount:
    """Load rows as one delivery, a full one by default."""
    given = DeliveredFile(name="rows.csv", read=lambda: rows, full=full, max_ended=max_ended, **file)
    arrival = Arrival(SourceTerms(name=source, trust=trust), (given,), day)
    return load_arrival(store, arrival, (rejects if rejects is not None else []).append)


def load_rows(
    store: Store, entries: Sequence[Entry | Reject], day: date = DAY, source: str = "test"
) -> tuple[LoadCount, list[Reject]]:
    """Load entries; return their counts and rejects."""
    rejects: list[Reject] = []
    return load_entries(store, source, entries, day, rejects.append), rejects


def everything(store: Store) -> tuple[list[str], list[str]]:
    """Return all nodes and relationships, apart from deliveries and numbers."""
    nodes = store.read(
        "MATCH (n) WHERE NOT n:State AND NOT n:Delivery AND NOT n:Change RETURN labels(n) AS l, properties(n) AS p"
    )
    ties = store.read(
        "MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p, coalesce(a.id, a.key) AS a, b.id AS b"
    )
    return sorted(map(describe, nodes)), sorted(map(describe, ties))


def describe(row: Row) -> str:
    return repr({**row, "p": sorted(row["p"].items())})
