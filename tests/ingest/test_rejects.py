"""Rejects: safe to show, to write and to open in a spreadsheet."""

import csv
import json
from pathlib import Path

import pytest

from riskgraph.errors import RecordError, UsageError
from riskgraph.ingest.records import Place, Reject
from riskgraph.ingest.rejects import describe, make_reject, show_value, summarise, write_rejects

PLACE = Place("a.csv", 7)


def make(value: str = "130") -> Reject:
    """A reject of one value."""
    return make_reject(PLACE, RecordError("too much", column="percent", value=value, remedy="correct it"))


def test_a_value_is_cut_and_its_control_characters_written_out() -> None:
    assert show_value("红\x1b[31m\x00\u202e") == "红\\x1b[31m\\x00\\u202e"
    assert len(show_value("长" * 200)) == 80
    assert len(show_value("\x00" * 200)) == 80


def test_a_reject_is_told_in_one_sentence() -> None:
    assert describe(make()) == "a.csv line 7, column percent = '130': too much; correct it"


def test_rejects_are_written_as_json_lines_and_counted(tmp_path: Path) -> None:
    counts = write_rejects([make(), make("约三成")], tmp_path / "r.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[1] == {
        "file": "a.csv", "row": 7, "column": "percent", "value": "约三成", "reason": "too much", "remedy": "correct it",
    }  # fmt: skip
    assert counts == summarise([make(), make()]) == {("a.csv", "too much"): 2}


@pytest.mark.parametrize("value", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", " =1+1"])
def test_no_cell_of_the_csv_is_taken_for_a_formula(tmp_path: Path, value: str) -> None:
    write_rejects([make(value)], tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["value"] == "'" + value


def test_a_plain_negative_number_stays_as_it_is(tmp_path: Path) -> None:
    write_rejects([make("-706.14")], tmp_path / "r.csv")
    assert ",-706.14," in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_rejects([], tmp_path / "r.xlsx")
