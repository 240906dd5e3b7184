"""The register of deliveries: what was loaded when, and what became of its rows."""

from ...graph.read.deliveries import DeliveryView, read_deliveries
from ...graph.time_point import TimePoint
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer


async def answer_deliveries(access: GraphAccess, source: str | None = None) -> Answer[tuple[DeliveryView, ...]]:
    """Answer with every delivery, or with those of one source."""
    found = await access.read(read_deliveries)
    asked = tuple(one for one in found if source in (None, one.source))
    return await finish_answer(access, asked, TimePoint(), nodes=len(found))
