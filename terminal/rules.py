"""What `riskgraph rules` prints: the list of the rules, or one rule with its meaning and the Cypher that it runs."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import dropwhile
from typing import Any

from ..graph.rules.rule_files import Rule
from .printing import console, make_table, print_json, print_line

LISTED = ("id", "family", "severity", "status", "title", "title_zh", "algorithm", "version")
MEANING = (
    ("why it matters", "why"),
    ("innocent when", "innocent"),
    ("cannot see", "unseen"),
    ("reads as", "sentence_en"),
    ("reads as", "sentence_zh"),
    ("source", "source"),
)


def show_rules(rules: Iterable[Rule], as_json: bool) -> None:
    """Print the list of the rules."""
    if as_json:
        print_json([{name: getattr(rule, name) for name in LISTED} for rule in rules])
        return
    table = make_table("rule", "severity", "what it finds", "body")
    for rule in rules:
        body = f"algorithm {rule.algorithm}" if rule.algorithm else "Cypher"
        table.add_row(rule.id, rule.severity, f"{rule.title}\n{rule.title_zh}", body)
    console.print(table)


def show_rule(rule: Rule, as_json: bool) -> None:
    """Print one rule: its meaning, its thresholds, and its Cypher with the fragments expanded."""
    if as_json:
        print_json(describe_rule(rule))
        return
    print_line(f"{rule.id}: {rule.title} / {rule.title_zh}")
    print_line(f"  severity {rule.severity}, {rule.status}, family {rule.family}, version {rule.version}")
    print_line(f"  one finding per {', '.join(rule.key)}, which burdens {', '.join(rule.burdens)}")
    for words, name in MEANING:
        print_line(f"  {words}: {getattr(rule, name)}")
    for threshold in rule.thresholds:
        set_by = " (set in the parameters file)" if threshold.name in rule.changed else ""
        print_line(f"  {threshold.name} = {threshold.value}{set_by}: {threshold.reason}")
    if rule.algorithm:
        print_line(f"  algorithm: {rule.algorithm}, which reads {', '.join(rule.reads)}")
    for name, statement in rule.statements.items():
        print_line(f"\n// {name}\n{strip_header(statement)}")


def describe_rule(rule: Rule) -> dict[str, Any]:
    """Return a rule for programs; the Cypher is what the engine gets, without the header."""
    content = {name: value for name, value in asdict(rule).items() if name != "statement"}
    return {**content, "statements": {name: strip_header(text) for name, text in rule.statements.items()}}


def strip_header(statement: str) -> str:
    """Return a statement without the comments on top of it."""
    return "\n".join(dropwhile(lambda line: line.startswith("//"), statement.splitlines()))
