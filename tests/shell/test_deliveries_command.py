"""Deliveries on the command line: full files, names of sources, the list, and undo."""

import re
from pathlib import Path

import pytest

from riskgraph.graph.engine.store import Store

from ..commands import Run

PARTIES = """name: own register
title: {zh: 自有登记册, en: Own register}
publisher: Own Register (fictional)
licence: CC0-1.0
legal_basis: invented
trust: 0.8
refresh_days: 30
files:
  - file: parties.csv
    reference: "party|{code}"
    items:
      - {record: Party, set: {id: "own:{code}", kind: {value: Company}, name: name}}
  - file: holdings.csv
    reference: "holding|{holder}|{company}"
    delivery: full
    max_ended: 0.5
    items:
      - record: Holding
        set: {start: "own:{holder}", end: "own:{company}", share: {column: percent, read: percent}}
"""
OWNS = "MATCH ()-[r:OWNS]->() WHERE r.known_to IS NULL AND r.valid_to IS NULL RETURN r.share AS share ORDER BY share"


@pytest.fixture
def folder(tmp_path: Path, store: Store) -> Path:
    """Write a mapping with its two files."""
    (tmp_path / "own.yml").write_text(PARTIES, encoding="utf-8")
    names = "".join(f"{code},{code} 虚构公司\n" for code in "ABCD")
    (tmp_path / "parties.csv").write_text(f"code,name\n{names}", encoding="utf-8")
    write_holdings(tmp_path, "A,B,60", "A,C,30", "D,C,20")
    return tmp_path


def write_holdings(folder: Path, *rows: str) -> None:
    """Write the file of holdings."""
    (folder / "holdings.csv").write_text("\n".join(("holder,company,percent", *rows)), encoding="utf-8")


def test_a_sold_holding_ends_and_undo_brings_it_back(folder: Path, run: Run, store: Store) -> None:
    assert run("load", folder / "own.yml", folder, "--as-known", "2024-01-01").code == 0
    write_holdings(folder, "A,B,55", "A,C,30")
    count = run("load", folder / "own.yml", folder, "--as-known", "2024-02-01", "--json").read_json()
    assert (count["stored"], count["unchanged"], count["ended"]) == (1, 5, 1)
    assert [row["share"] for row in store.read(OWNS)] == [0.3, 0.55]
    listed = run("deliveries", "--json").read_json()
    listing = [(one["id"], one["file"], one["kind"], one["stored"], one["ended"]) for one in listed]
    assert listing == [
        ("own register:1", "parties.csv", "delta", 4, 0), ("own register:2", "holdings.csv", "full", 3, 0),
        ("own register:3", "parties.csv", "delta", 0, 0), ("own register:4", "holdings.csv", "full", 1, 1),
    ]  # fmt: skip
    assert all(one["hash"] and one["mapping"] and one["ended_at"] for one in listed)
    undone = run("deliveries", "undo", "own register:4", "--json").read_json()
    assert (undone["removed"], undone["restored"], undone["reopened"]) == (2, 2, 1)
    assert [row["share"] for row in store.read(OWNS)] == [0.2, 0.3, 0.6]
    page = run("deliveries").out
    assert "taken back" in page
    assert re.search(r"全量，数据日 \d{4}-\d\d-\d\d，录入于 .*；读取 .*，终止 1；已于 .* 撤销$", page, re.MULTILINE)
    assert "own register:4" in page


def test_undo_of_a_file_that_only_ended_rows_says_so(folder: Path, run: Run) -> None:
    run("load", folder / "own.yml", folder, "--as-known", "2024-01-01")
    write_holdings(folder, "A,B,60", "A,C,30")
    run("load", folder / "own.yml", folder, "--as-known", "2024-02-01")
    out = run("deliveries", "undo", "own register:4").out
    assert "own register:4 is taken back: 1 ended record is current again" in out
    assert "1 条已终止的记录恢复有效" in out


def test_the_terms_of_a_mapping_are_listed_as_stored(folder: Path, run: Run) -> None:
    run("load", folder / "own.yml", folder)
    (listed,) = [one for one in run("sources", "--json").read_json() if one["name"] == "own register"]
    assert listed["trust"] == listed["last_load"]["trust"]
    assert all(listed[name] for name in ("publisher", "licence", "legal_basis"))
    assert f"trust {listed['trust']:g}, " in run("sources").out.split("own register")[1].split("loaded")[0]


def test_undo_takes_parties_out_of_the_search(folder: Path, run: Run) -> None:
    run("load", folder / "own.yml", folder)
    assert run("show", "own:D").code == 0
    for number in (2, 1):
        assert run("deliveries", "undo", f"own register:{number}").code == 0
    outcome = run("show", "D 虚构公司")
    assert (outcome.code, "no party is called" in outcome.err) == (1, True)


@pytest.mark.parametrize(
    ("rows", "words"), [((), "without rows"), (("A,B,60",), "would end 2 of 3 records, more than 50%")]
)
def test_a_full_file_that_would_end_too_much_changes_nothing(
    folder: Path, run: Run, rows: tuple[str, ...], words: str
) -> None:
    run("load", folder / "own.yml", folder)
    before = run("deliveries", "--json").read_json()
    write_holdings(folder, *rows)
    outcome = run("load", folder / "own.yml", folder)
    assert (outcome.code, words in outcome.err) == (1, True)
    assert run("deliveries", "--json").read_json() == before


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Own Register (fictional)", "Another (fictional)", "is a source of Own Register (fictional) in the graph"),
        ("own:{", "other:{", "names rows and parties differently"),
        ("holding|{holder}|{company}", "holding|{holder}", "names rows and parties differently"),
        ("name: own register", "name: оwn register", "looks like 'own register'"),
        ("name: own register", "name: 'own register '", "ends with no space"),
    ],
)
def test_another_mapping_under_the_same_name_is_refused(
    folder: Path, run: Run, store: Store, before: str, after: str, words: str
) -> None:
    run("load", folder / "own.yml", folder)
    held = store.read("MATCH (r:Record) RETURN r.key AS key, r.hash AS hash ORDER BY key")
    (folder / "own.yml").write_text(PARTIES.replace(before, after), encoding="utf-8")
    outcome = run("load", folder / "own.yml", folder)
    assert (outcome.code, words in outcome.err) == (1, True)
    assert store.read("MATCH (r:Record) RETURN r.key AS key, r.hash AS hash ORDER BY key") == held


def test_a_mapping_may_grow_by_a_file_and_change_its_terms(folder: Path, run: Run) -> None:
    short = PARTIES[: PARTIES.index("  - file: holdings.csv")]
    (folder / "own.yml").write_text(short, encoding="utf-8")
    assert run("load", folder / "own.yml", folder / "parties.csv").code == 0
    (folder / "own.yml").write_text(PARTIES.replace("trust: 0.8", "trust: 0.4"), encoding="utf-8")
    assert run("load", folder / "own.yml", folder).code == 0


def test_a_description_of_the_year_9999_does_not_freeze_a_party(folder: Path, run: Run, store: Store) -> None:
    short = PARTIES[: PARTIES.index("  - file: holdings.csv")].replace("name: name}", "name: name, described_at: day}")
    (folder / "own.yml").write_text(short, encoding="utf-8")
    for rows in ("A,甲虚构公司,2023-01-01", "A,冒名虚构公司,9999-12-31", "A,乙虚构公司,2024-01-01"):
        (folder / "parties.csv").write_text(f"code,name,day\n{rows}\n", encoding="utf-8")
        run("load", folder / "own.yml", folder / "parties.csv")
    assert store.read("MATCH (p:Party {id: 'own:A'}) RETURN p.name AS name") == [{"name": "乙虚构公司"}]
    assert store.read("MATCH (r:Record) WHERE r.known_to IS NULL RETURN count(r) AS n") == [{"n": 1}]


def test_a_delivery_is_shown_with_its_rows_as_they_were_delivered(folder: Path, run: Run) -> None:
    (folder / "parties.csv").write_bytes('code,name\r\nA,"A 虚构\n公司"\r\nB,B 虚构公司\r\nC,\r\nD,D'.encode("gb18030"))
    run("load", folder / "own.yml", folder)
    shown = run("deliveries", "show", "own register:1").out
    assert (shown.count("\n"), "parties.csv" in shown) == (2, True)  # in English and in Chinese
    assert run("deliveries", "show", "own register:1", "--rows").out.splitlines() == [
        "code,name",
        'A,"A 虚构',
        '公司"',
        "B,B 虚构公司",
        "C,",
        "D,D",
    ]
    rows = run("deliveries", "show", "own register:2", "--rows", "--json").out.splitlines()
    assert rows[1] == '{"line":2,"text":"A,B,60"}'
    unknown = run("deliveries", "show", "own register:9", "--rows")
    assert (unknown.code, "no lines are kept" in unknown.err) == (1, True)
    assert run("deliveries", "show", "own register:9").code == 1


def test_lines_are_kept_in_parts(folder: Path, run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riskgraph.graph.load.deliveries.lines.PART_CHARACTERS", 20)
    run("load", folder / "own.yml", folder)
    parts = store.read("MATCH (p:DeliveredLines {delivery: 'own register:1'}) RETURN count(p) AS parts")
    text = run("deliveries", "show", "own register:1", "--rows").out
    assert (parts[0]["parts"] > 1, text) == (True, (folder / "parties.csv").read_text(encoding="utf-8"))
