"""Rejects: safe to show, and written down one by one."""

import json
from pathlib import Path

import pytest

from riskgraph.errors import RecordError
from riskgraph.ingest.records import Place, Reject
from riskgraph.ingest.rejects import RejectsFile, make_reject, show_value

PLACE = Place("a.csv", 7)


def make(value: str = "130") -> Reject:
    """A reject of one value."""
    return make_reject(PLACE, RecordError("too much", column="percent", value=value, remedy="correct it"))


def test_a_value_is_cut_and_its_control_characters_written_out() -> None:
    assert show_value("红\x1b[31m\x00\u202e") == "红\\x1b[31m\\x00\\u202e"
    assert len(show_value("长" * 200)) == 80
    assert len(show_value("\x00" * 200)) == 80


def test_rejects_are_written_as_json_lines_and_counted(tmp_path: Path) -> None:
    with RejectsFile(tmp_path / "rejects" / "r.jsonl") as file:
        file.add(make())
        file.add(make("约三成"))
    lines = [json.loads(line) for line in file.path.read_text(encoding="utf-8").splitlines()]
    assert lines[1] == {
        "file": "a.csv", "row": 7, "column": "percent", "value": "约三成", "reason": "too much", "remedy": "correct it",
    }  # fmt: skip
    assert file.counts == {("a.csv", "too much"): 2}


def test_a_load_that_reads_nothing_leaves_the_list_of_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(RuntimeError), RejectsFile(tmp_path / "r.jsonl"):
        raise RuntimeError
    assert (tmp_path / "r.jsonl").read_text(encoding="utf-8") == "{}\n"


def test_a_load_without_rejects_leaves_no_list_of_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("{}\n", encoding="utf-8")
    with RejectsFile(tmp_path / "r.jsonl"):
        pass
    assert not (tmp_path / "r.jsonl").exists()
