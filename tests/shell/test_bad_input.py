"""Bad input and bad luck: one clear sentence, the right exit code, what was stored is intact, the good rows are in."""

import json
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from riskgraph.commands.exits import explain_stop
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.ingest.records import Entry, Holding, Indicator, Party, PartyKind, Place
from riskgraph.ingest.sources.cn_listed.read import MEAN
from riskgraph.settings import Settings
from riskgraph.terminal.progress import Progress

from ..commands import ZOO, Launch, Outcome, Run, environment_of, run_command
from ..ingest.sources.test_cn_listed import HEADERS

MAPPING = ZOO / "holdings.yml"
OWNED = "MATCH (a:Party)-[r:OWNS]->(b:Party) RETURN a.id AS owner, b.id AS company, r.share AS share"
GOOD = ("zoo:甲-001", "zoo:丙-003", 0.125)
OTHER = ("zoo:甲-001", "zoo:乙-002", 0.4)


def owned(store: Store) -> set[tuple[str, str, float]]:
    return {(row["owner"], row["company"], row["share"]) for row in store.read(OWNED)}


def read_sentence(outcome: Outcome) -> str:
    """Return the one sentence on the error channel; there is nothing else on it but a slow machine's progress."""
    err = re.sub(r"^\w+: ([\d,]+ rows read, .*|the name index follows)\n", "", outcome.err, flags=re.MULTILINE)
    assert re.fullmatch(r"riskgraph: [^\n]+\n", err), outcome.err
    return err


@pytest.mark.parametrize("name", ["good.csv", "bom.csv", "gb18030.csv", "utf16.csv", "semicolons.csv"])
def test_encodings_marks_and_delimiters_are_recognised(zoo: Path, run: Run, store: Store, name: str) -> None:
    outcome = run("load", MAPPING, zoo / name, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert owned(store) == {GOOD, OTHER}


def test_a_load_that_takes_long_tells_on_the_error_channel_how_far_it_is(zoo: Path, run: Run) -> None:
    outcome = run("load", MAPPING, zoo / "good.csv", "--json", progress_s=0)
    assert outcome.read_json()["stored"] == 2
    read = r"2 rows read, 2 stored, 0 unchanged, 0 rejected; holdings\.csv, [\d,]+ rows a second"
    stages = ("the graph is opened", read, "the name index follows")
    assert re.fullmatch("".join(rf"holdings_of_the_zoo: {stage}\n" for stage in stages), outcome.err)


def test_progress_is_told_every_few_seconds_only_and_when_the_next_stage_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = iter((0.0, 4.9, 5.0, 6.0, 9.9, 10.0, 10.1, 10.2))
    monkeypatch.setattr("riskgraph.terminal.progress.time", SimpleNamespace(monotonic=lambda: next(seconds)))
    tell = Progress()
    for text in ("4,9 read", "5 read", "6 read", "9,9 read", "10 read", "the index follows", "the index follows"):
        tell(text)
    assert capsys.readouterr() == ("", "5 read\n10 read\nthe index follows\n")


def test_a_terminal_shows_the_first_progress_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "riskgraph.terminal.progress.errors", Console(stderr=True, force_terminal=True, highlight=False)
    )
    tell = Progress()
    tell("the graph is opened")
    tell("1,000 rows read")
    tell("2,000 rows read")
    shown = capsys.readouterr().err
    assert ("the graph is opened" in shown, "1,000" in shown, "2,000" in shown) == (True, True, False)


def test_the_seconds_of_a_load_include_the_name_index(zoo: Path, run: Run) -> None:
    seconds = run("load", MAPPING, zoo / "good.csv", "--json").read_json()["seconds"]
    listed = {source["name"]: source["last_load"] for source in run("sources", "--json").read_json()}
    assert seconds > listed["holdings_of_the_zoo"]["seconds"]


def test_a_source_of_ones_own_is_listed_with_its_rejects(zoo: Path, run: Run) -> None:
    run("load", MAPPING, zoo / "percent_130.csv")
    listed = {source["name"]: source["last_load"] for source in run("sources", "--json").read_json()}
    assert (listed["holdings_of_the_zoo"]["read"], listed["holdings_of_the_zoo"]["rejected"]) == (2, 1)
    assert "holdings_of_the_zoo" in run("sources").out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("absent.csv", "absent.csv does not exist"),
        ("empty.csv", "empty.csv is empty: it has no header"),
        ("no_delimiter.csv", "it has no , ; | or tab"),
        ("missing_column.csv", "has no column 'percent'"),
        ("picture.csv", "neither UTF-8 nor GB18030"),
    ],
)
def test_an_unusable_file_is_one_sentence_and_stores_nothing(zoo: Path, run: Run, name: str, words: str) -> None:
    before = run("db", "status", "--json").read_json()
    outcome = run("load", MAPPING, zoo / name)
    assert (outcome.code, outcome.out) == (1, "")
    assert words in read_sentence(outcome)
    assert run("db", "status", "--json").read_json() == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("percent_130.csv", "a percentage outside 0 to 100"),
        ("about_a_third.csv", "a share that is not a number"),
        ("february_31.csv", "a day outside the calendar"),
        ("self_owner.csv", "a company that owns itself"),
    ],
)
def test_a_bad_row_is_listed_and_the_good_row_is_in(zoo: Path, run: Run, store: Store, name: str, reason: str) -> None:
    outcome = run("load", MAPPING, zoo / name, "--json")
    count = outcome.read_json()
    assert (outcome.code, count["stored"], count["rejected"]) == (1, 1, 1)
    assert count["reasons"] == [{"file": name, "reason": reason, "rows": 1}]
    listed = [json.loads(line) for line in Path(count["rejects"]).read_text(encoding="utf-8").splitlines()]
    assert [(row["row"], row["reason"], bool(row["remedy"])) for row in listed] == [(2, reason, True)]
    assert owned(store) == {GOOD}


def test_a_row_that_names_an_unknown_party_is_rejected(zoo: Path, run: Run, store: Store, tmp_path: Path) -> None:
    text = (zoo / "good.csv").read_text(encoding="utf-8").replace("甲-001,乙-002", "不明-999,乙-002")
    (tmp_path / "unknown.csv").write_text(text, encoding="utf-8")
    outcome = run("load", MAPPING, tmp_path / "unknown.csv")
    assert outcome.code == 1
    assert "2 rows read = 1 stored + 0 unchanged + 1 rejected; 1 new party, 1 new relationship;" in outcome.out
    assert "1 row of unknown.csv: no Party with this id is in the graph" in outcome.out
    listed = json.loads(Path(outcome.out.split()[-1]).read_text(encoding="utf-8"))
    assert (listed["column"], listed["value"]) == ("holder", "zoo:不明-999")
    assert owned(store) == {GOOD}


def test_a_value_that_a_source_leaves_out_is_counted_with_its_reason(run: Run, store: Store, tmp_path: Path) -> None:
    rows = {"companies.csv": ("2022,901,虚构甲",), "controllers.csv": ("2022,901,甄虚构,30000001,39.12345678901234",)}
    for name, header in HEADERS.items():
        (tmp_path / name).write_text("\n".join((header, *rows.get(name, ()), "")), encoding="utf-8")
    outcome = run("load", "cn_listed", tmp_path)
    assert outcome.code == 0
    assert f"a value of 1 row of controllers.csv is left out: {MEAN}" in outcome.out
    again = run("load", "cn_listed", tmp_path, "--json").read_json()
    assert (again["unchanged"], again["left_out"]) == (2, [{"file": "controllers.csv", "reason": MEAN, "rows": 1}])


def test_a_day_to_come_is_no_day_on_which_rows_became_known(zoo: Path, run: Run, store: Store) -> None:
    outcome = run("load", MAPPING, zoo / "good.csv", "--as-known", date.today() + timedelta(1))
    assert outcome.code == 2
    assert "has not come yet" in read_sentence(outcome)
    assert owned(store) == set()
    assert run("load", MAPPING, zoo / "good.csv", "--as-known", date.today()).code == 0


def test_a_mapping_that_is_wrong_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.yml").write_text("name: [", encoding="utf-8")
    outcome = run("load", tmp_path / "wrong.yml", ZOO / "good.csv")
    assert outcome.code == 1
    assert "wrong.yml is not YAML" in read_sentence(outcome)


def test_a_mapping_in_another_encoding_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gb.yml").write_text(MAPPING.read_text(encoding="utf-8"), encoding="gb18030")
    outcome = run("load", tmp_path / "gb.yml", ZOO / "good.csv")
    assert outcome.code == 1
    assert "gb.yml is not UTF-8" in read_sentence(outcome)


def test_a_hub_is_cut_and_the_view_says_so(store: Store, run: Run) -> None:
    load_entries(store, "hub", hub(10_000), date(2024, 1, 1))
    outcome = run("show", "hub")
    assert outcome.code == 0
    assert "NOT COMPLETE" in outcome.out
    assert "RISKGRAPH_MAX_NEIGHBOURS" in outcome.out
    meta = run("show", "hub", "--json").read_json()["meta"]
    assert (meta["complete"], meta["cut_by"]) == (False, ["neighbours"])


def test_a_stored_figure_of_no_period_is_left_out_and_the_page_says_so(store: Store, run: Run) -> None:
    figures = [Indicator(id=f"a|assets|{year}", party="a", name="assets", period=year, value=5.0)
               for year in ("2022", "2023")]  # fmt: skip
    load_entries(
        store, "own", [Entry("a", Place("own.csv", 2), date(2024, 1, 1), (company("a"), *figures))], date.today()
    )
    store.write("MATCH (figure:Indicator {id: 'a|assets|2022'}) SET figure.period = '2022Q4'")
    outcome = run("show", "a", "--as-of", "2024-06-30")
    assert outcome.code == 0
    assert "its period is neither a year such as 2023 nor a month" in outcome.out
    page = run("show", "a", "--as-of", "2024-06-30", "--json").read_json()
    assert (page["meta"]["cut_by"], list(page["party"]["indicators"])) == (["periods"], ["2023"])


def hub(spokes: int) -> Iterator[Entry]:
    """Return one company that owns many, each named in one row with its holding."""
    day = date(2024, 1, 1)
    yield Entry("hub", Place("hub.csv", 2), day, (company("hub"),))
    for number in range(spokes):
        items = company(f"spoke{number}"), Holding(start="hub", end=f"spoke{number}", share=0.3)
        yield Entry(f"spoke{number}", Place("hub.csv", number + 3), day, items)


def company(id_: str) -> Party:
    return Party(id=id_, kind=PartyKind.COMPANY, name=f"{id_} 虚构有限公司")


def test_a_port_in_use_is_one_sentence(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        outcome = run("serve", "--port", other.getsockname()[1])
    assert outcome.code == 2
    assert "choose another with --port or RISKGRAPH_PORT" in read_sentence(outcome)


def test_a_demo_finds_a_port_in_use_before_it_does_anything(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        outcome = run_command({"RISKGRAPH_DATA_DIR": str(tmp_path)}, "demo", "--port", other.getsockname()[1])
    assert (outcome.code, outcome.out, list(tmp_path.iterdir())) == (2, "", [])
    assert "choose another with --port or RISKGRAPH_PORT" in read_sentence(outcome)


def test_a_short_key_is_one_sentence_without_the_key() -> None:
    outcome = run_command({"RISKGRAPH_API_KEY": "hush-hush"}, "serve", "--port", "0")
    assert outcome.code == 2
    assert "RISKGRAPH_API_KEY has fewer than 16 characters" in read_sentence(outcome)
    assert "hush-hush" not in outcome.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RISKGRAPH_PORT", "many"),
        ("RISKGRAPH_LOG_LEVEL", "loud"),
        ("RISKGRAPH_ENGINE_HEAP", "2 GB"),
        ("RISKGRAPH_NEO4J_URI", "localhost"),
        ("RISKGRAPH_NEO4J_URI", "bolt://neo4j:hush-hush-word@localhost"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(name: str, value: str) -> None:
    outcome = run_command({name: value}, "db", "status")
    assert outcome.code == 2
    assert f"a setting is wrong: {name}: " in read_sentence(outcome)
    assert value not in outcome.err


def test_a_data_directory_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    outcome = run_command({"RISKGRAPH_DATA_DIR": str(tmp_path / "file" / "data"), "RISKGRAPH_NEO4J_URI": ""},
                          "db", "start")  # fmt: skip
    assert outcome.code == 1
    assert "set RISKGRAPH_DATA_DIR" in read_sentence(outcome)


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    variables = {
        "RISKGRAPH_DATA_DIR": str(tmp_path), "RISKGRAPH_NEO4J_URI": f"bolt://127.0.0.1:{port}",
        "RISKGRAPH_NEO4J_PASSWORD": "hush-hush-word", "RISKGRAPH_READ_BUDGET_S": "1",
    }  # fmt: skip
    outcome = run_command(variables, "db", "start")
    assert outcome.code == 1
    assert f"nothing answers at bolt://127.0.0.1:{port}" in read_sentence(outcome)
    assert "hush-hush-word" not in outcome.err


def heed_ctrl_c() -> None:
    """Heed Ctrl-C as a terminal's commands do; where the tests run in the background, children would ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_stopped_command_is_one_sentence(launch: Launch, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        variables = {"RISKGRAPH_DATA_DIR": str(tmp_path), "RISKGRAPH_NEO4J_URI": address,
                     "RISKGRAPH_NEO4J_PASSWORD": "hush-hush-word"}  # fmt: skip
        process = launch(variables, "db", "start", preexec_fn=heed_ctrl_c)
        connection, _ = silent.accept()
        with connection:  # open until the command has ended: a reset is another failure
            process.send_signal(signal.SIGINT)
            outcome = wait_for(process)
    assert outcome.code == 130
    assert "what was stored before is kept; run the same command again" in read_sentence(outcome)


STOPPED_EARLY = """
import signal, sys

class Stop:
    def find_spec(self, name, *_):
        if name == "typer":
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Stop())
from riskgraph.__main__ import main
main()
"""


def test_a_command_that_is_stopped_while_it_imports_is_one_sentence() -> None:
    done = subprocess.run([sys.executable, "-c", STOPPED_EARLY, "load"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == f"riskgraph: {explain_stop(['load'])}\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [("load", "stored so far is kept, and the same command run again completes it"), ("serve", "the API has stopped")],
)
def test_a_stopped_command_says_what_is_stored(command: str, words: str) -> None:
    assert words in explain_stop([command])


def test_a_full_disk_for_the_rejects_stops_the_load_and_keeps_what_is_stored(
    zoo: Path, store: Store, run: Run, settings: Settings, launch: Launch, tmp_path: Path
) -> None:
    assert run("load", MAPPING, zoo / "good.csv").code == 0
    header, row, _ = (zoo / "percent_130.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "many.csv").write_text("\n".join((header, *[row] * 3000)), encoding="utf-8")
    outcome = wait_for(launch(environment_of(settings), "load", MAPPING, tmp_path / "many.csv", preexec_fn=fill_disk))
    assert outcome.code == 1
    assert "cannot write the list of rejects" in read_sentence(outcome)
    assert owned(store) == {GOOD, OTHER}


def test_a_full_disk_for_an_export_leaves_nothing_half_written(
    zoo: Path, run: Run, settings: Settings, launch: Launch, store: Store, tmp_path: Path
) -> None:
    load_entries(store, "hub", hub(300), date(2024, 1, 1))
    for words in (("jsonl", tmp_path / "out" / "graph.jsonl"), ("csv", tmp_path / "out" / "graph")):
        outcome = wait_for(launch(environment_of(settings), "export", *words, preexec_fn=fill_disk))
        assert outcome.code == 1
        assert "cannot write the export" in read_sentence(outcome)
    assert list((tmp_path / "out").iterdir()) == []


def fill_disk() -> None:
    """Let no file of the process grow beyond a few kilobytes, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def wait_for(process: "subprocess.Popen[str]") -> Outcome:
    """Return what a process printed and how it ended."""
    out, err = process.communicate(timeout=300)
    return Outcome(process.returncode, out, err)
