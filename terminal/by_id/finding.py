"""What `riskgraph show ID` prints of a finding: its sentence, its rule, its parties, and its records."""

from dataclasses import asdict

from ...answers.answer import Answer
from ...answers.records.finding import FindingPage, write_finding
from ...graph.rules.rule_files import Rule
from ..envelope import print_answer, show_limits
from ..lists.printed_lists import LONGEST_LIST, print_first
from ..printing import print_line
from ..words import write_word
from .records import write_node


def show_finding(answer: Answer[FindingPage], as_json: bool) -> None:
    """Print a finding with its rule as it is now."""
    page = answer.content
    finding = page.view.properties
    if as_json:
        print_answer(answer, {**write_finding(page), "parties": [asdict(party) for party in page.view.parties]}, None)
        return
    print_line(f"finding / 发现  {finding['id']}")
    print_line(f"  [{write_word(finding['severity'])}] {finding['title_en']}")
    print_line(f"         {finding['title_zh']}")
    print_line(f"  holds for / 适用日 {finding['as_of']}, found on / 发现于 {finding['found_on']}")
    print_line(f"  rule / 规则 {finding['rule']}, version / 版本 {finding['rule_version']}")
    if page.rule is not None:
        show_rule_of(page.rule)
    print_line("parties / 主体")
    print_first([write_node(party) for party in page.view.parties], LONGEST_LIST)
    print_line("records / 记录")
    print_first(list(finding["evidence"].get("records", ())), LONGEST_LIST)
    show_limits(answer, None)


def show_rule_of(rule: Rule) -> None:
    """Print what a rule finds, what excuses it, and its thresholds."""
    print_line(f"    {rule.title} / {rule.title_zh}")
    print_line(f"    innocent when / 正当情形: {rule.innocent}")
    for threshold in rule.thresholds:
        print_line(f"    threshold / 阈值 {threshold.name} = {threshold.value:g}: {threshold.reason}")
