"""Answer who actually controls a company."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ..graph.read.party.superseded import read_superseded
from ..graph.read.ties import NodeView
from ..graph.time_point import TimePoint
from ..models.control.controllers import Controller, find_controllers
from ..models.ownership.above_company import Ownership
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, finish_answer
from .notes.conflicts import explain_superseded
from .notes.owners import explain_ownership
from .owners import fetch_owners, list_names


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllersOfCompany:
    """Who controls a company; no controller where neither votes above half nor a source's statement give control."""

    party: NodeView
    controllers: tuple[Controller, ...]
    names: Mapping[str, str | None]


async def answer_controllers(access: GraphAccess, party: str, time_point: TimePoint) -> Answer[ControllersOfCompany]:
    """Find who controls the company with this id, identifier or exact name, and through which chain."""
    ownership = Ownership(await find_by_words(access, partial(fetch_owners, access, time_point), party))
    read, controllers = ownership.read, find_controllers(ownership)
    content = ControllersOfCompany(party=read.nodes[read.start], controllers=tuple(controllers), names=list_names(read))
    superseded = await access.read(lambda tx: read_superseded(tx, list(read.nodes), time_point))
    return await finish_answer(
        access, content, time_point,
        nodes=len(read.nodes), relationships=read.relationships_seen, cuts=read.cuts,
        parties=[read.start], named=read.nodes,
        notes=(*explain_ownership(ownership, controllers), *explain_superseded(superseded)),
    )  # fmt: skip
