"""Answer which rules are applied, with their meaning, thresholds and versions."""

from ..graph.rules.rule_files import Rule, find_rules
from ..graph.time_point import TimePoint
from .access.graph_access import GraphAccess
from .answer import Answer, finish_answer


async def answer_rules(access: GraphAccess, time_point: TimePoint) -> Answer[tuple[Rule, ...]]:
    """Answer with every rule."""
    return await finish_answer(access, tuple(find_rules().values()), time_point, nodes=0)
