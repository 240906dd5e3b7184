"""A record on the command line: a reason is followed to its row as delivered in two steps."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from riskgraph.graph.engine.store import Store

from ..api.test_records import HOLDING, MAPPING, deliver
from ..commands import Run
from ..graph.personal.test_erase import clear_acts


@pytest.fixture
def folder(tmp_path: Path, store: Store, run: Run) -> Iterator[Path]:
    """Load a company with two holders."""
    clear_acts(store)
    (tmp_path / "own.yml").write_text(MAPPING, encoding="utf-8")
    rows = "code,kind,name\n甲/1,Company,甲 公司\nB,Company,B 虚构公司\nC,Person,岚川朔禾\n"
    (tmp_path / "parties.csv").write_text(rows, encoding="utf-8")
    deliver(tmp_path, run, "2024-01-01", "甲/1;B;60", "C;B;40")
    yield tmp_path
    clear_acts(store)


def test_a_reason_is_followed_to_its_row_in_two_steps(folder: Path, run: Run) -> None:
    keys = re.findall(r"\[([^\[\]]*)\]", run("show", "own:B").out)
    assert HOLDING in keys
    page = run("show", HOLDING)
    assert page.code == 0, page.err
    assert "delivery / 交付批次 own register:2, file / 文件 holdings.csv, line / 行 2" in page.out
    assert "percent: 60" in page.out
    assert "made / 形成 甲 公司 (own:甲/1) - owns / 持股 - B 虚构公司 (own:B)" in page.out
    assert "licence 许可: CC0-1.0; legal basis 法律依据: invented" in page.out


def test_a_record_for_programs_is_as_the_route_has_it(folder: Path, run: Run) -> None:
    record = run("show", HOLDING, "--json").read_json()
    assert record["data"]["versions"][0]["row"]["text"] == "甲/1;B;60"
    assert record["meta"]["complete"] is True


def test_ended_and_replaced_versions_are_printed_with_their_deliveries(folder: Path, run: Run) -> None:
    deliver(folder, run, "2024-02-01", "C;B;40", "甲/1;B;55")
    deliver(folder, run, "2024-03-01", "C;B;40")
    out = run("show", HOLDING).out
    assert "known from / 数据日 2024-03-01, ended on / 终止于 2024-03-01" in out
    assert "replaced on / 替换于 2024-02-01 by delivery / 交付批次 own register:4" in out
    assert "no longer in its full file / 已不在全量文件中" in out


def test_an_unknown_key_ends_in_one_sentence(folder: Path, run: Run) -> None:
    outcome = run("show", "own register|party|Z")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "near are: own register|party|B" in outcome.err
    run("person", "erase", "own:C", "--reason", "asked for", "--yes")
    outcome = run("show", "own register|holding|C|B")
    assert (outcome.code, outcome.out) == (1, "")
    assert "names a person whose data was erased" in outcome.err


def test_an_erasure_leaves_the_rows_of_others_in_a_file_that_ended_the_persons(folder: Path, run: Run) -> None:
    deliver(folder, run, "2024-02-01", "甲/1;B;60", "B;甲/1;5")
    run("person", "erase", "own:C", "--reason", "asked for", "--yes")
    assert "percent: 5" in run("show", "own register|holding|B|甲/1").out
    assert "岚川朔禾" not in run("deliveries", "show", "own register:1", "--rows").out
    assert "C;B" not in run("deliveries", "show", "own register:2", "--rows").out


def test_the_record_of_a_restricted_person_shows_nothing_of_it(folder: Path, run: Run) -> None:
    run("person", "restrict", "own:C", "--reason", "accuracy contested", "--yes")
    outcome = run("show", "own register|holding|C|B")
    assert (outcome.code, outcome.out) == (1, "")
    assert "names a person whose data is restricted" in outcome.err
    (withheld,) = re.findall(r"\[([^\[\]]*withheld[^\[\]]*)\]", run("show", "own:B").out)[:1]
    page = run("show", withheld)
    assert "row not shown" in page.out
    assert "岚川朔禾" not in page.out
