"""Unplanted cases of a scheme, which arise from the ordinary economy or from another scheme."""

import numpy as np

from ..days import TODAY
from ..parties.numbering import is_company
from ..sampling import Floats, Ints
from ..schemes.instance import Instance
from ..table import is_active
from ..world import World


def find_incidental_cases(world: World, net_assets: Floats, planted: list[Instance]) -> list[Instance]:
    """Find unplanted guarantees above net assets, executees in control, concentrated receivables and nominees."""
    known = {(case.scheme, key) for case in planted if case.guilty for key in case.keys}
    cases = [
        *_find_guarantors(world, net_assets),
        *_find_executees(world),
        *_find_sellers(world),
        *_find_nominees(world),
    ]
    return [case for case in cases if (case.scheme, case.keys[0]) not in known]


def _find_guarantors(world: World, net_assets: Floats) -> list[Instance]:
    """Find guarantors outside any group whose open guarantees exceed their latest net assets."""
    table = world.tables["guarantees"]
    rows = np.flatnonzero(is_active(table, TODAY) & is_company(table["guarantor"]))
    guarantor, borrower = table["guarantor"][rows], table["borrower"][rows]
    outside = world.companies.parent[borrower] != guarantor
    sums = np.bincount(guarantor[outside], weights=table["amount"][rows][outside], minlength=len(net_assets))
    above = np.flatnonzero((sums > 0) & (sums > net_assets))
    return [
        _make_case("guarantees_above_net_assets", number, company, {"guarantor": [company]})
        for number, company in enumerate(above.tolist(), start=1)
    ]


def _find_executees(world: World) -> list[Instance]:
    """Find companies under a listed company, at any depth of majority holdings."""
    open_listing = find_listed_parties(world)
    cases: list[Instance] = []
    for owner, company in zip(*_find_majorities(world, open_listing), strict=True):
        members = {"executee": [int(owner)], "company": [int(company)]}
        cases.append(_make_case("dishonest_executee_in_control", len(cases) + 1, int(company), members))
    return cases


def _find_sellers(world: World) -> list[Instance]:
    """Find sellers with one buyer that owes more than half of their current receivables."""
    table = world.tables["supplies"]
    rows = np.flatnonzero(is_active(table, TODAY) & (table["receivable"] > 0))
    seller, buyer, owed = table["seller"][rows], table["buyer"][rows], table["receivable"][rows]
    total = np.bincount(seller, weights=owed, minlength=len(world.companies))
    heavy = np.flatnonzero(is_company(buyer) & (owed > 0.5 * total[seller]))
    return [
        _make_case(
            "concentrated_receivables",
            number,
            int(seller[row]),
            {"seller": [int(seller[row])], "buyer": [int(buyer[row])]},
        )
        for number, row in enumerate(heavy, start=1)
    ]


def _find_nominees(world: World) -> list[Instance]:
    """Find nominees used by schemes of another name."""
    relations, holdings = world.tables["relations"], world.tables["holdings"]
    rows = np.flatnonzero(relations["kind"] == relations.columns["kind"].encode("nominee"))
    cases: list[Instance] = []
    for row in rows:
        nominee, principal = int(relations["left"][row]), int(relations["right"][row])
        held = holdings["company"][holdings["owner"] == nominee].tolist()
        members = {"nominee": [nominee], "principal": [principal], "company": held}
        cases.append(_make_case("nominee_holder", len(cases) + 1, nominee, members))
    return cases


def find_listed_parties(world: World) -> Ints:
    """Find the parties on the list of dishonest executees today."""
    lawsuits, litigants = world.tables["lawsuits"], world.tables["lawsuit_parties"]
    listing = (lawsuits["kind"] == 2) & (lawsuits["closed_on"] < 0)
    return np.unique(litigants["party"][listing[litigants["lawsuit"]] & (litigants["role"] == 3)])


def _find_majorities(world: World, owners: Ints) -> tuple[Ints, Ints]:
    """Follow majority holdings down from the owners; skip companies that are listed themselves."""
    table = world.tables["holdings"]
    rows = np.flatnonzero(is_active(table, TODAY) & (table["share"] > 5000))
    upper, lower = table["owner"][rows], table["company"][rows]
    top, bottom = owners[is_company(owners)], owners[is_company(owners)]
    found: list[tuple[Ints, Ints]] = [(top[:0], top[:0])]
    for _ in range(4):
        order = np.argsort(bottom, kind="stable")
        places = np.searchsorted(bottom[order], upper)
        places = np.minimum(places, max(len(bottom) - 1, 0))
        hit = bottom[order][places] == upper if len(bottom) else np.zeros(len(upper), dtype=np.bool_)
        top, bottom = top[order][places[hit]] if len(bottom) else top, lower[hit]
        found.append((top, bottom))
        if not len(bottom):
            break
    controlled = np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])
    fresh = ~np.isin(controlled[1], owners)
    return controlled[0][fresh], controlled[1][fresh]


def _make_case(scheme: str, number: int, key: int, members: dict[str, list[int]]) -> Instance:
    return Instance(f"{scheme}-natural-{number:03d}", scheme, "natural", True, False, members, [key])
