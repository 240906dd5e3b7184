"""Every packaged rule is complete and has its tests; a rule file that is not refuses to load and is named."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from riskgraph.errors import StatementError
from riskgraph.graph.rules.algorithms import choose_algorithm
from riskgraph.graph.rules.rule_files import Rule, find_rules, list_rule_files, read_rule
from riskgraph.graph.rules.rule_header import OPTIONAL, REQUIRED
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

CASES = Path(__file__).parent / "rules"
RULES = find_rules()
GOOD = """// id: good
// title: A title
// title_zh: 标题
// severity: high
// status: stable
// key: party_id
// returns: party_id, name, party_ids, records
// param: minimum = 0.5 — half, for a reason
//   that goes on
// why: It matters.
// innocent: It may be lawful.
// unseen: What it cannot see.
// source: A law
// sentence_en: {name} is found.
// sentence_zh: 发现{name}。
MATCH (party:Party)
WHERE party.share > $minimum
  AND party.day <= $as_of
RETURN party.id AS party_id, party.name AS name, [party.id] AS party_ids, [party.record] AS records
ORDER BY party_id
LIMIT $most
"""
BY_ALGORITHM = {name: rule for name, rule in RULES.items() if rule.algorithm}
LOANS = find_rules()["loan_money_returns"]


def cypher_of(rule: Rule) -> str:
    """Return all the Cypher that a rule runs."""
    return "\n".join(rule.statements.values())


def read_test_names() -> set[str]:
    """Return the names of all tests of rules."""
    modules = (ast.parse(path.read_text(encoding="utf-8")) for path in CASES.glob("test_*.py"))
    functions = (node for module in modules for node in module.body if isinstance(node, ast.FunctionDef))
    return {function.name for function in functions if function.name.startswith("test_")}


def refuse(old: str, new: str) -> str:
    """Read the good rule with one change and give the reason for which it is refused."""
    assert old in GOOD
    with pytest.raises(StatementError) as refused:
        read_rule(GOOD.replace(old, new, 1), "good", "case")
    return str(refused.value)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("verb", ["finds", "leaves_out", "forgets"])
def test_every_rule_has_a_guilty_an_innocent_and_a_past_case(rule: str, verb: str) -> None:
    assert [name for name in read_test_names() if name.startswith(f"test_{rule}_{verb}_")]


def test_every_test_of_a_rule_names_a_rule() -> None:
    assert [name for name in read_test_names() if not any(name.startswith(f"test_{rule}_") for rule in RULES)] == []


def test_every_rule_file_is_read() -> None:
    assert [file.name.removesuffix(".cypher") for _, file in list_rule_files()] == list(RULES)
    assert len(RULES) >= 12


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_has_its_whole_header(rule: Rule) -> None:
    lines = re.findall(r"^// ([a-z_]+): \S", rule.statement, re.MULTILINE)
    assert set(REQUIRED) <= set(lines) <= {*REQUIRED, *OPTIONAL, "param"}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_threshold_is_a_parameter_with_a_reason(rule: Rule) -> None:
    taken = ALGORITHMS[rule.algorithm].thresholds if rule.algorithm else ()
    used = {*taken, *re.findall(r"\$(\w+)", rule.statement)}
    assert all(item.name in used and len(item.reason) > 20 for item in rule.thresholds)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_that_reads_control_says_that_it_needs_it(rule: Rule) -> None:
    assert ("control" in rule.needs) == (":CONTROLS" in cypher_of(rule))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_asks_for_control_of_its_day(rule: Rule) -> None:
    body = re.sub(r"^//.*$", "", cypher_of(rule), flags=re.MULTILINE)
    assert body.count(":CONTROLS") <= body.count(".as_of = $as_of") + body.count("{as_of: $as_of")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_passes_over_what_is_retracted_or_no_longer_in_the_books(rule: Rule) -> None:
    assert cypher_of(rule).count("status IN ['retracted', 'disputed']") == cypher_of(rule).count("known_to IS NULL")


def test_algorithms_and_the_rules_that_name_them_are_the_same() -> None:
    assert {rule.algorithm for rule in BY_ALGORITHM.values()} == set(ALGORITHMS)


@pytest.mark.parametrize("rule", BY_ALGORITHM.values(), ids=BY_ALGORITHM)
def test_every_algorithm_fits_the_header_of_its_rule(rule: Rule) -> None:
    assert choose_algorithm(rule, ALGORITHMS) is ALGORITHMS[rule.algorithm or ""]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"algorithm": "magic"}, "there is no algorithm 'magic'"),
        ({"reads": ("open_loans", "payments_from")}, "reads is open_loans, payments_from; the algorithm"),
        ({"returns": ("party_id",)}, "returns is party_id; the algorithm money_returns has party_id, facility_id"),
        (
            {"thresholds": LOANS.thresholds[:1]},
            "param is window_days; the algorithm money_returns has",
        ),
    ],
)
def test_a_header_that_its_algorithm_does_not_fit_is_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(StatementError, match=re.escape(f"rule loan_money_returns: {reason}")):
        choose_algorithm(replace(LOANS, **changes), ALGORITHMS)  # type: ignore[arg-type]


def test_a_read_that_takes_what_its_algorithm_does_not_give_is_refused() -> None:
    strange = {"money_returns": replace(ALGORITHMS["money_returns"], reads=dict.fromkeys(LOANS.reads, ()))}
    with pytest.raises(StatementError, match=r"payments_from takes the parameters \['payers'\]"):
        choose_algorithm(LOANS, strange)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "// reads: open_loans, payments_from, control_around\n",
            "",
            "the header does not say what the algorithm reads",
        ),
        ("// reads: open_loans,", "// reads: closed_loans,", "there is no statement cypher/read/rules/closed_loans"),
        ("control_around\n", "control_around\nRETURN 1 AS one\n", "a statement below the header would not run"),
        ("// algorithm: money_returns\n", "", "it names reads and no algorithm"),
    ],
)
def test_a_rule_of_an_algorithm_that_is_not_sound_is_refused(old: str, new: str, reason: str) -> None:
    assert old in LOANS.statement
    with pytest.raises(StatementError, match=re.escape(reason)):
        read_rule(LOANS.statement.replace(old, new), LOANS.id, "money")


def test_the_version_of_a_rule_is_that_of_its_expanded_text() -> None:
    text = "".join(
        file.read_text(encoding="utf-8") for _, file in list_rule_files() if file.name == "nominee_holder.cypher"
    )
    rule = RULES["nominee_holder"]
    assert "@holds(tie)" in text
    assert "@" not in rule.statement
    assert read_rule(rule.statement, rule.id, rule.family).version == rule.version
    assert read_rule(rule.statement.replace("> $as_of", ">= $as_of"), rule.id, rule.family).version != rule.version


def test_a_good_rule_is_read_whole() -> None:
    rule = read_rule(GOOD, "good", "case")
    assert (rule.id, rule.family, rule.key, rule.parameters) == ("good", "case", ("party_id",), {"minimum": 0.5})
    assert rule.burdens == ("party_id",)
    assert rule.thresholds[0].reason == "half, for a reason that goes on"


@pytest.mark.parametrize("field", REQUIRED)
def test_a_header_line_that_is_missing_is_named(field: str) -> None:
    text = "".join(line for line in GOOD.splitlines(keepends=True) if not line.startswith(f"// {field}:"))
    with pytest.raises(StatementError, match=rf"rule good: the header lacks {field}$"):
        read_rule(text, "good", "case")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("// id: good", "// id: other", "the id 'other' is not the name of the file"),
        ("severity: high", "severity: grave", "severity 'grave' is not one of low, medium, high"),
        ("status: stable", "status: done", "status 'done' is not one of"),
        ("// source:", "// author:", "the header has an unknown line 'author'"),
        ("// title: A title", "// title: A title\n// title: B", "the header has the line 'title' twice"),
        ("// title: A title", "// A title", "the header line 'A title' is not `name: value`"),
        ("// source: A law", "// source: A law\n// needs: magic", "it needs magic, which is not computed"),
        (" — half, for a reason", "", "is not `name = number — reason`"),
        ("minimum = 0.5", "minimum = half", "is not `name = number — reason`"),
        ("key: party_id", "key: person_id", "the key person_id is not among the columns"),
        ("key: party_id", "key: party_id\n// burdens: owner_id", "what it burdens, owner_id is not among the columns"),
        ("sentence_en: {name}", "sentence_en: {names}", "sentence_en uses names, which it does not return"),
        ("sentence_zh: 发现{name}", "sentence_zh: 发现{name:percnt}", "sentence_zh uses the unknown format percnt"),
        ("party_ids, records\n", "party_ids\n", "it does not return records"),
        ("> $minimum", "> $least", "the header does not declare the parameter least"),
        ("> $minimum", "> 0.5", "the statement does not use the parameter minimum"),
        ("<= $as_of", "IS NOT NULL", "it does not ask for the day $as_of"),
        ("party.name AS name", "party.name AS called", "the header says party_id, name"),
        ("party.name AS name", "party.name", "the result 'party.name' has no name"),
        ("LIMIT $most", "LIMIT 10", "it does not end with LIMIT $most"),
        ("MATCH (party:Party)\n", "MATCH (party:Party)-[:OWNS*]->(party)\n", "has no upper bound"),
        ("MATCH (party:Party)\n", "MATCH (party:Party)-[:OWNS*2..]->(party)\n", "has no upper bound"),
        ("MATCH (party:Party)\n", "MERGE (party:Party)\n", "a rule only reads, this one uses MERGE"),
    ],
)
def test_a_rule_that_is_not_sound_is_refused_with_its_name_and_the_reason(old: str, new: str, reason: str) -> None:
    message = refuse(old, new)
    assert message.startswith("rule good: ")
    assert reason in message
