"""How much HTTP adds to a 2-hop network: the bare driver with the same statements, the route, and an empty route.

`python benchmarks/network_http.py [--data-dir FOLDER] [--parties N] [--rounds N]` prints the medians of one run. FOLDER
is a data directory with a loaded graph; without it a synthetic one of `--companies` is loaded into a temporary folder.
"""

import argparse
import asyncio
import http.client
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import quote

import neo4j

from riskgraph.api.callers.local_token import ensure_token
from riskgraph.api.server.serve import serve
from riskgraph.graph.engine.arcadedb import find_free_port
from riskgraph.graph.engine.choose import Engine
from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.read.network import NODES_AT_ONCE
from riskgraph.graph.read.ties import MOST_ROWS, SCAN, build_expansion_statement
from riskgraph.graph.schema.graph_model import relationship_types
from riskgraph.graph.schema.prepare import prepare
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Entry, Guarantee, Holding, Item, Party, PartyKind, Place, Supply
from riskgraph.settings import Settings

HOPS = 2
WARM_UP = 20
SOME_PARTIES = (
    "MATCH (party:Party)-[:OWNS|SUPPLIES|GUARANTEES]-() RETURN DISTINCT party.id AS id ORDER BY id LIMIT 5000"
)


@dataclass
class Times:
    """The milliseconds of each kind of question, in the same order."""

    bare: list[float] = field(default_factory=list)
    route: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=options.data_dir or Path(folder), neo4j_uri=None, port=find_free_port(), log_level="ERROR"
        )
        try:
            measure(settings, options)
        finally:
            if options.data_dir is None:
                stop_embedded(settings)


def measure(settings: Settings, options: argparse.Namespace) -> None:
    """Load if asked to, serve, ask, and print."""
    with open_store(settings) as store:
        prepare(store)
        if options.data_dir is None:
            load_entries(store, "synthetic", synthetic(options.companies), date(2024, 1, 1))
        ids = [row["id"] for row in store.read(SOME_PARTIES, budget_s=120)]
        chosen = random.Random(1).sample(ids, min(options.parties, len(ids)))
        server = get_context("spawn").Process(target=serve, args=(settings,), daemon=True)
        server.start()
        try:
            times = asyncio.run(ask_all(store.engine, settings, chosen, options.rounds))
        finally:
            server.terminate()
            server.join()
        report(store, chosen, times)


async def ask_all(engine: Engine, settings: Settings, ids: list[str], rounds: int) -> Times:
    """Ask for every party in all three ways; the route and the bare driver take turns in asking first."""
    connection, token = connect(settings.port), ensure_token(settings.data_dir)
    times = Times()
    auth = (engine.user, engine.password)
    async with neo4j.AsyncGraphDatabase.driver(engine.uri, auth=auth, notifications_min_severity="OFF") as driver:
        for number, id_ in enumerate([*ids[:WARM_UP], *ids * rounds]):
            target = f"/v1/parties/{quote(id_, safe='')}/network?hops={HOPS}"
            if number % 2:  # whoever asks second finds the pages of the engine warm: take turns
                route, bare = time_get(connection, target, token), await time_bare(driver, engine, settings, id_)
            else:
                bare, route = await time_bare(driver, engine, settings, id_), time_get(connection, target, token)
            empty = time_get(connection, "/health")
            if number >= WARM_UP:
                times.bare.append(bare)
                times.route.append(route)
                times.empty.append(empty)
    return times


async def time_bare(driver: neo4j.AsyncDriver, engine: Engine, settings: Settings, id_: str) -> float:
    """Time the statements of the network over the bare driver."""
    started = time.perf_counter()
    async with driver.session(database=engine.database) as session:
        await session.execute_read(lambda tx: run_bare(tx, settings, id_))
    return (time.perf_counter() - started) * 1000


async def run_bare(transaction: neo4j.AsyncManagedTransaction, settings: Settings, id_: str) -> int:
    """Run the statements of the network, keeping only what it takes to go on."""
    [_ async for _ in await transaction.run(read_statement("read/search/party_named"), {"id": id_})]
    limits = {"most": settings.max_neighbours + 1, "scan": SCAN, "rows": MOST_ROWS, **TimePoint().parameters}
    seen, frontier = {("Party", id_)}, {"Party": [id_]}
    for _ in range(HOPS):
        following: dict[str, list[str]] = {}
        for label, ids in frontier.items():
            for begin in range(0, len(ids), NODES_AT_ONCE):
                statement = build_expansion_statement(label, tuple(relationship_types()))
                rows = await transaction.run(statement, {"ids": ids[begin : begin + NODES_AT_ONCE], **limits})
                async for row in rows:
                    end = relationship_types()[row["type"]].end_label if row["outgoing"] else "Party"
                    if (end, row["id"]) not in seen and len(seen) < settings.max_network_nodes:
                        seen.add((end, row["id"]))
                        following.setdefault(end, []).append(row["id"])
        frontier = following
    return len(seen)


def connect(port: int) -> http.client.HTTPConnection:
    """Connect to the server as soon as it listens."""
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        try:
            time_get(connection, "/health")
        except OSError:
            time.sleep(0.1)
        else:
            return connection
    raise SystemExit("the server did not start within a minute")


def time_get(connection: http.client.HTTPConnection, target: str, token: str = "") -> float:
    """Time one request over an open connection."""
    started = time.perf_counter()
    connection.request("GET", target, headers={"Authorization": f"Bearer {token}"} if token else {})
    response = connection.getresponse()
    body = response.read()
    elapsed = (time.perf_counter() - started) * 1000
    if response.status != 200:
        raise SystemExit(f"{target} answered {response.status}: {body[:200]!r}")
    return elapsed


def report(store: Store, ids: list[str], times: Times) -> None:
    """Print a Markdown table of the medians."""
    bare, route, empty = (statistics.median(part) for part in (times.bare, times.route, times.empty))
    added = statistics.median(route - bare for route, bare in zip(times.route, times.bare, strict=True))
    print(f"2-hop network of {len(ids)} parties on {store.engine.kind}, {len(times.bare)} questions each, medians\n")
    print("| question | ms |\n|---|---|")
    print(f"| bare driver, same statements | {bare:.2f} |")
    print(f"| HTTP route | {route:.2f} |")
    print(f"| empty HTTP route | {empty:.2f} |")
    print(f"| HTTP route above bare driver | {route - bare:.2f} |")
    print(f"| the same, question by question | {added:.2f} |")


def synthetic(companies: int) -> Iterator[Entry]:
    """Make companies with holdings, guarantees and supplies among them."""
    dice = random.Random(2)
    pick: Callable[[], str] = lambda: f"synthetic:{dice.randrange(companies)}"  # noqa: E731
    for number in range(companies):
        company = Party(id=f"synthetic:{number}", kind=PartyKind.COMPANY, name=f"虚构样本公司{number}")
        yield entry(f"company {number}", company)
    for number in range(companies):
        yield entry(f"holding {number}", Holding(start=pick(), end=pick(), share=round(dice.random() / 9, 4)))
        yield entry(f"supply {number}", Supply(start=pick(), end=pick(), annual_amount=dice.random() * 1e7))
        yield entry(f"guarantee {number}", Guarantee(start=pick(), end=pick(), amount=dice.random() * 1e7))


def entry(reference: str, item: Item) -> Entry:
    """Make a row of one item."""
    return Entry(reference, Place("synthetic", 1), date(2024, 1, 1), (item,))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, help="data directory with a loaded graph")
    parser.add_argument("--companies", type=int, default=20_000, help="size of the synthetic graph")
    parser.add_argument("--parties", type=int, default=100, help="how many parties are asked for")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is asked for")
    arguments: Any = parser.parse_args()
    return arguments  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
