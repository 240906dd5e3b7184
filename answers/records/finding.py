"""Answer what a finding is: its sentence, its rule with thresholds, the parties it concerns, and its records."""

from dataclasses import dataclass
from typing import Any

from ...graph.read.records.finding import FindingView, read_finding_view
from ...graph.rules.parameters import find_rules_of_user
from ...graph.rules.rule_files import Rule
from ...graph.time_point import TimePoint
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer
from ..notes.findings import explain_rule_of
from .things import explain_missing


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding with its rule as it is now; None where there is no such rule any more."""

    view: FindingView
    rule: Rule | None


async def answer_finding(access: GraphAccess, id_: str) -> Answer[FindingPage]:
    """Answer with the finding that has an id."""
    view = await access.read(lambda tx: read_finding_view(tx, id_))
    if view is None:
        raise await explain_missing(access, "finding", id_)
    finding = view.properties
    rule = find_rules_of_user(access.settings.rule_parameters).get(finding["rule"])
    return await finish_answer(
        access, FindingPage(view, rule), TimePoint(finding["as_of"]),
        nodes=1 + len(view.parties), named=[party.id for party in view.parties],
        notes=explain_rule_of(finding, rule),
    )  # fmt: skip


def write_finding(page: FindingPage) -> dict[str, Any]:
    """Write a finding for programs."""
    return {"finding": page.view.properties, "parties": page.view.parties, "rule": write_rule_of(page.rule)}


def write_rule_of(rule: Rule | None) -> dict[str, Any] | None:
    """Write what a reader of a finding needs of its rule."""
    if rule is None:
        return None
    names = ("id", "version", "title", "title_zh", "severity", "why", "innocent", "unseen", "source", "thresholds")
    return {name: getattr(rule, name) for name in names}
