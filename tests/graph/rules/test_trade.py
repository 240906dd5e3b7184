"""Trade inside one circle, and sellers that live on one buyer."""

import json
from datetime import date

import pytest

from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Indicator, Item, Lawsuit, Participation, Relation, Supply
from riskgraph.models.signals import read_findings

from ..factories import TODAY, cited_ties, company, keys, load, loan, owns, person, public_body, run
from .thresholds import keys_with

ENDED = date(2023, 6, 30)
NOT_HELD = [{"valid_to": ENDED}, {"valid_from": date(2024, 6, 30)}, {"status": "retracted"}]


def supplies(seller: str, buyer: str, receivable: float | None = None, **fields: object) -> Supply:
    """Make a seller supply a buyer."""
    return Supply(start=seller, end=buyer, receivable=receivable, **{"annual_amount": 1e6, **fields})  # type: ignore[arg-type]


# related_party_trade


def common(owner: str, seller: str, buyer: str, share: float = 0.6) -> list[Item]:
    """Put seller and buyer under one person."""
    return [person(owner), owns(owner, seller, share), owns(owner, buyer, share)]


def test_related_party_trade_finds_seller_buyer_and_controller(store: Store) -> None:
    items = [*common("p", "s", "b", 0.51), supplies("s", "b"), supplies("s", "b")]
    found = run(store, "related_party_trade", items)
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [("s|b", "s", ["b", "p", "s"])]
    assert "2 million" in found[0]["title_en"]


def test_related_party_trade_finds_indirect_and_family_control(store: Store) -> None:
    indirect = [person("p"), owns("p", "s"), owns("p", "mid"), owns("mid", "b", 0.3), owns("p", "b", 0.3)]
    spouses = [person("q"), person("r"), owns("q", "t"), owns("r", "c"), Relation(start="q", end="r", kind="spouse")]
    items = [*indirect, supplies("s", "b"), *spouses, supplies("t", "c")]
    assert keys(store, "related_party_trade", items) == {"s|b", "t|c"}


def test_related_party_trade_says_and_cites_the_tie_that_makes_it_true(store: Store) -> None:
    tie = Relation(start="n", end="p", kind="nominee", confidence=0.7)
    items = [person("n"), person("p"), owns("n", "s"), owns("p", "b"), tie, supplies("s", "b")]
    found = run(store, "related_party_trade", items)
    assert found[0]["title_en"].endswith("; this rests on a nominee tie (confidence 70.0%).")
    assert found[0]["title_zh"].endswith("；认定依据包括代持关系（置信度70.0%）。")
    assert cited_ties(store, found[0]) == {("n", "p")}


def test_related_party_trade_names_alone_who_controls_both_by_shares(store: Store) -> None:
    spouse = [person("q"), Relation(start="p", end="q", kind="spouse", confidence=0.9), owns("q", "s", 0.1)]
    found = run(store, "related_party_trade", [*common("p", "s", "b"), *spouse, supplies("s", "b")])
    assert found[0]["title_en"].endswith("; both are controlled by p 岚川朔禾.")
    assert (found[0]["parties"], cited_ties(store, found[0])) == (["b", "p", "s"], set())


def test_related_party_trade_cites_the_concert_of_companies_between(store: Store) -> None:
    concert = [Relation(start="x", end="y", kind="acts_in_concert"), owns("x", "b", 0.3), owns("y", "b", 0.3)]
    unused = Relation(start="p", end="r", kind="spouse")
    items = [*common("p", "s", "x"), person("r"), company("y"), *concert, unused, supplies("s", "b")]
    found = run(store, "related_party_trade", items)
    assert [(row["key"], ("x", "y") in cited_ties(store, row)) for row in found] == [("s|b", True)]
    assert "concerted action" in found[0]["title_en"]


def test_related_party_trade_finds_a_buyer_that_controls_the_seller_and_a_seller_that_controls_the_buyer(
    store: Store,
) -> None:
    items = [owns("b", "s", 0.6), supplies("s", "b"), owns("t", "c", 0.6), supplies("t", "c")]
    assert keys(store, "related_party_trade", items) == {"s|b", "t|c"}


def test_related_party_trade_leaves_out_exactly_half_and_strangers(store: Store) -> None:
    items = [*common("p", "s", "b", 0.5), supplies("s", "b"), supplies("t", "c")]
    assert keys(store, "related_party_trade", items) == set()


def test_related_party_trade_leaves_out_listed_and_public_groups(store: Store) -> None:
    listed = [company("top", listed=True), owns("top", "s"), owns("top", "b"), supplies("s", "b")]
    public = [public_body("city"), owns("city", "t"), owns("city", "c"), supplies("t", "c")]
    assert keys(store, "related_party_trade", [*listed, *public]) == set()


def test_related_party_trade_leaves_out_a_sales_company_that_is_wholly_owned(store: Store) -> None:
    whole, most = [owns("s", "b", 0.95), supplies("s", "b")], [owns("t", "c", 0.94), supplies("t", "c")]
    assert keys(store, "related_party_trade", [*whole, *most]) == {"t|c"}


def test_related_party_trade_leaves_out_trade_that_moves_nothing(store: Store) -> None:
    small = [*common("p", "s", "b"), supplies("s", "b", share_of_sales=0.049)]
    split = [*common("q", "t", "c"), supplies("t", "c", share_of_sales=0.03), supplies("t", "c", share_of_sales=0.03)]
    assert keys(store, "related_party_trade", [*small, *split]) == {"t|c"}


@pytest.mark.parametrize("time", NOT_HELD)
def test_related_party_trade_forgets_trade_and_control_that_do_not_hold(store: Store, time: dict[str, object]) -> None:
    trade_ended = [*common("p", "s", "b"), supplies("s", "b", **time)]
    sold = [person("q"), owns("q", "t"), owns("q", "c", **time), supplies("t", "c")]
    assert keys(store, "related_party_trade", [*trade_ended, *sold, *common("r", "u", "d"), supplies("u", "d")]) == {
        "u|d"
    }


def disclosed(*said: bool | None) -> list[Item]:
    """Put a seller and a buyer under one person, with trade that is disclosed or not."""
    return [*common("p", "s", "b"), *(supplies("s", "b", disclosed_related=part) for part in said)]


def test_related_party_trade_that_is_disclosed_is_a_note(store: Store) -> None:
    found = run(store, "related_party_trade", disclosed(True, True))
    assert [(row["key"], row["severity"]) for row in found] == [("s|b", "low")]
    assert found[0]["title_en"].endswith("p 岚川朔禾; the trade is disclosed as related.")
    assert found[0]["title_zh"].endswith("控制；该交易已作为关联交易披露。")


@pytest.mark.parametrize("said", [(None,), (False,), (True, None), (True, False)])
def test_related_party_trade_disclosed_in_part_or_not_is_an_offence(store: Store, said: tuple[bool | None]) -> None:
    found = run(store, "related_party_trade", disclosed(*said))
    assert [(row["severity"], "disclosed" in row["title_en"]) for row in found] == [("high", False)]


@pytest.mark.parametrize(("other", "severity"), [(None, "low"), (False, "high")])
def test_related_party_trade_weighs_what_another_source_says(store: Store, other: bool | None, severity: str) -> None:
    load(store, disclosed(True))
    load(store, disclosed(other), "other")
    assert [row["severity"] for row in run(store, "related_party_trade")] == [severity]


def test_related_party_trade_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [*common("p", "s", "b"), supplies("s", "b", share_of_sales=0.02)])
    assert keys_with(store, "related_party_trade", minimum_share_of_sales=0.01) == {"s|b"}


# receivables_concentrated


def reported(party: str, value: float, period: str = "2022") -> Indicator:
    """Make a figure of all receivables."""
    return Indicator(id=f"{party}|receivables|{period}", party=party, name="receivables", period=period, value=value)


def test_receivables_concentrated_finds_a_buyer_that_owes_most(store: Store) -> None:
    found = run(store, "receivables_concentrated", [supplies("s", "b", 6e5), supplies("s", "c", 4e5)])
    assert [(row["key"], row["parties"]) for row in found] == [("s|b", ["b", "s"])]
    assert "60.0% (600,000)" in found[0]["title_en"]


def test_receivables_concentrated_finds_buyers_of_one_controller_summed(store: Store) -> None:
    buyers = [person("p"), owns("p", "b"), owns("p", "c")]
    debts = [supplies("s", "b", 3e5), supplies("s", "c", 3e5), supplies("s", "d", 4e5)]
    found = run(store, "receivables_concentrated", [*buyers, *debts])
    assert [(row["key"], row["parties"]) for row in found] == [("s|p", ["b", "c", "s"])]


def test_receivables_concentrated_cites_what_makes_buyers_one(store: Store) -> None:
    people = [person("p"), person("q"), owns("p", "b"), owns("q", "c")]
    couple = Relation(start="p", end="q", kind="spouse", confidence=0.9)
    debts = [supplies("s", "b", 3e5), supplies("s", "c", 3e5), supplies("s", "d", 4e5)]
    found = run(store, "receivables_concentrated", [*people, couple, *debts])
    assert found[0]["title_en"].endswith("this rests on marriage (confidence 90.0%).")
    assert cited_ties(store, found[0]) == {("p", "q")}


def test_receivables_concentrated_says_no_tie_where_shares_suffice(store: Store) -> None:
    buyers = [person("p"), person("q"), owns("p", "b"), owns("p", "c"), Relation(start="p", end="q", kind="spouse")]
    debts = [supplies("s", "b", 3e5), supplies("s", "c", 3e5), supplies("s", "d", 4e5)]
    found = run(store, "receivables_concentrated", [*buyers, *debts])
    assert (cited_ties(store, found[0]), "rests on" in found[0]["title_en"]) == (set(), False)


def test_receivables_concentrated_finds_a_debt_split_over_several_ties(store: Store) -> None:
    debts = [supplies("s", "b", 3e5), supplies("s", "b", 3e5), supplies("s", "c", 4e5)]
    assert keys(store, "receivables_concentrated", debts) == {"s|b"}


def test_receivables_concentrated_leaves_out_exactly_half_and_buyers_not_summed_by_half(store: Store) -> None:
    half = [supplies("s", "b", 5e5), supplies("s", "c", 5e5)]
    owners = [person("p"), owns("p", "d", 0.5), owns("p", "e", 0.5)]
    apart = [supplies("t", "d", 3e5), supplies("t", "e", 3e5), supplies("t", "f", 4e5)]
    assert keys(store, "receivables_concentrated", [*half, *owners, *apart]) == set()


def test_receivables_concentrated_leaves_out_a_single_buyer_without_a_figure_to_compare(store: Store) -> None:
    compared = [supplies("t", "b", 6e5), reported("t", 1e6)]
    small = [supplies("u", "b", 4e5), reported("u", 1e6)]
    assert keys(store, "receivables_concentrated", [supplies("s", "b", 6e5), *compared, *small]) == {"t|b"}


def test_receivables_concentrated_leaves_out_public_bodies_and_what_they_control(store: Store) -> None:
    public = [public_body("city"), supplies("s", "city", 9e5), supplies("s", "c", 1e5)]
    owned = [owns("city", "works"), supplies("t", "works", 9e5), supplies("t", "c", 1e5)]
    assert keys(store, "receivables_concentrated", [*public, *owned]) == set()


def test_receivables_concentrated_leaves_out_debts_of_the_own_group(store: Store) -> None:
    group = [person("p"), owns("p", "s"), owns("p", "b")]
    items = [*group, supplies("s", "b", 9e5), supplies("s", "c", 1e5)]
    assert keys(store, "receivables_concentrated", items) == set()


@pytest.mark.parametrize("time", NOT_HELD)
def test_receivables_concentrated_forgets_trade_that_does_not_hold(store: Store, time: dict[str, object]) -> None:
    ended = [supplies("s", "b", 8e5, **time), supplies("s", "c", 2e5), supplies("s", "d", 2e5)]
    assert keys(store, "receivables_concentrated", [*ended, supplies("t", "b", 6e5), supplies("t", "c", 1e5)]) == {
        "t|b"
    }


def test_receivables_concentrated_forgets_older_figures_and_periods_not_over(store: Store) -> None:
    figures = [reported("s", 6e5, "2021"), reported("s", 2e6, "2022"), reported("s", 6e5, "2024")]
    assert keys(store, "receivables_concentrated", [supplies("s", "b", 6e5), *figures]) == set()


@pytest.mark.parametrize(("as_of", "found"), [(date(2024, 4, 28), {"s|b"}), (date(2024, 4, 29), set())])
def test_receivables_concentrated_waits_until_accounts_are_public(store: Store, as_of: date, found: set[str]) -> None:
    figures = [reported("s", 1e6, "2022"), reported("s", 2e6, "2023")]
    assert keys(store, "receivables_concentrated", [supplies("s", "b", 6e5), *figures], as_of) == found


def test_receivables_concentrated_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [supplies("s", "b", 5e5), supplies("s", "c", 3e5), supplies("s", "d", 3e5)])
    assert keys_with(store, "receivables_concentrated", minimum_part=0.4) == {"s|b"}


CONFIRMED = {"status": "verified"}


def judge(store: Store, *items: Item, **trade: object) -> tuple[str, list[str], list[str]]:
    """Return severity, burdened parties and doubts of the finding that b owes s most, with the items given."""
    debts = [supplies("s", "b", 6e5, **trade), supplies("s", "c", 1e5)]
    (found,) = run(store, "receivables_concentrated", [*items, *debts])
    row = json.loads(found["row"])
    return found["severity"], row["burdened_ids"], row["doubts"]


def test_receivables_concentrated_finds_a_sound_buyer_but_burdens_no_one(store: Store) -> None:
    assert judge(store, company("b"), **CONFIRMED) == ("low", [], [])
    stored = store.read(read_statement("read/findings/findings_of_day"), {"as_of": TODAY})
    assert read_findings(stored) == {}


def test_receivables_concentrated_finds_an_unverified_debt_to_be_a_small_weakness(store: Store) -> None:
    assert judge(store) == ("low", ["s"], ["single_source"])


def test_receivables_concentrated_finds_two_sources_to_be_confirmation(store: Store) -> None:
    load(store, [supplies("s", "b", 6e5)], "other")
    assert judge(store) == ("low", [], [])


CASE = Lawsuit(id="case", kind="bankruptcy", filed_on=date(2022, 1, 1))
WEAK: dict[str, list[Item]] = {
    "in_default": [loan("b", defaulted_on=date(2023, 8, 1))],
    "insolvent": [company("b"), CASE, Participation(start="b", end="case", role="debtor")],
    "struck_off": [company("b", operating_status="revoked")],
    "related": [owns("p", "s", 0.2), owns("p", "b", 0.2)],
}


@pytest.mark.parametrize("doubt", WEAK)
def test_receivables_concentrated_finds_a_weak_or_related_buyer_to_burden_the_seller(store: Store, doubt: str) -> None:
    assert judge(store, *WEAK[doubt], **CONFIRMED) == ("medium", ["s"], [doubt])


def test_receivables_concentrated_leaves_out_a_disputed_debt(store: Store) -> None:
    debts = [supplies("s", "b", 6e5, status="disputed"), supplies("s", "c", 1e5), supplies("s", "d", 1e5)]
    assert keys(store, "receivables_concentrated", debts) == set()


def test_receivables_concentrated_leaves_out_weakness_that_has_passed_or_is_small(store: Store) -> None:
    repaid = loan("b", defaulted_on=date(2023, 8, 1), closed_on=date(2023, 9, 1))
    later = loan("b", 2e6, defaulted_on=date(2024, 2, 1))
    assert judge(store, repaid, later, owns("p", "s", 0.19), owns("p", "b", 0.9), **CONFIRMED) == ("low", [], [])
