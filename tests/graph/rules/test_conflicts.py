"""Findings of conflict: what sources, or a register and a score, contradict each other in."""

from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.ingest.records import Indicator, Item, Party
from riskgraph.models.policy import read_policy
from riskgraph.scoring import score_graph

from ..factories import EARLY, TODAY, company, findings, keys, load, person, run
from .thresholds import keys_with

SHARED, STATUS, SCORED = "shared_identifier", "status_contradicts", "struck_off_well_scored"


def identified(names: str, identifier: str = "reg:1", **fields: object) -> list[Item]:
    """Make companies with one identifier."""
    return [company(name, identifiers=(identifier,), **fields) for name in names]


def load_identified(store: Store, items: list[Item]) -> set[str]:
    """Load parties and return the keys of shared identifiers."""
    return keys(store, SHARED, items)


def test_shared_identifier_finds_two_companies_with_one_number(store: Store) -> None:
    found = run(store, SHARED, [*identified("ab"), *identified("c", "reg:2")])
    assert [(row["key"], row["parties"]) for row in found] == [("reg:1|Company", ["a", "b"])]
    assert "2 parties have the identifier reg:1" in found[0]["title_en"]


def test_shared_identifier_leaves_out_a_person_with_a_business_and_a_placeholder(store: Store) -> None:
    owner = Party(id="p", kind=person("p").kind, name="岚川朔禾", identifiers=("reg:1",))
    placeholder = identified("cdefghijklm", "reg:0")
    assert load_identified(store, [owner, *identified("a"), *placeholder]) == set()


def test_shared_identifier_forgets_a_company_founded_after_the_day(store: Store) -> None:
    later = identified("b", founded=date(2024, 3, 1))
    assert load_identified(store, [*identified("a"), *later]) == set()


def test_shared_identifier_finds_what_its_threshold_says(store: Store) -> None:
    load(store, identified("abc"))
    assert keys_with(store, SHARED, most_parties=2) == set()


def state(store: Store, source: str, status: str, described_at: date | None = None) -> None:
    """Load the status of a company `a` as one source states it."""
    load(store, [company("a", operating_status=status, described_at=described_at)], source)


def find_statuses(store: Store) -> set[str]:
    """Return the keys of contradicting statuses."""
    return keys(store, STATUS)


def test_status_contradicts_finds_a_company_that_one_source_calls_active_and_another_ended(store: Store) -> None:
    state(store, "one", "active")
    state(store, "two", "deregistered")
    found = run(store, STATUS)
    assert [(row["key"], row["parties"]) for row in found] == [("a|one", ["a"])]
    assert "two has a 澜砚贸易 as deregistered, one as active; the first counts." in found[0]["title_en"]


def test_status_contradicts_finds_a_company_that_a_newer_source_calls_active_after_its_end(store: Store) -> None:
    state(store, "one", "deregistered", date(2020, 1, 1))
    state(store, "two", "active", date(2023, 1, 1))
    assert find_statuses(store) == {"a|one"}


def test_status_contradicts_leaves_out_an_older_description_and_agreement(store: Store) -> None:
    state(store, "one", "active", date(2020, 1, 1))
    state(store, "two", "deregistered", date(2023, 1, 1))
    load(store, [company("b", operating_status="active")], "three")
    load(store, [company("b", operating_status="active")], "four")
    assert find_statuses(store) == set()


def test_status_contradicts_forgets_what_a_source_has_corrected(store: Store) -> None:
    state(store, "one", "active")
    state(store, "two", "deregistered")
    state(store, "one", "deregistered")
    assert find_statuses(store) == set()


def figures(name: str) -> list[Item]:
    """Make a healthy balance sheet of a company."""
    values = {"total_assets": 1e8, "total_liabilities": 1e7, "net_assets": 9e7, "revenue": 1e8, "net_profit": 2e7}
    return [
        Indicator(id=f"{name}|{item}|2022", party=name, name=item, period="2022", value=value, unit="CNY")
        for item, value in values.items()
    ]


def score(store: Store, as_of: date = TODAY, **fields: object) -> set[str]:
    """Score two companies with healthy figures, one of them struck off, and return what is found."""
    ended = {"operating_status": "deregistered", "founded": EARLY, **fields}
    load(store, [company("a", **ended), company("b", founded=EARLY), *figures("a"), *figures("b")])
    score_graph(store, as_of, None)
    return {row["key"] for row in findings(store, SCORED)}


@pytest.mark.parametrize("status", ["deregistered", "revoked"])
def test_struck_off_well_scored_finds_a_company_that_has_ended_and_has_healthy_figures(
    store: Store, status: str
) -> None:
    assert score(store, operating_status=status) == {"a"}
    [found] = findings(store, SCORED)
    assert "that of an investment grade" in found["title_en"]


def test_struck_off_well_scored_leaves_out_a_company_that_operates(store: Store) -> None:
    assert score(store, operating_status="active") == set()


def test_struck_off_well_scored_forgets_a_score_of_an_earlier_year(store: Store) -> None:
    score(store, date(2022, 6, 30))
    assert keys(store, SCORED) == set()


def test_struck_off_well_scored_begins_where_the_policy_puts_investment_grades() -> None:

    lowest = {band.grade: band.lowest for band in read_policy().bands}
    assert find_rules()[SCORED].parameters["lowest_score"] == lowest["BBB"]


def test_shared_identifier_has_a_line_without_points_in_the_score(store: Store) -> None:
    load(store, identified("ab"))
    result = score_graph(store, TODAY, ["a"])
    [line] = [line for line in result.assessments[0].table.lines if line.code == SHARED]
    assert (line.contribution, SHARED in result.assessments[0].table.reasons) == (0.0, False)
