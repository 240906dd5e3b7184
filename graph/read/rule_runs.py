"""Read which rules ran for a day, and from which state of the graph: nothing found differs from not looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..rules.rule_files import find_rules
from ..time_point import TimePoint

Runs = Mapping[str, date | None]


@dataclass(frozen=True, slots=True)
class RuleRuns:
    """For each rule the last day, up to the one asked for, for which it ran; None where there is none.

    `change` is the earliest change of the graph that one of these runs read; None where unknown.
    """

    last: Runs
    change: int | None


async def read_runs(transaction: Transaction, time_point: TimePoint) -> RuleRuns:
    """Read the last run of each rule for a day."""
    parameters = {"rules": list(find_rules()), **time_point.parameters}
    rows = await transaction.run(read_statement("read/findings/rule_runs"), parameters)
    last = {row["rule"]: date.fromisoformat(row["last"]) if row["last"] else None for row in rows}
    changes = [read_change(row["runs"] or "", row["last"]) for row in rows if row["last"]]
    return RuleRuns(last, min((change for change in changes if change is not None), default=None))


def read_change(runs: str, day: str) -> int | None:
    """Return the change of the graph that the run for a day read; None where an earlier version did not store it."""
    for run in runs.split(","):
        parts = run.split("/")
        if parts[0] == day and len(parts) > 2 and parts[2]:
            return int(parts[2])
    return None
