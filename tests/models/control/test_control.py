"""Control: strict majority, summed over all that is controlled, rings included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from riskgraph.errors import MeasureError
from riskgraph.models.control.majority import control_closure, find_control_rings, ultimate_controllers
from riskgraph.models.matrices import BoolMatrix, Floats

A, B, C, D = range(4)


def vote(size: int, *votes: tuple[int, int, float]) -> Floats:
    """Votes from (holder, company, fraction)."""
    array = np.zeros((size, size))
    for holder, company, fraction in votes:
        array[holder, company] = fraction
    return array


def joint_chain() -> Floats:
    return vote(4, (A, B, 0.6), (A, C, 0.4), (B, C, 0.2), (B, D, 0.21), (C, D, 0.3))


def list_pairs(closure: BoolMatrix) -> set[tuple[int, ...]]:
    pairs = np.argwhere(closure.toarray() & ~np.eye(closure.shape[0], dtype=bool))
    return {tuple(pair) for pair in pairs.tolist()}


def close_naively(votes: Floats, threshold: float) -> NDArray[np.bool_]:
    """The definition by repeated dense products until nothing changes."""
    closure = np.eye(len(votes), dtype=bool)
    while True:
        following = closure | (closure.astype(float) @ votes > threshold + 1e-9)
        if (following == closure).all():
            return closure
        closure = following


@st.composite
def random_votes(draw: st.DrawFn) -> Floats:
    size = draw(st.integers(1, 9))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    raw = random.random((size, size)) ** 3 * (random.random((size, size)) < draw(st.floats(0.1, 0.9)))
    return np.asarray(raw / np.maximum(raw.sum(axis=0), 1.0))


def test_votes_of_controlled_companies_are_added_to_the_controllers_own() -> None:
    assert list_pairs(control_closure(joint_chain())) == {(A, B), (A, C), (A, D)}


def test_everybody_controls_themselves_by_definition() -> None:
    closure = control_closure(vote(3, (A, B, 0.2)))
    assert closure.dtype == bool
    assert closure.toarray().tolist() == np.eye(3, dtype=bool).tolist()


@pytest.mark.parametrize(("share", "controls"), [(0.5, False), (0.5 + 1e-12, False), (0.500001, True)])
def test_exactly_half_does_not_control(share: float, controls: bool) -> None:
    assert ((A, B) in list_pairs(control_closure(vote(2, (A, B, share))))) is controls


def test_two_owners_of_half_each_leave_the_company_without_controller() -> None:
    assert ultimate_controllers(vote(3, (A, C, 0.5), (B, C, 0.5))).tolist() == [-1, -1, -1]


def test_half_in_tenths_does_not_control_through_rounding() -> None:
    votes = vote(5, (0, 1, 0.9), (0, 2, 0.9), (0, 4, 0.1), (1, 4, 0.1), (2, 4, 0.3))
    assert (0, 4) not in list_pairs(control_closure(votes))


def test_small_indirect_share_can_control_while_large_ownership_does_not() -> None:
    votes = vote(4, (A, B, 0.51), (B, C, 0.51), (C, D, 0.51), (A, D, 0.0))
    assert (A, D) in list_pairs(control_closure(votes))


@given(random_votes(), st.floats(0.0, 0.9))
def test_closure_is_the_least_fixed_point_of_its_definition(votes: Floats, threshold: float) -> None:
    assert (control_closure(votes, threshold).toarray() == close_naively(votes, threshold)).all()


@given(random_votes(), st.data())
def test_more_votes_never_mean_less_control(votes: Floats, data: st.DataObject) -> None:
    holder, company = (data.draw(st.integers(0, len(votes) - 1)) for _ in range(2))
    more = votes.copy()
    more[holder, company] += 1 - votes[:, company].sum()
    assert list_pairs(control_closure(votes)) <= list_pairs(control_closure(np.clip(more, 0, 1)))


@given(random_votes())
def test_ultimate_controller_controls_and_is_controlled_by_nobody(votes: Floats) -> None:
    pairs = list_pairs(control_closure(votes))
    controlled = {company for _, company in pairs}
    for company, controller in enumerate(ultimate_controllers(votes).tolist()):
        candidates = {top for top, below in pairs if below == company and top not in controlled}
        assert candidates == ({controller} if controller >= 0 else set())


def test_ultimate_controller_stands_above_a_chain() -> None:
    assert ultimate_controllers(joint_chain()).tolist() == [-1, A, A, A]


def test_ring_of_control_ends_and_has_no_ultimate_controller() -> None:
    votes = vote(4, (A, B, 0.6), (B, C, 0.6), (C, A, 0.6), (C, D, 0.9))
    assert ultimate_controllers(votes).tolist() == [-1, -1, -1, -1]
    assert find_control_rings(votes) == ((A, B, C),)


def test_ring_below_an_outside_controller_belongs_to_that_controller() -> None:
    votes = vote(3, (A, B, 0.6), (B, C, 0.6), (C, B, 0.3))
    assert ultimate_controllers(votes).tolist() == [-1, A, A]
    assert find_control_rings(votes) == ()


def test_long_chain_of_control_is_followed_to_its_end() -> None:
    votes = vote(1500, *((step, step + 1, 0.9) for step in range(1499)))
    assert (ultimate_controllers(votes)[1:] == 0).all()


@pytest.mark.parametrize(
    ("votes", "message"),
    [
        (vote(2, (A, B, 1.5)), r"votes\[0, 1\] is 1.5"),
        (vote(3, (A, C, 0.7), (B, C, 0.7)), "company 2"),
        (vote(2, (A, B, float("nan"))), r"votes\[0, 1\] is nan"),
    ],
)
def test_impossible_votes_are_refused_with_their_place(votes: Floats, message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        control_closure(votes)


def test_threshold_above_the_whole_is_refused() -> None:
    with pytest.raises(MeasureError, match="threshold is 50"):
        control_closure(joint_chain(), threshold=50)
