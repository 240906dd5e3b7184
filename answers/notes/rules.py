"""Notes on which rules ran for a day: they separate "nothing was found" from "nothing was looked for"."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from ...graph.lenders import OWN_LENDERS, hash_lenders
from ...graph.read.rule_runs import Runs
from ...graph.time_point import TimePoint
from ...models.wording import Wording
from .declaration import Note, NoteKind

NO_RULE_RAN = NoteKind(
    code="no_rule_ran",
    when="no rule ran for the day asked for",
    en="no rule was run for {day}{by}{remedy}",
    zh="{by}未按{day}运行规则{remedy}",
)
RULES_RAN = NoteKind(
    code="rules_ran",
    when="rules ran for the day, and either found nothing on the party or did not all run",
    en="{number} rules ran for {day}{by}{outcome}",
    zh="{by}{number}条规则已按{day}运行{outcome}",
)
RULES_NOT_RUN = NoteKind(
    code="rules_not_run",
    when="some rules did not run for the day, or not to their end",
    en="these rules did not run, or not to their end: {rules}{remedy}",
    zh="以下规则未运行或未完成：{rules}{remedy}",
)
FINDINGS_OF_OTHER_DAYS = NoteKind(
    code="findings_of_other_days",
    when="findings of an earlier day are shown",
    en="some findings shown are from earlier runs: {days}",
    zh="{days}的发现属于较早日期",
)
FINDINGS_OLDER_THAN_GRAPH = NoteKind(
    code="findings_older_than_graph",
    when="the graph has changed since the rules ran for the day",
    en="the rules last ran on the graph as of change {change} (changes since then: {number:,}), which may have added "
    "findings or ended them: `riskgraph find --as-of {day}` runs the rules again",
    zh="规则最近一次按第{change}次变更时的图运行（此后变更{number:,}次），发现可能增减：可运行"
    "`riskgraph find --as-of {day}`重新运行",
)
OWN_LENDERS_CHANGED = NoteKind(
    code="own_lenders_changed",
    when="a finding that says whose a loan is was made with other own lenders",
    en="RISKGRAPH_OWN_LENDERS has changed since findings of {rules} were made for {days}: they may call a loan your "
    "own or another lender's when the list of loans does not; `riskgraph find --as-of {day}` makes them again",
    zh="{days}的{rules}发现生成后，RISKGRAPH_OWN_LENDERS已更改，其所述贷款归属（本机构或其他机构）可能与贷款列表不一致：可运行"
    "`riskgraph find --as-of {day}`重新生成",
)
NOTHING = Wording("", "")


def explain_runs(runs: Runs, findings: Iterable[Mapping[str, Any]], time_point: TimePoint) -> list[Note]:
    """Return which rules ran for the day asked for, and whether findings are of other days.

    Nothing where all rules ran for it and findings of that day are shown: these speak for themselves.
    """
    days_found = {finding["as_of"] for finding in findings}
    missing = [rule for rule, last in runs.items() if last != time_point.as_of]
    if not missing and time_point.as_of in days_found:
        return []
    notes = explain_missing(runs, missing, time_point, found=time_point.as_of in days_found)
    others = sorted(day for day in days_found if day != time_point.as_of)
    return [*notes, *([FINDINGS_OF_OTHER_DAYS.write(days=others)] if others else [])]


def explain_age_of_runs(runs: Runs, time_point: TimePoint, change: int | None, graph_change: int | None) -> list[Note]:
    """Return a note if the graph changed after the rules ran; none where none ran, or for earlier knowledge."""
    number = (graph_change or 0) - (change or 0)
    if time_point.as_known is not None or change is None or number <= 0:
        return []
    day = max(last for last in runs.values() if last is not None)
    return [FINDINGS_OLDER_THAN_GRAPH.write(change=change, number=number, day=day)]


def explain_lenders(findings: Iterable[Mapping[str, Any]], own_lenders: Collection[str]) -> list[Note]:
    """Return a note if findings were made with other own lenders than the answer has; none where they say nothing."""
    setting = hash_lenders(own_lenders)
    aged = [finding for finding in findings if finding["row"].get(OWN_LENDERS, setting) != setting]
    if not aged:
        return []
    rules, days = (sorted({finding[name] for finding in aged}) for name in ("rule", "as_of"))
    return [OWN_LENDERS_CHANGED.write(rules=rules, days=days, day=days[-1])]


def explain_missing(runs: Runs, missing: list[str], time_point: TimePoint, *, found: bool) -> list[Note]:
    """Return how many rules ran, what came of it, and which did not run."""
    day, known = time_point.as_of, time_point.as_known
    by = Wording(zh=f"截至{known}，", en=f" by {known}") if known else NOTHING
    remedy = write_remedy(day) if known is None else NOTHING  # what runs now was not known then
    if len(missing) == len(runs):
        return [NO_RULE_RAN.write(day=day, by=by, remedy=remedy)]
    ran = len(runs) - len(missing)
    number = Wording(zh=f"{len(runs)}条中的{ran}", en=f"{ran} of {len(runs)}") if missing else ran
    outcome = NOTHING if found else Wording(zh="，未发现问题", en=" and found nothing on it")
    notes = [RULES_RAN.write(number=number, day=day, by=by, outcome=outcome)]
    return [*notes, *([RULES_NOT_RUN.write(rules=missing, remedy=remedy)] if missing else [])]


def write_remedy(day: date) -> Wording:
    """Write the command that runs the rules for a day."""
    return Wording(zh=f"：可运行`riskgraph find --as-of {day}`", en=f": `riskgraph find --as-of {day}` runs them")
