"""Guarantee circles as rows of rules: groups, rings, currencies, and what is left to another rule."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.graph.engine.store import Row
from riskgraph.graph.rules.algorithms import Algorithm, Hits
from riskgraph.models.networks.guarantees.circle_types import SearchLimits
from riskgraph.models.networks.guarantees.rules import (
    CIRCULAR_GUARANTEES,
    GUARANTEE_CHAINS,
    JOINT_GUARANTEES,
    MUTUAL_GUARANTEES,
    add_up,
)


def ring(members: str) -> list[str]:
    """Return guarantor and borrower round a ring, as pairs of letters."""
    return [one + two for one, two in pairwise(members + members[0])]


def run(
    algorithm: Algorithm, pairs: Sequence[str], heads: dict[str, list[str]] | None = None, currency: str = "CNY"
) -> Hits:
    """Run an algorithm on guarantees of one unit of a currency each."""

    def read(name: str, /, **parameters: object) -> Sequence[Row]:
        if name == "guarantee_pairs":
            return [{"guarantor_id": one, "borrower_id": two} for one, two in pairs]
        if name == "open_heads":
            ids: Sequence[str] = parameters["ids"]  # type: ignore[assignment]
            return [{"id": id_, "name": id_.upper(), "heads": (heads or {}).get(id_, [])} for id_ in ids]
        asked: Sequence[Row] = parameters["pairs"]  # type: ignore[assignment]
        return [{**pair, "currency": currency, "amount": 1.0, "records": ["".join(pair.values())]} for pair in asked]

    return algorithm.find(read, {})


def members(algorithm: Algorithm, pairs: Sequence[str], heads: dict[str, list[str]] | None = None) -> list[str]:
    """Return the members of each circle found."""
    return ["".join(row["party_ids"]) for row in run(algorithm, pairs, heads).rows]


def test_a_joint_group_holds_only_parties_that_all_guarantee_each_other() -> None:
    pairs = ["".join(pair) for pair in permutations("abcd", 2) if set(pair) != {"a", "b"}]
    assert members(JOINT_GUARANTEES, pairs) == ["acd", "bcd"]
    assert members(MUTUAL_GUARANTEES, pairs) == []


def test_a_ring_that_is_mutual_at_every_step_is_left_to_pairs() -> None:
    both = [*ring("abcd"), *ring("dcba")]
    assert members(CIRCULAR_GUARANTEES, both) == []
    assert members(MUTUAL_GUARANTEES, both) == ["ab", "ad", "bc", "cd"]


def test_a_ring_with_one_step_that_is_not_mutual_is_found() -> None:
    assert members(CIRCULAR_GUARANTEES, [*ring("abc"), "ba", "cb"]) == ["abc"]


@pytest.mark.parametrize(("currency", "unit"), [("CNY", ""), ("AUD", " AUD"), ("USD", " USD")])
def test_the_unit_is_the_currency_unless_it_is_the_usual_one(currency: str, unit: str) -> None:
    (row,) = run(MUTUAL_GUARANTEES, ["ab", "ba"], currency=currency).rows
    assert (row["amount"], row["unit"]) == (2.0, unit)


@pytest.mark.parametrize("letters", ["abc", "abcdef", "abcdefghijkl", "abcdefghijklmnop"])
def test_a_ring_of_any_length_is_found(letters: str) -> None:
    assert members(CIRCULAR_GUARANTEES, [*ring(letters), "az", "zy"]) == [letters]


def test_of_companies_with_too_many_rings_only_short_ones_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    few = SearchLimits(max_length=12, max_circles=2)
    monkeypatch.setattr("riskgraph.models.networks.guarantees.rules.LONG_LIMITS", few)
    hits = run(CIRCULAR_GUARANTEES, [*ring("abcdefg"), "ca", "cf", *ring("tuvwxyz")])
    assert ["".join(row["party_ids"]) for row in hits.rows] == ["abc", "abcdefg", "abcfg", "tuvwxyz"]
    assert "7 companies form too many" in (hits.cut or "")


def test_a_ring_begins_with_its_smallest_member_and_goes_with_the_guarantees() -> None:
    assert members(CIRCULAR_GUARANTEES, ["ca", "ab", "bc"]) == ["abc"]
    assert members(CIRCULAR_GUARANTEES, ["cb", "ba", "ac"]) == ["acb"]


def test_one_group_is_left_out_and_part_of_one_is_not() -> None:
    group = {"b": ["a"], "c": ["a"]}
    assert members(CIRCULAR_GUARANTEES, ring("abc"), group) == []
    assert members(CIRCULAR_GUARANTEES, ring("abc"), {"b": ["a"]}) == ["abc"]


def test_a_search_that_was_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(CIRCULAR_GUARANTEES, ring("abc")).cut is None
    monkeypatch.setattr("riskgraph.models.networks.guarantees.rules.LONG_LIMITS", SearchLimits(max_steps=2))
    assert "was cut" in (run(CIRCULAR_GUARANTEES, ring("abc")).cut or "")


def find_chains(pairs: Sequence[str], heads: dict[str, list[str]] | None = None) -> list[str]:
    """Return the members of each chain found."""
    return members(GUARANTEE_CHAINS, pairs, heads)


@pytest.mark.parametrize("letters", ["abc", "abcdefghijklmnop"])
def test_a_chain_of_any_length_is_found(letters: str) -> None:
    assert find_chains([one + two for one, two in pairwise(letters)]) == [letters]


def test_of_several_ways_from_a_head_to_a_last_debtor_the_longest_counts() -> None:
    assert find_chains(["ab", "bz", "ac", "cd", "dz", "dy"]) == ["acdy", "acdz"]
    assert find_chains(["ab", "bz", "ac", "cz"]) == ["abz"]


def test_a_pair_that_backs_an_outsider_heads_a_chain() -> None:
    assert find_chains(["ab", "ba", "ac"]) == ["bac"]
    assert find_chains(["ab", "ba", "ac", "bc"]) == ["abc", "bac"]


def test_a_ring_can_lie_within_a_chain() -> None:
    assert find_chains(["ab", *ring("bcd"), "dz"]) == ["abcdz"]


def test_a_chain_that_ends_in_a_ring_goes_on_through_it() -> None:
    assert find_chains(["sa", *ring("abc")]) == ["sabc"]


def test_a_chain_within_one_group_is_left_out_and_one_that_leaves_it_is_not() -> None:
    group = {"b": ["a"], "c": ["a"], "d": ["a"]}
    assert find_chains(["ab", "bc"], group) == []
    assert find_chains(["ab", "bc", "cd", "ax", "xd"], group) == ["axd"]


@given(st.sets(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=12))
def test_chains_of_a_network_without_rings_are_the_longest_paths(ties: set[tuple[str, str]]) -> None:
    pairs = {one + two for one, two in ties if one < two}
    network = nx.DiGraph([tuple(pair) for pair in pairs])
    heads = [party for party, count in network.in_degree() if count == 0]
    ends = [party for party, count in network.out_degree() if count == 0]
    paths = [
        min(nx.all_simple_paths(network, head, end), key=lambda path: (-len(path), path))
        for head in heads
        for end in ends
        if head != end and nx.has_path(network, head, end)
    ]
    assert find_chains(sorted(pairs)) == sorted("".join(path) for path in paths if len(path) > 2)


def test_a_row_has_the_columns_of_its_rule() -> None:
    for algorithm, pairs in (
        (GUARANTEE_CHAINS, ["ab", "bc"]),
        (MUTUAL_GUARANTEES, ring("ab")),
        (JOINT_GUARANTEES, ["ab", "ba", "ac", "ca", "bc", "cb"]),
    ):
        (row,) = run(algorithm, pairs).rows
        assert tuple(row) == algorithm.columns
        assert (row["amount"], row["names"][:2], row["unit"]) == (len(pairs), ["A", "B"], "")


def amounts(*words: str) -> list[Row]:
    """Make amounts like `5 JPY`."""
    return [{"amount": float(amount), "currency": currency} for amount, currency in (word.split() for word in words)]


def test_amounts_are_added_up_in_the_currency_of_most_parts() -> None:
    assert add_up(amounts("1 JPY", "2 JPY", "9 CNY")) == (3.0, "JPY")
    assert add_up(amounts("1 JPY", "9 CNY")) == (9.0, "CNY")
    assert add_up(amounts("1 JPY", "2 USD")) == (1.0, "JPY")
    assert add_up(amounts("0 JPY", "0 JPY", "2 USD")) == (2.0, "USD")
    assert add_up([]) == (0.0, "CNY")
