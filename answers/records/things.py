"""Answer what a loan, case or figure is, which records say so, and which parties it names."""

from typing import Any

from ...errors import NotFoundError
from ...graph.read.records.made import SaidTie
from ...graph.read.records.relationships import MOST_TIES, read_between
from ...graph.read.records.things import ThingView, read_thing
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer
from .other_kinds import RELATIONSHIPS, explain_other_kind

RELATIONSHIP = "relationship"
KINDS = {"Facility": "loan", "Lawsuit": "case", "Indicator": "figure"}


async def answer_thing(access: GraphAccess, id_: str, label: str) -> Answer[ThingView]:
    """Answer with the loan, case or figure that has an id, as known now."""
    view = await access.read(lambda tx: read_thing(tx, label, id_))
    if view is None:
        raise await explain_missing(access, KINDS[label], id_)
    named = [node.id for node in view.parties.values()] + [part.start.id for part in view.parts]
    return await finish_answer(
        access, view, TimePoint(),
        nodes=1 + len(set(named)), relationships=len(view.parts), cuts={Truncation.ROWS} if view.cut else set(),
        named=named,
    )  # fmt: skip


async def answer_relationships(access: GraphAccess, key: str) -> Answer[tuple[SaidTie, ...]]:
    """Answer with the relationships that a key of evidence names, `TYPE|start|end`, in all their versions."""
    found = await access.read(lambda tx: read_between(tx, key))
    if not found:
        raise await explain_missing(access, RELATIONSHIP, key)
    shown = tuple(found[:MOST_TIES])
    return await finish_answer(
        access, shown, TimePoint(),
        nodes=2, relationships=len(shown), cuts={Truncation.ROWS} if len(found) > MOST_TIES else set(),
        named=[end.id for tie in shown[:1] for end in (tie.start, tie.end)],
    )  # fmt: skip


async def explain_missing(access: GraphAccess, kind: str, id_: str) -> NotFoundError:
    """Return the error of an id that nothing of a kind has, with what has it instead."""
    other = await explain_other_kind(access, id_)
    shown = repr(id_[:200])
    if other and (kind, other) != (RELATIONSHIP, RELATIONSHIPS):
        return NotFoundError(f"{shown} is not the id of a {kind} but {other}")
    return NotFoundError(f"no {kind} with the id {shown} is in the graph; the page of a party lists those it has")


def write_thing(view: ThingView) -> dict[str, Any]:
    """Write a loan, case or figure for programs."""
    return {name: getattr(view, name) for name in ("node", "properties", "records", "parties", "parts")}
