"""The owners of every company in one pass, against a question for each company, both from the state on disk.

    python benchmarks/owners_of_all.py [--companies 60000] [--asked 300]

The holdings are those of the demo world, written to disk as `take_snapshot` writes the graph, without a database. A
question for each company is timed on a sample: a narrow one, the shares of its owners, without control, notes and
officers. Prints a Markdown table.
"""

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from riskgraph.graph.engine.cursor import Cursor
from riskgraph.graph.read.owners.held_owners import read_held_owners
from riskgraph.graph.read.owners.held_steps import TiesAbove
from riskgraph.graph.read.owners.owners import Owners, OwnersQuestion
from riskgraph.graph.schema.properties import Property
from riskgraph.graph.snapshot.base import add_ends, make_schema
from riskgraph.graph.snapshot.held_graph import HeldGraph
from riskgraph.graph.snapshot.tables import Table, read_column, write_table
from riskgraph.graph.snapshot.write import list_thing_properties, list_tie_properties
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.world import write_world
from riskgraph.models.control.votes import CIRCLE_CONFIDENCE
from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.all_companies import find_owners_of_all

DAY = TimePoint(date(2023, 12, 31))
KNOWN = date(2024, 1, 1)
THRESHOLD = 0.25
ENDS = {"OWNS": ("holdings", "owner", "company"), "RELATED_TO": ("relations", "left", "right")}
PARTIES = {"Company": "companies", "Person": "persons", "PublicBody": "public_bodies"}


def read_table(path: Path) -> Any:
    """Return the ids, names, words and days of a CSV file as texts, empty cells unknown."""
    names = pyarrow.csv.open_csv(path).schema.names
    texts = {name: pa.large_string() for name in names if name != "share"}
    options = pyarrow.csv.ConvertOptions(column_types=texts, strings_can_be_null=True)
    return pyarrow.csv.read_csv(path, convert_options=options)


def write_parties(world: Path, folder: Path) -> Table:
    """Write the parties of a world: id, kind and name."""
    properties = list_thing_properties("Party")
    pages = []
    for kind, name in PARTIES.items():
        read = read_table(world / f"{name}.csv")
        given = {name: read[name].combine_chunks() for name in ("id", "name")}
        given["kind"] = pa.array([kind] * len(read), pa.large_string())
        pages.append(fill(properties, given, len(read)))
    return Table(write_table(folder / "Party.arrow", make_schema(properties), pages, ("id",)))


def write_ties(world: Path, folder: Path, label: str, ids: Any) -> Table:
    """Write one type of relationship of a world."""
    name, start, end = ENDS[label]
    read = read_table(world / f"{name}.csv")
    given = {
        "start": pc.index_in(read[start], value_set=ids).cast(pa.int64()).combine_chunks(),
        "end": pc.index_in(read[end], value_set=ids).cast(pa.int64()).combine_chunks(),
        "record": pa.array([f"world|{name}:{row}" for row in range(len(read))], pa.large_string()),
        "known_from": read_column(find_property(label, "known_from"), [KNOWN] * len(read)),
        "confidence": pa.array(np.ones(len(read))),
    }
    given |= {part: pa.array([text] * len(read), pa.large_string()) for part, text in WORDS.items()}
    given |= {part: read_days(label, part, read[part].to_pylist()) for part in ("valid_from", "valid_to")}
    given["kind"] = read["kind"].combine_chunks()
    if "share" in read.column_names:
        given["share"] = read["share"].combine_chunks().cast(pa.float64())
    properties = add_ends(list_tie_properties(label))
    schema = make_schema(properties, "start", "end")
    return Table(write_table(folder / f"{label}.arrow", schema, [fill(properties, given, len(read))], ("start", "end")))


WORDS = {"source": "world", "status": "asserted"}


def find_property(label: str, name: str) -> Property:
    """Return one property of a relationship."""
    return next(item for item in list_tie_properties(label) if item.name == name)


def read_days(label: str, name: str, cells: list[str | None]) -> Any:
    """Return a column of days."""
    return read_column(find_property(label, name), [date.fromisoformat(cell) if cell else None for cell in cells])


def fill(properties: tuple[Property, ...], given: dict[str, Any], rows: int) -> dict[str, Any]:
    """Return all columns, those not given unknown."""
    return {item.name: given.get(item.name, read_column(item, [None] * rows)) for item in properties}


def write_held(world: Path, folder: Path) -> TiesAbove:
    """Write what the questions read of a world, and open it."""
    parties = write_parties(world, folder)
    ties = {label: write_ties(world, folder, label, parties.texts("id")) for label in ENDS}
    return TiesAbove(HeldGraph(Cursor("bench", 1), {"Party": parties, **ties}))


def ask_each(above: TiesAbove, companies: list[str]) -> dict[tuple[str, str], float]:
    """Return the owners above the threshold of some companies, by a question for each."""
    found = {}
    for company in companies:
        question = OwnersQuestion(party=company, time_point=DAY, max_nodes=100_000, circle_confidence=CIRCLE_CONFIDENCE)
        shares = Ownership(read_held_owners(above, question, Owners(), 60.0)).capital_shares
        found.update({(owner, company): share for owner, share in shares.items() if share >= THRESHOLD - 1e-9})
    return found


def main() -> None:
    """Compare one pass with a question for each company of a sample; stop if their answers differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=60_000)
    parser.add_argument("--asked", type=int, default=300)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        world, folder = Path(name) / "world", Path(name) / "held"
        folder.mkdir()
        write_world(world, asked.companies, texts=False)
        above = write_held(world, folder)
        started = time.perf_counter()
        found = find_owners_of_all(above, DAY, THRESHOLD, inclusive=True)
        whole = time.perf_counter() - started
        ids = found.ids.to_pylist()
        pairs = {
            (ids[owner], ids[company]): share
            for owner, company, share in zip(found.owner, found.company, found.share, strict=True)
        }
        companies = sorted({company for _, company in pairs})
        sample = companies[:: max(1, len(companies) // asked.asked)][: asked.asked]
        started = time.perf_counter()
        by_question = ask_each(above, sample)
        each = (time.perf_counter() - started) / len(sample) * len(companies)
    chosen = set(sample)
    expected = {pair: share for pair, share in pairs.items() if pair[1] in chosen}
    if by_question.keys() != expected.keys() or any(
        abs(by_question[pair] - expected[pair]) > 1e-8 for pair in expected
    ):
        raise SystemExit("the two ways do not agree")
    print(
        f"{asked.companies:,} companies, {len(above.held.owns.start):,} holdings, {len(pairs):,} owners of a quarter\n"
    )
    print("| owners of every company | seconds | ratio |\n|---|---|---|")
    print(f"| one pass | {whole:.2f} | 1 |")
    print(f"| a question for each, from {len(sample)} of them | {each:.0f} | {each / whole:.0f} |")


if __name__ == "__main__":
    main()
