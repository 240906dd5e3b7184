"""Read what rules found for a day, the days for which each ran, and the parties of changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...rules.rule_files import find_rules
from ..ties import PARTY, NodeView

AT_ONCE = 2_000  # ids in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOnce:
    """A finding of one run; `key` is what makes it the same hit in another run."""

    key: str
    party: str
    severity: str
    title_en: str
    title_zh: str
    path: tuple[str, ...]
    records: tuple[str, ...]
    found_on: date


async def read_days_of_runs(transaction: Transaction) -> dict[str, list[date]]:
    """Read the days for which each rule ran, the first first."""
    parameters = {"rules": list(find_rules()), "as_of": date.max, "as_known": date.max}
    rows = await transaction.run(read_statement("read/findings/rule_runs"), parameters)
    return {
        row["rule"]: sorted(date.fromisoformat(run.split("/")[0]) for run in (row["runs"] or "").split(",") if run)
        for row in rows
    }


async def read_run(transaction: Transaction, rule: str, day: date) -> dict[str, FoundOnce]:
    """Read what a rule found for a day, by key."""
    rows = await transaction.run(read_statement("read/changes/findings_of_run"), write_bounds(rule, day))
    found: dict[str, FoundOnce] = {}
    for row in rows:
        evidence = orjson.loads(row["evidence"])
        kept = {name: row[name] for name in ("key", "party", "severity", "title_en", "title_zh", "found_on")}
        found[row["key"]] = FoundOnce(**kept, path=tuple(evidence["path"]), records=tuple(evidence["records"]))
    return found


def write_bounds(rule: str, day: date) -> dict[str, str]:
    """Write the bounds of the ids of what a rule found for a day: an id is the rule, the day and a hash."""
    return {"first": f"{rule}|{day.isoformat()}|", "past": f"{rule}|{day.isoformat()}}}"}  # } comes after |


async def read_parties(transaction: Transaction, ids: Sequence[str]) -> dict[str, NodeView]:
    """Read the kinds and names of some parties, by id."""
    found: dict[str, NodeView] = {}
    for first in range(0, len(ids), AT_ONCE):
        part = {"ids": list(ids[first : first + AT_ONCE])}
        for row in await transaction.run(read_statement("read/changes/parties_named"), part):
            found[row["id"]] = NodeView(row["id"], PARTY, row["kind"], row["name"])
    return found


async def read_parties_of_cases(
    transaction: Transaction, cases: Sequence[str]
) -> Mapping[str, list[tuple[str, str | None]]]:
    """Read the parties of some cases with their parts in them, by the id of the case."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for first in range(0, len(cases), AT_ONCE):
        part = {"ids": list(cases[first : first + AT_ONCE])}
        for row in await transaction.run(read_statement("read/changes/parties_of_cases"), part):
            found.setdefault(row["lawsuit"], []).append((row["party"], row["role"]))
    return found
