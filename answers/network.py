"""Answer which parties lie around a party."""

from dataclasses import replace

from ..errors import QueryTimeoutError
from ..graph.read.network import Network, NetworkQuestion, read_network
from ..graph.read.party.party import GROUPS
from ..graph.read.ties import PARTY, NodeKey
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, accept_partial_read, finish_answer
from .fetch.as_known import describe_as_known


async def answer_network(
    access: GraphAccess, party: str, time_point: TimePoint, types: tuple[str, ...], hops: int, limit: int | None
) -> Answer[Network]:
    """Find the neighbourhood of a party, breadth first, within the caller's `limit` of nodes and the server's caps."""
    settings = access.settings
    most = min(limit or settings.max_network_nodes, settings.max_network_nodes)
    question = NetworkQuestion(
        party=party, hops=min(hops, settings.max_hops), time_point=time_point,
        max_neighbours=settings.max_neighbours, max_nodes=most, types=types,
    )  # fmt: skip
    network = await find_by_words(access, lambda id_: fetch_network(access, replace(question, party=id_)), party)
    await describe_as_known(access, time_point, network.nodes, network.cuts)
    cuts = network.cuts | ({Truncation.HOPS} if hops > settings.max_hops else set())
    if most < settings.max_network_nodes:  # the caller's own limit, not the server's cap
        cuts = {Truncation.LIMIT if cut is Truncation.NODES else cut for cut in cuts}
    return await finish_answer(
        access, network, time_point,
        nodes=len(network.nodes), relationships=network.relationships_seen, cuts=cuts,
        parties=[next(iter(network.nodes)).id], named=[node.id for node in network.nodes],
        recorded=[(tie.record, tie.recorded_at) for tie in network.ties.values()],
    )  # fmt: skip


def list_crowded(network: Network, key: NodeKey) -> list[str]:
    """List the lists of a party that have more relationships than were read; other nodes have no lists."""
    crowded = network.crowded.get(key, ()) if key.label == PARTY else ()
    return [GROUPS[type_][0 if outgoing else 1] for type_, outgoing in crowded if type_ in GROUPS]


async def fetch_network(access: GraphAccess, question: NetworkQuestion) -> Network:
    """Fetch the neighbourhood as far as the time budget allows."""
    network = Network()
    try:
        await access.read(lambda tx: read_network(tx, question, network))
    except QueryTimeoutError as error:
        accept_partial_read(error, network.nodes, network.cuts)
    return network
