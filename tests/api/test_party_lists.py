"""Every list of a party has pages: the page of the party says which are cut, and where the whole list is."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.party.party import LISTS
from riskgraph.ingest.records import (
    Document,
    Indicator,
    Item,
    Lawsuit,
    Lending,
    Mention,
    Office,
    Participation,
    Pledge,
    Relation,
    Supply,
)

from ..graph.factories import TODAY, check_outcomes, company, guarantees, load, loan, owns, pays, person

Ask = Callable[..., Any]
DAY = {"as_of": TODAY.isoformat()}
NEWS = "a a a"


def figure(name: str, period: str) -> Indicator:
    """Make a figure of company `a`."""
    return Indicator(id=f"a|{name}|{period}", party="a", name=name, period=period, value=1.0)


def build_case() -> list[Item]:
    """Make a party `a` that has three items in each of its lists, some of them equally strong."""
    three = range(3)
    offices = [Office(start="p0", end="a", role=role) for role in ("director", "manager", "supervisor")]
    spans = [Mention(start="a", end="news", start_char=2 * n, end_char=2 * n + 1) for n in three]
    return [
        company("a"), *(person(f"p{n}") for n in three),
        Document(id="news", title="N", text=NEWS), *spans, *offices,
        *(owns(f"p{n}", "a", 0.2) for n in three), *(owns("a", f"c{n}", 0.6) for n in three),
        *(Office(start="a", end=f"c{n}", role="director") for n in three),
        Relation(start="a", end="c0", kind="same_phone"), *(Relation(start=f"c{n}", end="a") for n in three[1:]),
        *(guarantees("a", f"d{n}", 2e6) for n in three), *(guarantees(f"d{n}", "a", 2e6) for n in three),
        *(tie for n in three for tie in (Supply(start="a", end=f"c{n}"), Supply(start=f"c{n}", end="a"))),
        *(tie for n in three for tie in (Lending(start="a", end=f"c{n}"), Lending(start=f"c{n}", end="a"))),
        *(tie for n in three for tie in (Pledge(start="a", end=f"c{n}"), Pledge(start=f"c{n}", end="a"))),
        *(pays(*ends, 5e5, date(2023, 3, n + 1)) for n in three for ends in (("a", "c0"), ("c0", "a"))),
        *(loan("a", 1e6 * (n + 1)) for n in three),
        *(item for n in three for item in (
            Lawsuit(id=f"case {n}", kind="lawsuit", filed_on=date(2023, 2, 1)),
            Participation(start="a", end=f"case {n}", role="defendant"),
        )),
        figure("revenue", "2021"), figure("revenue", "2022"), figure("net_profit", "2022"),
    ]  # fmt: skip


@pytest.fixture
def case(store: Store) -> Store:
    """Load the case by three sources, derive control and run the rules."""
    load(store, build_case())
    for source in ("second", "third"):
        load(store, [company("a")], source)
    check_outcomes(find_in_graph(store, TODAY, ["mutual_guarantees"]))
    return store


def read_pages(ask: Ask, name: str, limit: int, **days: str) -> list[Any]:
    """Return every item of a list of party `a`, page by page."""
    items, after = [], {}
    while True:
        page = ask(f"/v1/parties/a/lists/{name}", limit=limit, **days, **after)
        assert len(page["data"]["items"]) <= limit
        assert page["meta"]["cut_by"] == ([] if page["next"] is None else ["limit"])
        items += page["data"]["items"]
        if page["next"] is None:
            return items
        after = {"after": page["next"]}


def follow(ask: Ask, address: str) -> Any:
    """Ask an address that an answer has."""
    parts = urlsplit(address)
    return ask(parts.path, **dict(parse_qsl(parts.query)))


def test_pages_of_every_list_follow_each_other_without_gap(case: Store, ask: Ask) -> None:
    for name in LISTS:
        whole = read_pages(ask, name, 1000, **DAY)
        assert len(whole) >= 3, name
        assert read_pages(ask, name, 1, **DAY) == whole, name
        assert read_pages(ask, name, 2, **DAY) == whole, name


def test_a_list_has_the_items_of_the_page_of_the_party(case: Store, ask: Ask) -> None:
    view = ask("/v1/parties/a", **DAY)["data"]
    figures = [figure for figures in view["indicators"].values() for figure in figures]
    shown = {**view, **view["facts"], "indicators": figures}
    for name in LISTS:
        whole = read_pages(ask, name, 1000, **DAY)
        assert sorted(map(repr, whole)) == sorted(map(repr, shown[name])), name
    assert view["more"] == {}


def test_a_list_that_is_cut_has_its_address_and_a_note(store: Store, ask: Ask) -> None:
    load(store, [guarantees("a", f"firm {number}", 1e5 + number) for number in range(120)])
    answer = ask("/v1/parties/a", **DAY)
    assert len(answer["data"]["facts"]["guarantees_given"]) == 50
    address = f"/v1/parties/a/lists/guarantees_given?as_of={TODAY}"
    assert answer["data"]["more"] == {"guarantees_given": address}
    (note,) = [note for note in answer["meta"]["notes"] if note["code"] == "lists_cut"]
    assert ("guarantees_given" in note["en"], "guarantees_given" in note["zh"]) == (True, True)
    page = follow(ask, address)
    amounts = [item["tie"]["properties"]["amount"] for item in page["data"]["items"]]
    assert (amounts, page["next"]) == ([1e5 + number for number in reversed(range(120))], None)


@pytest.mark.parametrize("name", ["records", "indicators", "facilities", "lawsuits", "findings", "controls"])
def test_what_is_recorded_of_a_party_is_cut_and_has_its_address(
    case: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("riskgraph.graph.read.party.party.SHOWN", 2)
    answer = ask("/v1/parties/a", **DAY)
    assert name in answer["data"]["more"]
    assert len(follow(ask, answer["data"]["more"][name])["data"]["items"]) >= 3


def test_the_strongest_of_many_are_shown_whatever_their_number(store: Store, ask: Ask) -> None:
    load(store, [owns(f"h{number:04}", "a", 0.0001 if number else 0.6) for number in range(1200)])
    load(store, [owns("late", "a", 0.3)], source="later")
    owners = ask("/v1/parties/a", **DAY)["data"]["facts"]["owners"]
    assert [owner["other"]["id"] for owner in owners[:2]] == ["h0000", "late"]


def test_a_list_is_that_of_the_day(store: Store, ask: Ask) -> None:
    load(store, [owns("p", "a", valid_to=date(2020, 1, 1)), owns("q", "a", valid_from=date(2020, 1, 1))])
    shown = [
        [item["other"]["id"] for item in read_pages(ask, "owners", 10, as_of=day)]
        for day in ("2019-12-31", "2020-01-01")
    ]
    assert shown == [["p"], ["q"]]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/parties/nobody/lists/owners", 404),
        ("/v1/parties/a/lists/friends", 422),
        ("/v1/parties/a/lists/owners?after=nonsense", 422),
        ("/v1/parties/a/lists/records?after=WyJub2RheSIsIngiXQ", 422),
        ("/v1/parties/a/lists/owners?limit=0", 422),
    ],
)
def test_what_is_no_list_or_no_place_in_it_is_refused(
    store: Store, client: TestClient, address: str, status: int
) -> None:
    load(store, [owns("p", "a")])
    assert client.get(address).status_code == status
