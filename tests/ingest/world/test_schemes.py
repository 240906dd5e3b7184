"""Each planted scheme is really in the files, and nothing in the rest of the world does the same unsaid."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pytest

from riskgraph.ingest.world.schemes.catalogue import LOOK_ALIKES, SCHEMES

Read = Callable[[str], list[dict[str, str]]]
Truth = dict[str, Any]
TODAY = "2023-12-31"


def is_active(row: dict[str, str], day: str = TODAY) -> bool:
    return row["valid_from"] <= day < (row["valid_to"] or "9999")


def select(truth: Truth, scheme: str, *, planted: bool = True) -> list[dict[str, Any]]:
    return [case for case in truth["schemes"] if case["scheme"] == scheme and case["planted"] == planted]


def select_innocent(truth: Truth, name: str) -> list[dict[str, Any]]:
    return [case for case in truth["innocent"] if case["id"].rsplit("-", 1)[0] == name]


def join_keys(*cases: Iterable[dict[str, Any]]) -> set[str]:
    return {key for part in cases for case in part for key in case["keys"]}


def count_days(later: str, earlier: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_is_planted(truth: Truth, scheme: str) -> None:
    cases = select(truth, scheme)
    assert len(cases) == 4
    assert all(case["keys"] and all(case["members"].values()) for case in cases)


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_every_look_alike_gives_its_reason_in_both_languages(truth: Truth, name: str) -> None:
    cases = select_innocent(truth, name)
    assert cases
    assert all(case["reason"]["en"].isascii() and not case["reason"]["zh"].isascii() for case in cases)
    assert all(case["scheme"] == LOOK_ALIKES[name][0] for case in cases)


def test_no_company_plays_in_two_schemes(truth: Truth) -> None:
    planted = [case for case in truth["schemes"] + truth["innocent"] if case["planted"]]
    companies = Counter(
        member
        for case in planted
        for member in {code for codes in case["members"].values() for code in codes}
        if member.startswith("world:C")
    )
    assert {company for company, count in companies.items() if count > 1} == set()


def test_ownership_rings_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    graph = nx.DiGraph((row["owner"], row["company"]) for row in read("holdings") if is_active(row))
    rings = {frozenset(part) for part in nx.strongly_connected_components(graph) if len(part) > 1}
    expected = select(truth, "ownership_ring") + select_innocent(truth, "cross_holding")
    assert rings == {frozenset(case["keys"]) for case in expected}


def test_mutual_guarantees_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    pairs = {(row["guarantor"], row["borrower"]) for row in read("guarantees") if is_active(row)}
    mutual = {frozenset(pair) for pair in pairs if pair[::-1] in pairs}
    expected = {frozenset(case["keys"]) for case in select(truth, "guarantee_mutual")}
    expected |= {frozenset(case["keys"]) for case in select_innocent(truth, "group_guarantee")}
    for case in select(truth, "guarantee_joint"):
        expected |= {frozenset(pair) for pair in combinations(case["keys"], 2)}
    assert mutual == expected


def test_guarantee_cycles_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    graph = nx.DiGraph((row["guarantor"], row["borrower"]) for row in read("guarantees") if is_active(row))
    circles = {frozenset(part) for part in nx.strongly_connected_components(graph) if len(part) > 2}
    expected = select(truth, "guarantee_cycle") + select(truth, "guarantee_joint")
    assert circles == {frozenset(case["keys"]) for case in expected}


def test_guarantee_chains_and_stars_are_in_the_files(read: Read, truth: Truth) -> None:
    pairs = {(row["guarantor"], row["borrower"]) for row in read("guarantees") if is_active(row)}
    for case in select(truth, "guarantee_chain"):
        members = case["members"]["member"]
        assert set(pairwise(members)) <= pairs
    for case in select(truth, "guarantee_star"):
        centre, members = case["members"]["centre"][0], case["members"]["member"]
        outward = case["variant"] == "out_star"
        assert {(centre, other) if outward else (other, centre) for other in members} <= pairs


def test_shared_addresses_and_phones_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    sharers = {
        "address": select(truth, "shell_address") + select_innocent(truth, "business_centre"),
        "phone": select(truth, "shared_phone") + select_innocent(truth, "accounting_agent"),
    }
    for column, expected in sharers.items():
        groups = defaultdict(set)
        for row in read("companies"):
            groups[row[column]].add(row["id"])
        shared = {frozenset(group) for group in groups.values() if len(group) > 1}
        assert shared == {frozenset(case["keys"]) for case in expected}


def test_busy_legal_representatives_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    represented = Counter(
        row["person"] for row in read("offices") if row["role"] == "legal_representative" and is_active(row)
    )
    busy = {person for person, count in represented.items() if count >= 5}
    expected = select(truth, "shared_legal_representative") + select_innocent(truth, "listed_group_directors")
    assert busy == join_keys(expected)


def test_loan_money_returns_within_days(read: Read, truth: Truth) -> None:
    payments, facilities = read("payments"), {row["id"]: row for row in read("facilities")}
    for case in select(truth, "round_trip"):
        loan, members = facilities[case["facilities"][0]], case["members"]
        goal = {"to_borrower": "borrower", "to_controller": "controller"}.get(case["variant"], "controlled_company")
        back = [
            int(row["amount"])
            for row in payments
            if row["payer"] in members["intermediary"]
            and row["payee"] == members[goal][0]
            and 0 <= count_days(row["paid_on"], loan["starts_on"]) <= 12
        ]
        assert sum(back) > 0.8 * int(loan["limit"])


def test_nearly_whole_pledges_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    held = {(row["owner"], row["company"]): float(row["share"]) for row in read("holdings") if is_active(row)}
    pledged: Counter[tuple[str, str]] = Counter()
    for row in read("pledges"):
        if is_active(row):
            pledged[row["holder"], row["company"]] += round(float(row["share"]) * 10_000)
    heavy = {company for (owner, company), share in pledged.items() if share >= 9_000 * held[owner, company]}
    assert heavy == join_keys(select(truth, "shares_pledged"))


def test_guarantees_above_net_assets_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    net_assets = {row["company"]: int(row["net_assets"]) for row in read("indicators") if row["period"] == "2023"}
    parents = {(row["owner"], row["company"]) for row in read("holdings") if float(row["share"]) > 0.5}
    promised: Counter[str] = Counter()
    for row in read("guarantees"):
        inside = (row["guarantor"], row["borrower"]) in parents
        if is_active(row) and not inside and row["guarantor"] in net_assets:
            promised[row["guarantor"]] += int(row["amount"])
    above = {company for company, amount in promised.items() if amount > net_assets[company]}
    expected = [case for case in truth["schemes"] if case["scheme"] == "guarantees_above_net_assets"]
    assert above == join_keys(expected)
    assert join_keys(select(truth, "guarantees_above_net_assets")) <= above


def test_young_companies_with_large_loans_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    companies = {row["id"]: row for row in read("companies")}
    found = set()
    for row in read("facilities"):
        borrower = companies[row["borrower"]]
        young = count_days(row["starts_on"], borrower["founded"]) <= 366
        if young and int(row["limit"]) > 10 * int(borrower["registered_capital"]):
            found.add(row["borrower"])
    assert found == join_keys(select(truth, "young_company_large_loan"), select_innocent(truth, "project_company"))


def test_control_changes_before_loans_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    changes = defaultdict(list)
    sold = {(row["company"], row["valid_to"]) for row in read("holdings") if row["valid_to"]}
    for row in read("holdings"):
        if float(row["share"]) > 0.5 and (row["company"], row["valid_from"]) in sold:
            changes[row["company"]].append(row["valid_from"])
    found = {
        row["borrower"]
        for row in read("facilities")
        for day in changes[row["borrower"]]
        if 0 <= count_days(row["starts_on"], day) <= 180
    }
    names = ("family_succession", "group_reorganisation")
    innocent = [case for name in names for case in select_innocent(truth, name)]
    assert found == join_keys(select(truth, "control_changed_before_loan"), innocent)


def test_concentrated_receivables_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    total: Counter[str] = Counter()
    for row in read("supplies"):
        total[row["seller"]] += int(row["receivable"]) if is_active(row) else 0
    heavy = {
        row["seller"]
        for row in read("supplies")
        if is_active(row) and row["buyer"].startswith("world:C") and 2 * int(row["receivable"]) > total[row["seller"]]
    }
    expected = [case for case in truth["schemes"] if case["scheme"] == "concentrated_receivables"]
    assert heavy == join_keys(expected)
    assert join_keys(select(truth, "concentrated_receivables")) <= heavy


def test_executees_in_control_are_those_of_the_truth(read: Read, truth: Truth) -> None:
    open_cases = {row["id"] for row in read("lawsuits") if row["kind"] == "dishonest_executee" and not row["closed_on"]}
    listed = {row["party"] for row in read("lawsuit_parties") if row["lawsuit"] in open_cases}
    below = nx.DiGraph(
        (row["owner"], row["company"]) for row in read("holdings") if is_active(row) and float(row["share"]) > 0.5
    )
    controlled = {company for party in listed if party in below for company in nx.descendants(below, party)} - listed
    expected = join_keys(case for case in truth["schemes"] if case["scheme"] == "dishonest_executee_in_control")
    assert expected <= controlled
    innocent = join_keys(select_innocent(truth, "listing_ended"), select_innocent(truth, "executee_minority"))
    assert not innocent & controlled


def test_related_parties_trade_only_where_the_truth_says_so(read: Read, truth: Truth) -> None:
    top: dict[str, str] = {
        row["company"]: row["owner"] for row in read("holdings") if is_active(row) and float(row["share"]) > 0.5
    }

    def climb(company: str) -> str:
        while company in top:
            company = top[company]
        return company

    related = {
        frozenset((row["seller"], row["buyer"]))
        for row in read("supplies")
        if climb(row["seller"]) == climb(row["buyer"])
    }
    expected = select(truth, "related_party_trade") + select_innocent(truth, "intra_group_sales")
    assert related <= {frozenset((case["members"]["seller"][0], case["members"]["buyer"][0])) for case in expected}
    assert related
