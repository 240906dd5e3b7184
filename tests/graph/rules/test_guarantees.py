"""Pairs, groups and rings of guarantees."""

from datetime import date
from itertools import pairwise

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item

from ..factories import company, guarantees, keys, owns, person, run

ENDED = date(2023, 6, 30)
FUTURE = date(2024, 6, 30)


def ring(members: str, **last: object) -> list[Item]:
    """Make each letter guarantee the next, and the last the first; `last` changes that last one."""
    ties: list[Item] = [guarantees(one, other) for one, other in pairwise(members)]
    return [*ties, guarantees(members[-1], members[0], **last)]  # type: ignore[arg-type]


def both_ways(members: str) -> list[Item]:
    """Make everybody guarantee everybody else."""
    return [guarantees(one, other) for one in members for other in members if one != other]


def group_of(head: str, members: str, share: float = 0.6) -> list[Item]:
    """Put the members under one owner."""
    return [owns(head, member, share) for member in members]


# mutual_guarantees


def test_mutual_guarantees_finds_two_companies_once_with_all_their_guarantees(store: Store) -> None:
    found = run(
        store, "mutual_guarantees", [guarantees("a", "b", 1e6), guarantees("a", "b", 2e6), guarantees("b", "a")]
    )
    assert [(row["key"], row["parties"]) for row in found] == [("a|b", ["a", "b"])]
    assert "4 million" in found[0]["title_en"]


def test_mutual_guarantees_finds_a_group_held_by_exactly_half_or_by_a_person(store: Store) -> None:
    half = [*both_ways("ab"), company("top"), *group_of("top", "ab", 0.5)]
    by_person = [*both_ways("cd"), person("man"), *group_of("man", "cd")]
    assert keys(store, "mutual_guarantees", [*half, *by_person]) == {"a|b", "c|d"}


def test_mutual_guarantees_leaves_out_one_consolidated_group(store: Store) -> None:
    parent, sisters = [*both_ways("ab"), owns("a", "b", 0.51)], [*both_ways("cd"), *group_of("top", "cd")]
    indirect = [*both_ways("ef"), owns("e", "mid", 0.6), owns("mid", "f", 0.3), owns("e", "f", 0.3)]
    assert keys(store, "mutual_guarantees", [*parent, *sisters, *indirect, *both_ways("gh")]) == {"g|h"}


def test_mutual_guarantees_leaves_out_one_direction_persons_and_larger_groups(store: Store) -> None:
    items = [guarantees("a", "b"), person("p"), *both_ways("pc"), *both_ways("def")]
    assert keys(store, "mutual_guarantees", items) == set()


@pytest.mark.parametrize("time", [{"valid_to": ENDED}, {"valid_from": FUTURE}, {"status": "retracted"}])
def test_mutual_guarantees_forgets_a_guarantee_that_does_not_hold(store: Store, time: dict[str, object]) -> None:
    assert keys(store, "mutual_guarantees", [*ring("ab", **time), *ring("cd")]) == {"c|d"}


# joint_guarantees


def test_joint_guarantees_finds_three_and_four_companies_whole(store: Store) -> None:
    found = run(store, "joint_guarantees", [*both_ways("abc"), *both_ways("wxyz")])
    assert ["".join(row["parties"]) for row in found if "a" in row["parties"]] == ["abc"]
    assert {"".join(row["parties"]) for row in found} == {"abc", "wxyz"}


def test_joint_guarantees_leaves_out_one_consolidated_group_but_not_part_of_one(store: Store) -> None:
    whole = [*both_ways("abc"), owns("a", "b"), owns("a", "c")]
    part = [*both_ways("def"), *group_of("top", "de")]
    assert keys(store, "joint_guarantees", [*whole, *part]) == {"d,e,f"}


def test_joint_guarantees_leaves_out_pairs_and_rings(store: Store) -> None:
    assert keys(store, "joint_guarantees", [*both_ways("ab"), *both_ways("bc"), *ring("xyz")]) == set()


def test_joint_guarantees_forgets_a_group_that_one_guarantee_has_left(store: Store) -> None:
    ended = [*both_ways("ab"), guarantees("a", "c"), guarantees("b", "c"), guarantees("c", "b")]
    items = [*ended, guarantees("c", "a", valid_to=ENDED), *both_ways("xyz")]
    assert keys(store, "joint_guarantees", items) == {"x,y,z"}


# circular_guarantees


@pytest.mark.parametrize("members", ["abc", "abcd", "abcde", "abcdefgh"])
def test_circular_guarantees_finds_a_ring_once(store: Store, members: str) -> None:
    found = run(store, "circular_guarantees", ring(members))
    assert [(row["key"], row["parties"]) for row in found] == [(",".join(members), list(members))]


def test_circular_guarantees_adds_up_several_guarantees_of_one_step(store: Store) -> None:
    found = run(store, "circular_guarantees", [*ring("abc"), guarantees("a", "b", 4e6)])
    assert ["7 million" in row["title_en"] for row in found] == [True]


def test_circular_guarantees_leaves_out_one_consolidated_group(store: Store) -> None:
    group = [*ring("abc"), *group_of("top", "abc")]
    assert keys(store, "circular_guarantees", [*group, *ring("def"), *group_of("head", "de")]) == {"d,e,f"}


def test_circular_guarantees_leaves_out_joint_groups_pairs_and_open_paths(store: Store) -> None:
    path = [guarantees("x", "y"), guarantees("y", "z")]
    assert keys(store, "circular_guarantees", [*both_ways("abc"), *both_ways("de"), *path]) == set()


@pytest.mark.parametrize("time", [{"valid_to": ENDED}, {"valid_from": FUTURE}])
def test_circular_guarantees_forgets_a_ring_that_is_broken(store: Store, time: dict[str, object]) -> None:
    assert keys(store, "circular_guarantees", [*ring("abc", **time), *ring("xyz")]) == {"x,y,z"}


@pytest.mark.parametrize(
    ("rule", "guilty", "innocent", "key"),
    [
        ("mutual_guarantees", both_ways("xy"), both_ways("ab"), "x|y"),
        ("joint_guarantees", both_ways("xyz"), both_ways("abc"), "x,y,z"),
        ("circular_guarantees", ring("xyz"), ring("abc"), "x,y,z"),
        ("guarantee_chain", [guarantees("x", "y"), guarantees("y", "z")], ring("abc"), "x|z"),
    ],
)
def test_mutual_guarantees_leaves_out_a_company_off_the_register(
    store: Store, rule: str, guilty: list[Item], innocent: list[Item], key: str
) -> None:
    gone, revoked = company("a", operating_status="deregistered"), company("x", operating_status="revoked")
    assert keys(store, rule, [gone, revoked, *guilty, *innocent]) == {key}
