"""Notes on lists of findings: for which day each rule ran last, and which never ran."""

from collections import Counter
from datetime import date

from ...graph.read.rule_runs import Runs
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
