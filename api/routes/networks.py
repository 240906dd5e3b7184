"""The neighbourhood of a party."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from ...answers.network import answer_network, list_crowded
from ...graph.read.network import Network
from ...graph.time_point import TimePoint
from ..depends import Access, NodeId, RequestedTimePoint, Types
from ..envelope import send_answer
from ..list_addresses import write_addresses
from ..schemas.common import Answer
from ..schemas.parties import NetworkOfParty
from ..validated_route import LargeAnswerRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["parties"], responses=PROBLEMS, route_class=LargeAnswerRoute)

Hops = Annotated[int, Query(ge=1, le=8, description="How many relationships away; the server has its own cap.")]
Limit = Annotated[int | None, Query(ge=1, le=5000, description="Most nodes in the answer; the server has its own cap.")]


@router.get("/{id}/network", summary="Read the neighbourhood of a party", response_model=Answer[NetworkOfParty])
async def read_network_view(
    id: NodeId, access: Access, time_point: RequestedTimePoint, types: Types, hops: Hops = 2, limit: Limit = None  # noqa: A002
) -> Response:  # fmt: skip
    """Return the neighbourhood of a party, breadth first.

    `cut_by` says what cut it, and `more` of a node where the rest of its relationships is.
    """
    answer = await answer_network(access, id, time_point, types, hops, limit)
    return send_answer(answer, write_network(answer.content, answer.time_point))


def write_network(network: Network, time_point: TimePoint) -> dict[str, Any]:
    """Write a neighbourhood as the schema has it."""
    nodes = [
        {
            "id": key.id, "label": key.label, "kind": node.kind, "name": node.name, "hops": network.hops[key],
            "more": write_addresses(key.id, list_crowded(network, key), time_point),
        }
        for key, node in network.nodes.items()
    ]  # fmt: skip
    return {"nodes": nodes, "ties": list(network.ties.values())}
