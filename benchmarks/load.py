"""Loading against a bare driver that sends the same rows as UNWIND ... CREATE, and against py2neo's bulk calls.

    python benchmarks/load.py [--parties 100000] [--relationships 300000] [--engine embedded|neo4j|both] [--rounds 3]

The three write the same parties and relationships into the same engine, in one process, in rounds that each begin with
another of them, once each has written a tenth of the rows to warm the engine up; the bare driver and py2neo write no
records and no provenance and check nothing. The graph is emptied before each, so Neo4j is only ever one made for
tests: `neo4j-server/with.sh python benchmarks/load.py --engine both`. Prints a Markdown table of ratios of the median
seconds, with the smallest and largest ratio of a round in brackets. The memory is the most that the process has held
until the end of riskgraph's first load, beside the most it had held until then.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

import neo4j
from py2neo import Graph
from py2neo.bulk import create_nodes, create_relationships
from pydantic import SecretStr

from riskgraph.graph.engine.choose import EngineKind, find_engine
from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.schema.graph_model import build_schema_statements
from riskgraph.graph.schema.prepare import prepare
from riskgraph.ingest.records import Entry, Holding, Party, PartyKind, Place
from riskgraph.settings import Settings

TODAY = date(2024, 1, 1)
BATCH = 5000


def companies(number: int) -> Iterator[dict[str, object]]:
    """Return the parties as plain rows."""
    for n in range(number):
        yield {
            "id": f"bench:{n}",
            "name": f"云泽市第{n}虚构贸易有限公司",
            "industry": "F",
            "registered_capital": 1e6 + n,
        }


def holdings(parties: int, number: int) -> Iterator[dict[str, object]]:
    """Return the relationships as plain rows."""
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
    """Return the same rows as a source would."""
    for n, row in enumerate(companies(parties)):
        party = Party(kind=PartyKind.COMPANY, described_at=TODAY, **row)  # type: ignore[arg-type]
        yield Entry(f"company/{n}", Place("companies.csv", n + 2), TODAY, (party,))
    for n, row in enumerate(holdings(parties, relationships)):
        yield Entry(f"holding/{n}", Place("holdings.csv", n + 2), TODAY, (Holding(**row),))  # type: ignore[arg-type]


def in_batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """Return rows in batches."""
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def time_bare(store: Store, parties: int, relationships: int) -> float:
    """Return the seconds that the bare driver takes."""
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
        for rows in in_batches(holdings(parties, relationships)):
            session.execute_write(lambda tx, rows=rows: tx.run(tie, rows=rows).consume())
        return time.perf_counter() - started


def time_py2neo(store: Store, parties: int, relationships: int) -> float:
    """Return the seconds that py2neo's bulk calls take."""
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
    for statement in build_schema_statements():
        store.write(statement)


def time_own(store: Store, parties: int, relationships: int) -> float:
    """Return the seconds that the loader of riskgraph takes."""
    return load_entries(store, "bench", entries(parties, relationships), TODAY).seconds


BARE, OWN, PY2NEO = "bare driver", "riskgraph", "py2neo"
WRITERS: dict[str, Callable[[Store, int, int], float]] = {BARE: time_bare, OWN: time_own, PY2NEO: time_py2neo}


def measure(settings: Settings, parties: int, relationships: int, rounds: int) -> str:
    """Return the line of the table for one engine."""
    engine = find_engine(settings)
    seconds: dict[str, list[float]] = {name: [] for name in WRITERS}
    peak = before = 0.0
    with Store(engine, settings) as store:
        for write in WRITERS.values():
            clear(store)
            write(store, parties // 10, relationships // 10)
        for number in range(rounds):
            names = list(WRITERS)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                clear(store)
                if name == OWN and not peak:
                    before = read_peak()
                seconds[name].append(WRITERS[name](store, parties, relationships))
                if name == OWN and not peak:
                    peak = read_peak()
        clear(store)
    for name, taken in seconds.items():
        figures = ", ".join(f"{one:.1f}" for one in taken)
        print(f"{engine.kind}, {name}: {figures} s, {(parties + relationships) / median(taken):,.0f} rows/s")
    bare, old = (write_ratio(seconds[name], seconds[OWN]) for name in (BARE, PY2NEO))
    return f"| {engine.kind} | {bare} | {old} | {peak:.0f} MB (before {before:.0f}) |"


def write_ratio(peer: list[float], own: list[float]) -> str:
    """Write how many times as long a peer takes: by the medians, and the range over the rounds."""
    ratios = [one / other for one, other in zip(peer, own, strict=True)]
    return f"{median(peer) / median(own):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]"


def read_peak() -> float:
    """Return the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure on the engines asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parties", type=int, default=100_000)
    parser.add_argument("--relationships", type=int, default=300_000)
    parser.add_argument("--engine", choices=[*EngineKind, "both"], default=EngineKind.EMBEDDED)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    if asked.engine != EngineKind.EMBEDDED and "RISKGRAPH_TEST_NEO4J_URI" not in os.environ:
        parser.error("Neo4j is measured under neo4j-server/with.sh only: the benchmark empties the graph")
    lines = []
    if asked.engine != EngineKind.NEO4J:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(data_dir=Path(folder), neo4j_uri=None)
            lines.append(measure(settings, asked.parties, asked.relationships, asked.rounds))
            stop_embedded(settings)
    if asked.engine != EngineKind.EMBEDDED:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(
                data_dir=Path(folder),
                neo4j_uri=os.environ["RISKGRAPH_TEST_NEO4J_URI"],
                neo4j_password=SecretStr(os.environ["RISKGRAPH_TEST_NEO4J_PASSWORD"]),
            )
            lines.append(measure(settings, asked.parties, asked.relationships, asked.rounds))
    print("\n| engine | rate / bare driver [range of the rounds] | rate / py2neo | peak memory |\n|---|---|---|---|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
