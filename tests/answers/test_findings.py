"""Findings are listed worst first, in pages, each rule as of its last run."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from riskgraph.answers.access.graph_access import ask
from riskgraph.answers.answer import Answer
from riskgraph.answers.findings import (
    FindingsQuestion,
    FoundPage,
    answer_all_findings,
    answer_findings,
    choose_severities,
)
from riskgraph.errors import NotFoundError, UsageError
from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item

from ..graph.factories import TODAY, guarantees, load, loan, owns

RULES = ("circular_guarantees", "mutual_guarantees", "ownership_ring")


@pytest.fixture
def found(store: Store) -> Store:
    """Store what some rules find on two days in a graph with circles of guarantees and a ring of holdings."""
    ring: list[Item] = [owns("a", "b"), owns("b", "c"), owns("c", "a")]
    circles: list[Item] = [guarantees(*ends, 5e6) for ends in ("de", "ed", "fg", "gf", "hi", "ij", "jh")]
    load(store, [*ring, *circles, *(loan(borrower) for borrower in "defghij")])
    find_in_graph(store, TODAY, RULES)
    return store


def list_findings(store: Store, **asked: object) -> Answer[FoundPage]:
    """Ask for findings of the day of the tests."""
    question = replace(FindingsQuestion(as_of=TODAY), **asked)  # type: ignore[arg-type]
    return ask(store, lambda access: answer_findings(access, question))


def list_places(answer: Answer[FoundPage]) -> list[tuple[int, str, str]]:
    """Return the severity, rule and key of each finding."""
    return [(one.place.rank, one.rule, one.key) for one in answer.content.items]


def list_codes(answer: Answer[FoundPage]) -> set[str]:
    """Return the codes of the notes of an answer."""
    return {note.code for note in answer.notes}


def test_findings_come_worst_first_with_their_party_sentences_and_records(found: Store) -> None:
    answer = list_findings(found)
    places = list_places(answer)
    assert places == sorted(places)
    assert {rule for _, rule, _ in places} == set(RULES)
    one = answer.content.items[0]
    assert all((one.party.name, one.title_en, one.title_zh, one.records))
    assert (one.as_of, one.found_on) == (TODAY, date.today())


def test_pages_lead_through_the_whole_list(found: Store) -> None:
    whole, places, after = list_places(list_findings(found)), list[tuple[int, str, str]](), None
    while True:
        answer = list_findings(found, limit=1, **({"after": after} if after else {}))
        places += list_places(answer)
        after = answer.content.last
        if after is None:
            break
        assert not answer.complete
    assert places == whole
    assert list_places(ask(found, lambda access: answer_all_findings(access, FindingsQuestion(as_of=TODAY)))) == whole


@pytest.mark.parametrize("severity", ["high", "medium", "low"])
def test_only_findings_of_the_severity_asked_for_are_listed(found: Store, severity: str) -> None:
    whole = [one.id for one in list_findings(found).content.items if one.severity == severity]
    assert [one.id for one in list_findings(found, severities=(severity,)).content.items] == whole


def test_a_party_has_what_concerns_it_though_the_finding_is_about_another_first(found: Store) -> None:
    of_ring = list_findings(found, rules=("ownership_ring",)).content.items
    for party in "abc":
        listed = list_findings(found, party=f"{party} 澜砚贸易")
        assert [one.id for one in listed.content.items] == [one.id for one in of_ring]


def test_a_day_that_has_not_come_is_refused(found: Store) -> None:
    assert list_findings(found, since=date.today()).content.items
    for party in (None, "a"):
        with pytest.raises(UsageError, match="since 9999-12-31 has not come yet: give a day up to today"):
            list_findings(found, since=date.max, party=party)


def test_notes_say_for_which_day_rules_ran_and_which_did_not(found: Store) -> None:
    assert {"findings_of_runs", "rules_never_ran"} <= list_codes(list_findings(found))
    assert list_codes(list_findings(found, rules=RULES)) == {"findings_of_runs"}


def test_a_rule_that_ran_for_a_later_day_leaves_the_others_behind(found: Store) -> None:
    find_in_graph(found, date(2024, 1, 31), RULES[:1])
    answer = list_findings(found, as_of=date(2024, 1, 31), rules=RULES)
    assert "rules_behind" in list_codes(answer)
    days = {one.rule: one.as_of for one in answer.content.items}
    assert (days[RULES[0]], days[RULES[1]]) == (date(2024, 1, 31), TODAY)


def test_findings_older_than_the_graph_are_noted(found: Store) -> None:
    load(found, [owns("k", "l")], source="later")
    assert "findings_older_than_graph" in list_codes(list_findings(found, rules=RULES))


def test_before_any_run_the_answer_says_that_nothing_was_looked_for(found: Store) -> None:
    answer = list_findings(found, as_of=date(2020, 1, 1))
    assert (answer.content.items, list_codes(answer)) == ((), {"no_rule_ever_ran"})


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"rules": ("ownership_rin",)}, UsageError, "did you mean 'ownership_ring'"),
        ({"party": "nowhere"}, NotFoundError, "no party with the id 'nowhere'"),
    ],
)
def test_an_unknown_rule_or_party_is_refused(
    found: Store, asked: dict[str, Sequence[str]], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        list_findings(found, **asked)


def test_an_unknown_severity_is_refused_with_the_allowed_ones() -> None:
    with pytest.raises(UsageError, match=r"did you mean 'high'.*high, medium, low"):
        choose_severities(["hihg"])
