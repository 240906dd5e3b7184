"""Changes since a day: exactly what a second delivery, later runs and later scores changed, worst first."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from riskgraph.answers.access.graph_access import ask
from riskgraph.answers.answer import Answer
from riskgraph.answers.changes.changes import (
    ChangesPage,
    ChangesQuestion,
    answer_all_changes,
    answer_changes,
    choose_kinds,
    write_change,
)
from riskgraph.answers.changes.lines import ORDER, ChangeKind
from riskgraph.errors import NotFoundError, UsageError
from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.personal.acts import ACTS_FILE, ActKind
from riskgraph.graph.personal.keyed import KEY_FILE
from riskgraph.graph.personal.perform import Request, withhold_person
from riskgraph.ingest.records import (
    Entry,
    Facility,
    Guarantee,
    Holding,
    Indicator,
    Item,
    Lawsuit,
    Office,
    Participation,
    Relation,
)

from ..graph.factories import company, person
from ..graph.load.delivered import DAY, LAST, LATER, entry, load

RULES = ["ownership_ring", "mutual_guarantees"]


def make(day: date, **items: Sequence[Item]) -> list[Entry]:
    """Make a row for each name."""
    return [entry(name, *given, row=row, day=day) for row, (name, given) in enumerate(items.items(), 2)]


def case(id_: str, kind: str, of: str, **fields: object) -> list[Item]:
    """Make a case against a company."""
    return [
        Lawsuit(id=id_, kind=kind, **fields),  # type: ignore[arg-type]
        Participation(start=of, end=id_, role="defendant"),
    ]


def lend(id_: str, of: str, **fields: object) -> list[Item]:
    """Make a loan."""
    return [Facility(id=id_, borrower=of, limit=5.0, **fields)]  # type: ignore[arg-type]


def figure(value: float, name: str = "revenue") -> list[Item]:
    """Make a figure of company `a`."""
    return [Indicator(id=f"a|{name}|2023", party="a", name=name, period="2023", value=value)]


PARTIES: dict[str, Sequence[Item]] = {name: [company(name)] for name in "abcdefgh"}
BEFORE: dict[str, Sequence[Item]] = {
    **PARTIES,
    "p": [person("p")],
    "status": [company("i", operating_status="active")],
    "same": [Holding(start="p", end="c", share=0.3)],
    "sold": [Holding(start="p", end="a", share=0.6)],
    "corrected": [Holding(start="b", end="a", share=0.1)],
    "ring": [Holding(start="e", end="f", share=0.6)],
    "stated": [Relation(start="p", end="g", kind="actual_controller")],
    "loan1": lend("L1", "b", loan_class="normal"),
    "loan2": lend("L2", "b", loan_class="normal"),
    "loan3": lend("L3", "b", loan_class="normal"),
    "case1": case("C1", "lawsuit", "d"),
    "revenue": figure(10.0),
    "profit": figure(1.0, "net_profit"),
}
AFTER: dict[str, Sequence[Item]] = {
    **PARTIES,
    "p": [person("p")],
    "status": [company("i", operating_status="revoked")],
    "same": [Holding(start="p", end="c", share=0.3)],
    "corrected": [Holding(start="b", end="a", share=0.2)],
    "ring": [Holding(start="e", end="f", share=0.6)],
    "loan1": lend("L1", "b", loan_class="normal", defaulted_on=date(2024, 1, 20)),
    "loan2": lend("L2", "b", loan_class="doubtful"),
    "loan3": lend("L3", "b", loan_class="normal", closed_on=date(2024, 1, 25)),
    "case1": case("C1", "lawsuit", "d", closed_on=date(2024, 1, 15)),
    "case2": case("C2", "bankruptcy", "h"),
    "case3": case("C3", "dishonest_executee", "d"),
    "revenue": figure(8.0),
    "assets": figure(5.0, "total_assets"),
    "back": [Holding(start="f", end="e", share=0.6)],
    "office": [Office(start="p", end="c", role="director")],
    "pledge": [Guarantee(start="c", end="d", amount=1e6, currency="CNY")],
}
EXPECTED = [
    ("loan_defaulted", "b", "L1"),
    ("bankruptcy", "h", "C2"),
    ("dishonest_listing", "d", "C3"),
    ("status_worse", "i", "i"),
    ("grade_down", "a", "score|a"),
    ("finding_new", "e", "ownership_ring|f,e"),
    ("controller_gone", "a", "OWNS|p|a"),
    ("controller_gone", "g", "RELATED_TO|p|g"),
    ("controller_new", "e", "OWNS|f|e"),
    ("loan_class_worse", "b", "L2"),
    ("tie_corrected", "a", "OWNS|b|a"),
    ("figure_changed", "a", "a|revenue|2023"),
    ("figure_gone", "a", "a|net_profit|2023"),
    ("case_closed", "d", "C1"),
    ("loan_closed", "b", "L3"),
    ("grade_up", "b", "score|b"),
    ("figure_new", "a", "a|total_assets|2023"),
    ("tie_new", "c", "GUARANTEES|c|d"),
    ("tie_new", "c", "HOLDS_OFFICE|p|c"),
]


def write_scores(store: Store, day: date, **values: tuple[float, str]) -> None:
    """Store scores of companies."""
    rows = [
        {
            "id": f"{party}|{day}|{day}", "party": party, "value": value, "grade": grade, "signals": "[]",
            "policy_version": "1", "as_of": day, "scored_on": day,
        }
        for party, (value, grade) in values.items()
    ]  # fmt: skip
    store.write(read_statement("write/scores"), {"rows": rows})


@pytest.fixture
def delivered(store: Store) -> Store:
    """Store two full deliveries with the rules run and scores made after each."""
    load(store, make(DAY, **BEFORE), DAY)
    find_in_graph(store, DAY, RULES)
    write_scores(store, DAY, a=(80.0, "AA"), b=(40.0, "B"), c=(60.0, "BBB"))
    load(store, make(LATER, **AFTER), LATER)
    find_in_graph(store, LATER, RULES)
    write_scores(store, LATER, a=(50.0, "BB"), b=(70.0, "A"), c=(59.0, "BBB"), d=(1.0, "CCC"))
    return store


def list_changes(store: Store, since: date = LATER, **asked: object) -> Answer[ChangesPage]:
    """Ask for changes."""
    question = ChangesQuestion(since=since, **asked)  # type: ignore[arg-type]
    return ask(store, lambda access: answer_changes(access, question))


def list_lines(answer: Answer[ChangesPage]) -> list[tuple[str, str, str]]:
    """Return the kind, party and thing of each change."""
    return [(str(one.line.kind), one.line.party, one.line.thing) for one in answer.content.items]


def list_codes(answer: Answer[ChangesPage]) -> set[str]:
    """Return the codes of the notes of an answer."""
    return {note.code for note in answer.notes}


def test_exactly_what_changed_is_listed_worst_first(delivered: Store) -> None:
    assert list_lines(list_changes(delivered)) == EXPECTED
    assert (
        list_lines(list_changes(delivered, DAY)) == EXPECTED
    )  # the first delivery is what later days are compared with


def test_each_change_says_what_was_before_and_after_and_why(delivered: Store) -> None:
    written = {one["thing"]: one for one in map(write_change, list_changes(delivered).content.items)}
    corrected, gone, grade = (written[thing] for thing in ("OWNS|b|a", "RELATED_TO|p|g", "score|a"))
    assert (corrected["before"], corrected["after"]) == ({"share": 0.1}, {"share": 0.2})
    assert [key.rpartition("|")[2] for key in corrected["records"]] == ["corrected", "corrected"]
    assert (corrected["delivery"], corrected["day"]) == ("test:2", LATER)
    assert gone["after"] == {"valid_to": LATER}
    assert (grade["before"]["grade"], grade["after"]["grade"]) == ("AA", "BB")
    assert "share 0.1 -> 0.2" in corrected["title_en"]
    assert "share 0.1→0.2" in corrected["title_zh"]


def test_pages_lead_through_all_changes(delivered: Store) -> None:
    lines, after = list[tuple[str, str, str]](), {}
    while True:
        answer = list_changes(delivered, limit=4, **after)
        lines += list_lines(answer)
        if answer.content.last is None:
            break
        after = {"after": answer.content.last}
    assert lines == EXPECTED
    whole = ask(delivered, lambda access: answer_all_changes(access, ChangesQuestion(since=LATER)))
    assert (list_lines(whole), whole.content.total) == (EXPECTED, len(EXPECTED))


def test_changes_of_a_party_are_those_that_concern_it(delivered: Store) -> None:
    of_p = list_lines(list_changes(delivered, party="p"))
    assert of_p == [line for line in EXPECTED if line[2] in ("OWNS|p|a", "RELATED_TO|p|g", "HOLDS_OFFICE|p|c")]
    assert list_lines(list_changes(delivered, party="a 澜砚贸易", kinds=choose_kinds(["grade_down"]))) == [EXPECTED[4]]


def test_what_could_not_be_compared_is_noted(delivered: Store) -> None:
    answer = list_changes(delivered)
    assert {
        "changes_compared", "control_not_compared", "rules_compared", "rules_not_compared", "scores_not_compared",
    } <= list_codes(answer)  # fmt: skip
    assert not answer.complete
    assert list_changes(delivered, kinds=choose_kinds(["loan_defaulted"])).complete


def test_findings_that_no_longer_hold_are_gone(delivered: Store) -> None:
    load(delivered, make(LAST, **{name: row for name, row in AFTER.items() if name != "back"}), LAST)
    find_in_graph(delivered, LAST, RULES)
    lines = list_lines(list_changes(delivered, LAST, kinds=choose_kinds(["finding_gone", "finding_new"])))
    assert lines == [("finding_gone", "e", "ownership_ring|f,e")]


def test_nothing_changes_between_equal_deliveries(store: Store) -> None:
    load(store, make(DAY, **BEFORE), DAY)
    load(store, make(LATER, **BEFORE), LATER)
    assert list_lines(list_changes(store)) == []


def test_a_delivery_that_was_taken_back_is_not_listed(delivered: Store) -> None:
    undo_delivery(delivered, "test:2")
    kinds = {kind for kind, _, _ in list_lines(list_changes(delivered))}
    assert kinds == {"grade_down", "finding_new", "grade_up"}


@pytest.fixture
def no_acts(store: Store) -> Iterator[None]:
    """Forget afterwards what was done to persons' data: it would be done again to what other tests load."""
    yield
    for name in (ACTS_FILE, KEY_FILE):
        (store.settings.data_dir / name).unlink(missing_ok=True)


@pytest.mark.usefixtures("no_acts")
def test_an_erased_person_is_not_named(delivered: Store) -> None:
    withhold_person(delivered, "p", Request(ActKind.ERASE, "asked", "", ""))
    answer = list_changes(delivered)
    assert "person_erased" in list_codes(answer)
    assert not [one.line for one in answer.content.items if {"p"} & {one.line.party, *one.line.thing.split("|")}]
    assert not [one for one in answer.content.items if "岚川朔禾" in f"{one.title} {write_change(one)}"]


@pytest.mark.parametrize(
    ("since", "asked", "error", "said"),
    [
        (date.max, {}, UsageError, "has not come yet"),
        (date(2023, 1, 1), {}, NotFoundError, "before the first delivery, which is of 2024-01-01"),
        (LATER, {"until": DAY}, UsageError, "is before since"),
        (LATER, {"party": "nowhere"}, NotFoundError, "no party with the id"),
    ],
)
def test_days_that_cannot_be_compared_end_in_one_sentence(
    delivered: Store, since: date, asked: dict[str, object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        list_changes(delivered, since, **asked)


def test_without_a_delivery_there_are_no_changes(store: Store) -> None:
    with pytest.raises(NotFoundError, match="nothing was delivered yet"):
        list_changes(store)


def test_every_kind_has_a_place_in_the_order() -> None:
    assert {kind for kind, _ in ORDER} == set(ChangeKind)
    with pytest.raises(UsageError, match="did you mean 'tie_new'"):
        choose_kinds(["tie_nwe"])
