"""Read which rules ran for a day: nothing found differs from not looked for."""

from collections.abc import Mapping
from datetime import date

from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..rules.rule_files import find_rules
from ..time_point import TimePoint

Runs = Mapping[str, date | None]


async def read_runs(transaction: Transaction, time_point: TimePoint) -> Runs:
    """Return for each rule the last day, up to the one asked for, for which it ran; None where there is none."""
    parameters = {"rules": list(find_rules()), **time_point.parameters}
    rows = await transaction.run(read_statement("read/rule_runs"), parameters)
    return {row["rule"]: date.fromisoformat(row["last"]) if row["last"] else None for row in rows}
