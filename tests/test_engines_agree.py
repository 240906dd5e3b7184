"""Every statement and rule of cypher/ gives the same rows on both engines, over one demo world."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from riskgraph.graph.backup.restore import restore
from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Row, Store, open_store
from riskgraph.graph.export.export import export_jsonl
from riskgraph.graph.load.deliveries.lines import keep_lines
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.load.mentions import extract_from_graph
from riskgraph.graph.personal.acts import ACTS_FILE, ActKind
from riskgraph.graph.personal.perform import Request, withhold_person
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.graph.rules.run import Task, find, read_hits
from riskgraph.graph.schema.prepare import prepare
from riskgraph.ingest.records import (
    Entry,
    Facility,
    FactStatus,
    Holding,
    Indicator,
    Item,
    Party,
    PartyKind,
    Place,
    Relation,
)
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.models.networks.rule_algorithms import ALGORITHMS
from riskgraph.pipeline import reset_engine
from riskgraph.scoring import score_graph
from riskgraph.settings import Settings

from .conftest import empty
from .graph.factories import check_outcomes, derive
from .statement_questions import EARLIER, TODAY, World, list_questions

pytestmark = pytest.mark.neo4j

TASK = Task(as_of=TODAY, found_on=TODAY, algorithms=ALGORITHMS)
# what identifies a store or is numbered by it says nothing about the world
OWN_TO_A_STORE = frozenset({"element", "recorded_at", "ended_at"})
IDENTITY = '"label":"State","properties":{"id":"identity"'
# columns that a pattern comprehension collects; what reads them orders them
COLLECTED = frozenset(("heads", "sisters", "owned", "page", "circles", "named", "said", "counted"))
MEASURED = re.compile(
    r'\\*"(seconds|peak_rss_mb)\\*":[0-9.]+|"(recorded_at|ended_at)":"[^"]*T[^"]*"|"content": "[0-9a-f]{32}"'
)
# collected without an order, which Cypher leaves to the engine
UNORDERED_LISTS = frozenset({"records"})
# statements that give nothing over this world, each with the reason
EMPTY: Mapping[str, str] = {
    "party/defaulted_before": "no loan of the world in default was another borrower's before",
    "personal/acts": "no person's data was erased yet",
}
# what runs each statement that writes; all of them have run when the world is filled, and at the end of this file
WRITERS: Mapping[str, Callable[..., object]] = {
    "control": derive,
    "control_day": score_graph,
    "forget_control": derive,
    "findings": find,
    "forget_findings": find,
    "rule_run": find,
    "scores": score_graph,
    "delete_some": reset_engine,
    "backup/begin_restore": restore,
    "backup/delete_some": restore,
    "backup/end_restore": restore,
    "deliveries/create": load_entries,
    "deliveries/change": load_entries,
    "deliveries/keep_lines": keep_lines,
    "deliveries/delete_records": undo_delivery,
    "deliveries/restore_records": undo_delivery,
    "deliveries/strip_parties": undo_delivery,
    "personal/controls": withhold_person,
    "personal/delete_scores": withhold_person,
    "personal/mention": withhold_person,
    "personal/rename_in_changes": withhold_person,
    "personal/superseded": withhold_person,
    "state/content": load_entries,
    "state/end_figures": prepare,
    "state/first_content": score_graph,
    "state/forget_control_day": prepare,
    "state/forget_schema": reset_engine,
    "state/schema": prepare,
    "state/single_holdings": load_entries,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small world with its texts."""
    target = tmp_path_factory.mktemp("world")
    write_world(target, companies=300, seed=5, instances=1)
    return target


@pytest.fixture(scope="module")
def worlds(folder: Path, settings_of: Callable[[str], Settings]) -> Iterator[tuple[World, World]]:
    """Return the same world in the embedded engine and in Neo4j."""
    with open_store(settings_of("embedded")) as left, open_store(settings_of("neo4j")) as right:
        yield fill(left, folder), fill(right, folder)


def fill(store: Store, folder: Path) -> World:
    """Load the world, read its texts, find, and find again when control is another; then score."""
    empty(store)
    load_entries(store, "world", open_source("world").read(folder, TODAY), TODAY)
    cast = read_cast(folder)
    stated = Relation(start=cast["person"][0], end=cast["company"][0], kind="controls")
    late = Facility(id="late", borrower=cast["company"][1], due_on=EARLIER, loan_class="normal", balance=1e6)
    settled = Facility(id="settled", borrower=cast["company"][1], defaulted_on=EARLIER, closed_on=EARLIER)
    operates = Party(id="ended", kind=PartyKind.COMPANY, name="朔禾贸易", operating_status="active")
    load_entries(store, "register", [Entry("1", Place("register.csv", 2), TODAY, (operates, late, settled))], TODAY)
    items = (stated, late, *contradict(), *dispute(cast))
    load_entries(store, "statement", [Entry("1", Place("statement.csv", 2), TODAY, items)], TODAY)
    keep_lines(store, "statement:1", ["id,name\n", f"1,{cast['person'][0]}\n"], ())
    extract_from_graph(store, None)
    derive(store, EARLIER)
    check_outcomes(find(store, TODAY, found_on=TODAY, algorithms=ALGORITHMS))
    before = finding_ids(store)
    derive(store, TODAY)
    check_outcomes(find(store, TODAY, found_on=TODAY, algorithms=ALGORITHMS))
    score_graph(store, TODAY, None)
    return World(store, cast["company"] + cast["person"], frozenset(before - finding_ids(store)))


def contradict() -> Iterator[Item]:
    """Make what rules of conflict find: a company that another source calls active, and that has good figures."""
    shared = {"identifiers": ("reg:1",), "kind": PartyKind.COMPANY}
    yield Party(id="shared", name="岚川贸易", **shared)  # type: ignore[arg-type]
    yield Party(id="ended", name="朔禾贸易", operating_status="deregistered", **shared)  # type: ignore[arg-type]
    for name, value in {"total_assets": 1e8, "total_liabilities": 1e7, "revenue": 1e8, "net_profit": 2e7}.items():
        yield Indicator(id=f"ended|{name}", party="ended", name=name, period="2022", value=value, unit="CNY")


def dispute(cast: Mapping[str, list[str]]) -> Iterator[Item]:
    """Make what does not count: a disputed holding and marriage, and an older version of a holding."""
    person, other = cast["person"][:2]
    yield Relation(start=person, end=other, kind="spouse", status=FactStatus.DISPUTED)
    yield Holding(start=person, end=cast["company"][0], share=0.4, status=FactStatus.DISPUTED)
    for share, year in ((0.01, 2019), (0.02, 2020)):
        yield Holding(start=other, end=cast["company"][1], share=share, valid_from=date(year, 1, 1))


def read_cast(folder: Path) -> dict[str, list[str]]:
    """Return the first party of each part in a planted scheme, companies and persons apart."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    planted = [case for case in truth["schemes"] if case["planted"]]
    played = {members[0] for case in planted for members in case["members"].values() if members}
    return {kind: sorted(party for party in played if f":{kind[0].upper()}" in party) for kind in ("company", "person")}


def finding_ids(store: Store) -> set[str]:
    """Return the ids of the findings of the day."""
    return {row["id"] for row in store.read(read_statement("read/findings/findings_of_day"), {"as_of": TODAY})}


def names_in(folder: str) -> list[str]:
    """Return the names of the statements in a folder of cypher/."""
    root = Path(str(files("riskgraph.cypher"))) / folder
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.cypher"))


def settle(value: Any, column: str = "") -> Any:
    """Take out of a value what an engine may give otherwise: the last digits of sums, the order of some lists."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, list):
        settled = [settle(item) for item in value]
        return sorted(settled, key=write) if column in UNORDERED_LISTS else settled
    if isinstance(value, dict):
        return {name: settle(item, name) for name, item in value.items() if name not in OWN_TO_A_STORE}
    return value


def write(value: Any) -> str:
    """Write a value in one form, for sorting."""
    return json.dumps(value, sort_keys=True, default=str)


def show(row: Row) -> str:
    """Write a row so that two can be compared and distinguished, dates by their days."""
    settled = {name: sort_collected(name, value) for name, value in settle(row).items()}
    return MEASURED.sub("", json.dumps(settled, sort_keys=True, ensure_ascii=False, default=str))


def sort_collected(name: str, value: Any) -> Any:
    """Sort what a pattern comprehension collects, in the order of its engine."""
    return sorted(value, key=write) if name in COLLECTED else value


def is_ordered(statement: str) -> bool:
    """Return whether the rows of a statement come in an order of its own: ORDER BY after the last RETURN."""
    return re.search(r"^ORDER BY\b", statement[statement.rindex("\nRETURN ") :], re.MULTILINE) is not None


def ask(world: World, name: str, question: Mapping[str, Any]) -> list[str]:
    """Ask one question and give the rows, sorted unless the statement orders them."""
    statement = read_statement(f"read/{name}")
    rows = [show(row) for row in world.store.read(statement, question, world.store.settings.rule_budget_s)]
    return rows if is_ordered(statement) else sorted(rows)


def list_graph(store: Store, path: Path) -> Counter[str]:
    """Return every node and relationship as a line: what sources said, and what was derived from it."""
    export_jsonl(store, path)
    written = path.read_text(encoding="utf-8").splitlines()
    return Counter(MEASURED.sub("", line) for line in written if IDENTITY not in line)


def test_every_statement_is_compared(worlds: tuple[World, World]) -> None:
    assert set(list_questions(worlds[0])) == set(names_in("read"))
    assert set(WRITERS) == set(names_in("write"))
    assert set(EMPTY) <= set(names_in("read"))


@pytest.mark.parametrize("name", names_in("read"))
def test_a_statement_gives_the_same_rows_on_both(worlds: tuple[World, World], name: str) -> None:
    embedded, neo4j = worlds
    count = 0
    for question in list_questions(embedded)[name]:
        rows = ask(embedded, name, question)
        assert rows == ask(neo4j, name, question)
        count += len(rows)
    assert (count == 0) == (name in EMPTY)


def test_named_controllers_are_among_what_is_compared(worlds: tuple[World, World]) -> None:
    store, statement = worlds[0].store, read_statement("read/party/party_controls")
    questions = list_questions(worlds[0])["party/party_controls"]
    assert any(row["named"] for question in questions for row in store.read(statement, question))


@pytest.mark.parametrize("name", find_rules())
def test_a_rule_gives_the_same_rows_on_both(worlds: tuple[World, World], name: str) -> None:
    embedded, neo4j = ([show(row) for row in read_hits(world.store, find_rules()[name], TASK).rows] for world in worlds)
    assert embedded == neo4j
    assert embedded


def test_what_is_written_is_the_same_on_both(worlds: tuple[World, World], tmp_path: Path) -> None:
    embedded, neo4j = worlds
    left, right = list_graph(embedded.store, tmp_path / "left"), list_graph(neo4j.store, tmp_path / "right")
    assert (left - right, right - left) == (Counter(), Counter())
    assert len(left) > 1000


def test_what_no_longer_holds_is_forgotten_on_both(worlds: tuple[World, World]) -> None:
    embedded, neo4j = worlds
    assert embedded.forgotten
    assert embedded.forgotten == neo4j.forgotten


def test_what_is_erased_and_taken_back_is_as_much_on_both(worlds: tuple[World, World]) -> None:
    erased, undone = zip(*map(erase_and_undo, worlds), strict=True)
    assert erased[0] == erased[1]
    assert undone[0] == undone[1]


def erase_and_undo(world: World) -> tuple[Mapping[str, int], int]:
    """Erase a person who plays a part in a scheme, and take back a source; return how much of each there was."""
    store, person = world.store, next(id_ for id_ in world.cast if ":P" in id_)
    done = withhold_person(store, person, Request(ActKind.ERASE, "asked for by the person"))
    (store.settings.data_dir / ACTS_FILE).unlink()
    assert done.counts["relationships"] > 0
    return done.counts, undo_delivery(store, "statement:1").removed


def test_a_reset_leaves_nothing_on_either(worlds: tuple[World, World]) -> None:  # the last: it empties the worlds
    for world in worlds:
        status = reset_engine(world.store.settings)
        assert (status.parties, status.records) == (0, 0)
