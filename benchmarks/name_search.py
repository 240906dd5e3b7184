"""Finding Chinese company names with one wrong character, against rapidfuzz over the whole list.

    python benchmarks/name_search.py [--names 200000] [--queries 300]

The index is filled through its own documents and without a database. Prints a Markdown table.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from riskgraph.graph.engine.cursor import Cursor
from riskgraph.graph.search.index_files import WRITER_BYTES, NameFiles, make_cursor, make_document
from riskgraph.graph.search.search import NameIndex
from riskgraph.settings import Settings

SIGNS = "海云泽虹光晨宏盛达通源泰恒丰瑞祥嘉安康华新天地金银山河林木水火风雷星月春秋东西南北中正和平永久长远高明清"
PLACES = ("云泽市", "雾山市", "虚原市", "澄江县", "镜湖市")
TRADES = ("贸易", "科技", "物流", "建材", "纺织", "食品", "机械", "化工", "电子", "农业")


def make_names(number: int, chance: random.Random) -> list[str]:
    """Make different names of fictional companies."""
    names: dict[str, None] = {}
    while len(names) < number:
        brand = "".join(chance.choices(SIGNS, k=chance.choice((2, 3, 4))))
        names[f"{chance.choice(PLACES)}{brand}{chance.choice(TRADES)}有限公司"] = None
    return list(names)


def misspell(name: str, chance: random.Random) -> str:
    """Replace one character of the name before its legal form."""
    place = chance.randrange(len(name) - 4)
    return name[:place] + chance.choice([sign for sign in SIGNS if sign != name[place]]) + name[place + 1 :]


def measure(find: Callable[[str], list[str]], asked: list[tuple[str, str]]) -> tuple[float, float]:
    """Return queries per second, and how often the right id is among the first five."""
    started = time.perf_counter()
    right = sum(id_ in find(query)[:5] for query, id_ in asked)
    return len(asked) / (time.perf_counter() - started), right / len(asked)


def fill(files: NameFiles, names: list[str]) -> float:
    """Return documents per second into the index."""
    started = time.perf_counter()
    writer = files._index.writer(WRITER_BYTES, 1)
    for number, name in enumerate(names):
        writer.add_document(make_document(str(number), "Company", name, None, None, None))
    writer.add_document(make_cursor(Cursor("bench", 1)))
    writer.commit()
    writer.wait_merging_threads()
    return len(names) / (time.perf_counter() - started)


def main() -> None:
    """Fill, ask both, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=300)
    asked_for = parser.parse_args()
    chance = random.Random(7)
    names = make_names(asked_for.names, chance)
    asked = [
        (misspell(names[place], chance), str(place)) for place in chance.sample(range(len(names)), asked_for.queries)
    ]
    with tempfile.TemporaryDirectory() as folder:
        rate = fill(NameFiles(Path(folder) / "names"), names)
        index = NameIndex(Settings(data_dir=Path(folder), neo4j_uri=None))
        own = measure(lambda query: [hit.id for hit in index.search(query, limit=5)], asked)
    peer = measure(
        lambda query: [str(place) for _, _, place in process.extract(query, names, scorer=fuzz.ratio, limit=5)],
        asked,
    )
    print(f"{len(names):,} names, {rate:,.0f} documents/s into the index\n")
    print("| one wrong character | queries/s | recall in the first 5 | against rapidfuzz |\n|---|---|---|---|")
    print(f"| name index | {own[0]:.0f} | {own[1]:.3f} | {own[0] / peer[0]:.1f} times faster |")
    print(f"| rapidfuzz process.extract | {peer[0]:.1f} | {peer[1]:.3f} | 1 |")


if __name__ == "__main__":
    main()
