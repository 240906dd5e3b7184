"""Read pages of what rules found, worst first, each rule for the last day for which it ran."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import orjson

from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..rules.rule_header import SEVERITIES
from .changes.derived import write_bounds
from .ties import PARTY, NodeView

WORST_FIRST = tuple(reversed(SEVERITIES))


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The place of a finding in the order of the list: how severe it is (0: high), its rule, its key."""

    LIST: ClassVar[str] = "findings"  # in the word for a place

    rank: int
    rule: str
    key: str


FIRST = FoundPlace(-1, "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuestion:
    """Which findings: of these runs (the day of each rule) and severities, on a party, found on `since` or later."""

    runs: Mapping[str, date]
    severities: Sequence[str]
    party: str | None
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundView:
    """A finding as lists show it; `row` is what the rule returned."""

    id: str
    rule: str
    rule_version: str
    key: str
    severity: str
    title_en: str
    title_zh: str
    party: NodeView
    path: tuple[str, ...]
    records: tuple[str, ...]
    row: Mapping[str, Any]
    as_of: date
    found_on: date

    @property
    def place(self) -> FoundPlace:
        """Return its place in the order of the list."""
        return FoundPlace(WORST_FIRST.index(self.severity), self.rule, self.key)


async def read_found(
    transaction: Transaction, question: FoundQuestion, after: FoundPlace, limit: int
) -> list[FoundView]:
    """Return at most `limit` findings that follow a place, worst first."""
    if not question.runs:
        return []
    read = read_of_runs if question.party is None else read_of_party
    return [read_view(row) for row in await read(transaction, question, after, limit)]


async def read_of_runs(transaction: Transaction, question: FoundQuestion, after: FoundPlace, limit: int) -> list[Row]:
    """Read the runs one after the other, by severity and rule, until enough is found."""
    statement, rows = read_statement("read/findings/findings_page"), list[Row]()
    for rank, severity in enumerate(WORST_FIRST):
        for rule in sorted(question.runs):
            if len(rows) < limit and severity in question.severities and (rank, rule) >= (after.rank, after.rule):
                key = after.key if (rank, rule) == (after.rank, after.rule) else ""
                asked = {"severity": severity, "since": question.since or date.min, "after_key": key}
                bounds = write_bounds(rule, question.runs[rule])
                rows += await transaction.run(statement, {**asked, **bounds, "limit": limit - len(rows)})
    return rows


async def read_of_party(transaction: Transaction, question: FoundQuestion, after: FoundPlace, limit: int) -> list[Row]:
    """Read what some runs found that concerns a party."""
    parameters = {
        "party": question.party, "runs": [write_bounds(rule, day) for rule, day in question.runs.items()],
        "severities": list(question.severities), "since": question.since or date.min, "limit": limit,
        "after_rank": after.rank, "after_rule": after.rule, "after_key": after.key,
    }  # fmt: skip
    return await transaction.run(read_statement("read/findings/findings_page_of_party"), parameters)


def read_view(row: Row) -> FoundView:
    """Turn a row into a finding."""
    finding = row["finding"]
    evidence = orjson.loads(finding["evidence"])
    kept = ("id", "rule", "rule_version", "key", "severity", "title_en", "title_zh", "as_of", "found_on")
    return FoundView(
        **{name: finding[name] for name in kept},
        party=NodeView(finding["party"], PARTY, row["kind"], row["name"]),
        path=tuple(evidence["path"]),
        records=tuple(evidence["records"]),
        row=orjson.loads(finding["row"]),
    )
