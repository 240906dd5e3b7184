"""Economic systemic risk: the worked example, bounds, substitution, and a cell-by-cell recursion."""

import logging
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from riskgraph.errors import MeasureError
from riskgraph.models.matrices import Floats
from riskgraph.models.networks.supply import MAX_ROUNDS, TOLERANCE, economic_systemic_risk

Economy: TypeAlias = tuple[Floats, NDArray[np.int64], NDArray[np.bool_]]

S, M1, M2, R, C = range(5)
LINEAR = np.zeros(5, dtype=bool)


def sell(size: int, *sales: tuple[int, int, float]) -> Floats:
    """Sales from (seller, buyer, amount)."""
    array = np.zeros((size, size))
    for seller, buyer, amount in sales:
        array[seller, buyer] = amount
    return array


def example() -> Floats:
    return sell(5, (S, M1, 10), (S, M2, 10), (M1, R, 20), (M2, R, 20), (R, C, 60))


@st.composite
def random_economies(draw: st.DrawFn) -> Economy:
    """A random network with an end customer, so that every failure settles in the end."""
    size, sectors = draw(st.integers(2, 5)), draw(st.integers(1, 3))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    sales = random.exponential(5.0, (size, size)) * (random.random((size, size)) < draw(st.floats(0.1, 0.7)))
    np.fill_diagonal(sales, 0.0)
    sales[-1] = 0.0
    sales[:-1, -1] += 10.0
    return sales, random.integers(0, sectors, size), random.random((sectors, sectors)) < draw(st.floats(0, 1))


def fail_naively(sales: Floats, sectors: NDArray[np.int64], essential: NDArray[np.bool_], failed: int) -> float:
    """Supply and demand as the equations say, firm by firm, until they settle or the rounds are used up."""
    size, sold = len(sales), sales.sum(axis=1)
    supply, demand = np.ones(size), np.ones(size)
    supply[failed] = demand[failed] = 0.0
    for _ in range(MAX_ROUNDS):
        remaining = [
            sum(sold[peer] * supply[peer] for peer in range(size) if sectors[peer] == kind) for kind in sectors
        ]
        weight = [min(1.0, own / left) if left > 0 else 1.0 for own, left in zip(sold, remaining, strict=True)]
        possible = [make_naively(sales, sectors, essential, firm, supply, weight) for firm in range(size)]
        ordered = [sales[firm] @ demand / sold[firm] if sold[firm] else demand[firm] for firm in range(size)]
        before = supply, demand
        supply, demand = np.minimum(supply, possible), np.minimum(demand, ordered)
        if max((before[0] - supply).max(), (before[1] - demand).max()) <= TOLERANCE:
            break
    return float(sold @ (1 - np.minimum(supply, demand)) / sold.sum())


def make_naively(
    sales: Floats,
    sectors: NDArray[np.int64],
    essential: NDArray[np.bool_],
    firm: int,
    supply: Floats,
    weight: list[float],
) -> float:
    bought, level, linear = sales[:, firm].sum(), 1.0, 0.0
    for kind in set(sectors.tolist()):
        sellers = np.flatnonzero(sectors == kind)
        missing = sum(weight[seller] * (1 - supply[seller]) * sales[seller, firm] for seller in sellers)
        if essential[kind, sectors[firm]] and sales[sellers, firm].sum() > 0:
            level = min(level, 1 - missing / sales[sellers, firm].sum())
        elif not essential[kind, sectors[firm]]:
            linear += missing
    return min(level, 1 - linear / bought) if bought > 0 else level


def test_failure_of_one_of_two_makers_stops_half_the_economy() -> None:
    risk = economic_systemic_risk(example(), np.arange(5), LINEAR)
    np.testing.assert_allclose(risk[[S, M1, M2, R]], [1.0, 0.5, 0.5, 1.0], atol=1e-12)


def test_essential_input_stops_all_of_its_buyer() -> None:
    essential = np.array([False, True, False, False, False])
    risk = economic_systemic_risk(example(), np.arange(5), essential)
    assert risk[M1] == pytest.approx((10 + 20 + 0 + 60) / 120)
    assert risk[M2] == pytest.approx(0.5)


def test_input_can_be_essential_to_some_sectors_only() -> None:
    sectors, essential = np.array([0, 1, 1, 2, 3]), np.zeros((4, 4), dtype=bool)
    essential[1, 3] = True
    np.testing.assert_allclose(
        economic_systemic_risk(example(), sectors, essential), economic_systemic_risk(example(), sectors, LINEAR[:4])
    )


def test_small_supplier_among_large_ones_is_replaced() -> None:
    sales = sell(4, (0, 2, 10), (1, 2, 90), (2, 3, 100))
    alone = economic_systemic_risk(sales, [0, 1, 2, 3], np.ones(4, dtype=bool))
    among = economic_systemic_risk(sales, [0, 0, 2, 3], np.ones(4, dtype=bool))
    assert alone[0] == pytest.approx((10 + 0 + 100) / 200)
    assert among[0] == pytest.approx((10 + 0 + 100 * (1 / 9) * 0.1) / 200)


@settings(max_examples=40)
@given(random_economies())
def test_risk_agrees_with_the_recursion_firm_by_firm(economy: Economy) -> None:
    expected = [fail_naively(*economy, failed) for failed in range(len(economy[0]))]
    np.testing.assert_allclose(economic_systemic_risk(*economy), expected, atol=1e-6)


@given(random_economies())
def test_risk_lies_between_the_own_share_and_the_whole(economy: Economy) -> None:
    risk, sold = economic_systemic_risk(*economy), economy[0].sum(axis=1)
    assert (risk >= sold / sold.sum() - 1e-12).all()
    assert (risk <= 1 + 1e-12).all()


@given(random_economies())
def test_inputs_that_become_essential_never_lower_the_risk(economy: Economy) -> None:
    sales, sectors, essential = economy
    assert (economic_systemic_risk(sales, sectors, essential | True) >= economic_systemic_risk(*economy) - 1e-6).all()


@given(st.floats(1, 100), st.floats(1, 100), st.booleans())
def test_second_supplier_never_raises_the_risk_of_the_first(first: float, second: float, essential: bool) -> None:
    one = sell(4, (0, 2, first), (2, 3, first))
    two = sell(4, (0, 2, first), (1, 2, second), (2, 3, first))
    rule = np.array([essential, False, False])
    before, after = (economic_systemic_risk(sales, [0, 0, 1, 2], rule)[0] for sales in (one, two))
    assert after <= before + 1e-9


def test_firm_without_ties_risks_only_its_own_sales() -> None:
    risk = economic_systemic_risk(sell(4, (0, 1, 30), (2, 3, 10)), np.arange(4), LINEAR)
    assert risk[0] == pytest.approx(0.75)
    assert economic_systemic_risk(np.zeros((3, 3)), np.arange(3), LINEAR).tolist() == [0, 0, 0]


def test_some_firms_can_be_asked_for_alone() -> None:
    whole = economic_systemic_risk(example(), np.arange(5), LINEAR)
    assert economic_systemic_risk(example(), np.arange(5), LINEAR, firms=[R, M1]).tolist() == whole[[R, M1]].tolist()


def test_failures_are_the_same_whether_computed_at_once_or_apart() -> None:
    random = np.random.default_rng(3)
    sales = np.triu(random.random((300, 300)) * (random.random((300, 300)) < 0.01), 1)
    sectors, essential = random.integers(0, 5, 300), np.array([True, True, False, False, True])
    whole = economic_systemic_risk(sales, sectors, essential)
    np.testing.assert_allclose(whole[290:295], economic_systemic_risk(sales, sectors, essential, range(290, 295)))


def test_demand_that_fades_too_slowly_is_warned_about(caplog: pytest.LogCaptureFixture) -> None:
    ring = np.roll(np.diag(np.full(200, 1.0)), 1, axis=1) + np.roll(np.diag(np.full(200, 1.0)), -1, axis=1)
    with caplog.at_level(logging.WARNING):
        economic_systemic_risk(ring, np.zeros(200, dtype=int), LINEAR, firms=[0])
    assert "had not settled" in caplog.text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sales": sell(2, (0, 1, -4))}, r"sales\[0, 1\] is -4"),
        ({"sales": sell(2, (0, 0, 4))}, r"sales\[0, 0\] is 4: a party has no such tie"),
        ({"sectors": [0, 7]}, r"sectors\[1\] is 7, but essential has only 5"),
        ({"sectors": [0, -1]}, r"sectors\[1\] is -1; sectors are numbered from 0"),
        ({"sectors": ["a", "b"]}, "one whole number for each of the 2 firms"),
        ({"essential": [1, 0]}, "essential must be true or false"),
        ({"essential": np.zeros((2, 3), dtype=bool)}, "essential must be true or false"),
        ({"firms": [0, 2]}, r"firms\[1\] is 2; the network has firms 0 to 1"),
    ],
)
def test_impossible_input_is_refused_with_its_place(change: dict[str, Any], message: str) -> None:
    valid: dict[str, Any] = {"sales": sell(2, (0, 1, 4)), "sectors": [0, 1], "essential": LINEAR}
    with pytest.raises(MeasureError, match=message):
        economic_systemic_risk(**(valid | change))
