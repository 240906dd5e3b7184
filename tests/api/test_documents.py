"""Documents, scores and the registers over HTTP."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.ingest.records import Document, Indicator, Item, Mention
from riskgraph.models.ownership.regimes import RegimeId
from riskgraph.models.policy import read_policy
from riskgraph.models.score.table import ScoreTable, score_party, write_table_json
from riskgraph.models.signals import Severity, Signal, SignalKind
from riskgraph.scoring import score_graph

from ..graph.factories import TODAY, company, load, owns

Ask = Callable[..., Any]
TEXT = "甲 澜砚贸易 sued 乙 澜砚贸易."


def mention(party: str, start: int, end: int) -> Mention:
    """Make a mention of a party in the document `news`."""
    return Mention(start=party, end="news", start_char=start, end_char=end, sentence=TEXT, surface=TEXT[start:end])


NEWS: list[Item] = [
    company("甲"),
    company("乙"),
    Document(id="news", title="A suit", text=TEXT, kind="news", language="en", published=date(2023, 5, 1)),
    mention("乙", 12, 18),
    mention("甲", 0, 6),
]


def test_spans_cut_the_names_out_of_the_text(store: Store, ask: Ask) -> None:
    load(store, NEWS)
    document = ask("/v1/documents/news")["data"]
    spans = [(item["party"]["id"], item["tie"]["properties"]) for item in document["mentions"]]
    cut = [(party, document["text"][span["start_char"] : span["end_char"]]) for party, span in spans]
    assert cut == [("甲", "甲 澜砚贸易"), ("乙", "乙 澜砚贸易")]
    assert (document["title"], document["published"], document["source"]) == ("A suit", "2023-05-01", "case")


def test_offsets_count_code_points_as_the_description_says(store: Store, client: TestClient, ask: Ask) -> None:
    text = "𠮷🙂 Velba sued."  # two signs beyond the basic plane: 4 UTF-16 units, 8 bytes
    load(store, [company("a"), Document(id="news", title="N", text=text), replace(mention("a", 3, 8), surface="Velba")])
    document = ask("/v1/documents/news")["data"]
    span = document["mentions"][0]["tie"]["properties"]
    assert document["text"][span["start_char"] : span["end_char"]] == span["surface"] == "Velba"
    app: Any = client.app
    described = app.openapi()["paths"]["/v1/documents/{id}"]["get"]["description"]
    assert "Unicode code points from 0" in described
    assert [name for name in span if name not in described] == []


def test_pages_of_mentions_follow_each_other_without_gap(store: Store, ask: Ask) -> None:
    load(store, [*NEWS, mention("甲", 0, 2), mention("乙", 15, 17)])
    seen, after = [], {}
    while True:
        page = ask("/v1/documents/news", limit=1, **after)
        seen += [item["tie"]["properties"]["end_char"] for item in page["data"]["mentions"]]
        assert page["meta"]["complete"] is (page["next"] is None)
        assert page["meta"]["cut_by"] == ([] if page["next"] is None else ["limit"])
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert sorted(seen) == [2, 6, 17, 18]


def test_a_cursor_that_was_not_given_out_is_refused(store: Store, client: TestClient) -> None:
    load(store, NEWS)
    for word in ("nonsense", "WzEsMl0", "W10", "%%%"):
        assert client.get("/v1/documents/news", params={"after": word}).status_code == 422


def write_score(
    store: Store,
    value: float | None = None,
    as_of: date = TODAY,
    evidence: tuple[str, ...] = ("case|row 2",),
    scored_on: date | None = None,
) -> ScoreTable:
    """Store a score of the party `anchor` that two signals make, by default made on the day for which it holds."""
    made = scored_on or as_of
    signal = Signal(
        code=next(iter(find_rules())), kind=SignalKind.RULE, value=1.0, sentence_zh="命中。", sentence_en="Hit.",
        as_of=as_of, severity=Severity.HIGH, evidence=evidence,
    )  # fmt: skip
    table = score_party([signal], read_policy())
    properties = {
        "id": f"anchor|{as_of}|{made}", "party": "anchor", "value": table.value if value is None else value,
        "grade": table.grade, "signals": write_table_json(table), "policy_version": table.policy_version,
        "model_version": "gnn 1", "as_of": as_of, "scored_on": made,
    }  # fmt: skip
    store.write("CREATE (score:Score) SET score += $properties", {"properties": properties})
    return table


def test_a_score_is_the_sum_of_its_lines(store: Store, ask: Ask) -> None:
    load(store, [company("anchor")])
    table = write_score(store)
    answer = ask("/v1/parties/anchor/score")
    assert sum(line["contribution"] for line in answer["data"]["lines"]) == answer["data"]["value"] == table.value
    assert answer["data"]["lines"][1]["sentence_zh"] == "命中。"
    assert answer["meta"]["model_version"] == "gnn 1"


def test_a_score_made_later_is_not_known_and_no_command_is_named_that_does_not_help(
    store: Store, ask: Ask, client: TestClient
) -> None:
    load(store, [company("anchor")])
    write_score(store, as_of=TODAY)
    then = {"as_known": TODAY.isoformat(), "as_of": "2023-01-01"}
    detail = client.get("/v1/parties/anchor/score", params=then).json()["detail"]
    assert detail.startswith(f"no score of the party 'anchor' was made by {TODAY} for 2023-01-01 or an earlier day")
    assert "riskgraph score" not in detail
    answer = ask("/v1/parties/anchor", **then)
    (note,) = [note for note in answer["meta"]["notes"] if note["code"] == "no_score_as_known"]
    assert note["en"].startswith(f"no score was made by {TODAY} for 2023-01-01 or an earlier day")
    codes = [note["code"] for note in ask("/v1/parties/anchor", as_of="2023-01-01")["meta"]["notes"]]
    assert "no_score_as_known" not in codes


def test_an_older_score_as_known_earlier_names_no_command(store: Store, ask: Ask) -> None:
    load(store, [company("anchor")])
    write_score(store, as_of=date(2022, 1, 1))
    now, then = (ask("/v1/parties/anchor/score", **known) for known in ({}, {"as_known": TODAY.isoformat()}))
    assert ["riskgraph score" in answer["data"]["note"]["en"] for answer in (now, then)] == [True, False]


def test_the_page_of_a_party_names_the_model_behind_its_score(store: Store, ask: Ask) -> None:
    load(store, [company("anchor"), company("other")])
    write_score(store)
    versions = [ask(f"/v1/parties/{party}")["meta"]["model_version"] for party in ("anchor", "other")]
    assert versions == ["gnn 1", None]


def test_the_score_of_the_day_asked_for_is_given(store: Store, ask: Ask) -> None:
    load(store, [company("anchor")])
    write_score(store, as_of=date(2022, 1, 1))
    write_score(store, as_of=date(2023, 1, 1))
    assert ask("/v1/parties/anchor/score", as_of="2022-06-30")["data"]["as_of"] == "2022-01-01"
    assert ask("/v1/parties/anchor")["data"]["score"]["as_of"] == "2023-01-01"


@pytest.mark.parametrize("order", [(1, 5, 9), (9, 1, 5)])
def test_of_the_scores_for_a_day_the_one_made_last_is_given(store: Store, ask: Ask, order: tuple[int, ...]) -> None:
    load(store, [company("anchor")])
    for day in order:
        write_score(store, scored_on=date(2024, 2, day))
    write_score(store, as_of=date(2023, 6, 30), scored_on=date(2024, 2, 20))  # made later, but for an earlier day
    for known, made in (({}, "2024-02-09"), ({"as_known": "2024-02-08"}, "2024-02-05")):
        answers = (ask(f"/v1/parties/anchor{part}", as_of=TODAY, **known)["data"] for part in ("", "/score"))
        assert [(answer.get("score") or answer)["scored_on"] for answer in answers] == [made, made]


def test_a_score_made_anew_takes_the_place_of_the_one_before_and_is_up_to_date(store: Store, ask: Ask) -> None:
    load(store, [company("anchor")])
    (first,) = score_graph(store, TODAY, ["anchor"]).assessments
    debts = Indicator(id="anchor|net_assets|2022", party="anchor", name="net_assets", period="2022", value=-9e9)
    load(store, [owns("anchor", "child"), debts], source="later")
    older = ask("/v1/parties/anchor/score", as_of=TODAY)["data"]
    assert (older["value"], older["note"]["code"]) == (first.table.value, "score_older_than_graph")
    score_graph(store, TODAY, ["anchor"])
    newer = ask("/v1/parties/anchor/score", as_of=TODAY)["data"]
    assert (newer["value"] < older["value"], newer["note"]) == (True, None)


@pytest.mark.parametrize(("day", "warning"), [("2023-12-31", None), ("2024-01-01", "older than the day asked for")])
def test_page_and_score_tell_the_same_days_and_age(store: Store, ask: Ask, day: str, warning: str | None) -> None:
    load(store, [company("anchor")])
    write_score(store)
    page = ask("/v1/parties/anchor", as_of=day)["data"]["score"]
    table = ask("/v1/parties/anchor/score", as_of=day)["data"]
    names = ("value", "grade", "as_of", "scored_on", "note")
    assert [page[name] for name in names] == [table[name] for name in names]
    assert warning in page["note"]["en"] if warning else page["note"] is None


def test_a_score_made_before_the_graph_changed_says_so(store: Store, ask: Ask) -> None:
    load(store, [company("anchor")])
    write_score(store)
    store.write("MATCH (score:Score), (changes:State {id: 'changes'}) SET score.change = changes.number")
    assert ask("/v1/parties/anchor/score", as_of="2023-12-31")["data"]["note"] is None
    load(store, [owns("anchor", "child")], source="later")
    note = ask("/v1/parties/anchor/score", as_of="2023-12-31")["data"]["note"]
    assert "the graph has changed since" in note["en"]


def test_a_score_that_does_not_add_up_is_not_given_out(store: Store, client: TestClient) -> None:
    load(store, [company("anchor")])
    write_score(store, value=99.5)
    assert client.get("/v1/parties/anchor/score").status_code == 500


def test_a_party_without_a_score_says_so(store: Store, client: TestClient) -> None:
    load(store, [company("anchor")])
    response = client.get("/v1/parties/anchor/score")
    assert response.status_code == 404
    assert "no score" in response.json()["detail"]
    assert "`riskgraph score anchor --as-of" in response.json()["detail"]


def test_every_rule_is_in_the_register(ask: Ask) -> None:
    rules = ask("/v1/rules")["data"]
    assert [rule["id"] for rule in rules] == list(find_rules())
    assert all(rule["why"] and rule["innocent"] and rule["version"] for rule in rules)


def test_every_regime_is_in_the_register(ask: Ask) -> None:
    regimes = {regime["id"]: regime for regime in ask("/v1/regimes")["data"]}
    assert list(regimes) == list(RegimeId)
    assert all(regime["version"] and regime["title_zh"] and regime["source"] for regime in regimes.values())
    assert (regimes["cn_2024"]["caution"], regimes["cn_2025"]["caution"]["code"]) == (None, "regime_not_checked")


def test_sources_show_their_last_load(store: Store, ask: Ask) -> None:
    load(store, [company("anchor")], source="own file")
    sources = {source["name"]: source for source in ask("/v1/sources")["data"]}
    assert sources["own file"]["last_load"]["stored"] == 1
    assert sources["world"]["licence"]
