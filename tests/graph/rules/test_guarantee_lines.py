"""Chains and stars of guarantees, and guarantees beyond what the guarantor owns."""

from datetime import date
from itertools import pairwise, permutations

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Indicator, Item

from ..factories import company, guarantees, keys, load, owns, person, run
from .thresholds import keys_with

ENDED = date(2023, 6, 30)
FUTURE = date(2024, 6, 30)


def line(members: str, **last: object) -> list[Item]:
    """Make each letter guarantee the next; `last` changes the last guarantee."""
    ties: list[Item] = [guarantees(one, other) for one, other in pairwise(members[:-1])]
    return [*ties, guarantees(members[-2], members[-1], **last)]  # type: ignore[arg-type]


def net_assets(party: str, value: float, period: str = "2022") -> Indicator:
    """Make a figure of net assets."""
    return Indicator(id=f"{party}|net_assets|{period}", party=party, name="net_assets", period=period, value=value)


# guarantee_chain


def test_guarantee_chain_finds_a_chain_by_its_ends(store: Store) -> None:
    found = run(store, "guarantee_chain", [*line("abc"), *line("wxyz")])
    assert {(row["key"], tuple(row["parties"])) for row in found} == {("a|c", tuple("abc")), ("w|z", tuple("wxyz"))}


def test_guarantee_chain_finds_a_chain_that_leaves_the_group_of_its_head(store: Store) -> None:
    items = [*line("abc"), owns("a", "b"), owns("b", "c", 0.5)]
    assert keys(store, "guarantee_chain", items) == {"a|c"}


def test_guarantee_chain_leaves_out_a_parent_with_its_subsidiaries(store: Store) -> None:
    group = [*line("abc"), owns("a", "b"), owns("b", "c", 0.51)]
    assert keys(store, "guarantee_chain", [*group, *line("xyz")]) == {"x|z"}


def test_guarantee_chain_leaves_out_single_guarantees_and_rings(store: Store) -> None:
    assert keys(store, "guarantee_chain", [*line("ab"), *line("xyz"), guarantees("z", "x")]) == set()


@pytest.mark.parametrize("time", [{"valid_to": ENDED}, {"valid_from": FUTURE}])
def test_guarantee_chain_forgets_a_link_that_does_not_hold(store: Store, time: dict[str, object]) -> None:
    assert keys(store, "guarantee_chain", [*line("abc", **time), *line("xyz")]) == {"x|z"}


def test_guarantee_chain_forgets_what_ended_before_its_head(store: Store) -> None:
    items = [*line("bcd"), guarantees("a", "b", valid_to=ENDED)]
    assert keys(store, "guarantee_chain", items) == {"b|d"}


def test_guarantee_chain_finds_the_whole_of_a_long_chain(store: Store) -> None:
    found = run(store, "guarantee_chain", line("uvwabcdefg"))
    assert [(row["key"], set(row["parties"])) for row in found] == [("u|g", set("uvwabcdefg"))]


def test_guarantee_chain_finds_a_pair_that_backs_an_outsider(store: Store) -> None:
    pair = [guarantees("a", "b"), guarantees("b", "a"), guarantees("b", "c", 3e6)]
    found = run(store, "guarantee_chain", pair)
    assert [(row["key"], row["parties"]) for row in found] == [("a|c", ["a", "b", "c"])]


@pytest.mark.parametrize("rule", ["guarantee_chain", "mutual_guarantees"])
def test_guarantee_chain_leaves_out_counter_guarantees(store: Store, rule: str) -> None:
    """A counter-guarantee secures the guarantor's recourse: with it, an ordinary guarantee looks like a mutual pair."""
    assert (
        keys(
            store,
            rule,
            [guarantees("a", "b"), guarantees("b", "a", form="counter"), guarantees("b", "c", form="counter")],
        )
        == set()
    )


def test_guarantee_chain_leaves_out_a_long_ring(store: Store) -> None:
    ring = [*line("abcdef"), guarantees("f", "a"), *line("tuvwxyz"), guarantees("z", "t")]
    assert keys(store, "guarantee_chain", ring) == set()


def test_guarantee_chain_finds_the_surety_for_a_member_of_a_circle_once(store: Store) -> None:
    ring = [*line("sabc"), guarantees("c", "a")]
    joint = [guarantees(one, two) for one, two in permutations("xyz", 2)]
    assert keys(store, "guarantee_chain", [*ring, *joint, guarantees("t", "y")]) == {"s|c", "t|z"}


def test_guarantee_chain_leaves_out_a_parent_that_is_surety_within_its_group(store: Store) -> None:
    group = [guarantees("s", "a"), guarantees("a", "b"), guarantees("b", "a"), owns("s", "a"), owns("s", "b")]
    assert keys(store, "guarantee_chain", group) == set()


def test_guarantee_chain_finds_a_chain_whose_end_stands_surety_for_a_person(store: Store) -> None:
    assert keys(store, "guarantee_chain", [*line("abc"), person("p"), guarantees("c", "p")]) == {"a|c"}


# guarantee_star


def star(centre: str, others: str, **last: object) -> list[Item]:
    """Make the centre guarantee all others; `last` changes the last guarantee."""
    ties: list[Item] = [guarantees(centre, other) for other in others[:-1]]
    return [*ties, guarantees(centre, others[-1], **last)]  # type: ignore[arg-type]


def test_guarantee_star_finds_the_guarantor_of_four(store: Store) -> None:
    found = run(store, "guarantee_star", star("hub", "abcd"))
    assert [(row["key"], row["parties"]) for row in found] == [("hub|guarantor", ["a", "b", "c", "d", "hub"])]


def test_guarantee_star_leaves_out_counter_guarantees(store: Store) -> None:
    assert keys(store, "guarantee_star", star("hub", "abcd", form="counter")) == set()


def test_guarantee_star_finds_the_debtor_of_four(store: Store) -> None:
    found = run(store, "guarantee_star", [guarantees(other, "hub") for other in "abcd"])
    assert [(row["key"], row["party"]) for row in found] == [("hub|guaranteed", "hub")]


def test_guarantee_star_leaves_out_three_however_many_guarantees_they_have(store: Store) -> None:
    assert keys(store, "guarantee_star", [*star("hub", "abc"), guarantees("hub", "a", 5e6)]) == set()


def test_guarantee_star_leaves_out_whom_guaranteeing_is_the_trade_of(store: Store) -> None:
    assert keys(store, "guarantee_star", [company("hub", industry="J69"), *star("hub", "abcde")]) == set()


def test_guarantee_star_leaves_out_subsidiaries_but_counts_what_is_held_by_half(store: Store) -> None:
    subsidiary = [*star("hub", "abcd"), owns("hub", "d", 0.51)]
    half = [*star("centre", "wxyz"), owns("centre", "z", 0.5)]
    assert keys(store, "guarantee_star", [*subsidiary, *half]) == {"centre|guarantor"}


@pytest.mark.parametrize("time", [{"valid_to": ENDED}, {"valid_from": FUTURE}])
def test_guarantee_star_forgets_a_guarantee_that_does_not_hold(store: Store, time: dict[str, object]) -> None:
    assert keys(store, "guarantee_star", [*star("hub", "abcd", **time), *star("centre", "wxyz")]) == {
        "centre|guarantor"
    }


def test_guarantee_star_finds_what_its_threshold_says(store: Store) -> None:
    load(store, star("hub", "abc"))
    assert keys_with(store, "guarantee_star", minimum_others=3) == {"hub|guarantor"}


# guarantees_above_net_assets


def test_guarantees_above_net_assets_finds_the_sum_over_all_borrowers(store: Store) -> None:
    split = [guarantees("a", other, 3e6) for other in "bcd"]
    found = run(store, "guarantees_above_net_assets", [*split, net_assets("a", 8.9e6)])
    assert [(row["key"], row["parties"]) for row in found] == [("a", ["a", "b", "c", "d"])]


def test_guarantees_above_net_assets_leaves_out_counter_guarantees(store: Store) -> None:
    items = [guarantees("a", "b", 5e6), guarantees("a", "c", 5e6, form="counter"), net_assets("a", 9e6)]
    assert keys(store, "guarantees_above_net_assets", items) == set()


def test_guarantees_above_net_assets_finds_several_guarantees_for_one_borrower(store: Store) -> None:
    items = [guarantees("a", "b", 5e6), guarantees("a", "b", 5e6), net_assets("a", 9e6)]
    assert keys(store, "guarantees_above_net_assets", items) == {"a"}


def test_guarantees_above_net_assets_finds_a_guarantor_that_owns_less_than_nothing(store: Store) -> None:
    bank = [company("j", industry="J69"), guarantees("j", "b", 1.0), net_assets("j", -5.0)]
    assert keys(store, "guarantees_above_net_assets", [guarantees("a", "b", 1.0), net_assets("a", -5.0), *bank]) == {
        "a",
        "j",
    }


def test_guarantees_above_net_assets_leaves_out_exactly_the_net_assets(store: Store) -> None:
    items = [guarantees("a", "b", 4e6), guarantees("a", "c", 4e6), net_assets("a", 8e6)]
    assert keys(store, "guarantees_above_net_assets", items) == set()


def test_guarantees_above_net_assets_leaves_out_a_licence_within_its_limit(store: Store) -> None:
    within = [company("a", industry="J69"), guarantees("a", "c", 1e7), net_assets("a", 1e6)]
    beyond = [company("b", industry="J69"), guarantees("b", "c", 1.1e7), net_assets("b", 1e6)]
    assert keys(store, "guarantees_above_net_assets", [*within, *beyond]) == {"b"}


def test_guarantees_above_net_assets_leaves_out_unknown_net_assets(store: Store) -> None:
    assert keys(store, "guarantees_above_net_assets", [guarantees("a", "b", 9e9)]) == set()


def test_guarantees_above_net_assets_leaves_out_one_guarantee_told_by_two_sources(store: Store) -> None:
    load(store, [guarantees("a", "b", 6e6), net_assets("a", 8e6)])
    load(store, [company("a"), company("b"), guarantees("a", "b", 6e6)], "other")
    assert keys(store, "guarantees_above_net_assets") == set()


@pytest.mark.parametrize("time", [{"valid_to": ENDED}, {"valid_from": FUTURE}])
def test_guarantees_above_net_assets_forgets_a_guarantee_that_does_not_hold(
    store: Store, time: dict[str, object]
) -> None:
    items = [guarantees("a", "b", 5e6), guarantees("a", "c", 5e6, **time), net_assets("a", 8e6)]
    assert keys(store, "guarantees_above_net_assets", items) == set()


def test_guarantees_above_net_assets_forgets_older_figures_and_periods_not_over(store: Store) -> None:
    grown = [guarantees("a", "b", 5e6), net_assets("a", 1e6, "2021"), net_assets("a", 9e6, "2022")]
    shrunk = [guarantees("c", "b", 5e6), net_assets("c", 9e6, "2021"), net_assets("c", 1e6, "2022")]
    running = [guarantees("d", "b", 5e6), net_assets("d", 9e6, "2022"), net_assets("d", 1e6, "2024")]
    assert keys(store, "guarantees_above_net_assets", [*grown, *shrunk, *running]) == {"c"}


@pytest.mark.parametrize(
    ("as_of", "period", "found"),
    [
        (date(2024, 4, 28), "2023", set()),
        (date(2024, 4, 29), "2023", {"a"}),
        (date(2024, 1, 30), "2023-12", set()),
        (date(2024, 1, 31), "2023-12", {"a"}),
    ],
)
def test_guarantees_above_net_assets_waits_until_accounts_are_public(
    store: Store, as_of: date, period: str, found: set[str]
) -> None:
    items = [guarantees("a", "b", 5e6), net_assets("a", 9e6, "2022"), net_assets("a", 1e6, period)]
    assert keys(store, "guarantees_above_net_assets", items, as_of) == found


def test_guarantees_above_net_assets_finds_what_its_threshold_says(store: Store) -> None:
    load(store, [person("p"), guarantees("a", "p", 5e6), net_assets("a", 8e6)])
    assert keys_with(store, "guarantees_above_net_assets", multiple=0.5) == {"a"}
