"""Who is a beneficial owner under each regime, in examples worked out by hand from the articles."""

from collections.abc import Sequence
from datetime import date

import pytest

from riskgraph.graph.read.owners.owners import Owners
from riskgraph.graph.read.ties import NodeView, TieView
from riskgraph.models.control.controllers import find_controllers
from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.beneficial_ownership import BeneficialOwnership, Owner, find_owners
from riskgraph.models.ownership.regimes import REGIMES, RegimeId

PERSONS = "pqrs"  # parties of these names are persons, all others are companies
EVERY = list(RegimeId)


def tie(start: str, end: str, share: float | None = None, **more: float | str) -> TieView:
    """Make a holding as the graph is read; without a share and with a kind, a relation."""
    properties = {**({} if share is None else {"share": share}), **more}
    record, day = f"registry|{start}-{end}", date(2024, 1, 1)
    label = "RELATED_TO" if "kind" in more else "OWNS"
    return TieView(label, start, end, "Party", "registry", record, None, None, day, 1.0, "asserted", properties)


def find(
    regime: RegimeId, holdings: Sequence[TieView], stated: Sequence[TieView] = (), circles: Sequence[TieView] = ()
) -> BeneficialOwnership:
    """Find the owners of company `t`."""
    ids = dict.fromkeys(["t", *(end for one in (*holdings, *stated, *circles) for end in (one.start, one.end))])
    nodes = {id_: NodeView(id_, "Party", "Person" if id_ in PERSONS else "Company", id_) for id_ in ids}
    owners = Owners(
        start="t",
        nodes=nodes,
        holdings={one.record: one for one in holdings},
        stated={one.record: one for one in stated},
        circles={one.record: one for one in circles},
    )
    ownership = Ownership(owners)
    return find_owners(ownership, REGIMES[regime], None, find_controllers(ownership))


def rules(owned: BeneficialOwnership) -> dict[str, list[str]]:
    """Return the rules that each beneficial owner meets."""
    return {owner.party.id: [str(rule) for rule in owner.rules] for owner in owned.owners}


def only(owned: BeneficialOwnership) -> Owner:
    """Return the one beneficial owner."""
    (owner,) = owned.owners
    return owner


@pytest.mark.parametrize("regime", EVERY)
def test_exactly_a_quarter_is_enough_where_the_law_says_or_more(regime: RegimeId) -> None:
    owned = find(regime, [tie("p", "t", 0.25), tie("fund", "t", 0.35), tie("bank", "t", 0.4)])
    assert rules(owned) == ({"p": ["capital"]} if REGIMES[regime].inclusive else {})


@pytest.mark.parametrize("regime", EVERY)
def test_a_little_more_than_a_quarter_is_enough_everywhere(regime: RegimeId) -> None:
    owned = find(regime, [tie("p", "t", 0.2501), tie("fund", "t", 0.35), tie("bank", "t", 0.39)])
    assert rules(owned) == {"p": ["capital"]}


# the filing guide of China multiplies and adds up: two paths of 14% and 17.5% make 31.5%
TWO_PATHS = [tie("p", "b", 0.4), tie("p", "c", 0.5), tie("b", "t", 0.35), tie("c", "t", 0.35)]


@pytest.mark.parametrize("regime", [RegimeId.CN_2024, RegimeId.CN_2025, RegimeId.US_CDD, RegimeId.FATF])
def test_paths_are_multiplied_and_added_up(regime: RegimeId) -> None:
    owner = only(find(regime, TWO_PATHS))
    assert (owner.share, owner.rules) == (pytest.approx(0.315), ("capital",))


def test_britain_multiplies_nothing_and_half_is_no_majority() -> None:
    assert rules(find(RegimeId.UK_PSC, TWO_PATHS)) == {}


# 0.51 x 0.30 = 0.153: not enough by multiplication, but a majority carries the 30% in full
MAJORITY_ABOVE = [tie("p", "h", 0.51), tie("h", "t", 0.3), tie("fund", "t", 0.7)]
NAMED_BY_MAJORITY = {
    RegimeId.CN_2024: False,
    RegimeId.CN_2025: False,
    RegimeId.FATF: False,
    RegimeId.US_CDD: False,
    RegimeId.EU_AMLD: True,  # held by a company under the control of the person
    RegimeId.EU_AMLR: True,  # article 54 (a)
    RegimeId.UK_PSC: True,  # paragraph 18
}


@pytest.mark.parametrize(("regime", "named"), NAMED_BY_MAJORITY.items())
def test_a_majority_stake_carries_a_holding_in_full_or_not(regime: RegimeId, named: bool) -> None:
    owned = find(regime, MAJORITY_ABOVE)
    assert rules(owned) == ({"p": ["capital"]} if named else {})
    if named:
        (interest,) = only(owned).interests
        assert (interest.company, interest.share, interest.through) == ("t", pytest.approx(0.3), ("h",))
        assert only(owned).share == pytest.approx(0.153)


# the same shares exchanged: 30% of what controls the company, article 54 (b)
MAJORITY_BELOW = [tie("p", "h", 0.3), tie("h", "t", 0.51), tie("fund", "t", 0.49)]


@pytest.mark.parametrize("regime", EVERY)
def test_an_interest_in_what_controls_the_company_counts_under_article_54_alone(regime: RegimeId) -> None:
    owned = find(regime, MAJORITY_BELOW)
    assert rules(owned) == ({"p": ["capital"]} if regime is RegimeId.EU_AMLR else {})
    if regime is RegimeId.EU_AMLR:
        (interest,) = only(owned).interests
        assert (interest.company, interest.share, interest.through) == ("h", pytest.approx(0.3), ())


def test_article_54_needs_a_quarter_of_what_controls_and_more_than_half_to_control() -> None:
    below_a_quarter = [tie("p", "h", 0.24), tie("h", "t", 0.9)]
    half = [tie("p", "h", 0.5), tie("h", "t", 0.49)]
    at_a_quarter = [tie("p", "h", 0.51), tie("h", "t", 0.25)]
    found = [rules(find(RegimeId.EU_AMLR, holdings)) for holdings in (below_a_quarter, half, at_a_quarter)]
    assert found == [{}, {}, {"p": ["capital"]}]


def test_article_54_counts_a_chain_with_control_on_both_sides() -> None:
    # p controls h, h has 40% of k, k controls t: 40% of k, and 0.4 x 0.6 = 24% of t
    owner = only(find(RegimeId.EU_AMLR, [tie("p", "h", 0.6), tie("h", "k", 0.4), tie("k", "t", 0.6)]))
    assert [(one.company, round(one.share, 9), one.through) for one in owner.interests] == [("k", 0.4, ("h",))]
    assert owner.share == pytest.approx(0.144)


def test_article_54_adds_up_the_companies_that_a_person_controls() -> None:
    holdings = [tie("p", "h", 0.51), tie("p", "k", 0.51), tie("h", "t", 0.13), tie("k", "t", 0.12)]
    assert rules(find(RegimeId.EU_AMLR, holdings)) == {"p": ["capital"]}


def test_control_that_only_a_source_states_counts_under_article_54() -> None:
    owned = find(RegimeId.EU_AMLR, [tie("h", "t", 0.3)], stated=[tie("p", "h", kind="controls")])
    assert (rules(owned), only(owned).share) == ({"p": ["capital"]}, None)


def test_two_whom_a_source_names_together_have_no_stake_of_their_own() -> None:
    stated = [tie("p", "h", kind="controls"), tie("q", "h", kind="controls")]
    assert rules(find(RegimeId.UK_PSC, [tie("h", "t", 0.3)], stated=stated)) == {}


def test_a_chain_of_majority_stakes_is_as_long_as_it_is() -> None:
    chain = [tie("p", "a", 0.51), tie("a", "b", 0.51), tie("b", "c", 0.51), tie("c", "t", 0.26)]
    (interest,) = only(find(RegimeId.UK_PSC, chain)).interests
    assert (interest.share, interest.through) == (pytest.approx(0.26), ("c",))
    broken = [tie("p", "a", 0.51), tie("a", "b", 0.5), tie("b", "c", 0.51), tie("c", "t", 0.26)]
    assert rules(find(RegimeId.UK_PSC, broken)) == {}


def test_a_direct_share_and_one_through_a_majority_add_up() -> None:
    holdings = [tie("p", "t", 0.1), tie("p", "h", 0.6), tie("h", "t", 0.16)]
    (interest,) = only(find(RegimeId.UK_PSC, holdings)).interests
    assert (interest.share, interest.through) == (pytest.approx(0.26), ("h",))


IN_CONCERT = [tie("p", "t", 0.2), tie("q", "t", 0.15), tie("fund", "t", 0.65)]
AGREED = [tie("p", "q", kind="acts_in_concert")]


@pytest.mark.parametrize("regime", EVERY)
def test_those_in_concert_count_with_the_holdings_of_all_in_britain_alone(regime: RegimeId) -> None:
    owned = find(regime, IN_CONCERT, circles=AGREED)
    is_british = regime is RegimeId.UK_PSC
    assert rules(owned) == ({"p": ["capital"], "q": ["capital"]} if is_british else {})
    if is_british:
        assert [owner.interests[0].together for owner in owned.owners] == [("q",), ("p",)]
        assert [owner.interests[0].share for owner in owned.owners] == pytest.approx([0.35, 0.35])


def test_a_family_is_no_joint_arrangement() -> None:
    assert rules(find(RegimeId.UK_PSC, IN_CONCERT, circles=[tie("p", "q", kind="spouse")])) == {}


@pytest.mark.parametrize("regime", EVERY)
def test_joint_control_makes_owners_below_the_threshold_except_in_america(regime: RegimeId) -> None:
    # p, q and r hold 51% together and act in concert, none has a quarter
    holdings = [tie("p", "t", 0.2), tie("q", "t", 0.2), tie("r", "t", 0.11), tie("fund", "t", 0.49)]
    circles = [tie("p", "q", kind="acts_in_concert"), tie("q", "r", kind="acts_in_concert")]
    named = {owner for owner, fired in rules(find(regime, holdings, circles=circles)).items() if "control" in fired}
    assert named == (set() if regime is RegimeId.US_CDD else {"p", "q", "r"})


@pytest.mark.parametrize("regime", EVERY)
def test_sole_control_makes_an_owner_below_the_threshold_except_in_america(regime: RegimeId) -> None:
    owned = find(regime, [tie("p", "t", 0.1), tie("fund", "t", 0.9)], stated=[tie("p", "t", kind="controls")])
    assert ("p" in rules(owned)) is (regime is not RegimeId.US_CDD)


# 15% of the capital with 30% of the profit, as a partnership agreement can have it
INCOME = [tie("p", "t", 0.15, income_share=0.3), tie("fund", "t", 0.85)]
WITH_INCOME = {RegimeId.CN_2024, RegimeId.CN_2025, RegimeId.EU_AMLR}


@pytest.mark.parametrize("regime", EVERY)
def test_a_right_to_profit_counts_where_the_law_names_it(regime: RegimeId) -> None:
    owned = find(regime, INCOME)
    assert rules(owned) == ({"p": ["income"]} if regime in WITH_INCOME else {})
    shares = {owner.party.id: owner.income_share for owner in (*owned.owners, *owned.others)}
    assert shares == pytest.approx({"p": 0.3, "fund": 0.7})


def test_income_is_multiplied_along_the_chain() -> None:
    quarter = [tie("p", "h", 0.1, income_share=0.5), tie("h", "t", 0.2, income_share=0.5)]
    owner = only(find(RegimeId.CN_2025, quarter))
    assert (owner.share, owner.income_share, owner.rules) == (pytest.approx(0.02), pytest.approx(0.25), ("income",))


@pytest.mark.parametrize("regime", EVERY)
def test_votes_count_everywhere_except_in_america(regime: RegimeId) -> None:
    owned = find(regime, [tie("p", "t", 0.1, voting_share=0.3), tie("fund", "t", 0.9, voting_share=0.7)])
    assert rules(owned) == ({} if regime is RegimeId.US_CDD else {"p": ["votes"]})


def test_a_band_that_may_be_a_majority_makes_a_possible_owner() -> None:
    band = [tie("p", "h", share_min=0.4, share_max=0.6), tie("h", "t", 0.3), tie("fund", "t", 0.7)]
    owner = only(find(RegimeId.UK_PSC, band))
    assert (owner.rules, owner.interests[0].share, owner.interests[0].share_max) == (
        ("possible",),
        0.0,
        pytest.approx(0.3),
    )


def test_what_multiplies_to_enough_is_not_even_possible_where_nothing_is_multiplied() -> None:
    holdings = [tie("p", "h", 0.4), tie("h", "t", 0.9)]
    assert (rules(find(RegimeId.UK_PSC, holdings)), rules(find(RegimeId.CN_2024, holdings))) == ({}, {"p": ["capital"]})


@pytest.mark.parametrize("regime", [RegimeId.UK_PSC, RegimeId.EU_AMLR])
def test_rings_above_a_company_end(regime: RegimeId) -> None:
    # a and b hold 60% of each other, p has 40% of a, q 40% of b, and a holds 30% of t
    ring = [tie("a", "b", 0.6), tie("b", "a", 0.6), tie("p", "a", 0.4), tie("q", "b", 0.4), tie("a", "t", 0.3)]
    assert rules(find(regime, ring)) == {}


def test_a_ring_back_to_what_is_controlled_counts_once_under_article_54() -> None:
    # p controls a, a has 50% of b, b holds 20% of a and 60% of t: exactly 50% of what controls t
    ring = [tie("p", "a", 0.6), tie("b", "a", 0.2), tie("a", "b", 0.5), tie("b", "t", 0.6)]
    (interest,) = only(find(RegimeId.EU_AMLR, ring)).interests
    assert (interest.company, interest.share, interest.through) == ("b", pytest.approx(0.5), ("a",))


def test_a_closed_loop_beside_the_chain_does_no_harm_under_article_54() -> None:
    loop = [tie("x", "y", 1.0), tie("y", "x", 1.0), tie("x", "t", 0.2)]
    assert rules(find(RegimeId.EU_AMLR, [*MAJORITY_ABOVE[:2], *loop])) == {"p": ["capital"]}
