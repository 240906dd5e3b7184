"""Notes on loans and figures that sources describe differently name both values, both records, and what counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.notes import Note
from riskgraph.answers.notes.declaration import MOST_LISTED
from riskgraph.answers.party.lists import answer_party_list
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Facility, Indicator, Item

from ..graph.factories import company
from ..graph.load.delivered import DAY, LAST, LATER, entry, load

DEFAULTED = date(2023, 11, 2)
Notes = Callable[..., list[Note]]


@pytest.fixture
def notes(store: Store) -> Notes:
    """Return a function that reads the notes on what differs, of the page or of a list."""
    access = open_access(store.asynchronous, store)

    def notes(listed: str = "", as_of: date = LAST, as_known: date | None = None) -> list[Note]:
        time_point = TimePoint(as_of, as_known)
        asked: Any = answer_party(access, "c", time_point)
        if listed:
            asked.close()
            asked = answer_party_list(access, "c", listed, time_point, None, 10)
        answer = store.submit(asked).result()
        assert answer.complete
        return [note for note in answer.notes if note.code.startswith("other_") or note.code == "more_differing"]

    return notes


def deliver(store: Store, source: str, trust: float, *items: Item, day: date = DAY) -> None:
    rows = [entry("c", company("c"), day=day)]
    rows += [entry(f"{item.id}", item, day=day) for item in items]  # type: ignore[union-attr]
    load(store, rows, day, source=source, trust=trust)


def loan(**fields: Any) -> Facility:
    return Facility(id="S1", borrower="c", **fields)


def net_assets(value: float, period: str = "2022", **fields: Any) -> Indicator:
    return Indicator(id=f"c|net_assets|{period}", party="c", name="net_assets", period=period, value=value, **fields)


def test_a_loan_that_two_sources_class_differently_is_noted(store: Store, notes: Notes) -> None:
    deliver(store, "reg", 0.8, loan(loan_class="loss", defaulted_on=DEFAULTED))
    deliver(store, "high", 0.95, loan(loan_class="normal"))
    (note,) = notes()
    assert note.en == (
        "sources differ on the loan S1: class 'normal' of high|S1 counts, reg|S1 states 'loss'; "
        "day of default '2023-11-02' of reg|S1 counts, high|S1 states none"
    )
    assert note.zh == (
        "各来源对贷款S1的记载不一致：五级分类以high|S1的“正常”为准，reg|S1为“损失”；"
        "违约日以reg|S1的“2023-11-02”为准，high|S1未载"
    )
    assert (note.code, note.records) == ("other_loan", ("high|S1", "reg|S1"))
    assert notes("facilities") == [note]
    assert notes("indicators") == notes("records") == []


def test_a_figure_that_two_sources_give_differently_is_noted(store: Store, notes: Notes) -> None:
    deliver(store, "reg", 0.8, net_assets(-3e6, unit="CNY"))
    deliver(store, "high", 0.95, net_assets(5e6))
    (note,) = notes()
    assert note.en == (
        "sources differ on the figure net_assets 2022: value '5,000,000' of high|c|net_assets|2022 counts, "
        "reg|c|net_assets|2022 states '-3,000,000'; unit 'CNY' of reg|c|net_assets|2022 counts, "
        "high|c|net_assets|2022 states none"
    )
    assert (note.code, notes("indicators")) == ("other_figure", [note])


def test_a_loan_left_out_as_the_better_source_calls_it_repaid_is_noted(store: Store, notes: Notes) -> None:
    deliver(store, "reg", 0.8, loan(balance=5.0))
    deliver(store, "high", 0.95, loan(balance=0.0, closed_on=DEFAULTED))
    (note,) = notes("facilities")
    assert note.code == "other_loan_left_out"
    assert "closing day '2023-11-02' of high|S1 counts, reg|S1 states none" in note.en
    assert "balance '0' of high|S1 counts, reg|S1 states '5'" in note.en
    deliver(store, "reg", 0.8, loan(balance=5.0, closed_on=LATER), day=LATER)
    assert notes() == []  # closed by both: on no page


def test_sources_that_agree_or_complete_each_other_below_the_cited_record_have_no_note(
    store: Store, notes: Notes
) -> None:
    deliver(store, "reg", 0.8, loan(limit=5.0), net_assets(5e6))
    deliver(store, "high", 0.95, loan(limit=5.0, balance=3.0), net_assets(5e6))
    assert notes() == []


def test_a_source_that_no_longer_delivers_a_loan_differs_on_earlier_days_only(store: Store, notes: Notes) -> None:
    deliver(store, "reg", 0.8, loan(balance=5.0))
    deliver(store, "high", 0.95, loan(balance=3.0))
    deliver(store, "reg", 0.8, day=LATER)
    assert notes() == []
    earlier, known = notes(as_of=DAY), notes(as_known=DAY)
    assert [one.en.count("reg|S1 states '5'") for one in (*earlier, *known)] == [1, 1]


def test_what_was_known_before_a_correction_is_compared(store: Store, notes: Notes) -> None:
    deliver(store, "reg", 0.8, loan(balance=5.0))
    deliver(store, "high", 0.95, loan(balance=3.0))
    deliver(store, "reg", 0.8, loan(balance=3.0), day=LATER)
    assert notes() == []
    (note,) = notes(as_known=DAY)
    assert note.en.endswith("balance '3' of high|S1 counts, reg|S1 states '5'")
    assert note.records == ("high|S1", "reg|S1")


def test_no_more_than_a_number_of_things_are_listed(store: Store, notes: Notes) -> None:
    years = [str(year) for year in range(2010, 2012 + MOST_LISTED)]
    for source, trust, value in (("reg", 0.8, 1.0), ("high", 0.9, 2.0)):
        deliver(store, source, trust, *(net_assets(value, year) for year in years))
    found = notes()
    assert [note.code for note in found] == [*["other_figure"] * MOST_LISTED, "more_differing"]
    assert "not listed: 2" in found[-1].en
