"""Which rules ran for a day: without that nobody can tell what was not found from what nobody looked for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..rules.rule_files import find_rules
from ..time_point import TimePoint

Runs = Mapping[str, date | None]


async def read_runs(transaction: Transaction, time_point: TimePoint) -> Runs:
    """Give for each rule the last day, up to the one asked for, for which it ran; None where there is none."""
    parameters = {"rules": list(find_rules()), **time_point.parameters}
    rows = await transaction.run(read_statement("read/rule_runs"), parameters)
    return {row["rule"]: date.fromisoformat(row["last"]) if row["last"] else None for row in rows}


def explain_runs(runs: Runs, findings: Iterable[Mapping[str, Any]], time_point: TimePoint) -> str | None:
    """Say which rules ran for the day asked for, and if the findings of a party are of other days.

    None where all ran for it and findings of that day are shown: these speak for themselves.
    """
    found_for = {finding["as_of"] for finding in findings}
    missing = [rule for rule, last in runs.items() if last != time_point.as_of]
    if not missing and time_point.as_of in found_for:
        return None
    told = [
        *tell_ran(runs, missing, time_point.as_of in found_for, time_point),
        *tell_other_days(found_for, time_point.as_of),
    ]
    return f"{'; '.join(english for english, _ in told)} / {'；'.join(chinese for _, chinese in told)}"


def tell_ran(runs: Runs, missing: list[str], found: bool, time_point: TimePoint) -> list[tuple[str, str]]:
    """Say in both languages how many rules ran, what came of it, and which did not and how they are made to."""
    day, ran = time_point.as_of, len(runs) - len(missing)
    by, by_zh = (f" by {time_point.as_known}", f"截至{time_point.as_known}，") if time_point.as_known else ("", "")
    remedy = (
        "" if time_point.as_known else f": `riskgraph find --as-of {day}` runs them"
    )  # what runs now was not known then
    if not ran:
        return [(f"no rule was run for {day}{by}{remedy}", f"{by_zh}未按{day}运行规则")]
    number = f"{ran}" if not missing else f"{ran} of {len(runs)}"
    outcome, outcome_zh = ("", "") if found else (" and found nothing on it", "，未发现问题")
    told = [(f"{number} rules ran for {day}{by}{outcome}", f"{by_zh}{ran}条规则已按{day}运行{outcome_zh}")]
    if missing:
        names = ", ".join(missing)
        told.append((f"these did not, or not to their end: {names}{remedy}", f"未运行或未完成：{names}"))
    return told


def tell_other_days(found_for: Collection[date], day: date) -> list[tuple[str, str]]:
    """Say in both languages of which other days findings are, if any are."""
    others = sorted({other for other in found_for if other != day})
    if not others:
        return []
    listed = ", ".join(map(str, others))
    return [(f"the findings of {listed} are those of an earlier day", f"{listed}的发现属于较早日期")]
