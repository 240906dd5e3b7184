"""Answer who actually controls a company."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ..graph.read.ties import NodeView
from ..graph.time_point import TimePoint
from ..models.control.controllers import Controller, find_controllers
from ..models.control.possible import PossibleController, find_possible_controllers
from ..models.ownership.above_company import Ownership
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, finish_answer
from .fetch.persons_with_holders import fetch_persons_with_holders
from .fetch.superseded import fetch_superseded, list_parties
from .notes import Note
from .notes.conflicts import explain_superseded
from .notes.ownership.control import explain_controllers, explain_no_controller, explain_possible
from .notes.ownership.owners import explain_ownership
from .owners import fetch_owners, list_names, list_recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllersOfCompany:
    """Who controls a company; no controller where neither votes above half nor a source's statement give control.

    `possible` are those who may control it, as sources do not say exactly how much is held.
    """

    party: NodeView
    controllers: tuple[Controller, ...]
    possible: tuple[PossibleController, ...]
    names: Mapping[str, str | None]


async def answer_controllers(access: GraphAccess, party: str, time_point: TimePoint) -> Answer[ControllersOfCompany]:
    """Find who controls the company with this id, identifier or exact name, and through which chain."""
    ownership = Ownership(await find_by_words(access, partial(fetch_owners, access, time_point), party))
    read, cuts = ownership.read, {*ownership.read.cuts}
    content, notes = await asyncio.to_thread(compute_controllers, ownership)
    superseded = await fetch_superseded(access, read.nodes.values(), time_point, cuts)
    members = (member for controller in content.controllers for member in controller.members)
    doubtful = await fetch_persons_with_holders(access, members, time_point, cuts)
    return await finish_answer(
        access, content, time_point,
        nodes=len(read.nodes), relationships=read.relationships_seen, cuts=cuts,
        parties=[read.start], named=[*read.nodes, *list_parties(superseded), *doubtful.named],
        notes=(
            *notes,
            *doubtful.notes,
            *explain_superseded(superseded),
        ),
        recorded=list_recorded(read),
    )  # fmt: skip


def compute_controllers(ownership: Ownership) -> tuple[ControllersOfCompany, list[Note]]:
    """Compute the controllers, and the notes on the holdings they rest on; above a large company that takes seconds."""
    controllers, possible = find_controllers(ownership), find_possible_controllers(ownership)
    company = ownership.read.nodes[ownership.read.start]
    content = ControllersOfCompany(
        party=company, controllers=tuple(controllers), possible=possible.sides, names=list_names(ownership.read)
    )
    notes = [
        *explain_controllers(company, controllers),
        *explain_possible(company, possible, named=bool(controllers)),
        *explain_no_controller(ownership, controllers, possible),
        *explain_ownership(ownership, controllers),
    ]
    return content, notes
