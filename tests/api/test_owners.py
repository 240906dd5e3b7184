"""Beneficial owners and controllers over HTTP, against the worked examples of the methods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Office, Relation
from riskgraph.models.ownership.regimes import REGIMES, RegimeId

from ..graph.factories import company, load, owns, person

Ask = Callable[..., Any]
# C1a: P holds 80% of A, Q 40% of B, A 60% of B, B 20% of A
RING = [person("p"), person("q"), owns("p", "a", 0.8), owns("q", "b", 0.4), owns("a", "b", 0.6), owns("b", "a", 0.2)]


def shares(answer: Any) -> dict[str, float]:
    """Return the share of every end by its id."""
    return {owner["party"]["id"]: owner["share"] for owner in (*answer["data"]["owners"], *answer["data"]["others"])}


def test_shares_through_a_ring_are_exact(store: Store, ask: Ask) -> None:
    load(store, RING)
    assert shares(ask("/v1/parties/a/owners")) == pytest.approx({"p": 10 / 11, "q": 1 / 11})
    assert shares(ask("/v1/parties/b/owners")) == pytest.approx({"p": 6 / 11, "q": 5 / 11})


def test_every_chain_has_its_shares_and_records(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "x", 0.5), owns("p", "y", 0.4), owns("x", "c", 0.6), owns("y", "c", 0.4)])
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert [chain["share"] for chain in owner["chains"]] == pytest.approx([0.3, 0.16])
    assert owner["share_by_chains"] == pytest.approx(0.46)
    assert owner["share"] == pytest.approx(0.46)
    assert all(tie["record"] for chain in owner["chains"] for step in chain["steps"] for tie in step["ties"])


@pytest.mark.parametrize(
    ("regime", "is_owner"), [("cn_2024", True), ("eu_amlr", True), ("uk_psc", False), ("fatf", False)]
)
def test_a_quarter_counts_only_where_the_regime_is_inclusive(
    store: Store, ask: Ask, regime: str, is_owner: bool
) -> None:
    load(store, [person("p"), owns("p", "c", 0.25), owns("fund", "c", 0.75)])
    answer = ask("/v1/parties/c/owners", regime=regime)
    assert [owner["party"]["id"] for owner in answer["data"]["owners"]] == (["p"] if is_owner else [])
    assert answer["data"]["regime"]["id"] == regime
    assert answer["data"]["regime"]["version"] == REGIMES[RegimeId(regime)].version
    assert (answer["data"]["regime"]["checked"], answer["data"]["regime"]["caution"]) == (True, None)


def test_a_rule_that_was_not_read_in_its_own_words_says_so(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.5)])
    regime = ask("/v1/parties/c/owners", regime="cn_2025")["data"]["regime"]
    assert (regime["checked"], regime["caution"]["code"]) == (False, "regime_not_checked")
    assert "has not been checked against the text of the law" in regime["caution"]["en"]
    assert "未见规章原文" in regime["caution"]["zh"]


def test_a_majority_stake_carries_a_holding_in_full_in_britain(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "h", 0.51), owns("h", "c", 0.3)])
    (owner,) = ask("/v1/parties/c/owners", regime="uk_psc")["data"]["owners"]
    (interest,) = owner["interests"]
    assert (owner["share"], interest["share"]) == pytest.approx((0.153, 0.3))
    assert (interest["aggregation"], interest["company"], interest["through"]) == ("majority_stakes", "c", ["h"])
    assert ask("/v1/parties/c/owners", regime="cn_2024")["data"]["owners"] == []


def test_a_right_to_profit_makes_an_owner_in_china(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.15, income_share=0.3), owns("fund", "c", 0.85)])
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (owner["share"], owner["income_share"], owner["rules"]) == (0.15, 0.3, ["income"])
    assert ask("/v1/parties/c/owners", regime="uk_psc")["data"]["owners"] == []


@pytest.mark.parametrize(
    ("regime", "day", "begins"),
    [
        (
            "cn_2024",
            "2023-12-31",
            ["cn_2024 (China, filing of beneficial owners: 25% or more) is in force from 2024-11-01"],
        ),
        ("cn_2024", "2024-11-01", []),
        ("uk_psc", "2023-12-31", []),
        ("fatf", "2023-12-31", []),
    ],
)
def test_a_regime_that_was_not_in_force_is_noted(
    store: Store, ask: Ask, regime: str, day: str, begins: list[str]
) -> None:
    load(store, [person("p"), owns("p", "c", 0.6)])
    notes = ask("/v1/parties/c/owners", regime=regime, as_of=day)["meta"]["notes"]
    assert [note["en"].startswith(start) for note, start in zip(notes, begins, strict=True)] == [True] * len(begins)
    assert {note["code"] for note in notes} <= {"regime_not_in_force"}


def test_the_rule_that_fired_is_named(store: Store, ask: Ask) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.7), owns("q", "c", 0.3)])
    owners = ask("/v1/parties/c/owners")["data"]["owners"]
    assert {owner["party"]["id"]: owner["rules"] for owner in owners} == {"p": ["capital", "control"], "q": ["capital"]}


def test_control_makes_an_owner_below_the_threshold(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "x", 0.4), Relation(start="p", end="x", kind="controls"), owns("x", "c", 0.6)])
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (owner["share"], owner["rules"]) == (pytest.approx(0.24), ["control"])


def test_income_that_is_reported_for_some_holders_only_is_noted(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.15, income_share=0.3), owns("fund", "c", 0.85)])
    (note,) = ask("/v1/parties/c/owners")["meta"]["notes"]
    assert (note["code"], len(note["records"])) == ("income_for_some", 2)
    assert "收益权有来源说明（合计30.00%）" in note["zh"]


def test_another_threshold_is_used_when_given(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.1)])
    assert [o["party"]["id"] for o in ask("/v1/parties/c/owners", threshold=0.1)["data"]["owners"]] == ["p"]


def test_a_band_that_only_reaches_the_threshold_is_possible(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", None, share_min=0.2, share_max=0.3)])
    (owner,) = ask("/v1/parties/c/owners")["data"]["owners"]
    assert (owner["share"], owner["rules"]) == (0.2, ["possible"])
    assert owner["share_max"] >= 0.3


def test_a_company_whose_holders_nobody_knows_is_no_beneficial_owner(store: Store, ask: Ask) -> None:
    load(store, [owns("holding", "c", 0.9)])
    data = ask("/v1/parties/c/owners")["data"]
    assert (data["owners"], [other["party"]["id"] for other in data["others"]]) == ([], ["holding"])


def test_officers_stand_in_when_nobody_owns_enough(store: Store, ask: Ask) -> None:
    load(store, [person("boss"), Office(start="boss", end="c", role="legal_representative"), owns("x", "c", 0.1)])
    officers = ask("/v1/parties/c/owners", regime="cn_2024")["data"]["senior_officers"]
    assert [officer["other"]["id"] for officer in officers] == ["boss"]
    assert ask("/v1/parties/c/owners", regime="uk_psc")["data"]["senior_officers"] == []


def test_america_names_a_control_person_beside_the_owners(store: Store, ask: Ask) -> None:
    load(store, [person("boss"), person("p"), Office(start="boss", end="c", role="manager"), owns("p", "c", 0.9)])
    data = {regime: ask("/v1/parties/c/owners", regime=regime)["data"] for regime in ("us_cdd", "cn_2024")}
    assert [owner["rules"] for owner in data["us_cdd"]["owners"]] == [["capital"]]
    named = {regime: [officer["other"]["id"] for officer in part["senior_officers"]] for regime, part in data.items()}
    assert named == {"us_cdd": ["boss"], "cn_2024": []}


def test_companies_that_own_each_other_wholly_have_no_owner(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b", 1.0), owns("b", "a", 1.0)])
    data = ask("/v1/parties/a/owners")["data"]
    assert (data["owners"], [set(loop) for loop in data["closed_loops"]]) == ([], [{"a", "b"}])


@pytest.mark.parametrize("part", ["owners", "controller"])
def test_contradictions_and_loops_are_noted_with_their_records(store: Store, ask: Ask, part: str) -> None:
    load(store, [owns("a", "c", 0.6), owns("q", "c", 0.55), owns("a", "b", 1.0), owns("b", "a", 1.0)])
    missing, above_one, loop = ask(f"/v1/parties/c/{part}")["meta"]["notes"]
    codes = [note["code"] for note in (missing, above_one, loop)]
    assert codes == ["no_controller_found", "shares_above_one", "closed_loop"]
    assert above_one["en"] == "the holdings reported of c 澜砚贸易 (c) add up to 115.00%; they are scaled down"
    assert above_one["zh"] == "c 澜砚贸易 (c)的持股合计115.00%，超过100%，已按比例折算"
    assert above_one["records"] == ["case|row 6", "case|row 7"]
    assert loop["en"] == "no source that counts names the owners of a closed loop: a 澜砚贸易 (a) and b 澜砚贸易 (b)"
    assert loop["records"] == ["case|row 8", "case|row 9"]


def test_shares_that_sum_above_one_are_named_and_scaled(store: Store, ask: Ask) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.9), owns("q", "c", 0.6)])
    answer = ask("/v1/parties/c/owners")
    assert answer["data"]["shares_above_one"] == ["c"]
    assert shares(answer) == pytest.approx({"p": 0.6, "q": 0.4})


def test_sources_that_repeat_each_other_count_once(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.3)], source="registry")
    load(store, [person("p"), owns("p", "c", 0.3)], source="report")
    assert shares(ask("/v1/parties/c/owners")) == pytest.approx({"p": 0.3})


@pytest.mark.parametrize("part", ["owners", "controller"])
def test_a_person_has_no_owners(store: Store, client: TestClient, part: str) -> None:
    load(store, [person("p"), owns("p", "c")])
    response = client.get(f"/v1/parties/p/{part}")
    assert response.status_code == 422
    assert "is a Person: only companies have owners" in response.json()["detail"]


def test_an_owner_that_sold_is_gone(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.6, valid_to=date(2022, 1, 1))])
    assert shares(ask("/v1/parties/c/owners")) == {}
    assert shares(ask("/v1/parties/c/owners", as_of="2021-12-31")) == pytest.approx({"p": 0.6})


def test_a_majority_among_many_holders_is_found(store: Store, make_client: Callable[..., TestClient]) -> None:
    client = make_client(read_budget_s=300)
    small = [owns(f"holder {number}", "c", 0.0002) for number in range(1500)]
    load(store, [*small, person("zulu"), owns("zulu", "c", 0.6)])
    answer = client.get("/v1/parties/c/owners").json()
    assert [owner["party"]["id"] for owner in answer["data"]["owners"]] == ["zulu"]
    assert (len(answer["data"]["others"]), answer["data"]["others_left_out"]["number"]) == (1000, 500)
    assert answer["data"]["others_left_out"]["share"] == pytest.approx(0.1)
    assert answer["meta"]["cut_by"] == []
    (controller,) = client.get("/v1/parties/c/controller").json()["data"]["controllers"]
    assert [member["id"] for member in controller["members"]] == ["zulu"]


def test_thirty_levels_lead_to_the_controller_at_the_top(store: Store, ask: Ask) -> None:
    chain = [owns(f"c{level + 1}", f"c{level}", 0.9) for level in range(30)]
    load(store, [*chain, person("p"), owns("p", "c30", 0.9)])
    answer = ask("/v1/parties/c0/controller")
    (controller,) = answer["data"]["controllers"]
    assert ([member["id"] for member in controller["members"]], answer["meta"]["complete"]) == (["p"], True)
    (owner,) = ask("/v1/parties/c0/owners")["data"]["owners"]
    assert (owner["share"], len(owner["chains"][0]["steps"])) == (pytest.approx(0.9**31), 31)


def test_companies_that_were_not_read_are_no_owners(store: Store, make_client: Callable[..., TestClient]) -> None:
    load(store, [owns("b", "a", 0.9), owns("c", "b", 0.9), person("p"), owns("p", "c", 0.9)])
    answer = make_client(max_owner_nodes=2).get("/v1/parties/a/owners").json()
    assert (shares(answer), answer["data"]["not_read"], answer["meta"]["cut_by"]) == ({}, ["b"], ["holders"])
    assert answer["data"]["not_read_at_most"] == {"b": 1.0}
    assert answer["data"]["not_read_share"] == pytest.approx(0.9)


def test_an_owner_whose_relative_was_not_read_stays_one(store: Store, make_client: Callable[..., TestClient]) -> None:
    family = [person("p"), person("q"), person("s"), Relation(start="p", end="s", kind="spouse")]
    load(store, [*family, owns("p", "a", 0.8), owns("q", "a", 0.2)])
    client = make_client(max_owner_nodes=3)
    answer = client.get("/v1/parties/a/owners").json()
    assert (shares(answer), answer["meta"]["complete"]) == ({"p": 0.8, "q": 0.2}, False)
    (controller,) = client.get("/v1/parties/a/controller").json()["data"]["controllers"]
    assert [member["id"] for member in controller["members"]] == ["p"]


def test_a_company_that_was_not_read_is_no_controller(store: Store, make_client: Callable[..., TestClient]) -> None:
    load(store, [owns("b", "a", 0.9), owns("c", "b", 0.9), person("p"), owns("p", "c", 0.9)])
    answer = make_client(max_owner_nodes=2).get("/v1/parties/a/controller").json()
    assert answer["data"]["controllers"] == []
    codes = [note["code"] for note in answer["meta"]["notes"]]
    assert codes == ["no_controller_found", "not_read_in_all", "cut_holders"]


def test_what_was_not_read_of_a_hub_is_bounded(store: Store, make_client: Callable[..., TestClient]) -> None:
    load(store, [person("p"), owns("p", "c", 0.6), *(owns(f"h{number}", "c", 0.01) for number in range(9))])
    answer = make_client(max_owner_nodes=5).get("/v1/parties/c/owners").json()
    assert answer["data"]["not_read_at_most"] == {"c": pytest.approx(0.37)}
    assert answer["data"]["not_read_share"] == pytest.approx(0.37)
    (note,) = [note for note in answer["meta"]["notes"] if note["code"] == "holders_not_read"]
    assert "hold 63.00%; the others can hold at most 37.00%" in note["en"]
    assert "合计持有63.00%，其余至多持有37.00%" in note["zh"]
    assert [owner["party"]["id"] for owner in answer["data"]["owners"]] == ["p"]


def test_companies_in_the_middle_have_their_exact_share(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "x", 0.5), owns("x", "y", 0.6), owns("x", "c", 0.2), owns("y", "c", 0.4)])
    middle = ask("/v1/parties/c/owners")["data"]["intermediates"]
    assert [(item["party"]["id"], item["share"]) for item in middle] == [
        ("x", pytest.approx(0.44)),
        ("y", pytest.approx(0.4)),
    ]


def test_a_company_in_a_ring_has_the_share_that_does_not_count_its_own_return(store: Store, ask: Ask) -> None:
    load(store, RING)
    middle = ask("/v1/parties/b/owners")["data"]["intermediates"]
    assert {item["party"]["id"]: item["share"] for item in middle} == {"a": pytest.approx(0.6)}


def test_votes_above_one_are_scaled_for_control_as_shares_are_for_owners(store: Store, ask: Ask) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.9), owns("q", "c", 0.6)])
    answer = ask("/v1/parties/c/controller")
    (controller,) = answer["data"]["controllers"]
    assert (controller["votes_in_company"], controller["chain"][0]["votes"]) == (pytest.approx(0.6), pytest.approx(0.6))
    assert [note["code"] for note in answer["meta"]["notes"]] == ["shares_above_one"]


def test_votes_above_one_are_noted_where_the_capital_is_not(store: Store, ask: Ask) -> None:
    load(store, [owns("p", "c", 0.3, voting_share=0.9), owns("q", "c", 0.3, voting_share=0.3)])
    answer = ask("/v1/parties/c/controller")
    assert answer["data"]["controllers"][0]["votes_in_company"] == pytest.approx(0.75)
    assert [note["code"] for note in answer["meta"]["notes"]] == ["votes_above_one"]


def test_a_holder_who_may_be_listed_twice_is_noted(store: Store, ask: Ask) -> None:
    names = {"x": "深圳幻海科技有限公司", "y": "幻海科技(深圳)有限公司", "z": "上海幻海投资有限公司"}
    holders = [replace(company(id_), name=name) for id_, name in names.items()]
    load(store, [*holders, *(owns(id_, "c", 0.3) for id_ in names)])
    (_, note) = ask("/v1/parties/c/owners")["meta"]["notes"]
    assert note["code"] == "same_holder_suspected"
    assert note["en"].startswith(
        "深圳幻海科技有限公司 (x) and 幻海科技(深圳)有限公司 (y), both holders of c 澜砚贸易 (c)"
    )
    assert len(note["records"]) == 2


def test_people_of_different_names_are_not_taken_for_one(store: Store, ask: Ask) -> None:
    people = [replace(person(id_), name=name) for id_, name in {"p": "岚川朔", "q": "岚川禾", "r": "岚川朔"}.items()]
    load(store, [*people, *(owns(id_, "c", 0.3) for id_ in "pqr")])
    (_, note) = ask("/v1/parties/c/owners")["meta"]["notes"]
    assert "岚川朔 (p) and 岚川朔 (r)" in note["en"]


def test_a_disputed_holding_and_a_disputed_controller_are_noted_where_they_do_not_count(store: Store, ask: Ask) -> None:
    stated = Relation(start="q", end="a", kind="controls", status="disputed")
    load(store, [person("p"), person("q"), owns("p", "a", 0.6, status="disputed"), owns("a", "b", 1.0), stated])
    for asked in "ab":
        notes = {note["code"]: note for note in ask(f"/v1/parties/{asked}/owners")["meta"]["notes"]}
        assert notes["disputed_holding"]["en"].startswith(
            "case states 60.00% of a 澜砚贸易 (a) for p 岚川朔禾 (p); that is disputed"
        )
        assert "q 岚川朔禾" in notes["disputed_controller"]["en"]
