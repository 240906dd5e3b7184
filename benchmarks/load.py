"""Loading against a bare driver that sends the same rows as UNWIND ... CREATE, and against py2neo's bulk calls.

    python benchmarks/load.py [--parties 100000] [--relationships 300000] [--engine embedded|neo4j]

The three write the same parties and relationships into the same engine, one after the other, in one process, once
each of them has written a tenth of the rows to warm the engine up; the bare driver and py2neo write no records and no
provenance and check nothing. The graph is emptied before each, so Neo4j is only ever one made for tests:
`neo4j-server/with.sh python benchmarks/load.py`. Prints a Markdown table of ratios.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import neo4j
from py2neo import Graph
from py2neo.bulk import create_nodes, create_relationships
from pydantic import SecretStr

from riskgraph.graph.embedded import stop_embedded
from riskgraph.graph.engine import EngineKind, find_engine
from riskgraph.graph.load import LoadCount, load_entries
from riskgraph.graph.prepare import prepare
from riskgraph.graph.schema import schema_statements
from riskgraph.graph.store import Store
from riskgraph.ingest.records import Entry, Holding, Party, PartyKind, Place
from riskgraph.settings import Settings

TODAY = date(2024, 1, 1)
BATCH = 5000


def companies(number: int) -> Iterator[dict[str, object]]:
    """Give the parties as plain rows."""
    for n in range(number):
        yield {
            "id": f"bench:{n}",
            "name": f"云泽市第{n}虚构贸易有限公司",
            "industry": "F",
            "registered_capital": 1e6 + n,
        }


def holdings(parties: int, number: int) -> Iterator[dict[str, object]]:
    """Give the relationships as plain rows."""
    chance = random.Random(7)
    for _ in range(number):
        start, end = chance.randrange(parties), chance.randrange(parties)
        share = round(chance.random() / 10, 4)
        yield {
            "start": f"bench:{start}",
            "end": f"bench:{end}",
            "share": share,
            "kind": "shareholder",
            "valid_from": date(2020, 1, 1),
        }


def entries(parties: int, relationships: int) -> Iterator[Entry]:
    """Give the same rows as a source would."""
    for n, row in enumerate(companies(parties)):
        party = Party(kind=PartyKind.COMPANY, described_at=TODAY, **row)  # type: ignore[arg-type]
        yield Entry(f"company/{n}", Place("companies.csv", n + 2), TODAY, (party,))
    for n, row in enumerate(holdings(parties, relationships)):
        yield Entry(f"holding/{n}", Place("holdings.csv", n + 2), TODAY, (Holding(**row),))  # type: ignore[arg-type]


def in_batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """Give rows in batches."""
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def time_bare(store: Store, parties: int, relationships: int) -> float:
    """Give the seconds that the bare driver takes."""
    engine = store.engine
    node = "UNWIND $rows AS row CREATE (party:Party:Company) SET party = row"
    tie = """UNWIND $rows AS row MATCH (a:Party {id: row.start}) MATCH (b:Party {id: row.end})
             CREATE (a)-[:OWNS {share: row.share, kind: row.kind, valid_from: row.valid_from}]->(b)"""
    with neo4j.GraphDatabase.driver(
        engine.uri, auth=(engine.user, engine.password), notifications_min_severity="OFF"
    ) as driver, driver.session(database=engine.database) as session:  # fmt: skip
        started = time.perf_counter()
        for rows in in_batches(companies(parties)):
            session.execute_write(lambda tx, rows=rows: tx.run(node, rows=rows).consume())
        nodes = time.perf_counter() - started
        for rows in in_batches(holdings(parties, relationships)):
            session.execute_write(lambda tx, rows=rows: tx.run(tie, rows=rows).consume())
        seconds = time.perf_counter() - started
    print(f"bare driver: parties {nodes:.1f} s, relationships {seconds - nodes:.1f} s")
    return seconds


def time_py2neo(store: Store, parties: int, relationships: int) -> float:
    """Give the seconds that py2neo's bulk calls take."""
    engine = store.engine
    graph = Graph(engine.uri.replace("neo4j://", "bolt://"), auth=(engine.user, engine.password), name=engine.database)
    started = time.perf_counter()
    for rows in in_batches(companies(parties)):
        create_nodes(graph.auto(), rows, labels={"Party", "Company"})
    for rows in in_batches(holdings(parties, relationships)):
        names = ("share", "kind", "valid_from")
        ties = [(row["start"], {name: row[name] for name in names}, row["end"]) for row in rows]
        create_relationships(graph.auto(), ties, "OWNS", start_node_key=("Party", "id"), end_node_key=("Party", "id"))
    return time.perf_counter() - started


def clear(store: Store) -> None:
    """Empty the graph in small steps and bring the schema back."""
    while store.write("MATCH (node) WITH node LIMIT 20000 DETACH DELETE node RETURN count(*) AS deleted")[0]["deleted"]:
        pass
    prepare(store)
    for statement in schema_statements():
        store.write(statement)


def time_own(store: Store, parties: int, relationships: int) -> LoadCount:
    """Give what the loader of riskgraph counted, its seconds among it."""
    return load_entries(store, "bench", entries(parties, relationships), TODAY)


def measure(settings: Settings, parties: int, relationships: int) -> str:
    """Give the line of the table for one engine."""
    engine = find_engine(settings)
    with Store(engine, settings) as store:
        for run in (time_bare, time_own, time_py2neo):
            clear(store)
            run(store, parties // 10, relationships // 10)
        clear(store)
        bare = time_bare(store, parties, relationships)
        clear(store)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        count = time_own(store, parties, relationships)
        clear(store)
        old = time_py2neo(store, parties, relationships)
        clear(store)
    total = parties + relationships
    rates = {"bare": total / bare, "riskgraph": total / count.seconds, "py2neo": total / old}
    print(f"{engine.kind}: " + ", ".join(f"{name} {rate:,.0f} rows/s" for name, rate in rates.items()))
    return (
        f"| {engine.kind} | {bare / count.seconds:.2f} | {old / count.seconds:.1f} "
        f"| {count.peak_rss_mb:.0f} MB (before {before:.0f}) |"
    )


def main() -> None:
    """Measure on the engines asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parties", type=int, default=100_000)
    parser.add_argument("--relationships", type=int, default=300_000)
    parser.add_argument("--engine", choices=[*EngineKind, "both"], default="both")
    asked = parser.parse_args()
    lines = []
    if asked.engine != "neo4j":
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(data_dir=Path(folder), neo4j_uri=None)
            lines.append(measure(settings, asked.parties, asked.relationships))
            stop_embedded(settings)
    if asked.engine != "embedded":
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(
                data_dir=Path(folder),
                neo4j_uri=os.environ["RISKGRAPH_TEST_NEO4J_URI"],
                neo4j_password=SecretStr(os.environ["RISKGRAPH_TEST_NEO4J_PASSWORD"]),
            )
            lines.append(measure(settings, asked.parties, asked.relationships))
    print("\n| engine | rate / bare driver | rate / py2neo | peak memory |\n|---|---|---|---|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
