"""Control: strict majority, summed over all that is controlled, rings included."""

from collections.abc import Set

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from riskgraph.errors import MeasureError
from riskgraph.models.control.majority import MAJORITY, close_control
from riskgraph.models.control.statements import Statements
from riskgraph.models.matrices import Floats

A, B, C, D = range(4)


def vote(size: int, *votes: tuple[int, int, float]) -> Floats:
    """Votes from (holder, company, fraction)."""
    array = np.zeros((size, size))
    for holder, company, fraction in votes:
        array[holder, company] = fraction
    return array


def joint_chain() -> Floats:
    return vote(4, (A, B, 0.6), (A, C, 0.4), (B, C, 0.2), (B, D, 0.21), (C, D, 0.3))


def list_pairs(votes: Floats, threshold: float = MAJORITY) -> Set[tuple[int, int]]:
    return close_control(votes, Statements(), threshold=threshold).pairs


def close_naively(votes: Floats, threshold: float) -> NDArray[np.bool_]:
    """The definition by repeated dense products until nothing changes; everyone controls themselves."""
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
    assert list_pairs(joint_chain()) == {(A, B), (A, C), (A, D)}


@pytest.mark.parametrize(("share", "controls"), [(0.5, False), (0.5 + 1e-12, False), (0.500001, True)])
def test_exactly_half_does_not_control(share: float, controls: bool) -> None:
    assert ((A, B) in list_pairs(vote(2, (A, B, share)))) is controls


def test_two_owners_of_half_each_leave_the_company_without_controller() -> None:
    assert list_pairs(vote(3, (A, C, 0.5), (B, C, 0.5))) == set()


def test_half_in_tenths_does_not_control_through_rounding() -> None:
    votes = vote(5, (0, 1, 0.9), (0, 2, 0.9), (0, 4, 0.1), (1, 4, 0.1), (2, 4, 0.3))
    assert (0, 4) not in list_pairs(votes)


def test_small_indirect_share_can_control_while_large_ownership_does_not() -> None:
    votes = vote(4, (A, B, 0.51), (B, C, 0.51), (C, D, 0.51), (A, D, 0.0))
    assert (A, D) in list_pairs(votes)


@given(random_votes(), st.floats(0.0, 0.9))
def test_closure_is_the_least_fixed_point_of_its_definition(votes: Floats, threshold: float) -> None:
    closure = close_naively(votes, threshold) & ~np.eye(len(votes), dtype=bool)
    assert list_pairs(votes, threshold) == set(zip(*(part.tolist() for part in np.nonzero(closure)), strict=True))


@given(random_votes(), st.data())
def test_more_votes_never_mean_less_control(votes: Floats, data: st.DataObject) -> None:
    holder, company = (data.draw(st.integers(0, len(votes) - 1)) for _ in range(2))
    more = votes.copy()
    more[holder, company] += 1 - votes[:, company].sum()
    assert list_pairs(votes) <= list_pairs(np.clip(more, 0, 1))


def test_in_a_ring_of_control_each_controls_all_others_and_what_is_below() -> None:
    votes = vote(4, (A, B, 0.6), (B, C, 0.6), (C, A, 0.6), (C, D, 0.9))
    assert list_pairs(votes) == {(one, other) for one in (A, B, C) for other in (A, B, C, D) if one != other}


def test_long_chain_of_control_is_followed_to_its_end() -> None:
    votes = vote(1500, *((step, step + 1, 0.9) for step in range(1499)))
    assert {(0, step) for step in range(1, 1500)} <= list_pairs(votes)


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
        list_pairs(votes)


def test_threshold_above_the_whole_is_refused() -> None:
    with pytest.raises(MeasureError, match="threshold is 50"):
        list_pairs(joint_chain(), threshold=50)
