"""Read the findings of the last runs of rules, the most severe first, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..rules.rule_header import SEVERITIES
from ..time_point import TimePoint
from .network import read_start
from .party.party import read_finding
from .rule_runs import RuleRuns, read_runs
from .ties import PARTY, NodeView

PAGE, PAGE_OF_PARTY = "read/findings/findings_page", "read/findings/findings_page_of_party"
ABOVE_ALL = len(SEVERITIES) + 1  # a rank before the first finding


@dataclass(frozen=True, slots=True)
class FindingPlace:
    """The place of a finding in the list: its rank by severity, its rule and its id."""

    rank: int = ABOVE_ALL
    rule: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class FindingsQuestion:
    """Which findings to list: of these rules and severities, made since a day, on a party or on all (None)."""

    rules: Sequence[str]
    severities: Sequence[str] = SEVERITIES
    since: date = date.min
    party: str | None = None
    limit: int = 100
    after: FindingPlace = FindingPlace()


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding as it is stored, its row and evidence as objects, and the party it is about first of all."""

    stored: dict[str, Any]
    about: NodeView


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """A page of findings, the most severe first; `last` is the place of the last one where others follow.

    `runs` has the last day, up to the day asked for, for which each rule ran; `graph_change` is the graph's present
    change.
    """

    findings: tuple[ListedFinding, ...]
    last: FindingPlace | None
    runs: RuleRuns
    graph_change: int | None


async def read_findings(transaction: Transaction, asked: FindingsQuestion, time_point: TimePoint) -> FindingsPage:
    """Read a page of findings, each rule's of the last day for which it ran; an unknown party is a NotFoundError."""
    if asked.party is not None:
        await read_start(transaction, asked.party)
    runs = await read_runs(transaction, time_point)
    (state,) = await transaction.run(read_statement("read/control/control_day"))
    statement = read_statement(PAGE if asked.party is None else PAGE_OF_PARTY)
    ran = [{"rule": rule, "day": runs.last[rule]} for rule in asked.rules if runs.last.get(rule)]
    rows = await transaction.run(statement, {**list_parameters(asked, time_point), "runs": ran})
    shown = rows[: asked.limit]
    last = read_place(shown[-1]) if len(rows) > asked.limit else None
    return FindingsPage(tuple(map(read_listed, shown)), last, runs, state["graph_change"])


def list_parameters(asked: FindingsQuestion, time_point: TimePoint) -> dict[str, Any]:
    """Return the parameters of the statements; one row more than asked for shows whether others follow."""
    after = {"after_rank": asked.after.rank, "after_rule": asked.after.rule, "after_id": asked.after.id}
    filters = {"severities": list(asked.severities), "since": asked.since, "limit": asked.limit + 1}
    of_party = {} if asked.party is None else {"party": asked.party}
    return {**filters, **after, **of_party, "as_known": time_point.parameters["as_known"]}


def read_place(row: Row) -> FindingPlace:
    """Return the place of a row in the list."""
    return FindingPlace(row["rank"], row["finding"]["rule"], row["finding"]["id"])


def read_listed(row: Row) -> ListedFinding:
    """Turn one row into a finding."""
    stored = read_finding(row["finding"])
    return ListedFinding(stored, NodeView(stored["party"], PARTY, row["kind"], row["name"]))
