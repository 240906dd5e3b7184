"""Control of a borrower that changes hands shortly before its loan."""

from datetime import date

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item, Relation

from ..factories import EARLY, company, keys, load, loan, owns, person, run
from .thresholds import keys_with

RULE = "control_changed_before_loan"
BOUGHT = date(2023, 4, 15)  # the loan of the factory is drawn on 2023-06-01
LENT = date(2023, 6, 1)


def sale(borrower: str, seller: str, buyer: str, day: date = BOUGHT, share: float = 0.7) -> list[Item]:
    """Sell a majority of a company from one person to another on a day."""
    before = owns(seller, borrower, share, valid_from=EARLY, valid_to=day)
    return [company(borrower, founded=EARLY), person(seller), person(buyer), before,
            owns(buyer, borrower, share, valid_from=day)]  # fmt: skip


def test_control_changed_before_loan_finds_borrower_buyer_and_seller(store: Store) -> None:
    found = run(store, RULE, [*sale("a", "old", "new"), loan("a")])
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [("a|new", "a", ["a", "new", "old"])]


def test_control_changed_before_loan_finds_a_majority_bought_in_parts(store: Store) -> None:
    bought = [owns("new", "a", 0.26, valid_from=date(2023, 4, 1)), owns("new", "a", 0.26, valid_from=BOUGHT)]
    items = [company("a", founded=EARLY), person("old"), person("new"), *bought]
    assert keys(store, RULE, [*items, owns("old", "a", 0.9, valid_to=date(2023, 4, 1)), loan("a")]) == {"a|new"}


def test_control_changed_before_loan_finds_a_change_above_the_borrower(store: Store) -> None:
    assert keys(store, RULE, [*sale("parent", "old", "new"), owns("parent", "a", 0.8), loan("a")]) == {"a|new"}


def test_control_changed_before_loan_adds_up_the_loans_of_one_change(store: Store) -> None:
    loans = [loan("a", 1e6), loan("a", 2e6, date(2023, 6, 20))]
    found = run(store, RULE, [*sale("a", "old", "new"), *loans])
    assert ["3 million on 2023-06-01" in row["title_en"] for row in found] == [True]


def test_control_changed_before_loan_leaves_out_exactly_half(store: Store) -> None:
    assert keys(store, RULE, [*sale("a", "old", "new", share=0.5), loan("a")]) == set()


def test_control_changed_before_loan_leaves_out_a_holder_who_only_adds_to_a_majority(store: Store) -> None:
    items = [company("a", founded=EARLY), person("p"), owns("p", "a", 0.6), owns("p", "a", 0.3, valid_from=BOUGHT)]
    assert keys(store, RULE, [*items, loan("a")]) == set()


def test_control_changed_before_loan_leaves_out_a_child_that_takes_over(store: Store) -> None:
    kin = Relation(start="old", end="new", kind="child")
    assert keys(store, RULE, [*sale("a", "old", "new"), kin, loan("a")]) == set()


def test_control_changed_before_loan_finds_a_buyer_whose_kinship_has_ended(store: Store) -> None:
    kin = Relation(start="old", end="new", kind="spouse", valid_to=date(2020, 1, 1))
    assert keys(store, RULE, [*sale("a", "old", "new"), kin, loan("a")]) == {"a|new"}


def test_control_changed_before_loan_leaves_out_a_holding_company_put_between(store: Store) -> None:
    before = owns("p", "a", 0.7, valid_from=EARLY, valid_to=BOUGHT)
    between = [owns("p", "holding", 0.8), owns("holding", "a", 0.7, valid_from=BOUGHT)]
    assert keys(store, RULE, [company("a", founded=EARLY), person("p"), before, *between, loan("a")]) == set()


def test_control_changed_before_loan_leaves_out_foundings(store: Store) -> None:
    items = [company("a", founded=BOUGHT), person("p"), owns("p", "a", 0.7, valid_from=BOUGHT), loan("a")]
    assert keys(store, RULE, items) == set()


def test_control_changed_before_loan_forgets_changes_long_before_and_after_the_loan(store: Store) -> None:
    long_before, after = sale("a", "o1", "n1", date(2023, 2, 1)), sale("b", "o2", "n2", date(2023, 7, 1))
    within = sale("c", "o3", "n3", date(2023, 3, 3))
    assert keys(store, RULE, [*long_before, *after, *within, *map(loan, "abc")]) == {"c|n3"}


def test_control_changed_before_loan_forgets_loans_that_were_paid_back(store: Store) -> None:
    assert keys(store, RULE, [*sale("a", "old", "new"), loan("a", closed_on=date(2023, 9, 1))]) == set()


def test_control_changed_before_loan_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [*sale("a", "old", "new", date(2023, 1, 1)), loan("a", starts_on=LENT)])
    assert keys_with(store, RULE, window_days=180) == {"a|new"}


def version(owner: str, share: float, day: date) -> Item:
    """Make a holding of a company `a` that a later version of it can replace."""
    return owns(owner, "a", share, valid_from=day, parcel=False)


def test_control_changed_before_loan_finds_a_seller_whose_holding_another_version_replaced(store: Store) -> None:
    seller = [person("old"), version("old", 0.7, EARLY), version("old", 0.1, BOUGHT)]
    items = [company("a", founded=EARLY), *seller, person("new"), owns("new", "a", 0.7, valid_from=BOUGHT)]
    assert keys(store, RULE, [*items, loan("a")]) == {"a|new"}


def test_control_changed_before_loan_leaves_out_a_holder_whose_majority_another_version_replaced(store: Store) -> None:
    items = [company("a", founded=EARLY), person("p"), version("p", 0.6, EARLY), version("p", 0.9, BOUGHT)]
    assert keys(store, RULE, [*items, person("q"), owns("q", "a", 0.05), loan("a")]) == set()


def test_control_changed_before_loan_finds_a_buyer_whose_holding_was_replaced_after_the_loan(store: Store) -> None:
    after = [version("new", 0.7, BOUGHT), version("new", 0.2, date(2023, 9, 1))]
    seller = owns("old", "a", 0.7, valid_from=EARLY, valid_to=BOUGHT)
    items = [company("a", founded=EARLY), person("old"), person("new"), seller, *after]
    assert keys(store, RULE, [*items, loan("a")]) == {"a|new"}


def test_control_changed_before_loan_adds_no_balance_that_a_later_end_left(store: Store) -> None:
    loans = [loan("a", 1e6), loan("a", 2e6, date(2023, 6, 20), limit=None, defaulted_on=date(2024, 2, 1))]
    found = run(store, RULE, [*sale("a", "old", "new"), *loans])
    assert ["1 million on 2023-06-01" in row["title_en"] for row in found] == [True]
