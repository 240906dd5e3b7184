"""What the rules found and what has changed, on the command line."""

import pytest

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store

from ..commands import Run
from ..graph.factories import TODAY, company, load, owns
from ..graph.load.delivered import DAY, LATER, entry
from ..graph.load.delivered import load as deliver


@pytest.fixture
def found(store: Store) -> Store:
    """Store what a rule finds about two rings of holdings."""
    load(store, [owns("a", "b"), owns("b", "a"), owns("c", "d"), owns("d", "c")])
    find_in_graph(store, TODAY, ["ownership_ring"])
    return store


def test_findings_are_printed_in_both_languages_with_the_word_for_the_next_page(found: Store, run: Run) -> None:
    printed = run("findings", "--as-of", TODAY, "--limit", "1")
    assert printed.code == 0
    for text in ("[high 高]", "rule 规则 ownership_ring", "NOT COMPLETE"):
        assert text in printed.out
    word = printed.out.rstrip().rpartition("--after ")[2]
    following = run("findings", "--as-of", TODAY, "--after", word, "--json").read_json()
    assert (len(following["data"]), following["next"]) == (1, None)


def test_all_findings_are_printed_when_asked_for(found: Store, run: Run) -> None:
    printed = run("findings", "--as-of", TODAY, "--all", "--limit", "1", "--json").read_json()
    assert (len(printed["data"]), printed["next"], printed["meta"]["complete"]) == (2, None, True)


def test_a_party_without_findings_has_the_days_of_the_runs(found: Store, run: Run) -> None:
    printed = run("findings", "--as-of", TODAY, "--rule", "ownership_ring", "--severity", "low")
    assert "no finding / 无发现" in printed.out
    assert "2023-12-31 (1 rule)" in printed.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--severity", "hgih"), "did you mean 'high'"),
        (("--rule", "ownership_rin"), "did you mean 'ownership_ring'"),
        (("--since", "yesterday"), "is not a date"),
    ],
)
def test_words_that_are_not_allowed_end_in_one_sentence(
    found: Store, run: Run, words: tuple[str, str], said: str
) -> None:
    refused = run("findings", *words)
    assert (refused.code, said in refused.err, refused.out) == (2, True, "")


@pytest.fixture
def changed(store: Store) -> Store:
    """Store a delivery, and a later one with a new holding and a new name."""
    deliver(store, [entry("a", company("a")), entry("b", company("b"))], full=False)
    rows = [entry("b", company("b", phone="1"), day=LATER), entry("a-b", owns("a", "b", 0.7), day=LATER)]
    deliver(store, rows, LATER, full=False)
    return store


def test_changes_are_printed_in_both_languages_with_what_was_before_and_why(changed: Store, run: Run) -> None:
    printed = run("changes", "--since", LATER)
    assert printed.code == 0
    for text in ("new controller", "新控制人", "phone none -> 1", "delivery 交付 test:2", "test|a-b"):
        assert text in printed.out
    listed = run("changes", "--since", DAY, "--until", LATER, "--all", "--json").read_json()
    assert [one["kind"] for one in listed["data"]] == ["controller_new", "party_changed"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--since", "2999-01-01"), 2, "has not come yet"),
        (("--since", "2000-01-01"), 1, "before the first delivery"),
        (("--since", "2024-02-01", "--kind", "tie_nwe"), 2, "did you mean 'tie_new'"),
        ((), 2, "--since"),
    ],
)
def test_changes_that_cannot_be_listed_end_in_one_sentence(
    changed: Store, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    refused = run("changes", *words)
    assert (refused.code, said in refused.err, refused.out) == (code, True, "")
