"""Notes on findings: for which day each rule ran last, which never ran, and whether a rule has changed since."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ...graph.read.rule_runs import Runs
from ...graph.rules.rule_files import Rule
from ...graph.time_point import TimePoint
from ...models.wording import Wording, count, join_wordings
from .declaration import Note, NoteKind
from .rules import write_remedy

NO_RULE_EVER_RAN = NoteKind(
    code="no_rule_ever_ran",
    when="findings are listed, and no rule has run for the day asked for or an earlier one",
    en="no rule was run for {day} or an earlier day, so nothing was looked for{remedy}",
    zh="未按{day}或更早日期运行过任何规则，尚未进行检查{remedy}",
)
FINDINGS_OF_RUNS = NoteKind(
    code="findings_of_runs",
    when="findings are listed: for which day the rules ran last",
    en="the findings are those of the last run of each rule up to {day}: {runs}",
    zh="所列为各规则截至{day}最近一次运行的发现：{runs}",
)
RULES_NEVER_RAN = NoteKind(
    code="rules_never_ran",
    when="findings are listed, and some rules have not run for the day asked for or an earlier one",
    en="these rules did not run for {day} or an earlier day, or not to their end: {rules}{remedy}",
    zh="以下规则未按{day}或更早日期运行，或未完成：{rules}{remedy}",
)
RULES_BEHIND = NoteKind(
    code="rules_behind",
    when="findings are listed, and some rules ran last for an earlier day than others",
    en="these rules last ran for an earlier day than {latest}: {rules}; `riskgraph find --as-of {latest}` runs them",
    zh="以下规则最近一次运行的日期早于{latest}：{rules}；可运行`riskgraph find --as-of {latest}`",
)
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


def explain_runs_of_list(runs: Runs, time_point: TimePoint) -> list[Note]:
    """Return for which days some rules ran last, which did not run, and which are behind the others."""
    day, remedy = time_point.as_of, write_remedy(time_point.as_of)
    ran = Counter(last for last in runs.values() if last is not None)
    if not ran:
        return [NO_RULE_EVER_RAN.write(day=day, remedy=remedy)]
    notes = [FINDINGS_OF_RUNS.write(day=day, runs=join_wordings([write_run(last, ran[last]) for last in sorted(ran)]))]
    missing = sorted(rule for rule, last in runs.items() if last is None)
    latest = max(ran)
    behind = sorted(rule for rule, last in runs.items() if last is not None and last < latest)
    if missing:
        notes.append(RULES_NEVER_RAN.write(day=day, rules=missing, remedy=remedy))
    if behind:
        notes.append(RULES_BEHIND.write(latest=latest, rules=behind))
    return notes


def write_run(day: date, number: int) -> Wording:
    """Write a day and how many rules ran for it."""
    rules = count(number, "rule", zh="条规则")
    return Wording(zh=f"{day}（{rules.zh}）", en=f"{day} ({rules.en})")


def explain_rule_of(finding: Mapping[str, Any], rule: Rule | None) -> Iterator[Note]:
    """Return a note where the rule of a finding is another now, or gone."""
    day, records = finding["found_on"], finding["evidence"].get("records", ())
    if rule is None:
        yield RULE_GONE.write(records, rule=finding["rule"], day=day)
    elif rule.version != finding["rule_version"]:
        yield RULE_CHANGED.write(records, rule=rule.id, day=day, then=finding["rule_version"], now=rule.version)
