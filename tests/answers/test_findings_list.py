"""Findings are listed the most severe first, in pages, by rule, severity, party and day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.answer import Answer
from riskgraph.answers.registers.findings import answer_findings, write_place
from riskgraph.errors import NotFoundError, UsageError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.findings import FindingsPage
from riskgraph.graph.rules.run import find
from riskgraph.graph.time_point import TimePoint
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

from ..callers import open_client
from ..graph.factories import TODAY, derive, guarantees, load, owns, person

RULES = ["mutual_guarantees", "nominee_holder", "shares_nearly_all_pledged"]
Ask = Callable[..., Answer[FindingsPage]]


@pytest.fixture
def found(store: Store) -> Store:
    """Return a graph in which two pairs guarantee each other, found on two days."""
    load(store, [guarantees("a", "b"), guarantees("b", "a"), owns("p", "c", 0.9), person("p")])
    derive(store)
    find(store, TODAY, RULES, found_on=TODAY, algorithms=ALGORITHMS)
    load(store, [guarantees("e", "f"), guarantees("f", "e")], source="later")
    find(store, TODAY, RULES, found_on=TODAY + timedelta(days=1), algorithms=ALGORITHMS)
    return store


@pytest.fixture
def ask(found: Store) -> Ask:
    """Return a function that lists findings."""
    access = open_access(found.asynchronous, found)

    def ask(as_of: date = TODAY, as_known: date | None = None, **asked: Any) -> Answer[FindingsPage]:
        return found.submit(answer_findings(access, TimePoint(as_of, as_known), **asked)).result()

    return ask


def parties(answer: Answer[FindingsPage]) -> list[set[str]]:
    return [set(one.stored["evidence"]["path"]) for one in answer.content.findings]


def codes(answer: Answer[FindingsPage]) -> list[str]:
    return [note.code for note in answer.notes]


def test_findings_are_listed_with_their_parties_and_in_pages(ask: Ask) -> None:
    answer = ask()
    assert parties(answer) == [{"a", "b"}, {"e", "f"}] or parties(answer) == [{"e", "f"}, {"a", "b"}]
    assert answer.complete
    assert answer.content.last is None
    assert [one.about.name for one in answer.content.findings] == [
        f"{one.about.id} 澜砚贸易" for one in answer.content.findings
    ]
    first = ask(limit=1)
    assert not first.complete
    second = ask(limit=1, after=write_place(first.content.last))
    assert parties(first) + parties(second) == parties(answer)
    assert second.content.last is None


def test_findings_can_be_chosen_by_rule_severity_party_and_day(ask: Ask) -> None:
    assert parties(ask(party="e")) == parties(ask(since=TODAY + timedelta(days=1))) == [{"e", "f"}]
    assert ask(party="c").content.findings == ask(rules=["nominee_holder"]).content.findings == ()
    (severity,) = {one.stored["severity"] for one in ask().content.findings}
    others = [name for name in ("low", "medium", "high") if name != severity]
    assert len(ask(severities=[severity]).content.findings) == 2
    assert ask(severities=others).content.findings == ()


def test_nothing_is_found_since_a_day_that_has_not_come(ask: Ask) -> None:
    answer = ask(since=date(9000, 1, 1))
    assert (answer.content.findings, codes(answer)[0]) == ((), "since_not_come")


def test_the_list_says_which_rules_did_not_run(ask: Ask) -> None:
    assert codes(ask(rules=RULES)) == ["rules_ran"]
    assert "rules_not_run" in codes(ask())
    other = ask(as_of=TODAY + timedelta(days=5), rules=RULES)
    assert parties(other) == parties(ask())
    assert codes(other)[:2] == ["no_rule_ran", "findings_of_other_days"]
    earlier = ask(as_of=TODAY - timedelta(days=5), rules=RULES)
    assert (earlier.content.findings, codes(earlier)[0]) == ((), "no_rule_ran")


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        (
            {"rules": ["mutual_guarantee"]},
            UsageError,
            "no rule mutual_guarantee .did you mean 'mutual_guarantees'",
        ),
        ({"severities": ["hihg"]}, UsageError, "'hihg' is no severity of a finding .did you mean 'high'"),
        ({"after": "x"}, UsageError, "`after` is not the `next` of an earlier answer"),
        ({"party": "nobody here"}, NotFoundError, "nobody here"),
    ],
)
def test_what_cannot_be_listed_is_refused_in_a_sentence(
    ask: Ask, asked: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        ask(**asked)


@pytest.fixture
def client(found: Store) -> Iterator[TestClient]:
    """Return a client of the API over the graph."""
    with open_client(found.settings) as client:
        yield client


def test_findings_are_listed_over_http(client: TestClient) -> None:
    answer = client.get(f"/v1/findings?as_of={TODAY}&rule={','.join(RULES)}&severity=low,medium,high&limit=1").json()
    (one,) = answer["data"]
    assert one["finding"]["rule"] == "mutual_guarantees"
    assert one["about"]["id"] == one["finding"]["party"]
    rest = client.get(f"/v1/findings?as_of={TODAY}&rule={','.join(RULES)}&limit=1&after={answer['next']}").json()
    assert (len(rest["data"]), rest["next"]) == (1, None)
    assert client.get("/v1/findings?rule=none").status_code == 422
