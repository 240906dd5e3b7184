"""Who the beneficial owners of a company are under a regime, by which rule, and where its capital leads to no owner."""

import pytest

from riskgraph.graph.read.ties import TieView
from riskgraph.graph.truncation import Truncation
from riskgraph.models.control.controllers import find_controllers
from riskgraph.models.ownership import chains
from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.beneficial_ownership import BeneficialOwnership, Gap, Owner, OwnerRule, find_owners
from riskgraph.models.ownership.regimes import REGIMES, Regime, RegimeId

from ..owners import build_owners, hold, relate, state

AT_LEAST = REGIMES[RegimeId.CN_2024]  # 25 % or more of capital or votes
ABOVE = REGIMES[RegimeId.FATF]  # more than 25 % of capital or votes
CAPITAL_ONLY = REGIMES[RegimeId.US_CDD]  # 25 % or more of the capital
PERSONS = "P Q R"
LOOP = hold("A", "B", 1.0), hold("B", "A", 1.0)


def find(
    *holdings: TieView, regime: Regime = AT_LEAST, threshold: float | None = None, stated: tuple[TieView, ...] = ()
) -> BeneficialOwnership:
    """Return the owners of C, where P, Q and R are persons."""
    ownership = Ownership(build_owners(*holdings, persons=PERSONS, stated=stated))
    return find_owners(ownership, regime, threshold, find_controllers(ownership))


def list_rules(owned: BeneficialOwnership) -> dict[str, tuple[OwnerRule, ...]]:
    """Return which rules make each person a beneficial owner."""
    return {owner.party.id: owner.rules for owner in owned.owners}


def list_ids(owners: tuple[Owner, ...]) -> list[str]:
    """Return the ids of owners in their order."""
    return [owner.party.id for owner in owners]


@pytest.mark.parametrize(("regime", "owners"), [(AT_LEAST, ["Q", "P"]), (ABOVE, ["Q"])])
def test_exactly_a_quarter_counts_only_where_the_regime_says_so(regime: Regime, owners: list[str]) -> None:
    owned = find(hold("P", "C", 0.25), hold("Q", "C", 0.75), regime=regime)
    assert list_ids(owned.owners) == owners
    assert set(list_ids(owned.others)) == {"P", "Q"} - set(owners)


def test_another_threshold_takes_the_place_of_the_regimes_own_and_zero_is_one() -> None:
    holdings = hold("P", "C", 0.1), hold("Q", "C", 0.9)
    assert list_ids(find(*holdings).owners) == ["Q"]
    assert list_ids(find(*holdings, threshold=0.1).owners) == ["Q", "P"]
    assert list_ids(find(*holdings, threshold=0.0).owners) == ["Q", "P"]


def test_an_owner_has_its_share_its_chains_and_the_rule() -> None:
    owned = find(hold("P", "C", 0.2), hold("A", "C", 0.4), hold("P", "A", 0.5), hold("Q", "C", 0.4))
    owner = next(one for one in owned.owners if one.party.id == "P")
    assert owner.party.name == "name of P"
    assert (owner.share, owner.share_max, owner.share_by_chains) == pytest.approx((0.4, 0.4, 0.4))
    assert (owner.voting_share, owner.rules) == (None, (OwnerRule.CAPITAL,))
    assert [chain.share for chain in owner.chains] == [0.2, 0.2]
    assert owner.chains_shown_are_all


def test_only_persons_are_owners_and_other_ends_are_others() -> None:
    owned = find(hold("P", "C", 0.3), hold("A", "C", 0.6), hold("Q", "C", 0.1))
    assert (list_ids(owned.owners), list_ids(owned.others)) == (["P"], ["A", "Q"])
    assert owned.others[0].rules == (OwnerRule.CAPITAL, OwnerRule.CONTROL)


def test_ends_come_by_share_and_equal_ones_by_id() -> None:
    owned = find(hold("R", "C", 0.3), hold("P", "C", 0.3), hold("Q", "C", 0.4))
    assert list_ids(owned.owners) == ["Q", "P", "R"]


def test_the_exact_share_counts_where_chains_alone_come_to_less() -> None:
    # P has 0.24 directly; C holds itself through A by 0.5 * 0.2, so that its exact share is 0.24 / 0.9
    owned = find(hold("P", "C", 0.24), hold("A", "C", 0.2), hold("C", "A", 0.5), hold("Q", "C", 0.56))
    owner = next(one for one in owned.owners if one.party.id == "P")
    assert (owner.share, owner.share_by_chains) == pytest.approx((0.24 / 0.9, 0.24))
    assert owner.rules == (OwnerRule.CAPITAL,)


def test_votes_make_an_owner_only_under_a_regime_of_votes() -> None:
    holdings = hold("P", "C", 0.1, voting_share=0.3), hold("Q", "C", 0.9)
    by_votes = find(*holdings)
    assert list_rules(by_votes)["P"] == (OwnerRule.VOTES,)
    assert {owner.party.id: round(owner.voting_share or 0, 9) for owner in by_votes.owners} == {"P": 0.3, "Q": 0.7}
    assert list_ids(find(*holdings, regime=CAPITAL_ONLY).owners) == ["Q"]


@pytest.mark.parametrize(("regime", "is_owner"), [(AT_LEAST, True), (ABOVE, False)])
def test_exactly_a_quarter_of_the_votes_counts_as_of_the_capital(regime: Regime, is_owner: bool) -> None:
    owned = find(hold("P", "C", 0.1, voting_share=0.25), hold("Q", "C", 0.9), regime=regime)
    assert ("P" in list_ids(owned.owners)) is is_owner


def test_capital_without_votes_has_a_voting_share_of_zero() -> None:
    owned = find(hold("P", "C", 0.3, voting_share=0.0), hold("Q", "C", 0.7))
    owner = next(one for one in owned.owners if one.party.id == "P")
    assert (owner.voting_share, owner.rules) == (0.0, (OwnerRule.CAPITAL,))


def test_a_majority_makes_an_owner_by_capital_and_control() -> None:
    assert list_rules(find(hold("P", "C", 0.6), hold("Q", "C", 0.4))) == {
        "P": (OwnerRule.CAPITAL, OwnerRule.CONTROL),
        "Q": (OwnerRule.CAPITAL,),
    }


def test_a_stated_controller_is_an_owner_without_any_share() -> None:
    owned = find(hold("Q", "C", 0.9), hold("A", "C", 0.1), stated=(state("P", "C"),))
    owner = next(one for one in owned.owners if one.party.id == "P")
    assert (owner.share, owner.share_by_chains, owner.voting_share) == (None, 0, None)
    assert owner.share_max == pytest.approx(0.0)  # all the capital leads to others
    assert (owner.rules, owner.chains) == ((OwnerRule.CONTROL,), ())
    assert list_ids(owned.owners) == ["Q", "P"]


def test_the_voting_share_of_a_controller_without_capital_is_unknown() -> None:
    owned = find(hold("Q", "C", 0.9, voting_share=0.8), stated=(state("P", "C"),))
    assert {owner.party.id: owner.voting_share for owner in owned.owners} == {"Q": 0.8, "P": None}


def test_control_makes_no_owner_under_a_regime_without_it() -> None:
    holdings = hold("Q", "C", 0.9), hold("A", "C", 0.1)
    owned = find(*holdings, regime=AT_LEAST.model_copy(update={"control": False}), stated=(state("P", "C"),))
    assert (list_rules(owned), list_ids(owned.others)) == ({"Q": (OwnerRule.CAPITAL,)}, ["A"])


def test_every_member_of_a_controlling_circle_is_an_owner() -> None:
    holdings = hold("P", "C", 0.45), hold("Q", "C", 0.15), hold("A", "C", 0.4)
    ownership = Ownership(build_owners(*holdings, persons=PERSONS, circles=[relate("P", "Q")]))
    owned = find_owners(ownership, AT_LEAST, None, find_controllers(ownership))
    assert list_rules(owned) == {"P": (OwnerRule.CAPITAL, OwnerRule.CONTROL), "Q": (OwnerRule.CONTROL,)}


def test_a_controlling_company_with_holders_of_its_own_is_an_end_without_share() -> None:
    owned = find(hold("A", "C", 0.6), hold("P", "A", 0.5), hold("Q", "A", 0.5))
    assert [(owner.party.id, owner.share) for owner in owned.owners] == [("P", 0.3), ("Q", 0.3)]
    (company,) = owned.others
    assert (company.party.id, company.share, company.share_by_chains) == ("A", None, 0.6)
    assert (company.share_max, company.rules) == (0.6, (OwnerRule.CONTROL,))


def test_a_band_makes_a_possible_owner_by_what_leads_to_no_other() -> None:
    holdings = hold("P", "C", share_min=0.2, share_max=0.3), hold("Q", "C", 0.75)
    owned = find(*holdings)
    owner = next(one for one in owned.owners if one.party.id == "P")
    assert (owner.share, owner.share_max) == pytest.approx((0.2, 0.25))  # 0.05 leads to no owner
    assert owner.rules == (OwnerRule.POSSIBLE,)
    assert list_ids(find(*holdings, regime=ABOVE).owners) == ["Q"]


def test_an_exact_share_does_not_grow_by_what_leads_to_no_owner() -> None:
    owned = find(hold("P", "C", 0.2), hold("Q", "C", 0.4))
    (other,) = owned.others
    assert (other.party.id, other.share_max, other.rules) == ("P", 0.2, ())
    assert owned.unattributed == pytest.approx(0.4)


@pytest.mark.parametrize("bounds", [{"share_min": 0.2, "share_max": 0.6}, {"share_min": 0.2}])
def test_a_share_is_inexact_where_any_step_of_its_chains_is(bounds: dict[str, float]) -> None:
    owned = find(hold("A", "C", **bounds), hold("P", "A", 0.5), hold("Q", "C", 0.5))
    owner = next(one for one in owned.owners if one.party.id == "P")
    assert (owner.share, owner.share_max) == pytest.approx((0.1, 0.25))  # A has half at most, as Q has the other


def test_no_share_can_be_more_than_the_whole() -> None:
    (owner,) = find(hold("P", "C", share_min=0.6)).owners
    assert owner.share_max == 1.0


@pytest.mark.parametrize(("chains", "is_all"), [(25, True), (26, False)])
def test_an_owner_shows_its_largest_chains(chains: int, is_all: bool) -> None:
    holdings = [hold(f"A{number}", "C", (number + 1) / 400) for number in range(chains)]
    owned = find(*holdings, *(hold("P", f"A{number}", 1.0) for number in range(chains)), threshold=0.0)
    (owner,) = owned.owners
    assert (len(owner.chains), owner.chains_shown_are_all) == (25, is_all)
    assert owner.chains[0].share == chains / 400
    assert owned.cuts == frozenset()


def test_chains_that_are_not_followed_one_by_one_leave_shares_exact() -> None:
    holdings = [hold("P", "C", 0.2), *(hold(f"A{number}", "C", 0.0001) for number in range(2000))]
    owned = find_owners(Ownership(build_owners(*holdings, persons=PERSONS)), AT_LEAST, None, [])
    assert (owned.chains_are_all, owned.cuts, owned.owners) == (False, frozenset(), ())
    assert (owned.others[0].share, owned.others[0].share_max) == (0.2, 0.2)
    assert (len(owned.others), owned.others_left_out.number) == (1000, 1001)
    assert owned.others_left_out.share == pytest.approx(0.1001)


def test_an_owner_may_hold_more_through_holders_that_were_not_read() -> None:
    holdings = hold("P", "C", 0.2), hold("A", "C", 0.3), hold("Q", "A", 0.6)
    ownership = Ownership(build_owners(*holdings, persons=PERSONS, unread={"A"}, cuts={Truncation.HOLDERS}))
    owned = find_owners(ownership, AT_LEAST, None, [])
    assert (owned.not_read_at_most, owned.not_read_share) == ({"A": pytest.approx(0.4)}, pytest.approx(0.12))
    assert [(owner.party.id, owner.share_max, owner.rules) for owner in owned.owners] == [
        ("P", pytest.approx(0.32), (OwnerRule.POSSIBLE,)),
        ("Q", pytest.approx(0.3), (OwnerRule.POSSIBLE,)),
    ]


def test_companies_between_have_their_exact_shares_and_votes() -> None:
    holdings = hold("P", "A", 0.6), hold("A", "B", 0.5), hold("A", "C", 0.2, voting_share=0.4), hold("B", "C", 0.4)
    middle = find(*holdings).intermediates
    assert [(item.party.id, item.share, item.voting_share) for item in middle] == [
        ("A", pytest.approx(0.4), pytest.approx(0.6)),
        ("B", pytest.approx(0.4), pytest.approx(0.4)),
    ]


def test_a_holder_whose_holders_were_not_read_is_no_end() -> None:
    ownership = Ownership(build_owners(hold("P", "C", 0.6), hold("A", "C", 0.4), persons=PERSONS, unread={"B", "A"}))
    owned = find_owners(ownership, AT_LEAST, None, [])
    assert (list_ids(owned.owners), list_ids(owned.others)) == (["P"], [])
    assert (owned.not_read, owned.gaps) == (("A", "B"), (Gap.NOT_READ,))
    assert owned.unattributed == pytest.approx(0.4)


def test_a_company_with_holders_of_more_than_the_whole_is_named() -> None:
    assert find(hold("P", "C", 0.7), hold("Q", "C", 0.6)).shares_above_one == ("C",)


@pytest.mark.parametrize(
    ("holdings", "gaps"),
    [
        ([], {Gap.UNKNOWN}),
        ([hold("P", "C", 1.0)], set()),
        ([hold(holder, "C", 0.3333333333) for holder in "PQR"], set()),  # thirds, rounded by the source
        ([hold("P", "C", 1 - 2e-9)], {Gap.UNKNOWN}),
        ([hold("P", "C", 0.6)], {Gap.UNKNOWN}),
        ([hold("P", "C", share_min=0.6, share_max=0.8)], {Gap.INEXACT}),
        ([hold("P", "C", 0.6), hold("Q", "C")], {Gap.INEXACT}),
        ([hold("A", "C", 1.0)], set()),  # where the chain ends is no gap
        ([hold("A", "C", 1.0), hold("P", "A", 0.6)], {Gap.UNKNOWN}),
        ([hold("A", "C", 0.9), hold("P", "A", share_min=0.6)], {Gap.UNKNOWN, Gap.INEXACT}),
        ([hold("P", "C", 1.0), hold("A", "C"), hold("Q", "A", 0.5)], set()),  # nothing is known to come through A
        ([hold("P", "C", 0.6), hold("A", "C", 0.4), *LOOP], {Gap.LOOP}),
        ([hold("P", "C", 0.6), hold("A", "C", 0.3), *LOOP], {Gap.LOOP, Gap.UNKNOWN}),
        ([hold("A", "C", 1.0), hold("C", "A", 0.5), hold("P", "A", 0.5)], set()),  # a ring with an owner
    ],
)
def test_gaps_are_where_holdings_do_not_add_up_to_the_whole(holdings: list[TieView], gaps: set[Gap]) -> None:
    assert find(*holdings).gaps == tuple(sorted(gaps))


def test_a_gap_above_a_cut_search_may_be_what_was_not_read() -> None:
    ownership = Ownership(build_owners(hold("P", "C", 0.6), cuts={Truncation.TIME}))
    assert find_owners(ownership, AT_LEAST, None, []).gaps == (Gap.NOT_READ,)


def test_an_unread_company_is_a_gap_even_where_no_holder_is_known() -> None:
    ownership = Ownership(build_owners(hold("A", "C", 1.0), unread={"A"}))
    assert find_owners(ownership, AT_LEAST, None, []).gaps == (Gap.NOT_READ,)


def test_the_confidence_of_an_owner_without_a_kept_chain_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "MOST_CHAINS", 1)
    owned = find(hold("A", "C", 0.9), hold("P", "C"))
    (owner,) = [end for end in (*owned.owners, *owned.others) if end.party.id == "P"]
    assert (owner.chains, owner.confidence) == ((), None)
