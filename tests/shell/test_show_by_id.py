"""`riskgraph show` opens loans, cases, figures, findings, documents, rules and the policy by their ids."""

import json
from pathlib import Path

import pytest

from riskgraph.commands.versions import find_model
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Document, Facility, Indicator, Lawsuit, Mention, Participation
from riskgraph.models.policy import read_policy

from ..commands import Run
from ..graph.factories import TODAY, company, guarantees, load
from ..graph.factories import run as run_rule

NEWS = Document(id="news 1/甲", title="消息", text="甲 澜砚贸易 borrowed.")


@pytest.fixture
def graph(store: Store) -> Store:
    """Load one of each."""
    load(
        store,
        [
            company("甲"), company("bank"), NEWS,
            Mention(start="甲", end="news 1/甲", start_char=0, end_char=6, event="default", role="borrower"),
            Facility(id="loan|1", borrower="甲", lender="bank", limit=5e6, currency="CNY", loan_class="doubtful"),
            Lawsuit(id="（2023）1号", kind="lawsuit", amount=21_866.5, currency="CNY", stage="filed"),
            Participation(start="甲", end="（2023）1号", role="defendant"),
            Indicator(id="甲|revenue|2022", party="甲", name="revenue", period="2022", value=1234.5, unit="CNY"),
            guarantees("bank", "甲", 7e6),
        ],
    )  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("loan|1", ["borrower 借款人: 甲 澜砚贸易 (甲)", "amount granted 授信额度: 5,000,000", "case|row 5"]),
        ("（2023）1号", ["amount 金额: 21,866.5", "party / 当事方: 甲 澜砚贸易 (甲) (defendant 被告)  [case|row"]),
        ("甲|revenue|2022", ["value 数值: 1,234.5", "party 主体: 甲 澜砚贸易 (甲)"]),
        ("news 1/甲", ["甲 澜砚贸易 borrowed.", "default 违约, borrower 借款人  [case|row"]),
        (
            "GUARANTEES|bank|甲",
            ["(bank) - guarantees / 对外担保 - 甲 澜砚贸易 (甲)  [case|row", "7,000,000"],
        ),
        ("circular_guarantees", ["Companies guarantee each other in a circle"]),
        (read_policy().version, ["policy / 评分政策", "base: "]),
    ],
)
def test_what_has_an_id_is_opened_by_it(graph: Store, run: Run, id_: str, said: list[str]) -> None:
    outcome = run("show", id_)
    assert outcome.code == 0, outcome.err
    assert [part for part in said if part not in outcome.out] == []
    assert run("show", id_, "--json").read_json()


def test_a_finding_shows_its_rule_its_parties_and_its_records(store: Store, run: Run) -> None:
    ring = [guarantees("a", "b"), guarantees("b", "c"), guarantees("c", "a")]
    (found,) = run_rule(store, "circular_guarantees", ring)
    outcome = run("show", found["id"])
    assert outcome.code == 0, outcome.err
    parts = (found["title_en"], found["title_zh"], "a 澜砚贸易 (a)", f"holds for / 适用日 {TODAY}", "case|row")
    assert [part for part in parts if part not in outcome.out] == []
    data = run("show", found["id"], "--json").read_json()["data"]
    assert {party["name"] for party in data["parties"]} == {"a 澜砚贸易", "b 澜砚贸易", "c 澜砚贸易"}
    for key in data["finding"]["evidence"]["records"]:
        assert run("show", key).code == 0


def test_a_finding_of_another_version_of_its_rule_says_so(store: Store, run: Run) -> None:
    ring = [guarantees("a", "b"), guarantees("b", "c"), guarantees("c", "a")]
    (found,) = run_rule(store, "circular_guarantees", ring)
    store.write("MATCH (finding:Finding) SET finding.rule_version = 'older'")
    assert "was made on" in run("show", found["id"]).out
    store.write("MATCH (finding:Finding) SET finding.rule = 'gone'")
    assert "there is no rule gone any more" in run("show", found["id"]).out


def test_a_model_is_found_by_its_version(tmp_path: Path) -> None:
    place = tmp_path / "experiment" / "abc123"
    place.mkdir(parents=True)
    (place / "model.json").write_text(json.dumps({"version": "abc123"}), encoding="utf-8")
    assert find_model(tmp_path, "abc123") == {"version": "abc123"}
    assert find_model(tmp_path, "abc") is None


def test_an_id_of_nothing_is_an_unknown_party(graph: Store, run: Run) -> None:
    outcome = run("show", "nonsense")
    assert outcome.code == 1
    assert "no party is called 'nonsense'" in outcome.err
