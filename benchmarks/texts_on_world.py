"""How well the documents of the demo world are read, against the truth that it writes beside them.

`python benchmarks/texts_on_world.py` prints the table of `docs/text.md`. Known are the names of the world's parties, as
they are when `riskgraph extract` reads the same documents.
"""

import tempfile
import time
from pathlib import Path

from demo_world import COMPANIES, SEED, TODAY

from riskgraph.ingest.extract import Gazetteer, TextReader
from riskgraph.ingest.extract.evaluate import evaluate_texts, read_world_examples
from riskgraph.ingest.records import Entry, Party
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world

SUBJECTS = {"links": "links", "events": "events (kind, denial, a party)", "roles": "parties in their roles"}


def main() -> None:
    """Make a world, read its documents with its names known, and print how well."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_world(folder, COMPANIES, SEED)
        rows = open_source("world").read(folder, TODAY)
        parties = [item for row in rows if isinstance(row, Entry) for item in row.items if isinstance(item, Party)]
        reader = TextReader(Gazetteer.from_parties(parties))
        examples = read_world_examples(folder)
    started = time.perf_counter()
    scores = evaluate_texts(examples, reader)
    rate = len(examples) / (time.perf_counter() - started)
    known = len({name for party in parties for name in (party.name, *party.names)})
    print(f"{len(examples):,} documents, {known:,} names known, {rate:,.0f} documents a second\n")
    print("| subject | precision | recall | F1 |\n|---|---:|---:|---:|")
    for subject, title in SUBJECTS.items():
        score = scores[subject]
        print(f"| {title} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |")


if __name__ == "__main__":
    main()
