"""Guarantee circles: each shape, the ties that hold them together, and the limits of the search."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskgraph.errors import MeasureError
from riskgraph.models.matrices import Floats
from riskgraph.models.networks.guarantees.circle_types import CircleKind, Circles, CutReason, SearchLimits
from riskgraph.models.networks.guarantees.circles import find_circles

A, B, C, D, E, F, G, H, J = range(9)


def guarantee(size: int, *pairs: tuple[int, int], amount: float = 1.0) -> Floats:
    """Guarantees of one amount from (guarantor, borrower)."""
    array = np.zeros((size, size))
    for guarantor, borrower in pairs:
        array[guarantor, borrower] = amount
    return array


def example() -> Floats:
    return guarantee(9, (A, B), (B, A), (B, C), (C, D), (D, E), (E, C), (H, F), (H, G), (H, J), amount=5.0)


def clique(*members: int) -> list[tuple[int, int]]:
    return [(left, right) for left in members for right in members if left != right]


def list_members(circles: Circles, kind: CircleKind) -> set[tuple[int, ...]]:
    return {circle.members for circle in circles if circle.kind is kind}


@st.composite
def random_guarantees(draw: st.DrawFn, most: int = 7) -> Floats:
    size = draw(st.integers(2, most))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    amounts = random.uniform(1, 9, (size, size)) * (random.random((size, size)) < draw(st.floats(0.1, 0.6)))
    np.fill_diagonal(amounts, 0.0)
    return amounts


def test_example_network_holds_one_pair_one_cycle_and_one_star() -> None:
    circles = find_circles(example())
    assert [(circle.kind.value, circle.members) for circle in circles] == [
        ("mutual", (A, B)),
        ("cycle", (C, D, E)),
        ("star", (H, F, G, J)),
    ]
    assert circles.complete


def test_guarantee_between_two_circles_is_their_bridge() -> None:
    pair, cycle, star = find_circles(example())
    assert pair.bridges == cycle.bridges == ((B, C),)
    assert star.bridges == ((H, F), (H, G), (H, J))
    assert (pair.articulations, cycle.articulations, star.articulations) == ((B,), (C,), (H,))


def test_amount_of_a_circle_is_the_sum_of_its_own_guarantees() -> None:
    pair, cycle, star = find_circles(example())
    assert (pair.amount, cycle.amount, star.amount) == (10.0, 15.0, 15.0)


def test_joint_group_is_listed_once_and_not_as_pairs_or_cycles_or_stars() -> None:
    circles = find_circles(guarantee(5, *clique(A, B, C, D)))
    assert [(circle.kind, circle.members) for circle in circles] == [(CircleKind.JOINT, (A, B, C, D))]
    assert len(circles[0].guarantees) == 12


def test_group_that_misses_one_guarantee_is_two_smaller_groups() -> None:
    amounts = guarantee(4, *clique(A, B, C, D))
    amounts[A, B] = 0.0
    assert list_members(find_circles(amounts), CircleKind.JOINT) == {(A, C, D), (B, C, D)}


def test_pair_outside_the_group_stays_a_pair() -> None:
    circles = find_circles(guarantee(4, *clique(A, B, C), (C, D), (D, C)))
    assert list_members(circles, CircleKind.MUTUAL) == {(C, D)}


def test_chain_is_as_long_as_it_gets_and_keeps_out_of_rings() -> None:
    circles = find_circles(guarantee(7, (A, B), (B, C), (C, D), (D, E), (E, F), (F, E)))
    (chain,) = [circle for circle in circles if circle.kind is CircleKind.CHAIN]
    assert chain.members == (A, B, C, D)
    assert chain.guarantees == chain.bridges[:3] == ((A, B), (B, C), (C, D))


def test_single_guarantee_is_no_circle() -> None:
    assert len(find_circles(guarantee(3, (A, B)))) == 0


def test_borrower_with_many_guarantors_is_a_star_too() -> None:
    (star,) = find_circles(guarantee(4, (B, A), (C, A), (D, A)))
    assert (star.kind, star.members) == (CircleKind.STAR, (A, B, C, D))
    assert star.guarantees == ((B, A), (C, A), (D, A))


def test_size_of_a_star_is_a_parameter() -> None:
    amounts = guarantee(3, (A, B), (A, C))
    assert list_members(find_circles(amounts, SearchLimits(star_size=2)), CircleKind.STAR) == {(A, B, C)}


@given(random_guarantees())
def test_cycles_are_all_simple_cycles_outside_joint_groups(amounts: Floats) -> None:
    circles = find_circles(amounts)
    groups = [set(members) for members in list_members(circles, CircleKind.JOINT)]
    cycles = nx.simple_cycles(nx.from_numpy_array(amounts, create_using=nx.DiGraph))
    rotated = {tuple(np.roll(cycle, -int(np.argmin(cycle))).tolist()) for cycle in cycles if len(cycle) >= 3}
    assert circles.complete
    assert list_members(circles, CircleKind.CYCLE) == {
        cycle for cycle in rotated if not any(group.issuperset(cycle) for group in groups)
    }


@given(random_guarantees())
def test_joint_groups_are_the_maximal_cliques_of_mutual_guarantees(amounts: Floats) -> None:
    mutual = nx.from_numpy_array((amounts > 0) & (amounts.T > 0))
    expected = {tuple(sorted(group)) for group in nx.find_cliques(mutual) if len(group) >= 3}
    assert list_members(find_circles(amounts), CircleKind.JOINT) == expected


@given(random_guarantees(most=9))
def test_chains_are_the_longest_paths_outside_rings(amounts: Floats) -> None:
    graph = nx.from_numpy_array(amounts, create_using=nx.DiGraph)
    graph.remove_nodes_from(
        [node for ring in nx.strongly_connected_components(graph) if len(ring) > 1 for node in ring]
    )
    starts = [node for node in graph if graph.in_degree(node) == 0]
    ends = {node for node in graph if graph.out_degree(node) == 0}
    paths = {tuple(path) for start in starts for path in nx.all_simple_paths(graph, start, ends) if len(path) >= 3}
    assert list_members(find_circles(amounts), CircleKind.CHAIN) == paths


@given(random_guarantees(most=9))
def test_bridges_and_articulations_agree_with_the_undirected_graph(amounts: Floats) -> None:
    circles = find_circles(amounts, SearchLimits(star_size=2))
    undirected = nx.from_numpy_array(amounts + amounts.T)
    bridges = {edge for pair in nx.bridges(undirected) for edge in (pair, pair[::-1]) if amounts[edge] > 0}
    bridges = {edge for edge in bridges if amounts[edge[::-1]] == 0}
    for circle in circles:
        assert set(circle.bridges) == {edge for edge in bridges if set(edge) & set(circle.members)}
        assert set(circle.articulations) == set(nx.articulation_points(undirected)) & set(circle.members)


@given(random_guarantees())
def test_members_of_rings_are_seen_whatever_the_length_limit(amounts: Floats) -> None:
    rings = nx.strongly_connected_components(nx.from_numpy_array(amounts, create_using=nx.DiGraph))
    seen = {party for circle in find_circles(amounts, SearchLimits(max_length=3)) for party in circle.members}
    assert seen >= {party for ring in rings if len(ring) > 1 for party in ring}


def test_ring_longer_than_the_limit_is_listed_and_the_cut_is_said() -> None:
    circles = find_circles(guarantee(20, *((step, (step + 1) % 20) for step in range(20))))
    assert [circle.members for circle in circles] == [tuple(range(20))]
    assert [(cut.kind, cut.reason) for cut in circles.cuts] == [(CircleKind.CYCLE, CutReason.LENGTH)]


def test_dense_network_ends_at_its_budget_and_says_so() -> None:
    amounts = guarantee(30, *clique(*range(30)))
    amounts[0, 1] = 0.0
    circles = find_circles(amounts, SearchLimits(max_steps=5_000))
    assert CutReason.BUDGET in {cut.reason for cut in circles.cuts}
    assert circles.cuts[0].among == tuple(range(30))


def test_number_of_circles_is_limited_and_the_cut_is_said() -> None:
    layers = [(left, right) for left in range(3) for right in range(3, 6)]
    layers += [(left, right) for left in range(3, 6) for right in range(6, 9)]
    circles = find_circles(guarantee(9, *layers), SearchLimits(max_circles=10, star_size=9))
    assert (len(circles), circles.complete) == (10, False)


def test_search_that_just_fits_its_limit_is_complete() -> None:
    circles = find_circles(guarantee(3, (A, B), (B, C)), SearchLimits(max_circles=1))
    assert (len(circles), circles.complete) == (1, True)


@settings(max_examples=5)
@given(st.integers(0, 2**32 - 1))
def test_long_tree_of_guarantees_needs_no_recursion(seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = [(int(random.integers(max(0, step - 3), step)), step) for step in range(1, 1500)]
    circles = find_circles(guarantee(1500, *pairs))
    assert len(circles) > 0
    assert all(len(circle.bridges) >= len(circle.members) - 1 for circle in circles)


@pytest.mark.parametrize(
    ("amounts", "message"),
    [
        (guarantee(2, (A, B), amount=-3.0), r"guarantees\[0, 1\] is -3"),
        (guarantee(2, (B, B)), r"guarantees\[1, 1\] is 1: a party has no such tie with itself"),
        (guarantee(2, (A, B), amount=math.nan), r"guarantees\[0, 1\] is nan"),
    ],
)
def test_impossible_guarantees_are_refused_with_their_place(amounts: Floats, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        find_circles(amounts)


def test_length_below_three_is_refused() -> None:
    with pytest.raises(MeasureError, match="max_length is at least 3"):
        find_circles(example(), SearchLimits(max_length=2))
