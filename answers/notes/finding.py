"""Notes on a finding: whether the rule that made it is still the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...graph.rules.rule_files import Rule
from .declaration import Note, NoteKind

RULE_CHANGED = NoteKind(
    code="rule_changed",
    when="the text or thresholds of the rule have changed since the finding was made",
    en="the finding was made on {day} by version {then} of the rule {rule}; the meaning and thresholds shown are of "
    "version {now}",
    zh="该发现由规则{rule}的版本{then}于{day}生成；所示含义及阈值属于版本{now}",
)
RULE_GONE = NoteKind(
    code="rule_gone",
    when="the rule that made the finding is no longer among the rules",
    en="there is no rule {rule} any more, which made the finding on {day}",
    zh="生成该发现（{day}）的规则{rule}已不存在",
)


def explain_rule_of(finding: Mapping[str, Any], rule: Rule | None) -> Iterator[Note]:
    """Return a note where the rule of a finding is another now, or gone."""
    day, records = finding["found_on"], finding["evidence"].get("records", ())
    if rule is None:
        yield RULE_GONE.write(records, rule=finding["rule"], day=day)
    elif rule.version != finding["rule_version"]:
        yield RULE_CHANGED.write(records, rule=rule.id, day=day, then=finding["rule_version"], now=rule.version)
