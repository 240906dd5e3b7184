"""Who, of those above a company, is reported to hold for somebody else: an owner in the books, another behind him."""

from collections.abc import Sequence

from ..graph.read.owners import Owners
from ..graph.read.ties import TieView
from ..models.control.controllers import Controller

MOST_NOTED = 10


def explain_nominees(owners: Owners, controllers: Sequence[Controller]) -> list[str]:
    """Give a sentence per report that a holder or controller is a nominee, the surest first; many are counted."""
    above = {tie.start for tie in (*owners.holdings.values(), *owners.stated.values())}
    above |= {member.id for controller in controllers for member in controller.members}
    reports = sorted(
        (tie for tie in owners.nominees.values() if tie.start in above),
        key=lambda tie: (-tie.confidence, tie.start, tie.end, tie.record),
    )
    more = len(reports) - MOST_NOTED
    counted = [f"{more:,} more reports of nominees among the holders / 另有{more:,}条代持记录"] if more > 0 else []
    return [*(describe_nominee(owners, tie) for tie in reports[:MOST_NOTED]), *counted]


def describe_nominee(owners: Owners, tie: TieView) -> str:
    """Say who is reported to hold for whom, by which record, and how sure that is."""
    nominee, principal = (f"{owners.nodes[id_].name or id_} ({id_})" for id_ in (tie.start, tie.end))
    return (
        f"{nominee} is reported to be a nominee of {principal}, who may be the owner or controller in fact / "
        f"据报为后者代持，后者可能是实际所有人或控制人: confidence / 置信度 {tie.confidence:.0%}, "
        f"source / 来源 {tie.source}  [{tie.record}]"
    )
