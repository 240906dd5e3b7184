"""Every command does what the contract says: results and nothing else on a pipe, JSON, both languages, exit codes."""

import csv
import http.client
import json
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from riskgraph import __version__
from riskgraph.graph.engine.arcadedb import find_free_port
from riskgraph.graph.engine.store import Store
from riskgraph.graph.export.export import unescape_formula
from riskgraph.models.ownership.regimes import REGIMES, RegimeId
from riskgraph.settings import Settings

from ..commands import ZOO, Launch, Outcome, Run, environment_of, run_command
from ..conftest import empty

DAY = ("--as-of", "2023-12-31")
COUNTS = ("read", "stored", "unchanged", "rejected", "parties", "relationships", "seconds", "peak_rss_mb")
COMMANDS = (
    "demo",
    "db",
    "load",
    "sources",
    "extract",
    "find",
    "rules",
    "score",
    "show",
    "search",
    "paths",
    "serve",
    "export",
)
COMPANY = "world:C000001"


@pytest.fixture(scope="module")
def loaded(open_engine: Store, run: Run, world_folder: Path) -> Outcome:
    """Load the smallest world by command; the tests of this file read it."""
    empty(open_engine)
    return run("load", "world", world_folder, "--json")


def test_help_lists_every_command(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    assert [command for command in COMMANDS if f" {command} " not in outcome.out] == []


def test_a_command_imports_no_large_library_before_it_needs_one() -> None:
    large = {"scipy", "torch", "spacy", "fastapi"}
    words = f"import sys, riskgraph.cli; print(sorted({large} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_version(run: Run) -> None:
    assert run("--version").out == f"{__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("db", "nonsense"),
        ("show",),
        ("show", "--nonsense", "x"),
        ("demo", "--companies", "many"),
        ("serve", "--port"),
        ("load", "world"),
        ("load", "nosuch", "."),
        ("load", "nosuch.yml", "."),
        ("load", "world", ".", "--as-known", "2021-02-31"),
        ("find", "--as-of", "yesterday"),
        ("find", "--rule", "nosuch"),
        ("show", "x", "--as-of", "2023-13-01"),
        ("extract", "--language", "fr"),
        ("export", "xml", "out"),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--after", "nonsense"),
        ("paths", "x"),
        ("paths", "x", "y", "--types", "NOSUCH"),
        ("paths", "x", "y", "--min-share", "2"),
        ("paths", "x", "y", "--after", "nonsense"),
        ("serve", "--port", "65536"),
        ("serve", "--host", "0.0.0.0"),
        ("db", "reset"),
    ],
)
def test_wrong_usage_ends_in_2_and_says_why(run: Run, words: tuple[str, ...]) -> None:
    outcome = run(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert re.fullmatch(r"riskgraph: [^\n]+\n", outcome.err)
    assert not re.search("[─│╭╰]", outcome.err)


def test_a_command_without_words_shows_its_help(run: Run) -> None:
    outcome = run("db")
    assert (outcome.code, "status" in outcome.out, outcome.err) == (2, True, "")


def test_load_counts_every_row(loaded: Outcome) -> None:
    count = loaded.read_json()
    assert (loaded.code, loaded.err) == (0, "")
    assert [name for name in COUNTS if name not in count] == []
    assert count["read"] == count["stored"] + count["unchanged"] + count["rejected"]
    assert (count["rejected"], count["rejects"]) == (0, None)


def test_loading_again_changes_nothing(loaded: Outcome, run: Run, world_folder: Path) -> None:
    before = run("db", "status", "--json").read_json()
    outcome = run("load", "world", world_folder)
    assert (outcome.code, outcome.err) == (0, "")
    read = loaded.read_json()["read"]
    assert f"{read:,} rows read = 0 stored + {read:,} unchanged + 0 rejected; 0 new parties" in outcome.out
    assert run("db", "status", "--json").read_json() == before


def test_status_counts_what_is_stored(loaded: Outcome, run: Run) -> None:
    status = run("db", "status", "--json").read_json()
    assert (status["running"], status["parties"]) == (True, loaded.read_json()["parties"])
    assert f"{status['parties']:,} parties, {status['records']:,} records" in run("db", "status").out


def test_start_is_harmless_when_it_runs(loaded: Outcome, run: Run) -> None:
    assert run("db", "start", "--json").read_json() == run("db", "status", "--json").read_json()


def test_sources_are_listed_with_what_was_loaded(loaded: Outcome, run: Run) -> None:
    listed = {source["name"]: source for source in run("sources", "--json").read_json()}
    assert {"world", "cn_listed", "finbench"} <= listed.keys()
    assert listed["world"]["last_load"]["read"] == loaded.read_json()["read"]
    assert all(listed[name]["licence"] and listed[name]["legal_basis"] for name in ("world", "cn_listed", "finbench"))
    assert "演示世界（虚构经济）" in run("sources").out


def test_find_runs_every_rule(loaded: Outcome, run: Run) -> None:
    outcome = run("find", *DAY, "--json")
    rules = {rule["rule"]: rule["findings"] for rule in outcome.read_json()}
    assert (outcome.code, outcome.err) == (0, "")
    assert len(rules) >= 12
    assert rules["ownership_ring"] > 0


def test_find_runs_the_rules_asked_for(loaded: Outcome, run: Run) -> None:
    outcome = run("find", "--rule", "ownership_ring", "--rule", "shared_phone", *DAY)
    assert outcome.code == 0
    assert "by 2 rules" in outcome.out


def test_a_score_is_the_sum_of_its_lines(loaded: Outcome, run: Run) -> None:
    outcome = run("score", COMPANY, *DAY, "--json")
    table = outcome.read_json()["assessments"][0]
    assert (outcome.code, table["party"]) == (0, COMPANY)
    assert sum(line["contribution"] for line in table["lines"]) == pytest.approx(table["value"], abs=1e-9)
    assert all(line["sentence_zh"] and line["sentence_en"] for line in table["lines"])


def test_every_company_is_scored_if_none_is_named(loaded: Outcome, run: Run) -> None:
    grades = run("score", *DAY, "--json").read_json()["grades"]
    assert sum(grades.values()) >= 300


def test_show_speaks_both_languages(loaded: Outcome, run: Run) -> None:
    run("score", COMPANY, *DAY)
    outcome = run("show", COMPANY, *DAY)
    assert outcome.code == 0
    assert all(words in outcome.out for words in ("Beneficial owners / 受益所有人", "Score / 评分", "because", "原因"))
    assert "1 record by world" in outcome.out
    regime = REGIMES[RegimeId.CN_2024]
    assert (
        f"(25 % or more, {regime.article.en} / {regime.article.zh}, in force from 2024-11-01, cn_2024 " in outcome.out
    )
    assert "net profit" in outcome.out


def test_show_says_that_a_score_is_older_than_the_day(loaded: Outcome, run: Run) -> None:
    run("score", COMPANY, *DAY)
    fresh, later = (run("show", COMPANY, "--as-of", day) for day in ("2023-12-31", "2024-06-30"))
    assert ("valid for 2023-12-31, computed on " in fresh.out, "NOTE 提示: this score" in fresh.out) == (True, False)
    assert "NOTE 提示: this score is valid for 2023-12-31" in later.out
    score = run("show", COMPANY, "--as-of", "2024-06-30", "--json").read_json()["score"]
    assert (score["as_of"], score["note"]["code"]) == ("2023-12-31", "score_of_earlier_day")


@pytest.mark.parametrize(("day", "sentence"), [("1901-01-01", "was founded on"), ("2999-01-01", "lies in the future")])
def test_show_warns_of_a_day_without_knowledge(loaded: Outcome, run: Run, day: str, sentence: str) -> None:
    assert sentence in run("show", COMPANY, "--as-of", day).out
    notes = run("show", COMPANY, "--as-of", day, "--json").read_json()["meta"]["notes"]
    others = (
        "regime_not_in_force",
        "old_data",
        "no_rule_ran",
        "findings_of_other_days",
        "control_of_other_day",
        "control_not_derived",
        "no_controller_found",
    )
    assert [sentence in note["en"] for note in notes if note["code"] not in others] == [True]


def test_show_takes_another_rule_on_owners(loaded: Outcome, run: Run) -> None:
    outcome = run("show", COMPANY, *DAY, "--regime", "uk_psc")
    assert "(more than 25 %, Companies Act 2006" in outcome.out
    regime = run("show", COMPANY, *DAY, "--regime", "cn_2025", "--json").read_json()["owners"]["regime"]
    assert (regime["id"], regime["version"]) == ("cn_2025", REGIMES[RegimeId.CN_2025].version)
    assert "has not been checked against the text of the law" in run("show", COMPANY, *DAY, "--regime", "cn_2025").out


def test_show_names_the_rules_on_owners_for_an_unknown_one(loaded: Outcome, run: Run) -> None:
    outcome = run("show", COMPANY, "--regime", "atlantis")
    assert (outcome.code, "'atlantis' is no rule on beneficial owners; those are: cn_2024" in outcome.err) == (2, True)


def test_show_says_that_the_rule_on_owners_was_not_in_force(loaded: Outcome, run: Run) -> None:
    sentence = "is in force from 2024-11-01, after the day asked for, 2024-10-31"
    notes = run("show", COMPANY, "--as-of", "2024-10-31", "--json").read_json()["meta"]["notes"]
    assert [sentence in note["en"] for note in notes if note["code"] == "regime_not_in_force"] == [True]
    assert f"{sentence}: " in run("show", COMPANY, "--as-of", "2024-10-31").out
    assert "is in force from" not in run("show", COMPANY, "--as-of", "2024-11-01").out
    assert "is in force from" not in run("show", "world:P000001", *DAY).out


def test_show_says_that_a_person_has_no_owners(loaded: Outcome, run: Run) -> None:
    page = run("show", "world:P000001", *DAY).out
    assert "only companies have owners and a controller" in page
    assert ("compute it" in page, "scores and grades are for companies" in page) == (False, True)


def test_show_explains_figures_that_the_score_does_not_use(loaded: Outcome, run: Run) -> None:
    year = max(run("show", COMPANY, *DAY, "--json").read_json()["party"]["indicators"])
    sentence = f"the score does not use the figures of {year} shown here: accounts count as public 120 days after"
    for day, differs in ((f"{year}-12-31", True), (f"{int(year) + 1}-06-30", False)):
        assert run("score", COMPANY, "--as-of", day).code == 0
        assert (sentence in run("show", COMPANY, "--as-of", day).out) is differs


def test_show_finds_a_party_by_id_identifier_and_name(loaded: Outcome, run: Run) -> None:
    party = run("show", COMPANY, *DAY, "--json").read_json()["party"]
    for words in (party["identifiers"][0], party["name"]):
        assert run("show", words, *DAY, "--json").read_json()["party"] == party


def test_show_knows_no_more_than_was_known(loaded: Outcome, run: Run) -> None:
    meta = run("show", COMPANY, *DAY, "--as-known", "2020-01-01", "--json").read_json()["meta"]
    assert (meta["as_of"], meta["as_known"]) == ("2023-12-31", "2020-01-01")


def test_an_unknown_party_is_one_sentence(loaded: Outcome, run: Run) -> None:
    outcome = run("show", "世上没有的公司")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("riskgraph: no party is called '世上没有的公司'")
    assert outcome.err.count("\n") == 1


def test_export_to_json_lines_writes_every_row(loaded: Outcome, run: Run, tmp_path: Path) -> None:
    outcome = run("export", "jsonl", tmp_path / "graph.jsonl", "--json")
    lines = [json.loads(line) for line in (tmp_path / "graph.jsonl").read_text(encoding="utf-8").splitlines()]
    assert outcome.code == 0
    assert len(lines) == sum(outcome.read_json().values())
    assert outcome.read_json()["Party"] == loaded.read_json()["parties"]


def test_export_to_csv_writes_a_file_per_kind(loaded: Outcome, run: Run, tmp_path: Path) -> None:
    counts = run("export", "csv", tmp_path / "graph", "--json").read_json()
    assert {path.stem for path in (tmp_path / "graph").iterdir()} == counts.keys()
    with (tmp_path / "graph" / "Party.csv").open(encoding="utf-8", newline="") as file:
        ids = [unescape_formula(row["id"]) for row in csv.DictReader(file)]
    assert (len(ids), COMPANY in ids) == (counts["Party"], True)


def test_extract_reads_the_documents_of_the_graph_once(loaded: Outcome, run: Run) -> None:
    pytest.importorskip("spacy")
    first = run("extract", "--json")
    assert first.code == 0
    assert first.read_json()["mentions"] > 0
    again = run("extract", "--json").read_json()
    assert (again["stored"], again["mentions"]) == (0, first.read_json()["mentions"])


def test_extract_reads_lines_of_a_file(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    (tmp_path / "texts.jsonl").write_text('{"id": "t1", "text": "Velba Ltd was founded in 2019."}\n', encoding="utf-8")
    outcome = run("extract", tmp_path / "texts.jsonl", "--language", "en")
    assert outcome.code == 0
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["t1"]


def test_serve_answers_until_it_is_told_to_stop(settings: Settings, loaded: Outcome, run: Run, launch: Launch) -> None:
    port = find_free_port()
    process = launch(environment_of(settings), "serve", "--port", port)
    assert ask(port, "/ready") == 200
    token = run("key", "token").out.strip()
    assert ask(port, f"/v1/parties/{COMPANY}") == 401
    assert ask(port, f"/v1/parties/{COMPANY}", token) == 200
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=180)
    sentence = f"the API is at http://127.0.0.1:{port}/docs; Ctrl-C stops it\n"
    assert (process.returncode in (0, -signal.SIGTERM), out) == (True, sentence)


def ask(port: int, target: str, token: str = "") -> int:
    """Return the status of an answer; wait for the server to start."""
    deadline = time.monotonic() + 180
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
                connection.request("GET", target, headers={"Authorization": f"Bearer {token}"} if token else {})
                return connection.getresponse().status
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_the_embedded_engine_starts_stops_and_resets(own_engine: Settings) -> None:
    variables = environment_of(own_engine)

    def db(*words: str) -> dict[str, object]:
        outcome = run_command(variables, "db", *words, "--json")
        assert (outcome.code, outcome.err) == (0, "")
        return dict(outcome.read_json())

    assert (db("status")["running"], db("status")["parties"]) == (False, None)
    started = db("start")
    assert db("status") == started
    assert run_command(variables, "load", ZOO / "holders.yml", ZOO / "holders.csv").code == 0
    assert db("status") == {**started, "parties": 1, "records": 1}
    assert db("reset", "--yes") == {**started, "parties": 0, "records": 0}
    assert (db("stop"), db("stop")) == ({"stopped": True}, {"stopped": False})


def test_a_reader_that_goes_away_is_no_crash(settings: Settings, launch: Launch) -> None:
    process = launch(environment_of(settings), "sources")
    assert process.stdout is not None
    process.stdout.close()
    process.wait(timeout=180)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
