"""Fragments are documented, used, and parsed by both engines; a wrong call is refused and named."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from riskgraph.errors import StatementError
from riskgraph.graph.engine.fragments import Fragment, expand_fragments, find_fragments, read_fragment
from riskgraph.graph.engine.store import Store
from riskgraph.graph.rules.fragment_docs import describe_fragments
from riskgraph.graph.time_point import HOLDS

FRAGMENTS = find_fragments()
PAGE = Path(__file__).parents[2] / "docs" / "fragments.md"
TEXTS = {
    file.relative_to(Path(str(files("riskgraph.cypher")))).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(Path(str(files("riskgraph.cypher"))).rglob("*.cypher"))
}
LISTS = ("page", "own_lenders", "ids", "keys", "pairs", "parts", "payers", "rules", "types")
GIVEN = {"as_of": date(2023, 12, 31), "as_known": date(2023, 12, 31), "after": "", "rule": "", "nominees": True}
GOOD = """// fragment: good(tie)
// means: It is good.
// tie: a relationship
@tie.good = $as_of
  AND @tie.better"""


def make(**bodies: str) -> dict[str, Fragment]:
    """Make fragments of one argument each."""
    return {name: Fragment(name, "A meaning.", {"tie": "a relationship"}, body) for name, body in bodies.items()}


STATEMENTS = [path for path, text in TEXTS.items() if not path.startswith("fragments/") and re.search(r"@\w+\(", text)]


@pytest.mark.parametrize("name", FRAGMENTS)
def test_every_fragment_is_used_more_than_once(name: str) -> None:
    assert sum(len(re.findall(rf"@{name}\(", text)) for text in TEXTS.values()) > 1


@pytest.mark.parametrize("fragment", FRAGMENTS.values(), ids=FRAGMENTS)
def test_every_fragment_and_argument_has_its_meaning(fragment: Fragment) -> None:
    assert fragment.means.endswith(".")
    assert all(len(text) > 5 for text in fragment.arguments.values())


@pytest.mark.parametrize("path", STATEMENTS)
def test_both_engines_run_a_statement_with_its_fragments(store: Store, path: str) -> None:
    statement = expand_fragments(TEXTS[path], path)
    given = {**GIVEN, **{name: [] for name in LISTS}}
    parameters = {name: given.get(name, 1) for name in re.findall(r"\$(\w+)", statement)}
    assert isinstance(store.read(statement, parameters), list)


def test_the_page_of_the_fragments_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_fragments()


def test_no_statement_says_again_what_a_fragment_says() -> None:
    again = re.compile(r"status <> 'retracted'|valid_to > \$as_of|'CNY' THEN ''|reduce\(most")
    assert [path for path, text in TEXTS.items() if not path.startswith("fragments/") and again.search(text)] == []


def test_ties_read_by_generated_statements_meet_the_same_fragment() -> None:
    assert expand_fragments("@holds_as_known(tie)", "test") == HOLDS
    assert "tie.known_from <= $as_known" in HOLDS


@pytest.mark.parametrize("path", TEXTS)
def test_no_file_repeats_a_block_of_lines(path: str) -> None:
    lines = [line.strip() for line in TEXTS[path].splitlines() if not line.startswith("//")]
    blocks = [tuple(lines[first : first + 3]) for first in range(len(lines) - 2)]
    assert len(blocks) == len(set(blocks))


def test_a_call_is_replaced_and_keeps_the_indentation_of_its_line() -> None:
    fragments = make(good="@tie.good\n  AND @tie.better")
    assert expand_fragments("  WHERE @good(own) // @good\n", "x", fragments) == (
        "  WHERE own.good\n    AND own.better // @good\n"
    )


def test_a_fragment_may_use_another() -> None:
    fragments = make(inner="@tie.inner", outer="@inner(@tie) AND @tie.outer")
    assert expand_fragments("@outer(a)", "x", fragments) == "a.inner AND a.outer"


def test_a_fragment_may_be_given_a_parameter() -> None:
    fragments = make(before="item.since <= @tie", now="@before($as_of)")
    assert expand_fragments("@now(a) AND @before($as_known)", "x", fragments) == (
        "item.since <= $as_of AND item.since <= $as_known"
    )


def test_comments_and_literals_are_left_alone() -> None:
    text = "// by @nothing\nRETURN 'a@b.c' AS mail, 'it\\'s @x(y)' AS other"
    assert expand_fragments(text, "x", {}) == text


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("@bad(tie)", "'@bad(tie)' calls no fragment"),
        ("@good", "'@good' calls no fragment"),
        ("@(tie)", "'@' calls no fragment"),
        ("@good()", "'' is not the name of a variable or parameter"),
        ("@good(a, b)", "@good(tie) is called with 2 arguments"),
        ("@good('x')", "\"'x'\" is not the name of a variable or parameter"),
        ("@good($1)", "'$1' is not the name of a variable or parameter"),
        ("@good(a.b)", "'a.b' is not the name of a variable or parameter"),
        ("@good(1)", "'1' is not the name of a variable or parameter"),
        ("@left(a)", "the fragment left calls itself"),
        ("@good(one)", "@good uses the name one itself"),
    ],
)
def test_a_wrong_call_is_refused_with_the_name_of_its_file(call: str, reason: str) -> None:
    fragments = make(good="any(one IN @tie.parts WHERE one.good)", left="@right(@tie)", right="@left(@tie)")
    with pytest.raises(StatementError) as refused:
        expand_fragments(f"MATCH (x) WHERE {call}", "cypher/read/x.cypher", fragments)
    assert str(refused.value).startswith("cypher/read/x.cypher: ")
    assert reason in str(refused.value)


def test_a_good_fragment_is_read_whole() -> None:
    fragment = read_fragment(GOOD, "good")
    assert (fragment.means, fragment.arguments) == ("It is good.", {"tie": "a relationship"})
    assert fragment.body == "@tie.good = $as_of\n  AND @tie.better"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("good(tie)", "other(tie)", "the header lacks `fragment: good(argument, ...)`"),
        ("good(tie)", "good()", "the header lacks"),
        ("// means: It is good.\n", "", "it needs `means`"),
        ("// tie: a relationship\n", "", "it needs `means`, a line on each argument"),
        ("// tie: a relationship", "// a relationship", "is not `name: text`"),
        ("@tie.good = $as_of\n  AND @tie.better", "tie.good", "its body uses [], its arguments are ['tie']"),
        ("@tie.better", "@other.better", "its body uses ['other', 'tie']"),
    ],
)
def test_a_fragment_that_is_not_complete_is_refused(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(StatementError, match=re.escape(reason)):
        read_fragment(GOOD.replace(old, new, 1), "good")
