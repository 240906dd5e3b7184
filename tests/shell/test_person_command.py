"""Persons' data on the command line: erased, restricted, corrected, and what is on record of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.personal.acts import ACTS_FILE
from riskgraph.graph.personal.beside import SEALED

from ..commands import Run
from .test_deliveries_command import PARTIES

NAME = "岚川朔禾"
PERSONS = PARTIES.replace("kind: {value: Company}", "kind: kind").replace("name: name}", "name: name, phone: phone}")
REASON = ("--reason", "asked for in writing")


@pytest.fixture
def folder(tmp_path: Path, store: Store, run: Run) -> Iterator[Path]:
    """Load a person who owns most of a company that owns another."""
    clear_acts(store)
    (tmp_path / "own.yml").write_text(PERSONS, encoding="utf-8")
    rows = [f"P,Person,{NAME},13900001111", "B,Company,B 虚构公司,", "C,Company,C 虚构公司,"]
    (tmp_path / "parties.csv").write_text("\n".join(("code,kind,name,phone", *rows)), encoding="utf-8")
    (tmp_path / "holdings.csv").write_text("holder,company,percent\nP,B,60\nB,C,70\n", encoding="utf-8")
    outcome = run("load", tmp_path / "own.yml", tmp_path)
    assert outcome.code == 0, outcome.err
    yield tmp_path
    clear_acts(store)


def clear_acts(store: Store) -> None:
    """Remove what other tests left on record."""
    (store.settings.data_dir / ACTS_FILE).unlink(missing_ok=True)
    shutil.rmtree(store.settings.data_dir / SEALED, ignore_errors=True)


def find_owner(run: Run) -> dict[str, str]:
    """Return the natural person above the lower company, and the codes of the notes."""
    page = run("show", "own:C", "--json").read_json()
    notes = [note["code"] for note in page["owners"]["meta"]["notes"]]
    return {"id": page["owners"]["data"]["owners"][0]["id"], "notes": ",".join(notes)}


def test_an_erased_person_is_gone_and_still_owns(folder: Path, run: Run) -> None:
    assert run("find").code == 0
    assert NAME in run("show", "own:C").out
    erased = run("person", "erase", NAME, *REASON, "--yes", "--json").read_json()
    page = run("show", "own:C").out
    assert (NAME in page, "an erased person" in page, erased["party"] in page) == (False, True, True)
    assert "its data was erased" in page or "whose data was erased" in page
    assert run("show", "own:P").code == 1
    assert NAME not in run("show", erased["party"], "--json").out
    assert run("search", NAME, "--json").read_json()["data"] == []


def test_an_act_needs_a_yes_and_a_dry_run_changes_nothing(folder: Path, run: Run) -> None:
    refused = run("person", "erase", "own:P", *REASON)
    assert (refused.code, "use --yes" in refused.err) == (2, True)
    dry = run("person", "erase", "own:P", *REASON, "--dry-run")
    assert (dry.code, "1 relationships" in dry.out, "nothing was changed" in dry.out) == (0, True, True)
    assert run("show", "own:P").code == 0
    assert run("person").out.startswith("no person's data")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("erase", "own:B", *REASON, "--yes"), 2, "natural persons"),
        (("erase", "own:P", "--yes"), 2, "--reason"),
        (("restrict", "own:P", *REASON, "--yes", "--lift"), 1, "no person whose data is restricted"),
        (("correct", "own:P", *REASON, "--yes", "--set", "phone"), 2, "field=value"),
        (("erase", "own:X", *REASON, "--yes"), 1, "no party is called"),
    ],
)
def test_wrong_requests_end_in_one_sentence(
    folder: Path, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    outcome = run("person", *words)
    assert (outcome.code, said in outcome.err, "Traceback" in outcome.err) == (code, True, False)


def test_a_restriction_ends_when_it_is_lifted(folder: Path, run: Run) -> None:
    assert run("person", "restrict", "own:P", *REASON, "--yes").code == 0
    page = run("show", "own:C").out
    assert (NAME in page, "whose data is restricted" in page) == (False, True)
    assert run("person", "restrict", "own:P", *REASON, "--yes", "--lift").code == 0
    assert NAME in run("show", "own:C").out


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(folder: Path, run: Run) -> None:
    assert run("person", "correct", "own:P", *REASON, "--yes", "--set", "name=岚川朔和").code == 0
    assert run("show", "岚川朔和").code == 0
    assert NAME not in run("show", "own:P", "--all").out
    assert run("load", folder / "own.yml", folder).code == 0
    assert NAME not in run("show", "own:P", "--all").out


def test_every_act_is_on_record(folder: Path, run: Run) -> None:
    run("person", "correct", "own:P", *REASON, "--yes", "--set", "phone=13900002222", "--by", "clerk")
    run("person", "erase", "own:P", *REASON, "--yes", "--basis", "request no. 7")
    acts = run("person", "--json").read_json()
    listing = [(act["kind"], act["by"] == "clerk", act["basis"], act["fields"]) for act in acts]
    assert listing == [
        ("correct", True, "PIPL art. 46; GDPR art. 16", ["phone"]),
        ("erase", False, "request no. 7", []),
    ]
    again = run("person", "erase", "own:P", *REASON, "--yes")
    assert (again.code, "was erased on" in again.err) == (2, True)


def read_lines(run: Run, *numbers: int) -> list[str]:
    """Return the lines of deliveries as they are kept."""
    return [line for n in numbers for line in run("deliveries", "show", f"own register:{n}", "--rows").out.splitlines()]


def test_rows_as_delivered_do_not_name_an_erased_person(folder: Path, run: Run) -> None:
    run("load", folder / "own.yml", folder)
    assert NAME in "".join(read_lines(run, 3))
    run("person", "erase", "own:P", *REASON, "--yes")
    left = ["code,kind,name,phone", "", "B,Company,B 虚构公司,", "C,Company,C 虚构公司,"]
    assert read_lines(run, 1, 2) == [*left, "holder,company,percent", "", "B,C,70"]
    assert read_lines(run, 3, 4) == read_lines(run, 1, 2)
    assert run("load", folder / "own.yml", folder).code == 0
    assert read_lines(run, 5, 6) == read_lines(run, 1, 2)


def test_rows_as_delivered_come_back_when_a_restriction_is_lifted(folder: Path, run: Run) -> None:
    before = read_lines(run, 1, 2)
    run("person", "restrict", "own:P", *REASON, "--yes")
    assert NAME not in "".join(read_lines(run, 1, 2))
    run("person", "restrict", "own:P", *REASON, "--yes", "--lift")
    assert read_lines(run, 1, 2) == before


def test_rows_as_delivered_lose_a_corrected_value(folder: Path, run: Run) -> None:
    run("person", "correct", "own:P", *REASON, "--yes", "--set", "phone=13900002222")
    assert "13900001111" not in "".join(read_lines(run, 1))
    run("load", folder / "own.yml", folder)
    assert "13900001111" not in "".join(read_lines(run, 3))
