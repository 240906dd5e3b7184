"""The page of the rules is what their headers say."""

from pathlib import Path

from riskgraph.graph.rules.docs import describe_rules
from riskgraph.graph.rules.rule_files import find_rules

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_rules()


def test_every_rule_has_its_section_and_its_line() -> None:
    lines = describe_rules().splitlines()
    for rule in find_rules().values():
        assert lines.count(f"### `{rule.id}`") == 1
        assert sum(line.startswith(f"| [`{rule.id}`](#{rule.id}) |") for line in lines) == 1


def test_every_parameter_stands_with_its_reason() -> None:
    page = describe_rules()
    for rule in find_rules().values():
        for threshold in rule.thresholds:
            assert f"| `{threshold.name}` | {threshold.value} | {threshold.reason} |" in page
