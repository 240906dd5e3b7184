"""What stands above one company: exact shares, what leads to no owner, closed loops."""

import pytest

from riskgraph.models.ownership.above_company import Ownership

from ..owners import build_owners, hold


def round_shares(shares: dict[str, float]) -> dict[str, float]:
    """Return the shares without the noise of rounding."""
    return {owner: round(share, 9) for owner, share in shares.items()}


def test_only_ends_of_chains_are_owners_and_parallel_chains_add_up() -> None:
    ownership = Ownership(build_owners(hold("A", "C", 0.5), hold("P", "C", 0.2), hold("P", "A", 0.6)))
    assert round_shares(dict(ownership.capital_shares)) == {"P": 0.5}
    assert ownership.unattributed == pytest.approx(0.5)


def test_a_ring_is_counted_exactly_and_not_only_once_around() -> None:
    # P has 0.6 directly, and of the 0.1 that C holds of itself through A again its part: 0.6 / (1 - 0.5 * 0.2)
    ownership = Ownership(build_owners(hold("P", "C", 0.6), hold("A", "C", 0.2), hold("C", "A", 0.5)))
    assert round_shares(dict(ownership.capital_shares)) == {"P": round(0.6 / 0.9, 9)}
    assert [chain.share for chain in ownership.chains["P"]] == [0.6]


def test_shares_of_companies_beside_the_chain_are_left_out() -> None:
    ownership = Ownership(build_owners(hold("A", "C", 0.5), hold("P", "A", 0.5), hold("P", "B", 0.9)))
    assert round_shares(dict(ownership.capital_shares)) == {"P": 0.25}


def test_votes_are_computed_only_where_they_differ_from_capital() -> None:
    assert Ownership(build_owners(hold("P", "C", 0.6))).vote_shares is None
    ownership = Ownership(build_owners(hold("P", "C", 0.2, voting_share=0.6), hold("Q", "C", 0.8)))
    assert ownership.has_own_votes
    assert round_shares(dict(ownership.vote_shares or {})) == {"P": 0.6, "Q": 0.4}
    assert round_shares(dict(ownership.capital_shares)) == {"P": 0.2, "Q": 0.8}


def test_a_holder_whose_holders_were_not_read_is_no_named_owner() -> None:
    ownership = Ownership(build_owners(hold("P", "C", 0.3), hold("A", "C", 0.5), unread={"A"}))
    assert ownership.unattributed == pytest.approx(0.7)


@pytest.mark.parametrize("size", [{}, {"share_max": 0.6}])
def test_a_company_whose_holder_has_an_unknown_part_is_no_owner(size: dict[str, float]) -> None:
    ownership = Ownership(build_owners(hold("A", "C", 0.6), hold("P", "A", **size)))
    assert (dict(ownership.capital_shares), dict(ownership.middle_shares)) == ({}, {"A": 0.6})
    assert ownership.unattributed == pytest.approx(1.0)


def test_a_company_whose_only_holder_has_nothing_is_an_end() -> None:
    ownership = Ownership(build_owners(hold("A", "C", 0.6), hold("P", "A", 0.0)))
    assert dict(ownership.capital_shares) == {"A": 0.6}


def test_nothing_is_unattributed_where_sources_state_more_than_the_whole() -> None:
    ownership = Ownership(build_owners(hold("P", "C", 0.7), hold("Q", "C", 0.7)))
    assert round_shares(dict(ownership.capital_shares)) == {"P": 0.5, "Q": 0.5}
    assert ownership.unattributed == pytest.approx(0.0, abs=1e-9)


def test_companies_that_own_each_other_wholly_are_a_closed_loop() -> None:
    ownership = Ownership(
        build_owners(hold("P", "C", 0.6), hold("A", "C", 0.4), hold("B", "A", 1.0), hold("A", "B", 1.0))
    )
    assert ownership.closed_loops == (("A", "B"),)
    assert round_shares(dict(ownership.capital_shares)) == {"P": 0.6}
    assert ownership.unattributed == pytest.approx(0.4)


def test_an_open_ring_is_no_closed_loop() -> None:
    ownership = Ownership(build_owners(hold("A", "C", 1.0), hold("C", "A", 0.9)))
    assert ownership.closed_loops == ()


def test_votes_of_a_company_that_is_only_in_a_circle_with_one_above_are_not_reported_above_it() -> None:
    beside = Ownership(build_owners(hold("P", "C", 0.9), hold("C", "A", 0.01, voting_share=0.49)))
    assert not beside.has_own_votes
    assert beside.votes.pairs["C", "A"].least == 0.49
