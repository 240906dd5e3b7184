"""Answer which rules on beneficial owners can be applied, with their articles and versions."""

from ...graph.time_point import TimePoint
from ...models.ownership.regimes import REGIMES, Regime
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer


async def answer_regimes(access: GraphAccess, time_point: TimePoint) -> Answer[tuple[Regime, ...]]:
    """Answer with every rule pack."""
    return await finish_answer(access, tuple(REGIMES.values()), time_point, nodes=0)
