"""Opening a snapshot again, against reading the same holdings from CSV and from Parquet with pyarrow.

    python benchmarks/snapshot_open.py [--parties 1000000] [--relationships 3000000]

The snapshot is made through the writer that `take_snapshot` uses, from generated columns and without a database. Each
open is a process of its own. All three end with the first matrix product over the holdings; the peers read only the
columns that it needs. Prints a Markdown table.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from scipy import sparse

from riskgraph.graph.engine.cursor import Cursor
from riskgraph.graph.schema.graph_model import relationship_types
from riskgraph.graph.schema.properties import PropertyType
from riskgraph.graph.snapshot.snapshot import THINGS
from riskgraph.graph.snapshot.tables import read_columns
from riskgraph.graph.snapshot.take import open_snapshot
from riskgraph.graph.snapshot.write import (
    list_thing_properties,
    list_tie_properties,
    write_manifest,
    write_things,
    write_ties,
)

TODAY = date(2024, 1, 1)
PAGE = 20_000
NEEDED = {"Party": ["id"], "OWNS": ["start", "end", "share"]}  # the columns of the product


def generate_parties(number: int) -> Iterator[dict[str, Any]]:
    """Return parties in pages."""
    for first in range(0, number, PAGE):
        size = min(PAGE, number - first)
        columns = read_columns(list_thing_properties("Party"), [[None] * len(list_thing_properties("Party"))] * size)
        columns["id"] = pa.array([f"bench:{n:09}" for n in range(first, first + size)], pa.large_string())
        columns["name"] = pa.array(
            [f"云泽市第{n}虚构贸易有限公司" for n in range(first, first + size)], pa.large_string()
        )
        columns["kind"] = pa.array(["Company"] * size, pa.large_string())
        yield columns


def generate_ties(label: str, parties: int, number: int) -> Iterator[dict[str, Any]]:
    """Return relationships in pages, by their starts."""
    chance = np.random.default_rng(7)
    starts = np.sort(chance.integers(0, parties, number))
    properties = list_tie_properties(label)
    for first in range(0, number, PAGE):
        start = starts[first : first + PAGE]
        columns = read_columns(properties, [[None] * len(properties)] * len(start))
        for item in properties:
            if item.type is PropertyType.FLOAT:
                columns[item.name] = pa.array(chance.random(len(start)))
        columns["record"] = pa.array([f"bench|row/{first + n}" for n in range(len(start))], pa.large_string())
        columns["start"], columns["end"] = pa.array(start), pa.array(chance.integers(0, parties, len(start)))
        yield columns


def write_snapshot(folder: Path, parties: int, relationships: int) -> None:
    """Write the snapshot and the same party and holding tables as CSV and as Parquet."""
    for label in THINGS:
        write_things(folder, label, generate_parties(parties) if label == "Party" else (), TODAY)
    share = {
        "OWNS": relationships // 3,
        "SUPPLIES": relationships // 3,
        "PAYS": relationships - 2 * (relationships // 3),
    }
    for label in relationship_types():
        write_ties(folder, label, generate_ties(label, parties, share[label]) if label in share else (), parties)
    write_manifest(folder, Cursor("bench", 1), TODAY, None, share)
    for label in NEEDED:
        with pa.memory_map(str(folder / f"{label}.arrow")) as source:
            table = pa.ipc.open_file(source).read_all()
            pyarrow.csv.write_csv(table, str(folder / f"{label}.csv"))
            pyarrow.parquet.write_table(table, str(folder / f"{label}.parquet"))


def open_arrays(folder: Path) -> float:
    """Return the seconds from nothing to the first product over the holdings."""
    started = time.perf_counter()
    snapshot = open_snapshot(folder)
    snapshot.matrix("OWNS", "share") @ np.ones(len(snapshot))
    return time.perf_counter() - started


def open_csv(folder: Path) -> float:
    """Return the seconds until the same product when pyarrow reads the columns from CSV."""
    started = time.perf_counter()
    options = {label: pyarrow.csv.ConvertOptions(include_columns=columns) for label, columns in NEEDED.items()}
    multiply(*(pyarrow.csv.read_csv(str(folder / f"{label}.csv"), convert_options=options[label]) for label in NEEDED))
    return time.perf_counter() - started


def open_parquet(folder: Path) -> float:
    """Return the seconds until the same product when pyarrow reads the columns from Parquet."""
    started = time.perf_counter()
    multiply(*(pyarrow.parquet.read_table(folder / f"{label}.parquet", columns=NEEDED[label]) for label in NEEDED))
    return time.perf_counter() - started


def multiply(parties: pa.Table, holdings: pa.Table) -> None:
    """Build the matrix of shares and multiply it once."""
    start, end, share = (holdings[name].to_numpy() for name in NEEDED["OWNS"])
    shape = (len(parties), len(parties))
    sparse.csr_array((share, (start, end)), shape=shape) @ np.ones(len(parties))


def run_apart(way: str, folder: Path) -> float:
    """Run one way in a fresh process."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(folder)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


WAYS = {"arrays": open_arrays, "csv": open_csv, "parquet": open_parquet}


def main() -> None:
    """Write once, open each way three times, print the best of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=1_000_000)
    parser.add_argument("--relationships", type=int, default=3_000_000)
    parser.add_argument("--way", choices=tuple(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        print(WAYS[asked.way](asked.folder))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        write_snapshot(folder, asked.parties, asked.relationships)
        written = time.perf_counter() - started
        arrays, csv, parquet = (min(run_apart(way, folder) for _ in range(3)) for way in WAYS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{asked.parties:,} parties, {asked.relationships:,} relationships; written in {written:.0f} s, {peak:.0f} MB\n"
    )
    print("| second open and first product | seconds | against CSV |\n|---|---|---|")
    print(f"| snapshot | {arrays:.3f} | {csv / arrays:.1f} times faster |")
    print(f"| the same columns from Parquet, pyarrow | {parquet:.3f} | {csv / parquet:.1f} times faster |")
    print(f"| the same columns from CSV, pyarrow | {csv:.3f} | 1 |")


if __name__ == "__main__":
    main()
