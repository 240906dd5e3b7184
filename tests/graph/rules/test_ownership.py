"""Rings of holdings."""

from datetime import date
from itertools import pairwise

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item

from ..factories import company, keys, load, owns, person, run
from .thresholds import keys_with

RULE = "ownership_ring"


def ring(members: str, share: float | None = 0.2, **last: object) -> list[Item]:
    """Make each letter own part of the next, and the last of the first; `last` changes that last holding."""
    ties: list[Item] = [owns(one, other, 0.2) for one, other in pairwise(members)]
    return [*ties, owns(members[-1], members[0], share, **last)]


@pytest.mark.parametrize("members", ["ab", "abc", "abcdef"])
def test_ownership_ring_finds_a_ring_once(store: Store, members: str) -> None:
    found = run(store, RULE, ring(members))
    assert [(row["key"], row["party"]) for row in found] == [(",".join([*members[1:], "a"]), "a")]
    assert [row["parties"] for row in found] == [list(members)]


def test_ownership_ring_finds_a_link_summed_over_its_holdings(store: Store) -> None:
    found = run(store, RULE, [*ring("abc", 0.03), owns("c", "a", 0.04)])
    assert ["smallest holding is 7.0%" in row["title_en"] for row in found] == [True]


def test_ownership_ring_leaves_out_a_link_below_the_threshold_told_by_two_sources(store: Store) -> None:
    load(store, ring("abc", 0.03))
    load(store, [company("a"), company("c"), owns("c", "a", 0.03)], "other")
    assert keys(store, RULE) == set()


def test_ownership_ring_leaves_out_lawful_cross_holdings_of_listed_companies(store: Store) -> None:
    listed = [company(name, listed=True) for name in "abcxy"]
    assert keys(store, RULE, [*listed, *ring("abc"), *ring("xyz")]) == {"y,z,x"}


def test_ownership_ring_leaves_out_small_unknown_and_open_links(store: Store) -> None:
    path = [owns("x", "y"), owns("y", "z")]
    through_person = [person("p"), owns("p", "q")]
    assert keys(store, RULE, [*ring("abc", 0.049), *ring("def", None), *path, *through_person]) == set()


def test_ownership_ring_leaves_out_what_an_actual_controller_is_said_to_hold(store: Store) -> None:
    assert keys(store, RULE, ring("abc", kind="actual_controller")) == set()


@pytest.mark.parametrize(
    "time", [{"valid_to": date(2023, 6, 30)}, {"valid_from": date(2024, 6, 30)}, {"status": "retracted"}]
)
def test_ownership_ring_forgets_a_holding_that_does_not_hold(store: Store, time: dict[str, object]) -> None:
    assert keys(store, RULE, [*ring("abc", **time), *ring("xyz")]) == {"y,z,x"}


def test_ownership_ring_finds_what_its_threshold_says(store: Store) -> None:
    load(store, ring("abc", 0.03))
    assert keys_with(store, RULE, minimum_share=0.02) == {"b,c,a"}


@pytest.mark.parametrize("status", ["deregistered", "dissolved"])
@pytest.mark.parametrize("member", ["a", "b", "c"])
def test_ownership_ring_leaves_out_a_ring_with_a_company_off_the_register(
    store: Store, member: str, status: str
) -> None:
    gone = company(member, operating_status=status)
    revoked = company("x", operating_status="revoked")
    assert keys(store, RULE, [gone, *ring("abc"), revoked, *ring("xyz")]) == {"y,z,x"}


@pytest.mark.parametrize(("day", "found"), [(date(2024, 2, 29), {"b,c,a"}), (date(2024, 3, 1), set())])
def test_ownership_ring_finds_a_ring_until_a_company_left_the_register(
    store: Store, day: date, found: set[str]
) -> None:
    gone = company("a", operating_status="deregistered", described_at=date(2024, 3, 1))
    assert keys(store, RULE, [gone, *ring("abc")], as_of=day) == found
