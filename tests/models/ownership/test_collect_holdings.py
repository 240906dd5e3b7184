"""The holdings above a company: ordered, bounded, by capital and by votes."""

import numpy as np
import pytest

from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.holdings import Holding, collect_holdings
from riskgraph.models.ownership.regimes import Basis

from ..owners import build_owners, hold

Bounds = dict[str, tuple[float, float | None]]


def list_bounds(basis: Basis, *holders: tuple[str, float | None, dict[str, float]], company: str = "C") -> Bounds:
    """Return what each holder has at least and at most, from (holder, share, other properties)."""
    owners = build_owners(*(hold(holder, company, share, **more) for holder, share, more in holders))
    held = collect_holdings(owners, basis).holders_of(company)
    return {holder: (round(one.least, 9), None if one.most is None else round(one.most, 9)) for holder, one in held}


def test_holders_come_by_size_and_equal_ones_by_id() -> None:
    owners = build_owners(hold("Q", "C", 0.2), hold("P", "C", 0.2), hold("R", "C", 0.5), hold("S", "A", 0.9))
    holdings = collect_holdings(owners, Basis.CAPITAL)
    assert [holder for holder, _ in holdings.holders_of("C")] == ["R", "P", "Q"]
    assert [holder for holder, _ in holdings.holders_of("A")] == ["S"]
    assert holdings.holders_of("R") == ()


def test_ties_of_one_source_add_up_and_sources_do_not() -> None:
    first, second, other = hold("P", "C", 0.2), hold("P", "C", 0.15), hold("P", "C", 0.3, source="news")
    (_, holding), *_ = collect_holdings(build_owners(first, other, second), Basis.CAPITAL).holders_of("C")
    assert (holding.least, holding.most) == (0.35, 0.35)
    assert holding.ties == (first, second, other)


@pytest.mark.parametrize("most", [0.2, 0.4, None])
def test_a_share_stays_exact_where_another_source_has_a_band_or_no_number(most: float | None) -> None:
    band = hold("P", "C", source="news", share_min=0.1, share_max=most)
    ((_, holding),) = collect_holdings(build_owners(hold("P", "C", 0.3), band), Basis.CAPITAL).holders_of("C")
    assert (holding.least, holding.most) == (0.3, 0.3)


@pytest.mark.parametrize(
    ("holding", "exact", "stated"),
    [
        (Holding(0.3, 0.3, ()), True, 0.3),
        (Holding(0.3, 0.3 + 5e-10, ()), True, 0.3),
        (Holding(0.3, 0.3 + 2e-9, ()), False, 0.3),
        (Holding(0.3, None, ()), False, 0.3),
        (Holding(0.0, 0.5, ()), False, 0.0),
        (Holding(0.0, 0.0, ()), True, 0.0),
        (Holding(0.0, None, ()), False, None),
    ],
)
def test_a_holding_is_exact_where_its_bounds_meet_and_unknown_without_any(
    holding: Holding, exact: bool, stated: float | None
) -> None:
    assert (holding.exact, holding.stated) == (exact, stated)


@pytest.mark.parametrize(("second", "above"), [(0.4, ()), (0.4 + 5e-10, ()), (0.4 + 2e-9, ("C",)), (0.5, ("C",))])
def test_a_company_whose_holders_have_more_than_all_of_it_is_named(second: float, above: tuple[str, ...]) -> None:
    owners = build_owners(hold("P", "C", 0.6), hold("Q", "C", second), hold("R", "P", 1.0))
    assert collect_holdings(owners, Basis.CAPITAL).above_one.keys() == set(above)


def test_shares_beyond_the_whole_are_scaled_down_and_others_are_not() -> None:
    owners = build_owners(hold("P", "C", 0.9), hold("Q", "C", 0.6), hold("R", "Q", 0.5))
    holdings = collect_holdings(owners, Basis.CAPITAL)
    assert holdings.ids == ("C", "P", "Q", "R")
    expected = np.zeros((4, 4))
    expected[1, 0], expected[2, 0], expected[3, 2] = 0.6, 0.4, 0.5
    np.testing.assert_allclose(holdings.shares.toarray(), expected)


def test_a_company_without_holders_has_no_shares() -> None:
    holdings = collect_holdings(build_owners(), Basis.CAPITAL)
    assert (holdings.shares.shape, holdings.shares.nnz, holdings.above_one) == ((1, 1), 0, {})


def test_holders_without_reported_votes_share_what_is_left_and_could_have_up_to_all_of_it() -> None:
    votes = list_bounds(Basis.VOTES, ("P", 0.2, {"voting_share": 0.6}), ("Q", 0.6, {}), ("R", 0.2, {}))
    assert votes == {"P": (0.6, 0.6), "Q": (0.3, 0.4), "R": (0.1, 0.2)}


def test_the_bounds_of_unreported_votes_end_at_what_is_left() -> None:
    band = {"share_min": 0.1, "share_max": 0.5}
    votes = list_bounds(Basis.VOTES, ("P", 0.2, {"voting_share": 0.6}), ("Q", None, band), ("R", None, {}))
    assert votes == {"P": (0.6, 0.6), "Q": (0.1, 0.4), "R": (0.0, None)}
    small = {"share_min": 0.1, "share_max": 0.3}
    assert list_bounds(Basis.VOTES, ("P", 0.2, {"voting_share": 0.6}), ("Q", None, small))["Q"] == (0.1, 0.3)


def test_capital_is_not_limited_by_votes() -> None:
    capital = list_bounds(Basis.CAPITAL, ("P", 0.2, {"voting_share": 0.6}), ("Q", 0.8, {}))
    assert capital == {"Q": (0.8, 0.8), "P": (0.2, 0.2)}


def test_votes_reported_in_one_company_change_nothing_in_another() -> None:
    owners = build_owners(
        hold("P", "C", 0.2, voting_share=0.6), hold("A", "C", 0.8), hold("Q", "A", share_min=0.3, share_max=0.9)
    )
    holdings = collect_holdings(owners, Basis.VOTES)
    assert holdings.pairs["A", "C"].least == pytest.approx(0.4)
    assert (holdings.pairs["Q", "A"].least, holdings.pairs["Q", "A"].most) == (0.3, 0.9)


def test_nothing_is_left_where_reported_votes_are_all() -> None:
    assert list_bounds(Basis.VOTES, ("P", 0.2, {"voting_share": 1.0}), ("Q", 0.8, {}))["Q"] == (0.0, 0.0)


def test_votes_are_capital_where_no_source_reports_any() -> None:
    owners = build_owners(hold("P", "C", 0.7), hold("Q", "C", 0.6))
    assert collect_holdings(owners, Basis.VOTES).pairs == collect_holdings(owners, Basis.CAPITAL).pairs


@pytest.mark.parametrize(("more", "own"), [({"voting_share": 0.0}, True), ({}, False)])
def test_votes_of_their_own_are_reported_ones_of_any_holder(more: dict[str, float], own: bool) -> None:
    owners = build_owners(hold("P", "C", 0.5), hold("Q", "P", 0.5, **more))
    assert Ownership(owners).has_own_votes is own
