"""A party's 360 view and its neighbourhood."""

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from ...answers.party_notes import explain_party
from ...errors import QueryTimeoutError
from ...graph.read.controlled_companies import explain_controls
from ...graph.read.network import Network, NetworkQuestion, read_network
from ...graph.read.party import PartyView, read_party
from ...graph.read.rule_runs import explain_runs
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ..depends import Asked, Held, NodeId, Types
from ..envelope import send_answer
from ..founding import fetch_founding_notes
from ..party_lookup import read_named
from ..schemas.common import Answer
from ..schemas.parties import NetworkOfParty, Party
from ..server.resources import Resources
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["parties"], responses=PROBLEMS)

Hops = Annotated[int, Query(ge=1, le=8, description="How many relationships away; the server has its own cap.")]
Limit = Annotated[int | None, Query(ge=1, le=5000, description="Most nodes in the answer; the server has its own cap.")]


@router.get("/{id}", response_model=Answer[Party])
async def read_party_view(id: NodeId, held: Held, time_point: Asked) -> Response:  # noqa: A002
    """Give everything known about a party on one page."""
    view = await read_named(held, partial(fetch_party, held, time_point), id)
    seen = view.relationships_seen
    founding = await fetch_founding_notes(held, time_point, view.id)
    derived = (
        explain_controls(view.controls_as_of, time_point),
        explain_runs(view.rules_ran_for, view.findings, time_point),
    )
    return send_answer(
        show_party(view), held, time_point, nodes=1 + seen, relationships=seen, cuts=view.cuts,
        notes=[*founding, *explain_party(view, time_point), *filter(None, derived)],
    )  # fmt: skip


async def fetch_party(held: Resources, time_point: TimePoint, party: str) -> PartyView:
    """Give everything known about the party with an id."""
    settings = held.settings
    return await held.store.transact(
        lambda tx: read_party(tx, party, time_point, settings.max_neighbours), settings.read_budget_s, writes=False
    )


@router.get("/{id}/network", response_model=Answer[NetworkOfParty])
async def read_network_view(
    id: NodeId, held: Held, time_point: Asked, types: Types, hops: Hops = 2, limit: Limit = None  # noqa: A002
) -> Response:  # fmt: skip
    """Give the neighbourhood of a party, breadth first; `cut_by` says what cut it."""
    settings = held.settings
    most = min(limit or settings.max_network_nodes, settings.max_network_nodes)
    question = NetworkQuestion(
        party=id,
        hops=min(hops, settings.max_hops),
        time_point=time_point,
        max_neighbours=settings.max_neighbours,
        max_nodes=most,
        types=types,
    )
    network = await read_named(held, lambda party: fetch_network(held, replace(question, party=party)), id)
    cuts = network.cuts | ({Truncation.HOPS} if hops > settings.max_hops else set())
    if most < settings.max_network_nodes:  # the caller's own limit, not the server's cap
        cuts = {Truncation.LIMIT if cut is Truncation.NODES else cut for cut in cuts}
    return send_answer(
        show_network(network), held, time_point,
        nodes=len(network.nodes), relationships=network.relationships_seen, cuts=cuts,
        notes=await fetch_founding_notes(held, time_point, next(iter(network.nodes)).id),
    )  # fmt: skip


async def fetch_network(held: Resources, question: NetworkQuestion) -> Network:
    """Give the neighbourhood as far as the time budget allows."""
    network = Network()
    try:
        await held.store.transact(
            lambda tx: read_network(tx, question, network), held.settings.read_budget_s, writes=False
        )
    except QueryTimeoutError:
        if not network.nodes:
            raise
        network.cuts.add(Truncation.TIME)
    return network


def show_network(network: Network) -> dict[str, object]:
    """Write a neighbourhood as the answer shows it."""
    nodes = [
        {"id": key.id, "label": key.label, "kind": node.kind, "name": node.name, "hops": network.hops[key]}
        for key, node in network.nodes.items()
    ]
    return {"nodes": nodes, "ties": list(network.ties.values())}


def show_party(view: PartyView) -> dict[str, object]:
    """Write the 360 view as the answer shows it; the table of its score has a route of its own."""
    shown = {name: getattr(view, name) for name in Party.model_fields}
    if view.score:
        shown["score"] = {name: value for name, value in view.score.items() if name != "signals"}
    return shown
