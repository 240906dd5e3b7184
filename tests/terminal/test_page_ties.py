"""The ties on a page say from which side they are seen, how sure they are, and who has a loan in default."""

from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.ingest.records import Entry, Facility, Lending, Place, Relation, Supply, Tie
from riskgraph.ingest.records.docs import describe_records
from riskgraph.ingest.records.words import RelationKind
from riskgraph.terminal.page.page_facts import write_main_figure

from ..commands import Run
from ..graph.factories import company, guarantees, load, loan, pays, person
from .test_page import DAY, lines_of


@pytest.mark.parametrize(
    ("kind", "on_the_page_of_p", "on_the_page_of_q"),
    [
        ("child", "q 岚川朔禾 (its child / 其子女)", "p 岚川朔禾 (its parent / 其父母)"),
        ("parent", "q 岚川朔禾 (its parent / 其父母)", "p 岚川朔禾 (its child / 其子女)"),
        ("nominee", "q 岚川朔禾 (principal it holds for / 由其代持)", "p 岚川朔禾 (its nominee / 为其代持)"),
        ("controls", "q 岚川朔禾 (controlled by it / 受其控制)", "p 岚川朔禾 (controls it / 控制该方)"),
        ("spouse", "q 岚川朔禾 (spouse / 配偶)", "p 岚川朔禾 (spouse / 配偶)"),
        ("old_friends", "q 岚川朔禾 (old friends)", "p 岚川朔禾 (old friends)"),
    ],
)
def test_a_relation_is_told_from_the_side_asked(
    store: Store, run: Run, kind: str, on_the_page_of_p: str, on_the_page_of_q: str
) -> None:
    load(store, [person("p"), person("q"), Relation(start="p", end="q", kind=kind)])
    assert f"{on_the_page_of_p}  [case|row 4]" in lines_of(run("show", "p", *DAY))
    assert f"{on_the_page_of_q}  [case|row 4]" in lines_of(run("show", "q", *DAY))


def test_the_field_reference_has_what_each_end_of_a_relation_is_called() -> None:
    page = describe_records()
    for kind in RelationKind:
        assert f"| `{kind}` | {kind.chinese} | {kind.english} | {kind.end_name} | {kind.start_name} |" in page


def test_payments_are_shown_from_both_ends_with_amount_and_day(store: Store, run: Run) -> None:
    load(store, [pays("a", "b", 5e5, date(2023, 3, 1), "trade")])
    made, received = run("show", "a", *DAY).out, run("show", "b", *DAY).out
    assert "  payments made / 付款\n    b 澜砚贸易 500,000, from 2023-03-01  [case|row 4]" in made
    assert "  payments received / 收款\n    a 澜砚贸易 500,000, from 2023-03-01  [case|row 4]" in received


def test_a_relation_that_is_not_certain_says_how_sure_it_is(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), Relation(start="p", end="q", kind="spouse", confidence=0.75)])
    assert "q 岚川朔禾 (spouse / 配偶), confidence / 置信度 75%  [case|row 4]" in lines_of(run("show", "p", *DAY))


def test_a_supply_tells_its_amounts_and_both_its_shares(store: Store, run: Run) -> None:
    trade = {"annual_amount": 5e6, "receivable": 1e6, "share_of_sales": 0.4, "share_of_purchases": 0.1}
    load(store, [Supply(start="a", end="b", **trade)])  # type: ignore[arg-type]
    shares = "40.00% of the seller's sales / 占卖方销售额, 10.00% of the buyer's purchases / 占买方采购额"
    printed = f"{shares}, 5,000,000 a year / 年交易额, 1,000,000 still owed / 应收余额  [case|row 4]"
    assert f"b 澜砚贸易 {printed}" in lines_of(run("show", "a", *DAY))
    assert f"a 澜砚贸易 {printed}" in lines_of(run("show", "b", *DAY))


FAILED = loan("b", defaulted_on=date(2023, 8, 1))
MARK = "in default since 2023-08-01 / 自2023-08-01起违约  [case|row 4]"


@pytest.mark.parametrize(
    "tie",
    [
        Supply(start="a", end="b"),
        Supply(start="b", end="a"),
        guarantees("a", "b"),
        guarantees("b", "a"),
        Lending(start="a", end="b"),
    ],
)
def test_a_counterparty_in_default_is_marked(store: Store, run: Run, tie: Tie) -> None:
    load(store, [FAILED, tie])
    assert MARK in run("show", "a", *DAY).out
    assert run("show", "a", *DAY, "--json").read_json()["in_default"] == {
        "b": {"since": "2023-08-01", "record": "case|row 4"}
    }


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"defaulted_on": date(2024, 2, 1)}, DAY),
        ({"defaulted_on": date(2023, 8, 1), "closed_on": date(2023, 10, 1)}, DAY),
        ({"defaulted_on": date(2023, 8, 1)}, ("--as-of", "2023-07-31")),
    ],
)
def test_a_default_of_another_day_is_not_marked(
    store: Store, run: Run, fields: dict[str, date], days: tuple[str, ...]
) -> None:
    load(store, [loan("b", **fields), Supply(start="a", end="b")])
    outcome = run("show", "a", *days)
    assert (outcome.code, "sells to" in outcome.out, "in default since" in outcome.out) == (0, True, False)


@pytest.mark.parametrize(("known", "is_marked"), [("2024-01-10", False), ("2024-01-15", True)])
def test_a_default_is_marked_once_it_is_known(store: Store, run: Run, known: str, is_marked: bool) -> None:
    load(store, [company("a"), company("b"), Supply(start="a", end="b")])
    told_on = date(2024, 1, 15)
    entry = Entry("row 2", Place("bank.csv", 2), told_on, (loan("b", defaulted_on=date(2023, 8, 1)),))
    load_entries(store, "bank", [entry], told_on)
    outcome = run("show", "a", *DAY, "--as-known", known)
    assert (outcome.code, "in default since 2023-08-01" in outcome.out) == (0, is_marked)


def test_those_in_default_come_first_and_since_their_first_default(store: Store, run: Run) -> None:
    later = loan("b", 2e6, defaulted_on=date(2023, 9, 1))
    sales = [Supply(start="a", end=f"c{number}", annual_amount=9e6) for number in range(8)]
    load(store, [FAILED, later, *sales, Supply(start="a", end="b", annual_amount=1.0)])
    printed = run("show", "a", *DAY).out.splitlines()
    first = printed[printed.index("  sells to / 下游买方") + 1]
    assert first.startswith("    b 澜砚贸易 1 a year")
    assert ", in default since 2023-08-01 / 自2023-08-01起违约  [case|row " in first


@pytest.mark.parametrize(
    ("own", "whose", "written"),
    [
        ("bank:1", "own", "ours / 本机构 "),
        ("bank:2, bank:3", "other", "another lender's / 其他机构 "),
        ("", "unknown", ""),
    ],
)
def test_a_loan_says_whose_it_is_what_is_left_and_its_class(
    store: Store, run: Run, monkeypatch: pytest.MonkeyPatch, own: str, whose: str, written: str
) -> None:
    monkeypatch.setenv("RISKGRAPH_OWN_LENDERS", own)
    facility = Facility(
        id="f", borrower="a", lender="bank:1", limit=5e6, balance=2e6, loan_class="substandard",
        starts_on=date(2022, 1, 1), due_on=date(2025, 1, 1),
    )  # fmt: skip
    load(store, [company("a"), company("bank:1"), facility])
    rest = "5,000,000 from 2022-01-01, outstanding 余额 2,000,000, substandard 次级, due 到期 2025-01-01"
    assert any(line.startswith(f"f: {written}{rest}  [") for line in lines_of(run("show", "a", *DAY)))
    loans = run("show", "a", *DAY, "--json").read_json()["party"]["facilities"]
    assert [loan["whose"] for loan in loans] == [whose]


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ({"share": 0.4}, " 40.00%"),
        ({"share": 0.4, "voting_share": 0.4}, " 40.00%"),
        ({"share": 0.4, "voting_share": 0.7}, " 40.00%, 70.00% of the votes / 表决权"),
        ({"share_min": 0.4, "share_max": 0.6}, " 40.00% to 60.00% / 40.00%至60.00%"),
        ({"share_max": 0.6, "voting_share": 0.0}, " at most 60.00% / 至多60.00%, 0.00% of the votes / 表决权"),
        ({"voting_share": 0.7}, " 70.00% of the votes / 表决权"),
        ({}, " (shareholder 股东)"),
    ],
)
def test_a_holding_has_its_band_and_votes_that_differ(stated: dict[str, float], printed: str) -> None:
    assert write_main_figure({"kind": "shareholder", **stated}) == printed
