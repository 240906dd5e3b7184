"""A page says which loans were in default and are no longer open, and where several persons represent one company."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.notes import Note
from riskgraph.answers.notes.declaration import MOST_LISTED
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.party.party import PastDefault
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Facility, FactStatus, Office
from riskgraph.ingest.records.words import OfficeRole

from ..graph.factories import company, person
from ..graph.load.delivered import DAY, LAST, LATER, entry, load

DEFAULTED = date(2020, 3, 1)
Page = Callable[..., tuple[tuple[PastDefault, ...], list[Note]]]


@pytest.fixture
def page(store: Store) -> Page:
    """Return a function that reads the past defaults on a page, and the notes on them and on representatives."""
    access = open_access(store.asynchronous, store)

    def page(as_of: date = LAST, as_known: date | None = None) -> tuple[tuple[PastDefault, ...], list[Note]]:
        answer = store.submit(answer_party(access, "c", TimePoint(as_of, as_known))).result()
        kinds = ("past_default", "more_past_defaults", "legal_representatives_differ")
        return answer.content.view.past_defaults, [note for note in answer.notes if note.code in kinds]

    return page


def deliver(store: Store, day: date, *loans: Facility, **terms: Any) -> None:
    load(store, [entry("c", company("c"), day=day), *(entry(loan.id, loan, day=day) for loan in loans)], day, **terms)


def loan(id_: str = "L", **fields: Any) -> Facility:
    return Facility(id=id_, borrower="c", **{"defaulted_on": DEFAULTED, **fields})


def test_a_loan_in_default_that_leaves_its_full_file_stays_on_the_page_as_past(store: Store, page: Page) -> None:
    deliver(store, DAY, loan(), loan("M", defaulted_on=None))
    assert page() == ((), [])
    deliver(store, LATER, loan("M", defaulted_on=None), max_ended=1.0)
    past, (note,) = page()
    assert past == (PastDefault("L", DEFAULTED, LATER, "test|L"),)
    assert note.en.startswith(f"the loan L was in default from {DEFAULTED} and has not been open since {LATER}: ")
    assert note.zh.startswith(f"贷款L自{DEFAULTED}起违约，自{LATER}起不再存续")
    assert note.records == ("test|L",)
    assert page(as_of=DAY) == page(as_known=DAY) == ((), [])
    assert page(as_known=LATER) == (past, [note])


def test_a_repaid_loan_that_was_never_in_default_is_not_past_default(store: Store, page: Page) -> None:
    deliver(store, DAY, loan(closed_on=DAY, defaulted_on=None))
    assert page() == ((), [])


def test_past_defaults_are_the_latest_first_up_to_a_number(store: Store, page: Page) -> None:
    days = [date(2023, 1, 1), *[DAY] * MOST_LISTED]
    deliver(store, DAY, *(loan(f"L{number:02}", closed_on=day) for number, day in enumerate(days)))
    past, notes = page()
    assert [one.id for one in past] == [*(f"L{number:02}" for number in range(1, MOST_LISTED + 1)), "L00"]
    assert [note.code for note in notes] == [*["past_default"] * MOST_LISTED, "more_past_defaults"]
    assert page(as_known=LAST) == (past, notes)


def name_representative(store: Store, id_: str, source: str, status: FactStatus = FactStatus.ASSERTED) -> None:
    office = Office(start=id_, end="c", role=OfficeRole.LEGAL_REPRESENTATIVE, status=status)
    rows = [entry("c", company("c")), entry(id_, person(id_)), entry(f"{id_}-c", office)]
    load(store, rows, DAY, source=source)


def test_two_legal_representatives_at_once_are_named_with_their_sources(store: Store, page: Page) -> None:
    name_representative(store, "p", "register")
    assert page() == ((), [])
    name_representative(store, "p", "other")
    assert page() == ((), [])
    name_representative(store, "q", "third", FactStatus.DISPUTED)
    assert page() == ((), [])
    name_representative(store, "r", "fourth")
    _, (note,) = page()
    assert note.en.startswith(
        "sources name 2 legal representatives: p 岚川朔禾 (p) (other, register) and r 岚川朔禾 (r) (fourth). "
    )
    assert note.records == ("fourth|r-c", "other|p-c", "register|p-c")
