"""What a party's page shows of corrected facts, of sources that disagree, and of what was recorded late."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from riskgraph.answers.field_words import name_field
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_arrival
from riskgraph.graph.read.party.description import COMPARED
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import (
    Document,
    Entry,
    Facility,
    FactStatus,
    Guarantee,
    Holding,
    Indicator,
    Item,
    Lawsuit,
    Mention,
    Participation,
    Party,
    PartyKind,
    Place,
)

from ..graph.factories import company

Ask = Callable[..., Any]
EARLY, LATER = date(2022, 1, 1), date(2022, 6, 1)
THEN = {"as_of": "2023-12-31", "as_known": "2022-03-01"}
NOW = {"as_of": "2023-12-31"}


def load(
    store: Store, items: dict[str, Item | tuple[Item, ...]], day: date, source: str = "test", trust: float = 0.5
) -> None:
    """Load items by their references."""
    rows = [
        Entry(reference, Place("rows.csv", place), day, item if isinstance(item, tuple) else (item,))
        for place, (reference, item) in enumerate(items.items(), 2)
    ]
    file = DeliveredFile(name="rows.csv", read=lambda: rows)
    count = load_arrival(store, Arrival(SourceTerms(name=source, trust=trust), (file,), day))
    assert count.rejected == 0


def codes(ask: Ask, address: str, **asked: str) -> dict[str, str]:
    """Return the notes of an answer by their codes."""
    return {note["code"]: note["en"] for note in ask(address, **asked)["meta"]["notes"]}


def figure(value: float) -> Indicator:
    """Make a figure."""
    return Indicator(id="a|net_assets|2021", party="a", name="net_assets", period="2021", value=value)


def test_loans_figures_and_cases_are_shown_as_they_were_known_before_a_correction(store: Store, ask: Ask) -> None:
    load(store, {
        "a": company("a"), "loan": Facility(id="f", borrower="a", limit=5.0), "figure": figure(1.0),
        "case": (Lawsuit(id="c", kind="lawsuit", amount=5.0), Participation(start="a", end="c", role="defendant")),
    }, EARLY)  # fmt: skip
    load(store, {
        "loan": Facility(id="f", borrower="a", limit=7.0, closed_on=date(2022, 5, 1)), "figure": figure(2.0),
        "case": (Lawsuit(id="c", kind="lawsuit", amount=7.0), Participation(start="a", end="c", role="defendant")),
    }, LATER)  # fmt: skip
    then, now = (ask("/v1/parties/a", **asked)["data"] for asked in (THEN, NOW))
    assert [[loan["limit"] for loan in page["facilities"]] for page in (then, now)] == [[5.0], []]
    assert [[one["value"] for one in page["indicators"]["2021"]] for page in (then, now)] == [[1.0], [2.0]]
    assert [[one["lawsuit"]["amount"] for one in page["lawsuits"]] for page in (then, now)] == [[5.0], [7.0]]


def test_loans_and_figures_are_shown_with_the_party_that_they_were_known_to_be_of(store: Store, ask: Ask) -> None:
    load(store, {
        "p": company("p"), "q": company("q"), "loan": Facility(id="f", borrower="p", limit=5.0),
        "figure": Indicator(id="one", party="p", name="net_assets", period="2021", value=1.0),
    }, EARLY)  # fmt: skip
    load(store, {
        "loan": Facility(id="f", borrower="q", limit=5.0),
        "figure": Indicator(id="one", party="q", name="net_assets", period="2021", value=1.0),
    }, LATER)  # fmt: skip
    for party, days in (("p", THEN), ("q", NOW)):
        page = ask(f"/v1/parties/{party}", **days)["data"]
        assert ([loan["id"] for loan in page["facilities"]], [*page["indicators"]]) == (["f"], ["2021"])
        assert len(ask(f"/v1/parties/{party}/lists/facilities", **days)["data"]["items"]) == 1
    for party, days in (("q", THEN), ("p", NOW)):
        page = ask(f"/v1/parties/{party}", **days)["data"]
        assert (page["facilities"], page["indicators"]) == ([], {})


def test_a_loan_is_shown_with_the_borrower_of_the_source_known_then(store: Store, ask: Ask) -> None:
    load(store, {"p": company("p"), "q": company("q"), "loan": Facility(id="f", borrower="p", limit=5.0)}, EARLY)
    load(store, {"loan": Facility(id="f", borrower="q", limit=5.0)}, LATER, "better", 0.9)
    assert [loan["id"] for loan in ask("/v1/parties/p", **THEN)["data"]["facilities"]] == ["f"]
    assert ask("/v1/parties/p", **NOW)["data"]["facilities"] == []


def test_a_counterparty_is_in_default_with_the_loan_it_was_known_to_have(store: Store, ask: Ask) -> None:
    known, today = (Facility(id="f", borrower=id_, limit=5.0, defaulted_on=EARLY) for id_ in "pq")
    guarantee = Guarantee(start="g", end="p", amount=5.0, currency="CNY")
    load(store, {**{id_: company(id_) for id_ in "gpq"}, "t": guarantee, "loan": known}, EARLY)
    load(store, {"loan": today}, LATER)
    assert [[*ask("/v1/parties/g", **days)["data"]["in_default"]] for days in (THEN, NOW)] == [["p"], []]


def test_a_party_of_many_records_is_described_by_all_of_them(store: Store, ask: Ask) -> None:
    right = company("a", operating_status="active")
    load(store, {"a": right}, EARLY, "good", 0.9)
    wrong = Party(id="a", kind=PartyKind.COMPANY, name="冒名")
    load(store, {f"row {number}": wrong for number in range(210)}, LATER, "bad", 0.1)
    for days in (NOW, {}):
        assert ask("/v1/parties/a", **days)["data"]["name"] == right.name


def test_a_contradiction_of_the_oldest_of_many_records_is_noted(store: Store, ask: Ask) -> None:
    load(store, {"a": Party(id="a", kind=PartyKind.COMPANY, name="冒名")}, EARLY, "bad", 0.1)
    load(store, {f"row {number}": company("a") for number in range(210)}, LATER, "good", 0.9)
    assert "bad gives '冒名' as name" in codes(ask, "/v1/parties/a")["other_description"]


def test_what_was_recorded_after_the_day_is_noted(store: Store, ask: Ask) -> None:
    load(store, {"a": company("a"), "b": company("b"), "t": Holding(start="a", end="b", share=0.6)}, EARLY)
    base, ends = "/v1/parties/b", {"from": "a", "to": "b"}
    for address in (
        base,
        *(f"{base}/{part}" for part in ("network", "owners", "controller", "lists/owners")),
        "/v1/paths",
    ):
        asked = ends if address == "/v1/paths" else {}
        assert "could not have been given" in codes(ask, address, **THEN, **asked)["recorded_later"], address
        assert "recorded_later" not in codes(ask, address, **NOW, **asked)


def test_a_day_of_knowledge_in_the_future_is_noted(store: Store, ask: Ask) -> None:
    load(store, {"a": company("a"), "b": company("b")}, EARLY)
    today = date.today()
    for address in ("/v1/parties/a", "/v1/parties/a/owners", "/v1/parties/a/network"):
        later = codes(ask, address, as_known=(today + timedelta(days=1)).isoformat())
        assert "lies in the future" in later["future_knowledge"], address
        assert "future_knowledge" not in codes(ask, address, as_known=today.isoformat())


def test_mentions_that_were_recorded_after_the_day_are_noted(store: Store, ask: Ask) -> None:
    text = Document(id="d", title="t", text="a", published=EARLY)
    load(store, {"a": company("a"), "d": (text, Mention(start="a", end="d", start_char=0, end_char=1))}, EARLY)
    assert "recorded_later" in codes(ask, "/v1/documents/d", **THEN)
    assert "recorded_later" not in codes(ask, "/v1/documents/d", **NOW)


def test_the_value_of_the_less_trusted_source_is_named(store: Store, ask: Ask) -> None:
    load(store, {"a": company("a", operating_status="active")}, EARLY, "good", 0.9)
    bad = Party(id="a", kind=PartyKind.COMPANY, name="冒名", operating_status="revoked")
    load(store, {"a": bad}, LATER, "bad", 0.1)
    page = ask("/v1/parties/a", **NOW)
    assert (page["data"]["name"], page["data"]["properties"]["operating_status"]) == (company("a").name, "active")
    sentences = [note["en"] for note in page["meta"]["notes"] if note["code"] == "other_description"]
    assert any("bad gives 'licence revoked' as registered status" in text for text in sentences)
    assert any("bad gives '冒名' as name" in text for text in sentences)
    chinese = [note["zh"] for note in page["meta"]["notes"] if note["code"] == "other_description"]
    assert any("bad所载登记状态为“吊销”，未予采用：good（“存续”）" in text for text in chinese)


def test_a_capital_that_does_not_count_is_written_in_full(store: Store, ask: Ask) -> None:
    load(store, {"a": company("a", registered_capital=2e7)}, EARLY, "good", 0.9)
    load(store, {"a": company("a", registered_capital=20_000_000.5)}, LATER, "bad", 0.1)
    (note,) = [note for note in ask("/v1/parties/a", **NOW)["meta"]["notes"] if note["code"] == "other_description"]
    assert note["en"].startswith("bad gives '20,000,000.5' as registered capital; ")
    assert note["zh"].startswith("bad所载注册资本为“20,000,000.5”，未予采用：good（“20,000,000”）")


def test_every_value_that_is_compared_has_words() -> None:
    assert [name for name in COMPARED if name_field(Party, name).zh == name] == []


def test_a_holding_that_does_not_count_is_named_and_owns_nothing(store: Store, ask: Ask) -> None:
    load(store, {id_: company(id_) for id_ in "ab"}, EARLY)
    load(store, {"t": Holding(start="a", end="b", share=0.2)}, EARLY, "good", 0.9)
    load(store, {"t": Holding(start="a", end="b", share=0.8)}, LATER, "bad", 0.1)
    notes = codes(ask, "/v1/parties/b/owners", **NOW)
    assert (
        "bad states 80.00% of b 澜砚贸易 (b) for a 澜砚贸易 (a); that does not count, because good"
        in notes["other_holding"]
    )
    assert ask("/v1/parties/b/controller", **NOW)["data"]["controllers"] == []


def test_a_disputed_holding_decides_nothing_and_is_shown(store: Store, ask: Ask) -> None:
    disputed = Holding(start="a", end="b", share=0.8, status=FactStatus.DISPUTED)
    load(store, {"a": company("a"), "b": company("b"), "t": disputed}, EARLY)
    assert ask("/v1/parties/b/controller", **NOW)["data"]["controllers"] == []
    (owner,) = ask("/v1/parties/b", **NOW)["data"]["facts"]["owners"]
    assert owner["tie"]["status"] == "disputed"
