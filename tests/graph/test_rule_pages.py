"""Rules that run in pages find the same with pages of any size, and stop once there are enough hits."""

from collections.abc import Callable
from datetime import date

import pytest

from riskgraph.errors import StatementError
from riskgraph.graph.engine.store import Row, Store
from riskgraph.graph.rules.pages import read_in_pages
from riskgraph.graph.rules.rule_files import find_rules, read_rule
from riskgraph.graph.rules.run import Task, read_hits
from riskgraph.ingest.records import Indicator, Item, Lawsuit, Office, Participation, Pledge, Relation, Supply
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

from .factories import TODAY, company, derive, guarantees, load, loan, owns, person

PAGED = {id_: rule for id_, rule in find_rules().items() if rule.pages}
RECEIVABLES = find_rules()["receivables_concentrated"]


def sell(n: int) -> list[Item]:
    """Make a seller whose first buyer owes most."""
    return [Supply(start=f"s{n}", end=f"b{n}", receivable=6e5), Supply(start=f"s{n}", end="c", receivable=1e5)]


def change_control(n: int) -> list[Item]:
    """Make a company change hands before it borrows."""
    day = date(2023, 5, 1)
    former = owns(f"q{n}", f"b{n}", 0.7, valid_from=date(2016, 1, 1), valid_to=day)
    return [person(f"p{n}"), person(f"q{n}"), former, owns(f"p{n}", f"b{n}", 0.7, valid_from=day), loan(f"b{n}")]


def list_executee(n: int) -> list[Item]:
    """Make a dishonest executee control a company."""
    case = Lawsuit(id=f"case-{n}", kind="dishonest_executee", filed_on=date(2022, 1, 1))
    role = Participation(start=f"p{n}", end=case.id, role="executed_person")
    return [person(f"p{n}"), case, role, owns(f"p{n}", f"b{n}")]


def hold_for_another(n: int) -> list[Item]:
    """Make a person hold a majority for another."""
    tie = Relation(start=f"n{n}", end="p", kind="nominee", confidence=0.7)
    return [person(f"n{n}"), *([] if n else [person("p")]), tie, owns(f"n{n}", f"b{n}")]


def borrow_twice(n: int) -> list[Item]:
    """Make a couple control two borrowers."""
    couple = Relation(start=f"p{n}", end=f"q{n}", kind="spouse")
    people = [person(f"p{n}"), person(f"q{n}"), couple]
    return [*people, owns(f"p{n}", f"b{n}"), owns(f"q{n}", f"c{n}"), loan(f"b{n}"), loan(f"c{n}")]


def pledge(n: int) -> list[Item]:
    """Make the largest holder pledge all shares."""
    return [owns(f"p{n}", f"b{n}", 0.8), Pledge(start=f"p{n}", end=f"b{n}", share=0.8)]


def guarantee_many(n: int) -> list[Item]:
    """Make a company guarantee for the same four as the others, which have four guarantors each."""
    return [guarantees(f"g{n}", end) for end in "abcd"]


def guarantee_much(n: int) -> list[Item]:
    """Make a company guarantee more than it owns."""
    figure = Indicator(id=f"g{n}|net", party=f"g{n}", name="net_assets", period="2022", value=1e5)
    return [guarantees(f"g{n}", "a"), figure]


def represent(n: int) -> list[Item]:
    """Make a person represent five companies."""
    offices = [Office(start=f"p{n}", end=f"b{n}{end}", role="legal_representative") for end in "abcde"]
    return [person(f"p{n}"), *offices]


def class_too_well(n: int) -> list[Item]:
    """Make a loan that is late and classed as performing."""
    return [loan(f"b{n}", starts_on=date(2021, 1, 1), due_on=date(2023, 1, 1), loan_class="normal"), company(f"b{n}")]


def sell_to_itself(n: int) -> list[Item]:
    """Make one person control a seller and its buyer."""
    trade = Supply(start=f"s{n}", end=f"b{n}", annual_amount=1e6)
    return [person(f"p{n}"), owns(f"p{n}", f"s{n}"), owns(f"p{n}", f"b{n}"), trade]


def borrow_young(n: int) -> list[Item]:
    """Make a company borrow twenty times its capital in its first year."""
    founded = date(2022, 6, 1)
    return [
        company(f"b{n}", founded=founded, registered_capital=1e5),
        loan(f"b{n}", limit=2e6, starts_on=date(2022, 9, 1)),
    ]


def hold_in_a_ring(n: int) -> list[Item]:
    """Make two companies hold each other."""
    return [owns(f"a{n}", f"b{n}", 0.3), owns(f"b{n}", f"a{n}", 0.3)]


CASES: dict[str, Callable[[int], list[Item]]] = {
    "receivables_concentrated": sell,
    "control_changed_before_loan": change_control,
    "dishonest_executee_in_control": list_executee,
    "nominee_holder": hold_for_another,
    "one_controller_several_borrowers": borrow_twice,
    "shares_nearly_all_pledged": pledge,
    "guarantee_star": guarantee_many,
    "loan_class_better_than_days_late": class_too_well,
    "guarantees_above_net_assets": guarantee_much,
    "shared_legal_representative": represent,
    "related_party_trade": sell_to_itself,
    "young_company_large_loan": borrow_young,
    "ownership_ring": hold_in_a_ring,
}


def find_with(store: Store, rule: str, page: int, most: int = 100) -> list[Row]:
    """Return the rows of a rule, read in pages of a size."""
    task = Task(as_of=TODAY, found_on=TODAY, algorithms=ALGORITHMS, page=page, most=most)
    return [{**row, "records": sorted(row["records"])} for row in read_hits(store, find_rules()[rule], task).rows]


@pytest.mark.parametrize("rule", PAGED)
def test_pages_of_two_find_the_same_as_one_page(store: Store, rule: str) -> None:
    load(store, [item for n in range(5) for item in CASES[rule](n)])
    derive(store)
    found = find_with(store, rule, 100)
    assert len(found) >= 5
    assert find_with(store, rule, 2) == found


def test_pages_end_once_there_are_enough_rows() -> None:
    asked = []

    def read(name: str, /, **parameters: object) -> list[Row]:
        asked.append(parameters.get("page"))
        return [{"id": n} for n in range(6)] if name == RECEIVABLES.pages else [{}, {}]

    assert len(read_in_pages(read, RECEIVABLES, 3, 2)) == 4
    assert asked == [None, [{"id": 0}, {"id": 1}], [{"id": 2}, {"id": 3}]]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("// pages: sellers\n", "", "the header does not declare the parameter page"),
        ("UNWIND $page AS start", "UNWIND [{id: 's'}] AS start", "the statement does not use the parameter page"),
        ("// pages: sellers\n", "// pages: guarantees_between\n", "its pages take the parameter pairs, which it lacks"),
    ],
)
def test_pages_that_the_statement_does_not_fit_are_refused(old: str, new: str, reason: str) -> None:
    assert old in RECEIVABLES.statement
    with pytest.raises(StatementError, match=reason):
        read_rule(RECEIVABLES.statement.replace(old, new), RECEIVABLES.id, "trade")
