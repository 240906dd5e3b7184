"""Notes on a party: how old what is known of it is, and why it has no grade."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item, Party
from riskgraph.scoring import score_graph

from ..graph.factories import company, load, loan, owns, person, run
from ..graph.load.delivered import entry
from ..graph.load.delivered import load as deliver

DAY = date(2019, 5, 6)
OLD = date(2012, 1, 1)


def test_a_company_that_is_no_more_is_said_to_be(store: Store, ask: Callable[..., Any]) -> None:
    load(store, [company("a", operating_status="deregistered"), company("b", operating_status="active"), company("c")])
    noted = {
        party: [note["en"] for note in ask(f"/v1/parties/{party}")["meta"]["notes"] if note["code"] == "not_active"]
        for party in "abc"
    }
    assert ["deregistered" in note for note in noted["a"]] == [True]
    assert noted["b"] == noted["c"] == []


def test_a_company_that_is_struck_off_has_a_score_without_a_grade(store: Store, ask: Callable[..., Any]) -> None:
    load(store, [company("a", operating_status="deregistered")])
    score_graph(store, DAY, ["a"])
    score = ask("/v1/parties/a/score", as_of=DAY.isoformat())
    assert score["data"]["grade"] is None
    for answer in (score, ask("/v1/parties/a", as_of=DAY.isoformat())):
        (note,) = [note for note in answer["meta"]["notes"] if note["code"] == "no_grade"]
        assert "'deregistered'" in note["en"]
        assert "登记状态为“注销”" in note["zh"]


def test_what_is_no_company_or_unknown_has_a_score_without_a_grade(store: Store, ask: Callable[..., Any]) -> None:
    load(store, [person("p"), company("a", founded=None)])
    for party, code, words in (("p", "no_grade_for_kind", "自然人"), ("a", "nothing_to_grade", "已知信息")):
        score_graph(store, DAY, [party])
        score = ask(f"/v1/parties/{party}/score", as_of=DAY.isoformat())
        assert score["data"]["grade"] is None
        for answer in (score, ask(f"/v1/parties/{party}", as_of=DAY.isoformat())):
            (note,) = [note for note in answer["meta"]["notes"] if note["code"] == code]
            assert words in note["zh"]


@pytest.mark.parametrize(
    "item", [owns("b", "a", valid_from=OLD), loan("a", starts_on=OLD), company("a", founded=OLD, described_at=OLD)]
)
def test_a_stable_fact_is_as_new_as_its_delivery(store: Store, ask: Callable[..., Any], item: Item) -> None:
    load(store, [item] if isinstance(item, Party) else [company("a"), item])
    assert list_old(ask, "2023-12-31") == []
    (old,) = list_old(ask, "2026-01-01")
    assert "anything on the party since 2023-12-31, 732 days before" in old


@pytest.mark.parametrize(("full", "old"), [(True, 0), (False, 1)])
def test_a_later_full_delivery_confirms_what_it_does_not_change(
    store: Store, ask: Callable[..., Any], full: bool, old: int
) -> None:
    for day, names in ((date(2020, 1, 1), "a"), (date(2023, 6, 1), "ab")):
        deliver(store, [entry(name, company(name), day=day) for name in names], day, full=full)
    assert len(list_old(ask, "2023-12-31")) == old


def list_old(ask: Callable[..., Any], day: str) -> list[str]:
    return [note["en"] for note in ask("/v1/parties/a", as_of=day)["meta"]["notes"] if note["code"] == "old_data"]


def test_findings_made_with_other_own_lenders_are_noted_on_page_and_list(
    store: Store, make_client: Callable[..., TestClient]
) -> None:
    late = loan("a", due_on=date(2023, 7, 1), loan_class="normal")
    run(store, "loan_class_better_than_days_late", [company("a"), late])
    for lenders, codes in (((), []), (("bank",), ["own_lenders_changed"])):
        client = make_client(own_lenders=lenders)
        for address in ("/v1/parties/a", "/v1/parties/a/lists/findings"):
            notes = client.get(address, params={"as_of": "2023-12-31"}).json()["meta"]["notes"]
            assert [note["code"] for note in notes if note["code"] == "own_lenders_changed"] == codes
