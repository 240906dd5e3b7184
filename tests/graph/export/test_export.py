"""The whole graph as CSV and JSON lines: complete, safe to open, all or nothing."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.errors import StorageError, UsageError
from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.export.export import escape_formula, export_csv, export_jsonl, unescape_formula
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.schema.graph_model import node_types, own_relationship_types, relationship_types
from riskgraph.graph.whole_graph import read_ties
from riskgraph.ingest.records import Entry, Holding, Item, Lawsuit, Participation, Party, PartyKind, Place

from ..factories import TODAY, guarantees, owns, person
from ..factories import load as put

BOOKED = date(2024, 1, 1)
ITEMS: tuple[Item, ...] = (
    Party(id="a", kind=PartyKind.COMPANY, name='=HYPERLINK("x"), 甲', names=("甲", "A,\nB"), client=True),
    Party(id="b", kind=PartyKind.PERSON, name="乙虚构", founded=date(1980, 2, 29)),
    Lawsuit(id="l", kind="lawsuit", amount=-5.5),
    Holding(start="b", end="a", share=0.25),
    Participation(start="a", end="l", role="debtor"),
)


def load(store: Store) -> None:
    entries = [Entry(str(n), Place("rows.csv", n + 2), BOOKED, (item,)) for n, item in enumerate(ITEMS)]
    assert load_entries(store, "trial", entries, BOOKED).rejected == 0


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_label_and_type_has_a_file_with_the_columns_of_the_schema(store: Store, tmp_path: Path) -> None:
    load(store)
    counts = export_csv(store, tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {
        *node_types(), *relationship_types(), *own_relationship_types(),
    }  # fmt: skip
    assert counts["Change"] == 1
    assert (counts["Party"], counts["Record"], counts["OWNS"], counts["ABOUT"]) == (2, 5, 1, 2)
    header = (tmp_path / "out" / "OWNS.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header == ["start", "end", *(item.name for item in relationship_types()["OWNS"].properties)]


@pytest.mark.parametrize("page_size", [70, 300, 601])
def test_no_parallel_relationship_of_a_hub_is_lost_or_doubled_between_pages(store: Store, page_size: int) -> None:
    store.write(
        "CREATE (hub:Party:Company {id: 'hub'}), (end:Party:Company {id: 'end'}), (other:Party:Company {id: 'other'}) "
        "WITH hub, end, other UNWIND range(1, 300) AS number "
        "CREATE (hub)-[:OWNS {record: 'same', amount: number * 1.0, share: 0.1}]->(end) "
        "CREATE (hub)-[:OWNS {record: 'same', amount: -1.0 * number, share: 0.2}]->(other)"
    )
    pages = list(read_ties(store, "OWNS", ["amount"], ["hub", "end"], "tie.share < $most", {"most": 0.15}, page_size))
    assert max(map(len, pages)) <= page_size
    rows = [tuple(row) for page in pages for row in page]
    assert sorted(rows) == [("hub", "end", float(number)) for number in range(1, 301)]


def test_cells_say_what_the_graph_holds(store: Store, tmp_path: Path) -> None:
    load(store)
    export_csv(store, tmp_path / "out")
    first, second = read_csv(tmp_path / "out" / "Party.csv")
    assert first["name"] == '\'=HYPERLINK("x"), 甲'
    assert set(json.loads(first["names"])) == {'=HYPERLINK("x"), 甲', "甲", "A,\nB"}
    assert (first["client"], first["founded"], second["founded"]) == ("true", "", "1980-02-29")
    assert read_csv(tmp_path / "out" / "Lawsuit.csv")[0]["amount"] == "-5.5"
    (holding,) = read_csv(tmp_path / "out" / "OWNS.csv")
    assert (holding["start"], holding["end"], holding["share"], holding["known_to"]) == ("b", "a", "0.25", "")


def test_what_was_derived_is_exported_too(store: Store, tmp_path: Path) -> None:
    put(store, [person("p"), owns("p", "a"), guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)])
    find_in_graph(store, TODAY, ["mutual_guarantees"])
    export_csv(store, tmp_path / "out")
    (control,) = read_csv(tmp_path / "out" / "CONTROLS.csv")
    exported = {name: control[name] for name in ("start", "end", "as_of", "alone", "top", "records", "through")}
    assert exported == {
        "start": "p", "end": "a", "as_of": "2023-12-31", "alone": "true", "top": "true",
        "records": '["case|row 5"]', "through": "[]",
    }  # fmt: skip
    (finding,) = read_csv(tmp_path / "out" / "Finding.csv")
    concerns = read_csv(tmp_path / "out" / "CONCERNS.csv")
    assert sorted((row["start"], row["end"]) for row in concerns) == [(finding["id"], "a"), (finding["id"], "b")]


def test_a_derived_relationship_has_a_column_for_all_that_it_carries(store: Store) -> None:
    put(store, [owns("p", "a"), guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)])
    find_in_graph(store, TODAY, ["mutual_guarantees"])
    for label, kind in own_relationship_types().items():
        rows = store.read(f"MATCH (:{kind.start_label})-[tie:{label}]->(:Party) RETURN keys(tie) AS names")
        assert rows
        assert {name for row in rows for name in row["names"]} <= {item.name for item in kind.properties}


def test_json_lines_leave_unknown_values_out(store: Store, tmp_path: Path) -> None:
    load(store)
    counts = export_jsonl(store, tmp_path / "graph.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "graph.jsonl").read_bytes().splitlines()]
    assert len(lines) == sum(counts.values())
    (holding,) = (line for line in lines if line["label"] == "OWNS")
    assert (holding["type"], holding["start"], holding["end"]) == ("relationship", "b", "a")
    assert holding["properties"]["share"] == 0.25
    assert "known_to" not in holding["properties"]
    assert [path.name for path in tmp_path.iterdir()] == ["graph.jsonl"]


def test_what_is_exported_is_for_its_owner_only(store: Store, tmp_path: Path) -> None:
    load(store)
    export_csv(store, tmp_path / "out")
    (tmp_path / "graph.jsonl").touch(mode=0o644)
    export_jsonl(store, tmp_path / "graph.jsonl")
    exported = [path for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077]
    assert exported == []


def test_a_folder_with_files_is_refused_and_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        export_csv(store, tmp_path)
    with pytest.raises(UsageError, match="is a folder"):
        export_jsonl(store, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot write the export"):
        export_csv(store, tmp_path / "file" / "out")


@given(st.text())
def test_the_guard_can_be_taken_off_and_leaves_no_formula(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text
    assert not escape_formula(text).startswith(("=", "+", "-", "@", "\t", "\r"))
