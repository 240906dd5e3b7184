"""What several sources say counts once, and amounts of different currencies are neither added nor compared."""

import json
from datetime import date
from itertools import pairwise, permutations

import pytest

from riskgraph.graph.engine.store import Row, Store
from riskgraph.ingest.records import Guarantee, Indicator, Item, Relation, Supply

from .factories import EARLY, company, guarantees, load, loan, owns, pays, person, run

BOUGHT = date(2023, 5, 1)
NOMINEE = [person("n"), person("p"), Relation(start="n", end="p", kind="nominee")]
BORROWERS = [person("p"), owns("p", "a"), owns("p", "b"), loan("a"), loan("b")]
RELATED = [person("p"), owns("p", "s"), owns("p", "b")]


def figure(name: str, value: float, unit: str | None = None) -> Indicator:
    """Make a figure of the company `g`."""
    return Indicator(id=f"g|{name}|2022", party="g", name=name, period="2022", value=value, unit=unit)


def supplies(seller: str, buyer: str, currency: str | None = None, **fields: float) -> Supply:
    """Make a seller supply a buyer."""
    return Supply(start=seller, end=buyer, currency=currency, **fields)


def guarantee(guarantor: str, borrower: str, amount: float, currency: str | None) -> Guarantee:
    """Make a guarantee in a currency."""
    return Guarantee(start=guarantor, end=borrower, amount=amount, currency=currency)


def purchase(share: float) -> list[Item]:
    """Let somebody buy part of a company shortly before its loan from one who keeps as much."""
    former = owns("old", "a", 0.6, valid_from=EARLY, valid_to=BOUGHT)
    return [company("a", founded=EARLY), person("new"), person("old"), former,
            owns("new", "a", share, valid_from=BOUGHT), loan("a")]  # fmt: skip


def returning(amount: float) -> list[Item]:
    """Let part of a loan come back to the controller."""
    return [person("p"), owns("p", "a"), loan("a"), pays("a", "x", amount, date(2023, 6, 3)),
            pays("x", "p", amount, date(2023, 6, 4))]  # fmt: skip


CASES: list[tuple[str, list[Item], int]] = [
    ("mutual_guarantees", [guarantees("a", "b"), guarantees("b", "a")], 1),
    ("joint_guarantees", [guarantees(one, other) for one, other in permutations("abc", 2)], 1),
    ("circular_guarantees", [guarantees("a", "b"), guarantees("b", "c"), guarantees("c", "a")], 1),
    ("guarantee_chain", [guarantees("a", "b"), guarantees("b", "c")], 1),
    ("guarantee_star", [guarantees("g", other) for other in "abcd"], 1),
    ("guarantees_above_net_assets", [guarantees("g", "a", 6e5), figure("net_assets", 1e6)], 0),
    ("guarantees_above_net_assets", [guarantees("g", "a", 2e6), figure("net_assets", 1e6)], 1),
    ("nominee_holder", [*NOMINEE, owns("n", "a", 0.3)], 0),
    ("nominee_holder", [*NOMINEE, owns("n", "a", 0.6)], 1),
    ("control_changed_before_loan", purchase(0.3), 0),
    ("control_changed_before_loan", purchase(0.6), 1),
    ("one_controller_several_borrowers", BORROWERS, 1),
    ("related_party_trade", [*RELATED, supplies("s", "b", share_of_sales=0.03, annual_amount=1e6)], 0),
    ("related_party_trade", [*RELATED, supplies("s", "b", share_of_sales=0.06, annual_amount=1e6)], 1),
    ("receivables_concentrated", [supplies("s", "b", receivable=1e6), supplies("s", "c", receivable=1e6)], 0),
    (
        "receivables_concentrated",
        [supplies("s", "b", receivable=2e6, status="verified"), supplies("s", "c", receivable=1e6)],
        1,
    ),
    ("receivables_concentrated", [supplies("s", "b", receivable=2e6, share_of_sales=0.3)], 0),
    ("loan_money_returns", returning(3e5), 0),
    ("loan_money_returns", returning(6e5), 1),
    ("young_company_large_loan", [company("a", founded=EARLY, registered_capital=6e4), loan("a", 5e5, EARLY)], 0),
]  # fmt: skip


def list_hits(found: list[Row]) -> list[tuple[str, str, dict[str, object]]]:
    """Return what findings say, without the records that they cite."""
    rows = [{name: value for name, value in json.loads(row["row"]).items() if name != "records"} for row in found]
    return [(row["key"], row["title_zh"], said) for row, said in zip(found, rows, strict=True)]


@pytest.mark.parametrize(("rule", "items", "hits"), CASES, ids=[f"{rule}-{hits}" for rule, _, hits in CASES])
def test_a_second_source_that_says_the_same_changes_nothing(
    store: Store, rule: str, items: list[Item], hits: int
) -> None:
    once = list_hits(run(store, rule, items))
    assert len(once) == hits
    assert list_hits(run_second(store, rule, items)) == once


def run_second(store: Store, rule: str, items: list[Item]) -> list[Row]:
    """Load the same rows from a second source and run the rule again."""
    load(store, items, "second")
    return run(store, rule)


def test_a_second_source_is_cited_as_well(store: Store) -> None:
    run(store, "mutual_guarantees", [guarantees("a", "b"), guarantees("b", "a")])
    found = run_second(store, "mutual_guarantees", [guarantees("a", "b"), guarantees("b", "a")])
    assert len(json.loads(found[0]["evidence"])["records"]) == 4


@pytest.mark.parametrize(
    ("rule", "items"),
    [
        ("guarantees_above_net_assets", [guarantee("g", "a", 1e7, "JPY"), figure("net_assets", 1e6, "CNY")]),
        ("guarantees_above_net_assets", [guarantee("g", "a", 1e7, "JPY"), figure("net_assets", 1e6)]),
        ("guarantees_above_net_assets", [guarantee("g", "a", 1.2e6, None), figure("net_assets", 5e3, "万元")]),
        (
            "young_company_large_loan",
            [
                company("a", founded=date(2023, 1, 1), registered_capital=1e6, currency="CNY"),
                loan("a", 2e7, currency="JPY"),
            ],
        ),
        (
            "receivables_concentrated",
            [supplies("g", "b", "JPY", receivable=1e8), supplies("g", "c", "CNY", receivable=1e7)],
        ),
        (
            "receivables_concentrated",
            [supplies("g", "b", "CNY", receivable=1e7), figure("receivables", 1.5e3, "万元")],
        ),
    ],
)
def test_amounts_of_different_currencies_are_not_compared(store: Store, rule: str, items: list[Item]) -> None:
    assert run(store, rule, items) == []


def test_amounts_of_one_currency_are_compared_and_named_whatever_it_is(store: Store) -> None:
    items = [guarantee("g", "a", 2e6, "EUR"), figure("net_assets", 1e6, "EUR"), guarantee("g", "b", 9e8, "JPY")]
    found = run(store, "guarantees_above_net_assets", items)
    assert "guarantees 2 million EUR for a 澜砚贸易 against net assets of 1 million EUR" in found[0]["title_en"]
    assert "担保200万 EUR，而净资产为100万 EUR" in found[0]["title_zh"]


def test_receivables_beside_others_in_another_currency_count_against_the_accounts(store: Store) -> None:
    owed = [supplies("g", "b", "JPY", receivable=1e6), supplies("g", "c", "CNY", receivable=6e6)]
    found = run(store, "receivables_concentrated", [*owed, figure("receivables", 1e7, "元")])
    assert ["60.0% (6 million)" in row["title_en"] for row in found] == [True]


@pytest.mark.parametrize(
    ("currencies", "said"),
    [("USD JPY", "2 open loans"), ("CNY JPY", "totalling 1 million,"), ("USD USD", "totalling 2 million USD,")],
)
def test_loans_in_different_currencies_are_not_added_up(store: Store, currencies: str, said: str) -> None:
    one, other = currencies.split()
    items = [person("p"), owns("p", "a"), owns("p", "b"), loan("a", currency=one), loan("b", currency=other)]
    title = run(store, "one_controller_several_borrowers", items)[0]["title_en"]
    assert said in title
    assert ("2 million" in title) == (one == other)


def test_guarantees_in_different_currencies_are_not_added_up(store: Store) -> None:
    for rule, ends in (("mutual_guarantees", "aba"), ("circular_guarantees", "xyzx"), ("guarantee_star", "")):
        ties = [guarantee(one, other, 1e6, None) for one, other in pairwise(ends)]
        ties = ties or [guarantee("g", name, 1e6, "CNY") for name in "klmn"]
        foreign = guarantee(ties[0].start, ties[0].end, 5e6, "JPY")
        title = run(store, rule, [*ties, foreign])[0]["title_en"]
        assert f"{len(ties)} million in all" in title


def test_trade_and_payments_in_another_currency_are_left_out(store: Store) -> None:
    trade = [supplies("s", "b", None, annual_amount=1e6), supplies("s", "b", "CNY", annual_amount=1e6)]
    title = run(store, "related_party_trade", [*RELATED, *trade, supplies("s", "b", "JPY", annual_amount=9e6)])[0]
    assert "sells 2 million a year" in title["title_en"]
    back = [person("q"), owns("q", "c"), loan("c", 1e6, currency="USD"), pays("c", "q", 9e5, date(2023, 6, 3))]
    assert run(store, "loan_money_returns", back) == []
