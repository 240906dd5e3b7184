"""A party's page and its neighbourhood over HTTP."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.source_state import begin_load
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.graph.rules.run import find
from riskgraph.ingest.delivered import SourceTerms
from riskgraph.ingest.records import Document, Indicator, Lawsuit, Mention, Participation
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

from ..graph.factories import TODAY, company, guarantees, load, loan, owns, person
from .test_documents import write_score

Ask = Callable[..., Any]
CASE = [
    person("zhou"),
    company("anchor", identifiers=("uscc:91350100M000100Y43",), names=("锚",), registered_capital=5e6),
    owns("zhou", "anchor", 0.7),
    owns("anchor", "child", 0.6),
    guarantees("anchor", "child", 2e6),
    loan("anchor"),
    Indicator(id="anchor|net_assets|2022", party="anchor", name="net_assets", period="2022", value=9e6),
    Indicator(id="anchor|net_assets|2023", party="anchor", name="net_assets", period="2023", value=8e6),
    Lawsuit(id="open case", kind="lawsuit", filed_on=date(2023, 2, 1), amount=3e5),
    Lawsuit(id="old case", kind="lawsuit", filed_on=date(2020, 2, 1), closed_on=date(2021, 2, 1)),
    Participation(start="anchor", end="open case", role="defendant"),
    Participation(start="anchor", end="old case", role="defendant"),
    Document(id="news", title="锚被起诉", text="锚 澜砚贸易被起诉。", language="zh"),
    Mention(start="anchor", end="news", start_char=0, end_char=6, sentence="锚 澜砚贸易被起诉。", confidence=0.8),
]
MUTUAL = [guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)]


def test_the_page_of_a_party_holds_all_that_is_known(store: Store, ask: Ask) -> None:
    load(store, CASE)
    party = ask("/v1/parties/anchor", as_of="2023-12-31")["data"]
    assert (party["kind"], party["name"]) == ("Company", "anchor 澜砚贸易")
    assert party["names"] == ["anchor 澜砚贸易", "锚"]
    assert party["identifiers"] == ["uscc:91350100M000100Y43"]
    assert party["properties"]["registered_capital"] == 5e6
    assert [record["source"] for record in party["records"]] == ["case"]
    assert set(party["facts"]) == {"owners", "holdings", "guarantees_given", "mentions"}
    assert list(party["indicators"]) == ["2023", "2022"]
    assert [facility["balance"] for facility in party["facilities"]] == [1e6]
    assert [case["id"] for case in party["lawsuits"]] == ["open case"]


@pytest.mark.parametrize(
    ("as_of", "days"),
    [("2024-12-31", None), ("2025-04-29", None), ("2025-05-01", 487), ("2022-06-30", None)],
)
def test_an_answer_from_old_data_says_how_old_it_is(store: Store, ask: Ask, as_of: str, days: int | None) -> None:
    load(store, CASE)
    notes = ask("/v1/parties/anchor", as_of=as_of)["meta"]["notes"]
    old = [note["en"] for note in notes if note["code"] == "old_data"]
    assert len(old) == (0 if days is None else 1)
    if days is not None:
        assert f"2023-12-31, {days} days before the day asked for ({as_of})" in old[0]


def test_an_answer_says_that_a_load_has_not_ended(store: Store, make_client: Callable[..., TestClient]) -> None:
    load(store, CASE)
    begin_load(store, SourceTerms(name="case"))
    notes = make_client().get("/v1/parties/zhou/network").json()["meta"]["notes"]
    assert (notes[0]["code"], notes[0]["en"][:24]) == ("load_not_ended", "a load of case, begun on")
    load(store, CASE)
    assert make_client().get("/v1/parties/zhou/network").json()["meta"]["notes"] == []


def test_every_tie_says_where_it_comes_from(store: Store, ask: Ask) -> None:
    load(store, CASE)
    (owner,) = ask("/v1/parties/anchor")["data"]["facts"]["owners"]
    assert owner["other"]["id"] == "zhou"
    tie = owner["tie"]
    assert (tie["source"], tie["known_from"]) == ("case", TODAY.isoformat())
    assert (tie["confidence"], tie["status"], tie["properties"]) == (1.0, "asserted", {"share": 0.7, "parcel": True})
    assert store.read("MATCH (r:Record {key: $key}) RETURN r.source AS source", {"key": tie["record"]})


def test_a_mention_carries_its_sentence(store: Store, ask: Ask) -> None:
    load(store, CASE)
    network = ask("/v1/parties/anchor/network", hops=1, types="MENTIONED_IN")["data"]
    assert [tie["properties"]["sentence"] for tie in network["ties"]] == ["锚 澜砚贸易被起诉。"]


@pytest.mark.parametrize("route", ["", "/network", "/owners", "/controller"])
@pytest.mark.parametrize(("day", "remark"), [("2009-12-31", "founded on 2010-01-01"), ("2999-01-01", "in the future")])
def test_a_day_without_knowledge_is_warned_of(store: Store, ask: Ask, route: str, day: str, remark: str) -> None:
    load(store, [company("late", founded=date(2010, 1, 1)), owns("late", "child")])
    assert [remark in note for note in notes_of(ask, route, day)] == [True]
    assert notes_of(ask, route, "2010-01-01") == []


def notes_of(ask: Ask, route: str, day: str) -> list[str]:
    """Return the notes of an answer, but for those on a young law, old data, missing runs and a missing controller."""
    others = ("regime_not_in_force", "old_data", "no_rule_ran", "control_not_derived", "no_controller_found")
    notes = ask(f"/v1/parties/late{route}", as_of=day)["meta"]["notes"]
    return [note["en"] for note in notes if note["code"] not in others]


def test_a_year_that_has_not_ended_is_not_shown(store: Store, ask: Ask) -> None:
    load(store, CASE)
    assert list(ask("/v1/parties/anchor", as_of="2023-06-30")["data"]["indicators"]) == ["2022"]


def test_as_of_sees_the_holdings_of_its_day(store: Store, ask: Ask) -> None:
    load(
        store, [owns("early", "anchor", valid_to=date(2020, 1, 1)), owns("late", "anchor", valid_from=date(2020, 1, 1))]
    )
    for day, owner in (("2019-12-31", "early"), ("2020-01-01", "late")):
        owners = ask("/v1/parties/anchor", as_of=day)["data"]["facts"]["owners"]
        assert [fact["other"]["id"] for fact in owners] == [owner]


def test_as_known_does_not_see_what_came_in_later(store: Store, client: TestClient) -> None:
    load(store, CASE)
    before = client.get("/v1/parties/anchor/network", params={"as_known": "2023-12-30"}).json()["data"]
    assert before["ties"] == []
    assert client.get("/v1/parties/anchor", params={"as_known": "2023-12-30"}).status_code == 404
    assert client.get("/v1/parties/anchor", params={"as_known": "2023-12-31"}).status_code == 200


def test_an_earlier_description_is_shown_as_of_its_day(store: Store, ask: Ask) -> None:
    load(store, [company("anchor", address="旧港路", described_at=date(2020, 1, 1))], source="old")
    load(store, [company("anchor", address="新港路", described_at=date(2022, 1, 1))], source="new")
    shown = [
        ask("/v1/parties/anchor", as_of=day)["data"]["properties"]["address"] for day in ("2021-01-01", "2022-01-01")
    ]
    assert shown == ["旧港路", "新港路"]


def test_a_network_goes_as_far_as_asked(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b"), owns("b", "c"), owns("c", "d")])
    network = ask("/v1/parties/a/network", hops=2)
    assert {node["id"]: node["hops"] for node in network["data"]["nodes"]} == {"a": 0, "b": 1, "c": 2}
    assert {(tie["start"], tie["end"]) for tie in network["data"]["ties"]} == {("a", "b"), ("b", "c")}
    assert network["meta"]["complete"] is True
    assert network["meta"]["explored"]["nodes"] == 3


def test_a_network_follows_the_types_asked_for(store: Store, ask: Ask) -> None:
    load(store, CASE)
    network = ask("/v1/parties/anchor/network", types="GUARANTEES,HOLDS_OFFICE")["data"]
    assert {tie["type"] for tie in network["ties"]} == {"GUARANTEES"}


def test_a_hub_is_cut_and_the_answer_says_so(store: Store, ask: Ask) -> None:
    load(store, [guarantees("hub", f"firm {number}", 1e5 + number) for number in range(120)])
    network = ask("/v1/parties/hub/network", hops=1)
    assert (network["meta"]["complete"], network["meta"]["cut_by"]) == (False, ["neighbours"])
    assert "RISKGRAPH_MAX_NEIGHBOURS" in network["meta"]["notes"][0]["en"]
    amounts = [tie["properties"]["amount"] for tie in network["data"]["ties"]]
    assert sorted(amounts) == [1e5 + number for number in range(70, 120)]  # the strongest fifty


def test_a_cap_on_nodes_cuts_and_says_so(store: Store, ask: Ask) -> None:
    load(store, [owns("a", name) for name in "bcdef"])
    network = ask("/v1/parties/a/network", hops=1, limit=3)
    assert (len(network["data"]["nodes"]), network["meta"]["cut_by"]) == (3, ["limit"])


def test_hops_and_nodes_beyond_the_caps_of_the_server_are_named(
    store: Store, make_client: Callable[..., TestClient]
) -> None:
    load(store, [owns("a", name) for name in "bcdef"])
    client = make_client(max_network_nodes=3, max_hops=2)
    answers = (client.get("/v1/parties/a/network", params={"hops": hops}).json()["meta"] for hops in (2, 3))
    assert [meta["cut_by"] for meta in answers] == [["nodes"], ["nodes", "hops"]]


def test_a_company_that_owns_itself_is_one_node(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "a", 0.1)])
    network = ask("/v1/parties/a/network")["data"]
    assert (len(network["nodes"]), len(network["ties"])) == (1, 1)


@pytest.mark.parametrize(
    "id_", ["a/b", "a/network", "引号\"'`", "line\nbreak", "50%", "a?b#c", "x:y;z", "..", "a b", "'}) DETACH DELETE (n"]
)
def test_ids_of_any_kind_are_found(store: Store, ask: Ask, id_: str) -> None:
    load(store, [company(id_), owns(id_, "below")])
    address = f"/v1/parties/{quote(id_, safe='').replace('..', '%2E%2E')}"
    assert ask(address)["data"]["id"] == id_
    assert ask(f"{address}/network")["data"]["nodes"][0]["id"] == id_


def test_figures_and_loans_that_came_in_later_are_not_shown_as_known_before(store: Store, ask: Ask) -> None:
    load(store, CASE)
    early = {"day": date(2022, 1, 1)}
    store.write("MATCH (record:Record)-[:ABOUT]->(:Party {id: 'anchor'}) SET record.known_from = $day", early)
    store.write("MATCH (record:Record {key: $key}) SET record.known_from = $day", {"key": find_record(store), **early})
    shown = ask("/v1/parties/anchor", as_of="2023-12-31", as_known="2023-06-30")["data"]
    assert (list(shown["indicators"]), shown["facilities"]) == (["2022"], [])
    assert list(ask("/v1/parties/anchor", as_of="2023-12-31")["data"]["indicators"]) == ["2023", "2022"]


def find_record(store: Store) -> str:
    """Return the key of the record that the figure of 2022 comes from."""
    rows = store.read("MATCH (figure:Indicator {id: 'anchor|net_assets|2022'}) RETURN figure.record AS key")
    return str(rows[0]["key"])


@pytest.mark.parametrize(
    ("used", "remark"),
    [
        ("anchor|net_assets|2022", ["it uses those of 2022"]),
        ("anchor|net_assets|2023", []),
        ("case|row 2", ["the score does not use the figures of 2023"]),
    ],
)
def test_figures_that_the_score_does_not_use_are_explained(
    store: Store, ask: Ask, used: str, remark: list[str]
) -> None:
    load(store, CASE)
    write_score(store, evidence=(used,))
    notes = ask("/v1/parties/anchor", as_of=TODAY)["meta"]["notes"]
    figures = [note["en"] for note in notes if note["code"] == "accounts_not_scored"]
    assert [part in note for part, note in zip(remark, figures, strict=True)] == [True] * len(remark)


def list_runs(ask: Ask, day: date, **asked: object) -> list[tuple[str, str, str]]:
    """List what the page of `a` says of the runs of rules: code, English, Chinese."""
    codes = ("no_rule_ran", "rules_ran", "rules_not_run", "findings_of_other_days")
    notes = ask("/v1/parties/a", as_of=day, **asked)["meta"]["notes"]
    return [(note["code"], note["en"], note["zh"]) for note in notes if note["code"] in codes]


def test_nobody_looked_reads_otherwise_than_nothing_was_found(store: Store, ask: Ask) -> None:
    load(store, [company("a")])
    remedy = f"`riskgraph find --as-of {TODAY}`"
    (note,) = list_runs(ask, TODAY)
    assert note == (
        "no_rule_ran", f"no rule was run for {TODAY}: {remedy} runs them", f"未按{TODAY}运行规则：可运行{remedy}"
    )  # fmt: skip
    find(store, TODAY, found_on=TODAY, algorithms=ALGORITHMS)
    count = len(find_rules())
    found = (f"{count} rules ran for {TODAY} and found nothing on it", f"{count}条规则已按{TODAY}运行，未发现问题")
    assert list_runs(ask, TODAY) == [("rules_ran", *found)]


def test_rules_that_did_not_run_to_their_end_are_named(store: Store, ask: Ask) -> None:
    load(store, [company("a")])
    *ran, late = find_rules()
    find(store, TODAY, ran, found_on=TODAY, algorithms=ALGORITHMS)
    (code, english, chinese), (other_code, missing, missing_zh) = list_runs(ask, TODAY)
    assert (code, other_code) == ("rules_ran", "rules_not_run")
    assert english == f"{len(ran)} of {len(ran) + 1} rules ran for {TODAY} and found nothing on it"
    assert chinese == f"{len(ran) + 1}条中的{len(ran)}条规则已按{TODAY}运行，未发现问题"
    assert missing.startswith(f"these rules did not run, or not to their end: {late}: `riskgraph find")
    assert missing_zh.startswith(f"以下规则未运行或未完成：{late}：可运行")


def test_findings_of_another_day_are_told_from_those_of_the_day_asked_for(store: Store, ask: Ask) -> None:
    load(store, MUTUAL)
    find(store, TODAY, found_on=TODAY, algorithms=ALGORITHMS)
    assert list_runs(ask, TODAY) == []
    none, others = list_runs(ask, date(2024, 6, 30))
    assert none[1].startswith("no rule was run for 2024-06-30: ")
    assert others[1] == f"some findings shown are from earlier runs: {TODAY}"
    assert [code for code, _, _ in list_runs(ask, date(2022, 6, 30))] == ["no_rule_ran"]


def test_a_run_that_was_not_known_yet_is_none(store: Store, ask: Ask) -> None:
    load(store, [company("a")])
    find(store, TODAY, found_on=date(2024, 3, 1), algorithms=ALGORITHMS)
    known = date(2024, 2, 1)
    assert list_runs(ask, TODAY, as_known=known) == [
        ("no_rule_ran", f"no rule was run for {TODAY} by {known}", f"截至{known}，未按{TODAY}运行规则")
    ]


def test_a_finding_has_its_row_and_its_evidence_as_objects(store: Store, ask: Ask) -> None:
    load(store, MUTUAL)
    find(store, TODAY, ["mutual_guarantees"], found_on=TODAY, algorithms=ALGORITHMS)
    party = ask("/v1/parties/a", as_of=TODAY)["data"]
    (finding,) = party["findings"]
    assert finding["evidence"]["path"] == ["a", "b"]
    assert (finding["row"]["amount"], finding["row"]["records"]) == (5e6, finding["evidence"]["records"])
    assert [rule for rule, day in party["rules_ran_for"].items() if day == TODAY.isoformat()] == ["mutual_guarantees"]


def test_what_a_party_controls_is_that_of_the_day_for_which_it_was_derived(store: Store, ask: Ask) -> None:
    load(store, CASE)
    find_in_graph(store, TODAY, ["shared_phone"])
    party = ask("/v1/parties/zhou", as_of=TODAY)["data"]
    assert [(item["company"]["id"], item["votes"], item["basis"]) for item in party["controls"]] == [
        ("anchor", 0.7, "votes"),
        ("child", 0.6, "votes"),
    ]
    assert [(item["as_of"], len(item["records"])) for item in party["controls"]] == [
        ("2023-12-31", 1),
        ("2023-12-31", 2),
    ]
    answer = ask("/v1/parties/zhou", as_of="2022-06-30")
    assert (answer["data"]["controls"], answer["data"]["controls_as_of"]) == ([], "2023-12-31")
    remark = "control was not derived for 2022-06-30; the last was 2023-12-31: `riskgraph find --as-of 2022-06-30`"
    assert [note for note in answer["meta"]["notes"] if remark in note["en"] and note["code"] == "control_of_other_day"]
