"""A record over HTTP: where its row came from, what it said, and what it made."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store

from ..commands import Run
from ..graph.personal.test_erase import clear_acts

Ask = Callable[..., Any]
MAPPING = """name: own register
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
      - {record: Party, set: {id: "own:{code}", kind: {column: kind}, name: name}}
  - file: holdings.csv
    reference: "holding|{holder}|{company}"
    delivery: full
    max_ended: 1
    items:
      - record: Holding
        set: {start: "own:{holder}", end: "own:{company}", share: {column: percent, read: percent}}
"""
HOLDING = "own register|holding|甲/1|B"


@pytest.fixture
def folder(tmp_path: Path, store: Store, run: Run) -> Iterator[Path]:
    """Load two files, whose ids have slashes, and a cell with a line break."""
    clear_acts(store)
    (tmp_path / "own.yml").write_text(MAPPING, encoding="utf-8")
    rows = 'code,kind,name\n甲/1,Company,"甲\n公司"\nB,Company,B 虚构公司\nC,Person,岚川朔禾\n'
    (tmp_path / "parties.csv").write_text(rows, encoding="utf-8")
    deliver(tmp_path, run, "2024-01-01", "甲/1;B;60", "C;B;40")
    yield tmp_path
    clear_acts(store)


def deliver(folder: Path, run: Run, day: str, *rows: str) -> None:
    """Deliver the holdings."""
    (folder / "holdings.csv").write_text("\n".join(("holder;company;percent", *rows)), encoding="utf-8")
    assert run("load", folder / "own.yml", folder, "--as-known", day).code == 0


def address(key: str) -> str:
    return f"/v1/records/{quote(key, safe='')}"


def test_a_record_leads_to_its_row_and_to_what_it_made(folder: Path, ask: Ask) -> None:
    record = ask(address(HOLDING))["data"]
    (version,) = record["versions"]
    assert (record["terms"]["licence"], record["terms"]["trust"]) == ("CC0-1.0", 0.8)
    assert (version["file"], version["line"], version["delivery"]) == ("holdings.csv", 2, "own register:2")
    assert version["row"]["text"] == "甲/1;B;60"
    assert [(cell["column"], cell["value"]) for cell in version["row"]["cells"]] == [
        ("holder", "甲/1"), ("company", "B"), ("percent", "60"),
    ]  # fmt: skip
    (made,) = version["ties"]
    assert (made["start"]["name"], made["tie"]["properties"]["share"], made["end"]["id"]) == ("甲 公司", 0.6, "own:B")


def test_a_row_that_goes_over_several_lines_is_whole(folder: Path, ask: Ask) -> None:
    (version,) = ask(address("own register|party|甲/1"))["data"]["versions"]
    assert [cell["value"] for cell in version["row"]["cells"]] == ["甲/1", "Company", "甲\n公司"]
    assert [(said["node"]["id"], said["properties"]["name"]) for said in version["things"]] == [("own:甲/1", "甲 公司")]
    assert ask(address("own register|party|B"))["data"]["versions"][0]["line"] == 4


def test_every_version_has_its_own_row(folder: Path, ask: Ask, run: Run) -> None:
    deliver(folder, run, "2024-02-01", "C;B;40", "甲/1;B;55")
    deliver(folder, run, "2024-03-01", "C;B;40")
    answer = ask(address(HOLDING))
    ended, later, first = answer["data"]["versions"]
    assert (ended["ended_on"], ended["row"]["state"], later["known_to"]) == ("2024-03-01", "none", "2024-03-01")
    assert (later["line"], later["row"]["text"], later["replaced_by"]) == (3, "甲/1;B;55", "own register:6")
    assert (first["row"]["text"], first["known_to"], first["replaced_by"]) == (
        "甲/1;B;60",
        "2024-02-01",
        "own register:4",
    )
    assert [made["tie"]["properties"]["share"] for made in (*later["ties"], *first["ties"])] == [0.55, 0.6]
    assert [note["code"] for note in answer["meta"]["notes"]] == ["record_ended"]
    assert "own register:6" in answer["meta"]["notes"][0]["en"]
    by_version = ask(address(first["key"]))
    assert by_version["data"] == answer["data"]
    assert [note["code"] for note in by_version["meta"]["notes"]] == ["record_ended", "version_replaced"]


def test_a_record_that_was_taken_back_is_said_to_be(folder: Path, client: TestClient, run: Run) -> None:
    deliver(folder, run, "2024-02-01", "甲/1;B;60", "C;B;40", "B;甲/1;5")
    assert client.get(address("own register|holding|B|甲/1")).status_code == 200
    assert run("deliveries", "undo", "own register:4").code == 0
    problem = client.get(address("own register|holding|B|甲/1"))
    assert problem.status_code == 404
    assert "own register:4" in problem.json()["detail"]
    assert "taken back" in problem.json()["detail"]


def test_the_record_of_an_erased_person_shows_nothing_of_it(
    folder: Path, client: TestClient, ask: Ask, run: Run, store: Store
) -> None:
    assert run("person", "erase", "own:C", "--reason", "asked for", "--yes").code == 0
    problem = client.get(address("own register|holding|C|B"))
    assert (problem.status_code, problem.json()["type"]) == (410, "urn:riskgraph:problem:gone")
    assert "erased" in problem.json()["detail"]
    cited = [key for key in list_records(ask("/v1/parties/own%3AB")) if "withheld" in key]
    assert cited
    for key in cited:
        answer = client.get(address(key))
        assert answer.status_code == 200
        assert answer.json()["data"]["withheld"]
        assert {one["row"]["state"] for one in answer.json()["data"]["versions"]} == {"withheld"}
        assert "岚川朔禾" not in answer.text
        assert {"row_withheld", "person_erased"} <= {note["code"] for note in answer.json()["meta"]["notes"]}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("own:B", "the id of a party"),
        ("own register:1", "the id of a delivery"),
        ("own register|party|D", "near are: own register|party|B, own register|party|C, own register|party|甲/1"),
        ("nonsense", "as answers cite it"),
    ],
)
def test_what_is_no_key_is_said_to_be_none(folder: Path, client: TestClient, key: str, said: str) -> None:
    problem = client.get(address(key))
    assert (problem.status_code, problem.json()["type"]) == (404, "urn:riskgraph:problem:not-found")
    assert said in problem.json()["detail"]


def list_records(content: Any) -> list[str]:
    """List every key of a record that an answer cites."""
    if isinstance(content, list):
        return [key for part in content for key in list_records(part)]
    if not isinstance(content, dict):
        return []
    own = [content["record"]] if isinstance(content.get("record"), str) else []
    own += [key for key in content.get("records") or () if isinstance(key, str)]
    return own + [key for part in content.values() for key in list_records(part)]
