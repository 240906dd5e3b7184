"""DebtRank: published figures, both recursions, layers, and what cannot be computed."""

from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse

from riskgraph.errors import MeasureError
from riskgraph.models.matrices import Floats
from riskgraph.models.networks.contagion import debtrank, debtrank_by_layer

Network: TypeAlias = tuple[Floats, Floats, Floats]

CLAIMS = [(2, 1, 4), (5, 2, 3), (7, 5, 5), (2, 5, 2), (3, 1, 6), (4, 1, 3), (6, 4, 2), (8, 6, 7), (5, 6, 2)]
EQUITY = np.array([14, 6, 56, 8, 15, 9, 90, 50.0])
FIRST_FAILS = np.eye(8)[0]


def claim(size: int, *claims: tuple[int, int, float]) -> Floats:
    """Claims from (holder, debtor, amount)."""
    array = np.zeros((size, size))
    for holder, debtor, amount in claims:
        array[holder, debtor] = amount
    return array


def published() -> Floats:
    """The network of figure 5 in the supplement of Battiston et al. (2012)."""
    return claim(8, *((holder - 1, debtor - 1, amount) for holder, debtor, amount in CLAIMS))


def weigh_half() -> Floats:
    """The same network with every impact one half."""
    return np.where(published() > 0, 0.5 * EQUITY[:, None], 0.0)


@st.composite
def random_networks(draw: st.DrawFn) -> Network:
    size = draw(st.integers(1, 8))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    exposures = random.exponential(draw(st.floats(0.1, 3.0)), (size, size)) * (random.random((size, size)) < 0.4)
    np.fill_diagonal(exposures, 0.0)
    return exposures, random.uniform(0.5, 5.0, size), random.random(size) * (random.random(size) < 0.5)


def spread_naively(exposures: Floats, equity: Floats, shock: Floats, variant: str) -> Floats:
    """Both recursions as the papers write them, cell by cell."""
    size = len(equity)
    weight = exposures / equity[:, None]
    if variant == "2012":
        weight = np.minimum(1.0, weight)
    before, now = np.zeros(size), shock.copy()
    spoken = np.zeros(size, dtype=bool)
    for _ in range(20_000):
        following = now.copy()
        for party in range(size):
            for debtor in range(size):
                active = not spoken[debtor] if variant == "2012" else before[debtor] < 1
                news = now[debtor] if variant == "2012" else now[debtor] - before[debtor]
                following[party] += weight[party, debtor] * news if active else 0.0
        spoken |= now > 0
        before, now = now, np.minimum(1.0, following)
        if np.abs(now - before).max() < 1e-14 and (variant == "2015" or spoken[now > 0].all()):
            break
    return now


@pytest.mark.parametrize(
    ("variant", "halves", "distress", "expected"),
    [
        ("2012", False, [1, 0.711111, 0.107143, 0.375, 0.144444, 0.083333, 0.007407, 0.011667], 0.207121),
        ("2012", True, [1, 0.625, 0.5, 0.5, 0.375, 0.25, 0.125, 0.125], 0.356618),
        ("2015", False, [1, 0.718254, 0.107143, 0.375, 0.154762, 0.083333, 0.008598, 0.011667], 0.210074),
        ("2015", True, [1, 0.75, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125], 0.415441),
    ],
)
def test_published_network_gives_the_published_distress(
    variant: str, halves: bool, distress: list[float], expected: float
) -> None:
    exposures = weigh_half() if halves else published()
    spread = debtrank(exposures, EQUITY, FIRST_FAILS, variant, weights=published().sum(axis=1))
    np.testing.assert_allclose(spread.distress, distress, atol=1e-6)
    assert spread.debtrank == pytest.approx(expected, abs=1e-6)


def test_weights_are_the_shares_of_all_claims_unless_given() -> None:
    spread = debtrank(published(), EQUITY, FIRST_FAILS, "2012")
    assert spread.debtrank == pytest.approx(0.207121, abs=1e-6)


@given(random_networks(), st.sampled_from(["2012", "2015"]))
def test_spreading_agrees_with_the_recursion_as_written(network: Network, variant: str) -> None:
    exposures, equity, shock = network
    expected = spread_naively(exposures, equity, shock, variant)
    np.testing.assert_allclose(debtrank(exposures, equity, shock, variant).distress, expected, atol=1e-8)


@given(random_networks(), st.sampled_from(["2012", "2015"]))
def test_distress_lies_between_the_shock_and_default(network: Network, variant: str) -> None:
    exposures, equity, shock = network
    spread = debtrank(exposures, equity, shock, variant)
    assert spread.converged
    assert (shock <= spread.distress).all()
    assert (spread.distress <= 1).all()
    assert 0 <= spread.debtrank <= 1


@given(random_networks())
def test_linear_distress_is_never_below_the_original(network: Network) -> None:
    exposures, equity, shock = network
    linear, original = (debtrank(exposures, equity, shock, variant).distress for variant in ("2015", "2012"))
    assert (linear >= original - 1e-9).all()


@given(random_networks())
def test_more_equity_never_means_more_distress(network: Network) -> None:
    exposures, equity, shock = network
    thin, thick = (debtrank(exposures, equity * factor, shock).distress for factor in (1.0, 1.5))
    assert (thick <= thin + 1e-9).all()


@given(random_networks(), st.sampled_from(["2012", "2015"]), st.integers(0, 2**32 - 1))
def test_layers_and_shock_add_up_to_the_distress_of_their_sum(network: Network, variant: str, seed: int) -> None:
    exposures, equity, shock = network
    part = np.random.default_rng(seed).random(exposures.shape)
    layers = {"guarantees": exposures * part, "receivables": exposures * (1 - part)}
    spread = debtrank_by_layer(layers, equity, shock, variant)
    np.testing.assert_allclose(spread.distress, debtrank(exposures, equity, shock, variant).distress, atol=1e-9)
    np.testing.assert_allclose(shock + sum(spread.layers.values()), spread.distress, atol=1e-9)


def test_layer_without_claims_on_the_failing_party_contributes_nothing() -> None:
    layers = {"guarantees": claim(3, (1, 0, 2.0)), "receivables": claim(3, (2, 1, 1.0))}
    spread = debtrank_by_layer(layers, [10.0, 10.0, 10.0], [1.0, 0, 0])
    np.testing.assert_allclose(spread.layers["guarantees"], [0, 0.2, 0])
    np.testing.assert_allclose(spread.layers["receivables"], [0, 0, 0.02])


def test_capped_rise_is_split_in_proportion_to_the_losses() -> None:
    layers = {"guarantees": claim(2, (1, 0, 9.0)), "receivables": claim(2, (1, 0, 3.0))}
    spread = debtrank_by_layer(layers, [1.0, 4.0], [1.0, 0])
    assert [layer[1] for layer in spread.layers.values()] == pytest.approx([0.75, 0.25])


@pytest.mark.parametrize("variant", ["2012", "2015"])
def test_zero_equity_is_used_up_by_any_loss_and_not_before(variant: str) -> None:
    exposures = claim(4, (1, 0, 1e-6), (2, 3, 5.0))
    spread = debtrank(exposures, [1.0, 0.0, 0.0, 1.0], [1.0, 0, 0, 0], variant)
    assert spread.distress.tolist() == [1, 1, 0, 0]


def test_party_without_any_tie_keeps_its_shock() -> None:
    assert debtrank(sparse.csr_array((2, 2)), [1.0, 0.0], [0.3, 0.6]).distress.tolist() == [0.3, 0.6]


def test_network_without_claims_has_no_debtrank() -> None:
    assert debtrank(np.zeros((2, 2)), [1.0, 1.0], [1.0, 0.0]).debtrank == 0.0


def test_sparse_and_dense_input_agree() -> None:
    dense, thin = (debtrank(kind(published()), EQUITY, FIRST_FAILS) for kind in (np.array, sparse.csr_array))
    assert dense.distress.tolist() == thin.distress.tolist()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exposures": claim(2, (0, 1, -1.0))}, r"exposures\[0, 1\] is -1"),
        ({"exposures": claim(2, (1, 1, 1.0))}, r"exposures\[1, 1\] is 1: a party has no such tie"),
        ({"equity": [1.0, -2.0]}, r"equity\[1\] is -2.* has failed already: give it equity 0 and shock 1"),
        ({"equity": [1.0, float("nan")]}, r"equity\[1\] is nan"),
        ({"equity": [1.0]}, "each of the 2 parties"),
        ({"shock": [0.0, 1.2]}, r"shock\[1\] is 1.2.* between 0 and 1"),
        ({"shock": ["all", 0]}, "shock must hold numbers only"),
        ({"weights": [-1.0, 1.0]}, r"weights\[0\] is -1"),
        ({"variant": "2016"}, "'2016' is unknown; use one of: 2015, 2012"),
    ],
)
def test_impossible_input_is_refused_with_its_place(change: dict[str, Any], message: str) -> None:
    valid: dict[str, Any] = {"exposures": claim(2, (0, 1, 1.0)), "equity": [1.0, 1.0], "shock": [0.0, 1.0]}
    with pytest.raises(MeasureError, match=message):
        debtrank(**(valid | change))


@pytest.mark.parametrize("layers", [{}, {"guarantees": np.zeros((2, 2)), "receivables": np.zeros((3, 3))}])
def test_layers_of_different_sizes_are_refused(layers: dict[str, NDArray[np.float64]]) -> None:
    with pytest.raises(MeasureError, match="at least one and all of the same size"):
        debtrank_by_layer(layers, [1.0, 1.0], [0.0, 1.0])
