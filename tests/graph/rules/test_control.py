"""Who stands behind a borrower: executees, nominees, one hand behind several loans, shares in pledge."""

from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item, Lawsuit, Participation, Pledge, Relation

from ..factories import TODAY, cited_ties, company, keys, load, loan, owns, person, public_body, run
from .thresholds import keys_with

ENDED = date(2023, 6, 30)
FUTURE = date(2024, 6, 30)
NOT_HELD = [{"valid_to": ENDED}, {"valid_from": FUTURE}]


# dishonest_executee_in_control


def listing(party: str, filed_on: date = date(2022, 1, 1), closed_on: date | None = None, **tie: object) -> list[Item]:
    """Put a party on the list of dishonest executees."""
    case = Lawsuit(id=f"case-{party}", kind="dishonest_executee", filed_on=filed_on, closed_on=closed_on)
    return [case, Participation(start=party, end=case.id, **{"role": "executed_person", **tie})]  # type: ignore[arg-type]


def test_dishonest_executee_in_control_finds_direct_and_indirect_control(store: Store) -> None:
    items = [person("p"), *listing("p"), owns("p", "a", 0.51), owns("a", "b", 0.3), owns("p", "b", 0.21)]
    found = run(store, "dishonest_executee_in_control", items)
    assert {(row["key"], tuple(row["parties"])) for row in found} == {("a|p", ("a", "p")), ("b|p", ("b", "p"))}


def test_dishonest_executee_in_control_finds_control_by_votes_and_by_what_they_leave_to_capital(store: Store) -> None:
    items = [*map(person, "pqr"), *listing("p"), *listing("q"), *listing("r")]
    two_classes = [owns("p", "a", 0.2, voting_share=0.6), owns("q", "a", 0.8)]
    room = [owns("p", "b", 0.1, voting_share=0.2), owns("q", "b", 0.6), owns("r", "b", 0.3)]
    assert keys(store, "dishonest_executee_in_control", [*items, *two_classes, *room]) == {"a|p", "b|q"}


def test_dishonest_executee_in_control_leaves_out_exactly_half(store: Store) -> None:
    items = [person("p"), *listing("p"), owns("p", "a", 0.5), owns("p", "b", 0.3), owns("p", "b", 0.3)]
    assert keys(store, "dishonest_executee_in_control", items) == {"b|p"}


def test_dishonest_executee_in_control_leaves_out_a_company_listed_itself(store: Store) -> None:
    items = [person("p"), *listing("p"), *listing("a"), owns("p", "a"), owns("p", "b")]
    assert keys(store, "dishonest_executee_in_control", items) == {"b|p"}


def test_dishonest_executee_in_control_leaves_out_the_one_who_won_the_case(store: Store) -> None:
    items = [person("p"), *listing("p", role="plaintiff"), owns("p", "a")]
    assert keys(store, "dishonest_executee_in_control", items) == set()


def test_dishonest_executee_in_control_forgets_listings_that_were_removed_or_come_later(store: Store) -> None:
    removed, later = listing("p", closed_on=ENDED), listing("q", filed_on=FUTURE)
    owned = [owns("p", "a"), owns("q", "b"), owns("r", "c")]
    items = [person("p"), person("q"), person("r"), *removed, *later, *listing("r"), *owned]
    assert keys(store, "dishonest_executee_in_control", items) == {"c|r"}


@pytest.mark.parametrize("time", NOT_HELD)
def test_dishonest_executee_in_control_forgets_a_holding_that_does_not_hold(
    store: Store, time: dict[str, object]
) -> None:
    items = [person("p"), *listing("p"), owns("p", "a", **time), owns("p", "b")]
    assert keys(store, "dishonest_executee_in_control", items) == {"b|p"}


def test_dishonest_executee_in_control_finds_a_company_whose_own_listing_no_longer_names_it(store: Store) -> None:
    own = listing("a", valid_to=ENDED)
    items = [person("p"), *listing("p"), *own, owns("p", "a")]
    assert keys(store, "dishonest_executee_in_control", items) == {"a|p"}


# nominee_holder


def nominee(start: str, end: str, **fields: object) -> Relation:
    """Make a person hold for another."""
    return Relation(start=start, end=end, kind="nominee", **fields)  # type: ignore[arg-type]


def test_nominee_holder_finds_a_majority_summed_over_ties(store: Store) -> None:
    items = [person("n"), person("p"), nominee("n", "p"), owns("n", "a", 0.3), owns("n", "a", 0.21)]
    found = run(store, "nominee_holder", items)
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [("n", "a", ["a", "n", "p"])]


def test_nominee_holder_finds_one_nominee_once_with_all_companies_and_principals(store: Store) -> None:
    people = [person("n"), person("p"), person("q"), nominee("n", "p"), nominee("n", "q")]
    found = run(store, "nominee_holder", [*people, owns("n", "a"), owns("n", "b"), owns("n", "c", 0.5)])
    assert [(row["key"], row["parties"]) for row in found] == [("n", ["a", "b", "n", "p", "q"])]


def test_nominee_holder_leaves_out_what_is_stated_for_an_actual_controller(store: Store) -> None:
    items = [person("n"), person("p"), nominee("n", "p"), owns("n", "a", 0.6, kind="actual_controller")]
    assert keys(store, "nominee_holder", items) == set()


def test_nominee_holder_leaves_out_exactly_half(store: Store) -> None:
    items = [person("n"), person("p"), nominee("n", "p"), owns("n", "a", 0.5), owns("n", "b", 0.5)]
    assert keys(store, "nominee_holder", items) == set()


def test_nominee_holder_leaves_out_companies_that_hold_openly_for_others(store: Store) -> None:
    items = [company("trust"), person("p"), nominee("trust", "p"), owns("trust", "a", 0.9)]
    assert keys(store, "nominee_holder", items) == set()


@pytest.mark.parametrize("time", [*NOT_HELD, {"status": "retracted"}])
def test_nominee_holder_forgets_nominations_and_holdings_that_do_not_hold(
    store: Store, time: dict[str, object]
) -> None:
    people = [person(name) for name in "nmop"]
    ties = [nominee("n", "p", **time), nominee("m", "p"), nominee("o", "p")]
    holdings = [owns("n", "a"), owns("m", "b", **time), owns("o", "c")]
    assert keys(store, "nominee_holder", [*people, *ties, *holdings]) == {"o"}


def test_nominee_holder_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [person("n"), person("p"), nominee("n", "p"), owns("n", "a", 0.4)])
    assert keys_with(store, "nominee_holder", minimum_share=0.3) == {"n"}


# one_controller_several_borrowers

HIDDEN = "one_controller_several_borrowers"


def test_one_controller_several_borrowers_finds_direct_and_indirect_control(store: Store) -> None:
    held = [person("p"), owns("p", "a", 0.51), owns("p", "mid", 0.6), owns("mid", "b", 0.3), owns("p", "b", 0.3)]
    found = run(store, HIDDEN, [*held, loan("a", 1e6), loan("b", 2e6)])
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [("p", "p", ["a", "b", "p"])]
    assert "3 million" in found[0]["title_en"]


def test_one_controller_several_borrowers_finds_spouses_who_hold_together(store: Store) -> None:
    family = [person("p"), person("q"), Relation(start="p", end="q", kind="spouse")]
    joint = [end for name in "ab" for end in (owns("p", name, 0.3), owns("q", name, 0.3))]
    assert keys(store, HIDDEN, [*family, *joint, loan("a"), loan("b")]) == {"p"}


def test_one_controller_several_borrowers_says_and_cites_the_tie_that_makes_it_true(store: Store) -> None:
    people = [person("n"), person("p"), nominee("n", "p", confidence=0.7), owns("n", "a"), owns("p", "b")]
    found = run(store, HIDDEN, [*people, loan("a"), loan("b")])
    assert found[0]["title_en"].endswith(
        "2 million, form one group under n 岚川朔禾 and p 岚川朔禾; this rests on a nominee tie (confidence 70.0%)."
    )
    assert found[0]["title_zh"].endswith("；认定依据包括代持关系（置信度70.0%）。")
    assert (found[0]["parties"], cited_ties(store, found[0])) == (["a", "b", "n", "p"], {("n", "p")})


def test_one_controller_several_borrowers_says_that_it_rests_on_joint_control(store: Store) -> None:
    stated = [Relation(start=one, end=held, kind="controls", confidence=0.8) for one in "pq" for held in "ab"]
    found = run(store, HIDDEN, [person("p"), person("q"), *stated, loan("a"), loan("b")])
    assert [row["party"] for row in found] == ["p", "q"]
    assert found[0]["title_en"].endswith("; this rests on a statement of joint control (confidence 80.0%).")
    assert found[0]["title_zh"].endswith("；认定依据包括来源所述共同控制（置信度80.0%）。")


def test_one_controller_several_borrowers_finds_a_person_who_borrows_beside_the_company(store: Store) -> None:
    own = [person("p"), owns("p", "a"), loan("a"), loan("p", 2e6)]
    more = [person("q"), owns("q", "b"), owns("q", "c"), loan("b"), loan("c"), loan("q")]
    minority = [person("r"), owns("r", "d", 0.5), loan("d"), loan("r")]
    found = run(store, HIDDEN, [*own, *more, *minority])
    assert [(row["key"], row["severity"], row["parties"]) for row in found] == [
        ("p", "medium", ["a", "p"]),
        ("q", "high", ["b", "c", "q"]),
    ]
    assert "with 2 open loans totalling 3 million" in found[0]["title_en"]


def test_one_controller_several_borrowers_names_alone_who_controls_all_by_shares(store: Store) -> None:
    couple = [person("o"), person("p"), Relation(start="o", end="p", kind="spouse"), owns("p", "a"), owns("p", "b")]
    found = run(store, HIDDEN, [*couple, loan("a"), loan("b")])
    assert [(row["key"], row["party"], row["parties"]) for row in found] == [("o", "p", ["a", "b", "p"])]
    assert (cited_ties(store, found[0]), "rests on" in found[0]["title_en"]) == (set(), False)


def test_one_controller_several_borrowers_finds_no_hand_behind_strangers_who_hold_jointly(store: Store) -> None:
    joint = [end for name in "ab" for end in (owns("p", name, 0.4), owns("q", name, 0.4))]
    assert keys(store, HIDDEN, [person("p"), person("q"), *joint, loan("a"), loan("b")]) == set()


def test_one_controller_several_borrowers_leaves_out_exactly_half_and_single_borrowers(store: Store) -> None:
    half = [person("p"), owns("p", "a", 0.5), owns("p", "b", 0.6)]
    single = [person("q"), owns("q", "c"), owns("q", "d"), loan("c", 1e6), loan("c", 2e6)]
    assert keys(store, HIDDEN, [*half, loan("a"), loan("b"), *single]) == set()


def test_one_controller_several_borrowers_leaves_out_listed_and_public_groups(store: Store) -> None:
    listed = [company("top", listed=True), owns("top", "a"), owns("top", "b"), person("boss"), owns("boss", "top")]
    public = [public_body("city"), owns("city", "c"), owns("city", "d")]
    assert keys(store, HIDDEN, [*listed, *public, *(loan(name) for name in "abcd")]) == set()


def test_one_controller_several_borrowers_forgets_companies_sold_before_they_borrowed(store: Store) -> None:
    sold = [
        person("p"),
        owns("p", "a"),
        owns("p", "b", valid_to=ENDED),
        loan("a"),
        loan("b", starts_on=date(2023, 9, 1)),
    ]
    kept = [person("q"), owns("q", "c"), owns("q", "d"), loan("c"), loan("d")]
    assert keys(store, HIDDEN, [*sold, *kept]) == {"q"}


def test_one_controller_several_borrowers_forgets_loans_paid_back_or_not_yet_drawn(store: Store) -> None:
    held = [person("p"), owns("p", "a"), owns("p", "b"), owns("p", "c")]
    loans = [loan("a"), loan("b", closed_on=ENDED), loan("c", starts_on=FUTURE)]
    assert keys(store, HIDDEN, [*held, *loans]) == set()


@pytest.mark.parametrize("end", ["defaulted_on", "closed_on"])
def test_one_controller_several_borrowers_adds_up_what_was_owed_on_the_day(store: Store, end: str) -> None:
    loans = [loan("a", 1e6, balance=1e5, **{end: FUTURE}), loan("b", 2e6, balance=5e5)]
    (found,) = run(store, HIDDEN, [person("p"), owns("p", "a"), owns("p", "b"), *loans])
    assert "with 2 open loans totalling 1.5 million" in found["title_en"]


def test_one_controller_several_borrowers_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [person("p"), owns("p", "a"), loan("a")])
    assert keys_with(store, HIDDEN, minimum_borrowers=1) == {"p"}


# shares_nearly_all_pledged


def pledges(holder: str, owned: str, share: float | None, kind: str = "pledge", **fields: object) -> Pledge:
    """Pledge or freeze part of a company."""
    return Pledge(start=holder, end=owned, share=share, kind=kind, **fields)  # type: ignore[arg-type]


def test_shares_nearly_all_pledged_finds_pledges_and_freezes_summed(store: Store) -> None:
    items = [person("p"), owns("p", "a", 0.5), pledges("p", "a", 0.25), pledges("p", "a", 0.2, "freeze")]
    found = run(store, "shares_nearly_all_pledged", items)
    assert [(row["key"], row["parties"]) for row in found] == [("a|p", ["a", "p"])]
    assert "holds 50.0% of a 澜砚贸易; 90.0% of that stake" in found[0]["title_en"]


def test_shares_nearly_all_pledged_leaves_out_ordinary_finance(store: Store) -> None:
    just_below = [person("p"), owns("p", "a", 0.5), pledges("p", "a", 0.39)]
    just_reached = [person("q"), owns("q", "b", 0.5), pledges("q", "b", 0.4)]
    assert keys(store, "shares_nearly_all_pledged", [*just_below, *just_reached]) == {"b|q"}


def test_shares_nearly_all_pledged_counts_all_holdings_of_the_holder(store: Store) -> None:
    items = [person("p"), owns("p", "a", 0.2), owns("p", "a", 0.3), pledges("p", "a", 0.2)]
    assert keys(store, "shares_nearly_all_pledged", items) == set()


def test_shares_nearly_all_pledged_leaves_out_who_holds_beside_a_larger_holder(store: Store) -> None:
    beside = [person("p"), owns("p", "a", 0.06), pledges("p", "a", 0.06), person("q"), owns("q", "a", 0.94)]
    split = [owns("p", "b", 0.3), pledges("p", "b", 0.3), owns("q", "b", 0.2), owns("q", "b", 0.2)]
    largest = [owns("p", "c", 0.4), pledges("p", "c", 0.4), owns("q", "c", 0.35), owns("r", "c", 0.25)]
    assert keys(store, "shares_nearly_all_pledged", [*beside, *split, *largest]) == {"c|p"}


def test_shares_nearly_all_pledged_counts_a_larger_holder_until_the_holding_ends(store: Store) -> None:
    before = [owns("q", "a", 0.7, valid_to=ENDED), owns("q", "b", 0.7, status="retracted")]
    now = [end for name in "ab" for end in (owns("p", name, 0.6), pledges("p", name, 0.6))]
    assert keys(store, "shares_nearly_all_pledged", [person("p"), *before, *now]) == {"a|p", "b|p"}


def test_shares_nearly_all_pledged_takes_the_largest_known_only_where_all_larger_are_known(store: Store) -> None:
    unlisted = [person("p"), owns("p", "a", 0.2), pledges("p", "a", 0.2)]
    listed = [company("b", listed=True), owns("p", "b", 0.2), pledges("p", "b", 0.2)]
    assert keys(store, "shares_nearly_all_pledged", [*unlisted, *listed]) == {"b|p"}


def test_shares_nearly_all_pledged_leaves_out_small_and_unknown_holdings(store: Store) -> None:
    small = [person("p"), owns("p", "a", 0.04), pledges("p", "a", 0.04)]
    unknown = [person("q"), owns("q", "b", None), pledges("q", "b", 0.3), owns("q", "c", 0.5), pledges("q", "c", None)]
    assert keys(store, "shares_nearly_all_pledged", [*small, *unknown]) == set()


@pytest.mark.parametrize("time", [*NOT_HELD, {"status": "retracted"}])
def test_shares_nearly_all_pledged_forgets_pledges_and_holdings_that_do_not_hold(
    store: Store, time: dict[str, object]
) -> None:
    released = [owns("p", "a", 0.5), pledges("p", "a", 0.3), pledges("p", "a", 0.2, **time)]
    sold = [owns("p", "b", 0.5, **time), pledges("p", "b", 0.5)]
    bound = [owns("p", "c", 0.5), pledges("p", "c", 0.5)]
    assert keys(store, "shares_nearly_all_pledged", [person("p"), *released, *sold, *bound], TODAY) == {"c|p"}


def test_shares_nearly_all_pledged_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [person("p"), owns("p", "a", 0.5), pledges("p", "a", 0.26)])
    assert keys_with(store, "shares_nearly_all_pledged", minimum_part=0.5) == {"a|p"}
