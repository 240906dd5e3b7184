"""The chains of holdings down to a company: products, bounds, order and limits."""

import pytest

from riskgraph.graph.read.ties import TieView
from riskgraph.models.ownership.chains import Chain, find_chains
from riskgraph.models.ownership.holdings import collect_holdings
from riskgraph.models.ownership.regimes import Basis

from ..owners import build_owners, hold

MOST = 2000  # chains, as the answers promise


def list_chains(*holdings: TieView) -> tuple[dict[str, list[Chain]], bool]:
    """Return the chains down to C, and whether these are all."""
    return find_chains(collect_holdings(build_owners(*holdings), Basis.CAPITAL), "C")


def write_steps(chain: Chain) -> str:
    """Return the parties of a chain, the owner first."""
    return "".join(step.holder for step in chain.steps) + chain.steps[-1].company


def test_shares_multiply_along_a_chain() -> None:
    upper, lower = hold("P", "A", 0.5), hold("A", "C", 0.4)
    chains, all_found = list_chains(lower, upper)
    (whole,), (part,) = chains["P"], chains["A"]
    assert (whole.share, whole.share_max, write_steps(whole)) == (0.2, 0.2, "PAC")
    assert (part.share, write_steps(part), all_found) == (0.4, "AC", True)
    assert [(step.holder, step.company, step.share, step.ties) for step in whole.steps] == [
        ("P", "A", 0.5, (upper,)),
        ("A", "C", 0.4, (lower,)),
    ]


def test_bounds_multiply_and_are_unknown_where_one_is() -> None:
    band = {"share_min": 0.4, "share_max": 0.8}
    chains, _ = list_chains(hold("A", "C", 0.5), hold("P", "A", **band), hold("Q", "A", share_min=0.1))
    assert (chains["P"][0].share, chains["P"][0].share_max) == (0.2, 0.4)
    assert (chains["Q"][0].share, chains["Q"][0].share_max) == (0.05, None)
    unknown_below, _ = list_chains(hold("A", "C"), hold("P", "A", 0.5))
    assert (unknown_below["P"][0].share, unknown_below["P"][0].share_max) == (0.0, None)


def test_the_largest_chain_comes_first_and_of_equal_ones_the_shorter() -> None:
    chains, _ = list_chains(
        hold("P", "C", 0.25), hold("A", "C", 0.5), hold("B", "C", 0.1), hold("P", "A", 0.5), hold("P", "B", 0.5)
    )
    assert [(write_steps(chain), chain.share) for chain in chains["P"]] == [("PC", 0.25), ("PAC", 0.25), ("PBC", 0.05)]


def test_no_chain_passes_a_party_twice() -> None:
    chains, all_found = list_chains(hold("A", "C", 0.5), hold("B", "A", 0.5), hold("A", "B", 0.2), hold("C", "B", 0.1))
    assert {owner: [write_steps(chain) for chain in found] for owner, found in chains.items()} == {
        "A": ["AC"],
        "B": ["BAC"],
    }
    assert all_found


def test_a_company_without_holders_has_no_chains() -> None:
    assert list_chains() == ({}, True)


@pytest.mark.parametrize(("holders", "is_all"), [(MOST, True), (MOST + 1, False)])
def test_chains_beyond_the_limit_are_left_out_and_said_to_be_missing(holders: int, is_all: bool) -> None:
    chains, all_found = list_chains(*(hold(f"P{number}", "C", 0.0001) for number in range(holders)))
    assert (len(chains), all_found) == (MOST, is_all)
