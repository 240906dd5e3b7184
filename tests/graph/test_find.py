"""What a run of the rules leaves in the graph: one finding per key and day, in both languages, with its evidence."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from riskgraph.errors import UsageError
from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Row, Store
from riskgraph.graph.read.party.party import PartyView, read_party
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.graph.rules.run import RuleOutcome, Task, find, run_rule
from riskgraph.graph.rules.sentences import Language, fill_sentence
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Supply
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

from .factories import TODAY, company, derive, findings, guarantees, load, loan, owns, person, run

RULE = "mutual_guarantees"
LAST_YEAR = date(2022, 12, 31)
LATER = date(2024, 3, 1)
PAIR = [guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)]
STAR = [guarantees("hub", end) for end in "abcd"]


def rerun(store: Store, rule: str = RULE, as_of: date = TODAY, found_on: date = TODAY) -> list[Row]:
    """Run a rule on what is in the graph."""
    find(store, as_of, [rule], found_on=found_on, algorithms=ALGORITHMS)
    return findings(store, rule)


def read_page(store: Store, id_: str, as_of: date = TODAY, as_known: date | None = None) -> PartyView:
    """Read the page of a party."""
    return store.transact(lambda tx: read_party(tx, id_, TimePoint(as_of, as_known), 50))


def list_findings(page: PartyView) -> list[tuple[str, date]]:
    """Return rule and day of the findings on a page."""
    return [(finding["rule"], finding["as_of"]) for finding in page.findings]


def run_changed(store: Store, rule: str, **changes: object) -> RuleOutcome:
    """Run a packaged rule that is changed in some respect."""
    task = Task(as_of=TODAY, found_on=TODAY, algorithms=ALGORITHMS)
    return run_rule(store, replace(find_rules()[rule], **changes), task)  # type: ignore[arg-type]


def burdened(store: Store) -> list[list[str]]:
    """Return the parties that each stored finding of the day counts against."""
    return [row["burdened"] for row in store.read(read_statement("read/findings/findings_of_day"), {"as_of": TODAY})]


def test_a_finding_burdens_every_party_to_whom_its_rule_applies(store: Store) -> None:
    run(store, "shared_phone", [company(name, phone="000-1") for name in "abc"])
    assert burdened(store) == [["a", "b", "c"]]


def test_a_finding_burdens_no_party_that_it_only_concerns(store: Store) -> None:
    trade = Supply(start="s", end="b", annual_amount=1e6)
    found = run(store, "related_party_trade", [person("p"), owns("p", "s"), owns("p", "b"), trade])
    assert (found[0]["parties"], burdened(store)) == (["b", "p", "s"], [["s", "b"]])


def test_a_chain_burdens_its_guarantors_and_not_its_last_debtor(store: Store) -> None:
    run(store, "guarantee_chain", [guarantees(one, two) for one, two in pairwise("abcde")])
    assert burdened(store) == [["a", "b", "c", "d"]]


def test_a_star_burdens_the_surety_of_many_and_not_its_debtors(store: Store) -> None:
    run(store, "guarantee_star", STAR)
    assert burdened(store) == [["hub"]]


def test_a_star_burdens_the_debtor_of_many_sureties_and_all_of_them(store: Store) -> None:
    run(store, "guarantee_star", [guarantees(end, "hub") for end in "abcd"])
    assert burdened(store) == [["hub", *"abcd"]]


def test_one_controller_burdens_all_its_borrowers(store: Store) -> None:
    borrowers = [person("p"), owns("p", "x"), owns("p", "y"), loan("x", 5e6), loan("y", 6e6)]
    run(store, "one_controller_several_borrowers", borrowers)
    assert burdened(store) == [["p", "x", "y"]]


def test_a_finding_says_what_was_found_in_both_languages(store: Store) -> None:
    finding = run(store, RULE, PAIR)[0]
    assert finding["title_en"] == "a 澜砚贸易 and b 澜砚贸易 guarantee each other, 5 million in all."
    assert finding["title_zh"] == "a 澜砚贸易、b 澜砚贸易互相担保，合计500万。"


def test_a_finding_names_the_parties_and_the_records_it_rests_on(store: Store) -> None:
    finding = run(store, RULE, PAIR)[0]
    ties = store.read("MATCH (:Party)-[tie:GUARANTEES]->(:Party) RETURN tie.record AS record ORDER BY record")
    assert json.loads(finding["evidence"]) == {"path": ["a", "b"], "records": [tie["record"] for tie in ties]}
    assert (finding["party"], finding["parties"], finding["severity"]) == ("a", ["a", "b"], "high")


def test_a_finding_keeps_the_whole_row_of_its_rule(store: Store) -> None:
    row = json.loads(run(store, RULE, PAIR)[0]["row"])
    assert set(row) == set(find_rules()[RULE].returns)
    assert row["amount"] == 5e6


def test_a_role_is_written_in_the_words_of_the_language(store: Store) -> None:
    finding = run(store, "guarantee_star", STAR)[0]
    assert "guarantor" in finding["title_en"]
    assert "担保人" in finding["title_zh"]
    assert "guarantor" not in finding["title_zh"]


def test_no_rule_writes_a_code_into_its_chinese_sentence() -> None:
    codes = {"guarantor": "担保人", "guaranteed": "被担保人"}
    assert {code: fill_sentence("{role:role}", {"role": code}, Language.ZH) for code in codes} == codes


def test_running_again_changes_nothing(store: Store) -> None:
    first = run(store, RULE, PAIR)
    assert rerun(store, found_on=LATER) == first


def test_a_finding_that_no_longer_holds_is_taken_out(store: Store) -> None:
    run(store, RULE, PAIR)
    store.write("MATCH (:Party {id: 'a'})-[tie:GUARANTEES]->() DELETE tie")
    assert rerun(store) == []
    assert store.read("MATCH (finding:Finding) RETURN count(finding) AS count") == [{"count": 0}]


def test_a_finding_that_changed_keeps_the_day_it_was_first_found(store: Store) -> None:
    run(store, RULE, PAIR)
    store.write("MATCH (:Party {id: 'a'})-[tie:GUARANTEES]->() SET tie.amount = 7000000.0")
    found = rerun(store, found_on=LATER)
    assert [(row["found_on"], json.loads(row["row"])["amount"]) for row in found] == [(TODAY, 1e7)]


def test_findings_of_other_rules_and_days_stay(store: Store) -> None:
    run(store, RULE, PAIR)
    rerun(store, as_of=LAST_YEAR)
    rerun(store, "guarantee_star")
    assert len(findings(store, RULE)) == 2


def test_only_what_holds_on_the_day_is_found(store: Store) -> None:
    later = [guarantees("c", "d", valid_from=date(2023, 6, 1)), guarantees("d", "c")]
    ended = [guarantees("e", "f", valid_to=date(2023, 6, 1)), guarantees("f", "e")]
    load(store, [*PAIR, *later, *ended])
    assert {row["key"] for row in rerun(store, as_of=LAST_YEAR)} == {"a|b", "e|f"}


def test_a_record_taken_back_is_no_evidence(store: Store) -> None:
    load(store, [*PAIR, guarantees("c", "d", status="retracted"), guarantees("d", "c")])
    assert {row["key"] for row in rerun(store)} == {"a|b"}


def test_a_party_page_tells_a_finding_once_however_often_the_rules_ran(store: Store) -> None:
    load(store, STAR)
    for day in (date(2021, 12, 31), LAST_YEAR, TODAY, TODAY):
        rerun(store, "guarantee_star", as_of=day)
    assert list_findings(read_page(store, "hub")) == [("guarantee_star", TODAY)]
    assert list_findings(read_page(store, "hub", as_of=date(2023, 1, 31))) == [("guarantee_star", LAST_YEAR)]


def test_a_party_page_tells_nothing_that_a_later_run_no_longer_found(store: Store) -> None:
    load(store, [guarantees("a", "b", valid_to=date(2023, 6, 1)), guarantees("b", "a")])
    for day in (LAST_YEAR, TODAY):
        rerun(store, as_of=day)
    assert list_findings(read_page(store, "a")) == []
    assert list_findings(read_page(store, "a", as_of=LAST_YEAR)) == [(RULE, LAST_YEAR)]


def test_a_party_page_as_known_before_a_run_tells_what_was_found_before(store: Store) -> None:
    load(store, [guarantees("a", "b", valid_to=date(2023, 6, 1)), guarantees("b", "a")])
    rerun(store, as_of=LAST_YEAR, found_on=TODAY)
    rerun(store, as_of=TODAY, found_on=LATER)
    assert list_findings(read_page(store, "a", as_of=LATER, as_known=TODAY)) == [(RULE, LAST_YEAR)]


def test_every_party_that_a_finding_concerns_has_it_on_its_page(store: Store) -> None:
    run(store, RULE, PAIR)
    assert [list_findings(read_page(store, id_)) for id_ in "ab"] == [[(RULE, TODAY)]] * 2


def test_one_centre_with_both_roles_has_two_findings_and_each_once(store: Store) -> None:
    run(store, "guarantee_star", [*STAR, *(guarantees(start, "hub") for start in "efgh")])
    keys = [finding["key"] for finding in read_page(store, "hub").findings]
    assert sorted(keys) == ["hub|guaranteed", "hub|guarantor"]


def test_all_rules_run_when_none_is_named(store: Store) -> None:
    load(store, PAIR)
    derive(store)
    outcomes = find(store, TODAY, found_on=TODAY, algorithms=ALGORITHMS)
    assert [outcome.rule for outcome in outcomes] == list(find_rules()) != []
    assert all(outcome.complete for outcome in outcomes)


def test_a_rule_that_the_engine_refuses_does_not_stop_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, PAIR)
    broken = replace(
        find_rules()[RULE], id="broken", algorithm=None, statement="MATCH (party:Party) RETURN party.name.first.last("
    )
    outcomes = run_two(store, monkeypatch, broken)
    assert [(outcome.complete, outcome.findings) for outcome in outcomes] == [(False, 0), (True, 1)]
    assert "refused" in str(outcomes[0].error)


def test_a_rule_whose_row_has_no_meaning_does_not_stop_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, PAIR)
    broken = replace(find_rules()[RULE], id="broken", sentence_zh="{left_id:role}")
    outcomes = run_two(store, monkeypatch, broken)
    assert [(outcome.complete, outcome.findings) for outcome in outcomes] == [(False, 0), (True, 1)]
    assert "'a'" in str(outcomes[0].error)


def run_two(store: Store, monkeypatch: pytest.MonkeyPatch, broken: object) -> list[RuleOutcome]:
    """Run a broken rule and a sound one after it."""
    rules = {"broken": broken, RULE: find_rules()[RULE]}
    monkeypatch.setattr("riskgraph.graph.rules.run.find_rules_of_user", lambda _: rules)
    return find(store, TODAY, found_on=TODAY, algorithms=ALGORITHMS)


def test_a_rule_that_fails_leaves_its_earlier_findings(store: Store) -> None:
    before = run(store, RULE, PAIR)
    outcome = run_changed(store, RULE, algorithm=None, statement="RETURN 1 +")
    assert not outcome.complete
    assert findings(store, RULE) == before


def test_a_rule_out_of_time_says_so_and_leaves_its_earlier_findings(store: Store) -> None:
    before = run(store, RULE, PAIR)
    late = "UNWIND range(1, 100000) AS one UNWIND range(1, 100000) AS two WITH one, two WHERE one * two = -1 RETURN one"
    settings = store.settings
    try:
        store.settings = settings.model_copy(update={"rule_budget_s": 0.2})
        outcome = run_changed(store, RULE, algorithm=None, statement=late)
    finally:
        store.settings = settings
    assert (outcome.complete, "0.2 s" in str(outcome.error)) == (False, True)
    assert findings(store, RULE) == before


def test_a_rule_cut_at_its_limit_says_so(store: Store) -> None:
    load(store, [*PAIR, guarantees("c", "d"), guarantees("d", "c")])
    outcome = find(store, TODAY, [RULE], found_on=TODAY, algorithms=ALGORITHMS, most=1)[0]
    assert (outcome.findings, outcome.complete) == (1, False)
    assert "cut at 1" in str(outcome.error)


def test_a_limit_that_is_just_reached_cuts_nothing(store: Store) -> None:
    load(store, PAIR)
    assert find(store, TODAY, [RULE], found_on=TODAY, algorithms=ALGORITHMS, most=1)[0].complete


def test_a_threshold_is_what_the_rule_is_run_with(store: Store) -> None:
    load(store, STAR)
    higher = [replace(find_rules()["guarantee_star"].thresholds[0], value=5)]
    assert [run_changed(store, "guarantee_star", thresholds=part).findings for part in (higher, stars())] == [0, 1]


def stars() -> Sequence[object]:
    """Return the thresholds of the star as they are packaged."""
    return find_rules()["guarantee_star"].thresholds


@pytest.mark.parametrize(("hit", "severity"), [("low", "low"), (None, "medium")])
def test_a_row_may_say_that_its_hit_is_graver_or_milder(store: Store, hit: str | None, severity: str) -> None:
    load(store, STAR)
    word = "null" if hit is None else f"'{hit}'"
    statement = find_rules()["guarantee_star"].statement.replace(
        "RETURN centre.id AS party_id,", f"RETURN {word} AS hit_severity, centre.id AS party_id,"
    )
    run_changed(store, "guarantee_star", statement=statement)
    assert [row["severity"] for row in findings(store, "guarantee_star")] == [severity]


def test_an_algorithm_out_of_time_says_so_and_leaves_its_earlier_findings(store: Store) -> None:
    before = run(store, RULE, PAIR)
    settings = store.settings
    try:
        store.settings = settings.model_copy(update={"rule_budget_s": 0.0})
        outcome = run_changed(store, RULE)
    finally:
        store.settings = settings
    assert (outcome.complete, "time budget" in str(outcome.error)) == (False, True)
    assert findings(store, RULE) == before


def test_a_rule_whose_algorithm_was_cut_is_not_complete_and_keeps_what_it_found(store: Store) -> None:
    load(store, PAIR)
    whole = ALGORITHMS[RULE]
    cut = replace(whole, find=lambda read, thresholds: replace(whole.find(read, thresholds), cut="too many circles"))
    (outcome,) = find(store, TODAY, [RULE], found_on=TODAY, algorithms={RULE: cut})
    assert (outcome.findings, outcome.complete, outcome.error) == (1, False, "too many circles")


def test_a_rule_whose_algorithm_is_not_there_says_so(store: Store) -> None:
    outcome = run_changed(store, RULE, algorithm="magic")
    assert (outcome.complete, outcome.error) == (False, f"rule {RULE}: there is no algorithm 'magic'")


def test_an_unknown_rule_is_named_with_the_known_ones(store: Store) -> None:
    with pytest.raises(UsageError, match=r"no rule .?ownership_rings.*the rules are: .*ownership_ring"):
        find(store, TODAY, ["ownership_rings"], found_on=TODAY, algorithms=ALGORITHMS)


def test_the_findings_of_a_day_are_read_for_the_score(store: Store) -> None:
    run(store, "young_company_large_loan", [company("a", founded=date(2023, 1, 1), registered_capital=1e4), loan("a")])
    rows = store.read(read_statement("read/findings/findings_of_day"), {"as_of": TODAY})
    assert [(row["rule"], row["party"]) for row in rows] == [("young_company_large_loan", "a")]
