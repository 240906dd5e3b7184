"""Clearing vectors: exact published examples, the greatest of several, and what must hold for every network."""

from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from riskgraph.errors import MeasureError
from riskgraph.models.matrices import Floats
from riskgraph.models.networks import clearing_vector

Network: TypeAlias = tuple[Floats, Floats]

CASH = [1 / 2, 5 / 8, 3 / 4, 0.0]


def three_banks() -> Floats:
    """The banks of the `default_clearing` example of systemicrisk; party 3 stands for their outside creditors."""
    liabilities = np.zeros((4, 4))
    liabilities[:3, :3] = 0.5 * (1 - np.eye(3))
    liabilities[:3, 3] = [3 / 2, 1 / 2, 1 / 2]
    return liabilities


@st.composite
def random_obligations(draw: st.DrawFn) -> Network:
    size = draw(st.integers(1, 8))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    liabilities = random.exponential(2.0, (size, size)) * (random.random((size, size)) < draw(st.floats(0.1, 0.9)))
    np.fill_diagonal(liabilities, 0.0)
    return liabilities, random.exponential(draw(st.floats(0.1, 3.0)), size) * (random.random(size) < 0.7)


def clear_naively(liabilities: Floats, cash: NDArray[np.float64], alpha: float, beta: float) -> Floats:
    """The greatest fixed point by iteration from full payment."""
    owed = liabilities.sum(axis=1)
    fractions = liabilities / np.where(owed > 0, owed, 1.0)[:, None]
    paid = owed.copy()
    for _ in range(100_000):
        received = fractions.T @ paid
        solvent = cash + received >= owed * (1 - 1e-12)
        following = np.where(solvent, owed, alpha * cash + beta * received)
        if np.abs(following - paid).max() < 1e-14:
            break
        paid = following
    return np.asarray(paid)


def test_banks_without_costs_pay_the_exact_fractions() -> None:
    cleared = clearing_vector(three_banks(), CASH)
    np.testing.assert_allclose(cleared.payments, [165 / 112, 159 / 112, 3 / 2, 0], rtol=1e-14)
    assert cleared.default_round.tolist() == [0, 1, -1, -1]
    assert cleared.equity[2] == pytest.approx(85 / 56 - 3 / 2)


def test_costs_of_default_bring_the_third_bank_down() -> None:
    cleared = clearing_vector(three_banks(), CASH, alpha=0.5, beta=0.7)
    expected = [4225 / 8416, 160275 / 311392, 176055 / 311392, 0]
    np.testing.assert_allclose(cleared.payments, expected, rtol=1e-13)
    assert (cleared.default_round[:3] >= 0).all()
    assert cleared.equity[:3].tolist() == [0, 0, 0]


def test_of_several_clearing_vectors_the_greatest_is_returned() -> None:
    cleared = clearing_vector([[0, 1], [1, 0]], [0, 0])
    assert cleared.payments.tolist() == [1, 1]
    assert cleared.default_round.tolist() == [-1, -1]


@given(random_obligations(), st.sampled_from([(1.0, 1.0), (0.5, 0.7), (0.0, 0.0), (1.0, 0.5), (0.3, 1.0)]))
def test_payments_agree_with_iteration_from_full_payment(network: Network, costs: tuple[float, float]) -> None:
    cleared = clearing_vector(*network, *costs)
    np.testing.assert_allclose(cleared.payments, clear_naively(*network, *costs), atol=1e-9)


@given(random_obligations())
def test_payments_maximise_what_is_paid_in_all(network: Network) -> None:
    liabilities, cash = network
    owed = liabilities.sum(axis=1)
    fractions = liabilities / np.where(owed > 0, owed, 1.0)[:, None]
    bounds = [(0.0, most) for most in owed]
    best = linprog(-np.ones(len(cash)), np.eye(len(cash)) - fractions.T, cash, bounds=bounds)
    assert clearing_vector(liabilities, cash).payments.sum() == pytest.approx(best.x.sum(), abs=1e-6)


@given(random_obligations(), st.floats(0, 1), st.floats(0, 1))
def test_nobody_pays_more_than_is_owed_and_no_money_appears(network: Network, alpha: float, beta: float) -> None:
    liabilities, cash = network
    cleared = clearing_vector(liabilities, cash, alpha, beta)
    assert (cleared.payments >= 0).all()
    assert (cleared.payments <= liabilities.sum(axis=1) + 1e-9).all()
    assert cleared.equity.sum() + cleared.lost.sum() == pytest.approx(cash.sum(), abs=1e-9)


@given(random_obligations())
def test_without_costs_all_cash_ends_as_equity(network: Network) -> None:
    assert clearing_vector(*network).equity.sum() == pytest.approx(network[1].sum(), abs=1e-9)


@given(random_obligations())
def test_default_is_paying_less_than_is_owed(network: Network) -> None:
    cleared = clearing_vector(*network)
    short = network[0].sum(axis=1) - cleared.payments > 1e-9
    assert ((cleared.default_round >= 0) | ~short).all()
    assert (cleared.equity[cleared.default_round >= 0] == 0).all()


@given(random_obligations(), st.floats(0, 1), st.floats(0, 1))
def test_costs_never_raise_a_payment(network: Network, alpha: float, beta: float) -> None:
    with_costs, without = clearing_vector(*network, alpha, beta), clearing_vector(*network)
    assert (with_costs.payments <= without.payments + 1e-9).all()


def test_rounds_tell_fundamental_default_from_contagion() -> None:
    liabilities = np.diag([2.0, 2.0, 2.0], 1)
    cleared = clearing_vector(liabilities, [1.0, 0.5, 1.0, 0.0])
    assert cleared.default_round.tolist() == [0, 1, -1, -1]
    np.testing.assert_allclose(cleared.payments, [1.0, 1.5, 2.0, 0.0])


def test_payment_in_full_with_nothing_left_is_no_default() -> None:
    cleared = clearing_vector(np.array([[0, 0.3], [0, 0]]), [0.1 + 0.2, 0.0])
    assert cleared.default_round.tolist() == [-1, -1]


def test_nearly_closed_ring_of_debts_is_still_exact() -> None:
    liabilities = np.array([[0, 1e6, 0], [1e6, 0, 1.0], [0, 0, 0]])
    cleared = clearing_vector(liabilities, [0.5, 0.0, 0.0])
    np.testing.assert_allclose(cleared.payments, [500_000.5, 500_000.5, 0.0], rtol=1e-9)


def test_parties_without_debts_or_ties_keep_their_cash() -> None:
    cleared = clearing_vector(np.zeros((3, 3)), [0.0, 2.0, 3.0])
    assert cleared.equity.tolist() == [0, 2, 3]
    assert cleared.default_round.tolist() == [-1, -1, -1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"liabilities": [[0, -1], [0, 0]]}, r"liabilities\[0, 1\] is -1"),
        ({"liabilities": [[2, 0], [0, 0]]}, r"liabilities\[0, 0\] is 2: a party has no such tie"),
        ({"cash": [1.0, -1.0]}, r"cash\[1\] is -1.* net of senior liabilities"),
        ({"cash": [1.0, float("nan")]}, r"cash\[1\] is nan"),
        ({"alpha": 1.5}, "alpha is 1.5; it must be between 0 and 1"),
        ({"beta": -0.1}, "beta is -0.1"),
    ],
)
def test_impossible_input_is_refused_with_its_place(change: dict[str, Any], message: str) -> None:
    valid: dict[str, Any] = {"liabilities": [[0, 1], [0, 0]], "cash": [1.0, 1.0]}
    with pytest.raises(MeasureError, match=message):
        clearing_vector(**(valid | change))
