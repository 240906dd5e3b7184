"""Integrated ownership: published equations, rings, closed loops, and agreement with dense algebra."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from riskgraph.errors import ClosedLoopError, MeasureError
from riskgraph.models.matrices import FloatMatrix, Floats, Matrix
from riskgraph.models.ownership.integrated import beneficial_owners, find_closed_loops, integrated_ownership

P, Q, A, B = range(4)


def hold(size: int, *holdings: tuple[int, int, float]) -> FloatMatrix:
    """Holdings from (owner, company, share)."""
    owners, companies, shares = zip(*holdings, strict=True)
    return sparse.csr_array((np.array(shares, dtype=float), (owners, companies)), shape=(size, size))


def cross_held() -> FloatMatrix:
    return hold(4, (P, A, 0.8), (Q, B, 0.4), (A, B, 0.6), (B, A, 0.2))


def solve_densely(holdings: Floats) -> tuple[Floats, Floats]:
    """Total ownership and its diagonal correction by the textbook inverse."""
    around = np.linalg.inv(np.eye(len(holdings)) - holdings)
    total = around - np.eye(len(holdings))
    return total, total / np.diag(around)[:, None]


@st.composite
def random_holdings(draw: st.DrawFn, known: bool = False) -> Floats:
    """A graph with rings, self-holdings and ends; column sums are `known` to be 1, or lie below."""
    size = draw(st.integers(2, 9))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    raw = random.random((size, size)) * (random.random((size, size)) < draw(st.floats(0.1, 0.9)))
    raw[:, 0] = 0.0
    raw[0, 1:] += 0.2
    totals = np.maximum(raw.sum(axis=0), 1e-300)
    return np.asarray(raw / totals if known else raw / totals * random.uniform(0.2, 0.99, size))


def test_cross_holding_gives_owners_their_exact_shares() -> None:
    owned = integrated_ownership(cross_held()).toarray()
    np.testing.assert_allclose(owned[[P, Q]][:, [A, B]], [[10 / 11, 6 / 11], [1 / 11, 5 / 11]], atol=1e-15)


def test_return_through_the_owner_is_counted_by_brioschi_only() -> None:
    total = integrated_ownership(cross_held(), "brioschi").toarray()[[A, B]][:, [A, B]]
    own = integrated_ownership(cross_held(), "baldone").toarray()[[A, B]][:, [A, B]]
    np.testing.assert_allclose(total, [[3 / 22, 15 / 22], [5 / 22, 3 / 22]], atol=1e-15)
    np.testing.assert_allclose(own, [[0.12, 0.6], [0.2, 0.12]], atol=1e-15)


def test_portfolio_values_of_the_ultimate_owners_add_up_to_the_whole() -> None:
    values = integrated_ownership(cross_held()) @ np.array([0, 0, 100.0, 200.0])
    np.testing.assert_allclose(values[[P, Q]], [200.0, 100.0])


def test_shares_multiply_along_chains_and_add_over_them() -> None:
    owned = integrated_ownership(hold(4, (0, 1, 0.6), (0, 2, 0.4), (1, 2, 0.2), (1, 3, 0.21), (2, 3, 0.3)))
    np.testing.assert_allclose(owned[[0]].toarray()[0], [0, 0.6, 0.52, 0.282])


def test_self_holding_raises_the_shares_of_the_others() -> None:
    owned = integrated_ownership(hold(2, (0, 1, 0.6), (1, 1, 0.25))).toarray()
    np.testing.assert_allclose(owned, [[0, 0.8], [0, 0.25]])


@given(random_holdings())
def test_both_methods_agree_with_the_dense_inverse(holdings: Floats) -> None:
    total, own = solve_densely(holdings)
    np.testing.assert_allclose(integrated_ownership(holdings, "brioschi").toarray(), total, atol=1e-9)
    np.testing.assert_allclose(integrated_ownership(holdings).toarray(), own, atol=1e-9)


@given(random_holdings())
def test_baldone_satisfies_its_own_equation(holdings: Floats) -> None:
    owned = integrated_ownership(holdings).toarray()
    others = owned - np.diag(np.diag(owned))
    np.testing.assert_allclose(owned, holdings + others @ holdings, atol=1e-9)


@given(random_holdings(known=True))
def test_ultimate_owners_of_known_companies_sum_to_one(holdings: Floats) -> None:
    owned = integrated_ownership(holdings).toarray()
    ends = holdings.sum(axis=0) == 0
    np.testing.assert_allclose(owned[ends][:, ~ends].sum(axis=0), 1.0, atol=1e-9)


@settings(max_examples=5)
@given(st.integers(65, 140), st.integers(0, 2**32 - 1))
def test_large_loops_agree_with_the_dense_inverse(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    holdings = np.roll(np.eye(size), 1, axis=1) * 0.5 + sparse.random(size, size, 0.02, rng=random).toarray()
    holdings *= 0.95 / np.maximum(holdings.sum(axis=0), 1.0)
    holdings = np.block([[np.zeros((2, 2)), np.full((2, size), 0.02)], [np.zeros((size, 2)), holdings]])
    np.testing.assert_allclose(integrated_ownership(holdings).toarray(), solve_densely(holdings)[1], atol=1e-9)


def test_deep_pyramid_of_rings_is_solved_level_by_level() -> None:
    chain = [(2 * step, 2 * step + 2, 0.5) for step in range(200)]
    rings = [(2 * step, 2 * step + 1, 0.5) for step in range(201)] + [(2 * s + 1, 2 * s, 0.5) for s in range(201)]
    holdings = hold(402, *chain, *rings)
    np.testing.assert_allclose(
        integrated_ownership(holdings).toarray(), solve_densely(holdings.toarray())[1], atol=1e-12
    )


def test_closed_loop_names_every_company_in_it() -> None:
    holdings = hold(7, (0, 1, 1.0), (1, 0, 1.0), (0, 2, 0.5), (3, 4, 0.9), (5, 5, 1.0), (4, 6, 0.3), (6, 4, 0.1))
    with pytest.raises(ClosedLoopError, match="companies 0, 1; 5") as refusal:
        integrated_ownership(holdings)
    assert refusal.value.loops == find_closed_loops(holdings) == ((0, 1), (5,))


def test_large_closed_loop_is_found_too() -> None:
    ring = hold(100, *((step, (step + 1) % 100, 1.0) for step in range(100)))
    assert find_closed_loops(ring) == (tuple(range(100)),)


def test_loop_with_the_smallest_outside_owner_is_not_closed() -> None:
    holdings = hold(3, (0, 1, 1e-6), (2, 1, 1 - 1e-6), (1, 2, 1.0))
    np.testing.assert_allclose(integrated_ownership(holdings).toarray()[0], [0, 1, 1], atol=1e-9)


def test_acyclic_ownership_is_the_sum_over_all_paths() -> None:
    random = np.random.default_rng(5)
    holdings = np.triu(random.random((8, 8)), 1) * (random.random((8, 8)) < 0.5)
    holdings /= np.maximum(holdings.sum(axis=0), 1.0)
    graph = nx.from_numpy_array(holdings, create_using=nx.DiGraph)
    for owner in range(8):
        for company in set(range(8)) - {owner}:
            paths = nx.all_simple_edge_paths(graph, owner, company)
            expected = sum(np.prod([holdings[edge] for edge in path]) for path in paths)
            assert integrated_ownership(holdings)[owner, company] == pytest.approx(expected)


def test_no_parties_own_nothing() -> None:
    assert integrated_ownership(np.zeros((0, 0))).shape == (0, 0)
    assert integrated_ownership(sparse.csr_array((3, 3))).nnz == 0


def test_input_arrays_are_left_as_they_were() -> None:
    holdings = cross_held()
    before = holdings.copy()
    integrated_ownership(holdings)
    assert abs(holdings - before).max() == 0


@pytest.mark.parametrize(
    ("holdings", "message"),
    [
        ([[0, 1.3], [0, 0]], r"holdings\[0, 1\] is 1.3: a share is a fraction"),
        ([[0, 0], [-0.2, 0]], r"holdings\[1, 0\] is -0.2: must not be negative"),
        ([[0, float("nan")], [0, 0]], r"holdings\[0, 1\] is nan"),
        ([[0, float("inf")], [0, 0]], r"holdings\[0, 1\] is inf"),
        ([[0, 0, 0.6], [0, 0, 0.5], [0, 0, 0]], r"company 2 \(column\) sum to 1.1"),
        ([[0, 0.5, 0.5]], r"square array .* \(1, 3\)"),
        ([["a", 0], [0, 0]], "numbers only"),
        ([0.1, 0.2], "square array"),
    ],
)
def test_impossible_holdings_are_refused_with_their_place(holdings: Any, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        integrated_ownership(holdings)


def test_duplicate_entries_of_one_holding_are_added_before_they_are_checked() -> None:
    twice = sparse.coo_array(([0.3, 0.3], ([0, 0], [1, 1])), shape=(2, 2))
    assert integrated_ownership(twice)[0, 1] == pytest.approx(0.6)


def test_thirds_rounded_upwards_are_not_above_the_whole() -> None:
    holdings = hold(4, (0, 3, 0.3333333334), (1, 3, 0.3333333334), (2, 3, 0.3333333334))
    assert integrated_ownership(holdings)[[0, 1, 2]].sum() == pytest.approx(1.0, abs=1e-12)


def test_unknown_method_is_refused_with_the_choices() -> None:
    with pytest.raises(MeasureError, match="'naive' is unknown; use one of: baldone, brioschi"):
        integrated_ownership(cross_held(), "naive")


def list_owners(holdings: Matrix, threshold: float, inclusive: bool) -> set[tuple[int, int]]:
    owners, companies, shares = beneficial_owners(holdings, threshold, inclusive)
    assert (shares > 0).all()
    return set(zip(owners.tolist(), companies.tolist(), strict=True))


def test_beneficial_owners_stand_at_the_end_of_the_chains() -> None:
    assert list_owners(cross_held(), 0.25, True) == {(P, A), (P, B), (Q, B)}


@pytest.mark.parametrize(("inclusive", "expected"), [(True, {(0, 1), (0, 2)}), (False, {(0, 1)})])
def test_exactly_a_quarter_counts_only_when_the_threshold_is_inclusive(
    inclusive: bool, expected: set[tuple[int, int]]
) -> None:
    assert list_owners(hold(3, (0, 1, 0.5), (1, 2, 0.5)), 0.25, inclusive) == expected


@pytest.mark.parametrize("inclusive", [True, False])
def test_rounding_of_summed_chains_does_not_move_a_share_over_the_threshold(inclusive: bool) -> None:
    holdings = hold(5, (0, 1, 0.1), (0, 2, 0.7), (0, 3, 1.0), (1, 4, 0.1), (2, 4, 0.2), (3, 4, 0.1))
    assert ((0, 4) in list_owners(holdings, 0.25, inclusive)) is inclusive


def test_companies_behind_a_closed_loop_have_no_beneficial_owner_and_the_rest_do() -> None:
    holdings = hold(5, (0, 1, 1.0), (1, 0, 1.0), (1, 2, 0.6), (3, 2, 0.4), (3, 4, 0.9))
    assert list_owners(holdings, 0.0, False) == {(3, 2), (3, 4)}


@given(random_holdings(), st.floats(0.0, 1.0), st.booleans())
def test_beneficial_owners_are_the_large_shares_of_those_nobody_owns(
    holdings: Floats, threshold: float, inclusive: bool
) -> None:
    owned = integrated_ownership(holdings).toarray()
    ends = holdings.sum(axis=0) == 0
    limit = threshold - 1e-9 if inclusive else threshold + 1e-9
    large = (owned >= limit if inclusive else owned > limit) & ends[:, None] & (owned > 0)
    assert list_owners(holdings, threshold, inclusive) == set(zip(*np.nonzero(large), strict=True))


def test_rows_come_by_company_then_owner() -> None:
    _, companies, _ = beneficial_owners(cross_held(), 0.0, True)
    assert companies.tolist() == [A, A, B, B]


def test_threshold_given_in_percent_is_refused() -> None:
    with pytest.raises(MeasureError, match="threshold is 25; it must be between 0 and 1"):
        beneficial_owners(cross_held(), 25, True)
