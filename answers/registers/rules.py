"""Answer which rules are applied, with their meaning, thresholds and versions."""

from ...graph.rules.parameters import find_rules_of_user
from ...graph.rules.rule_files import Rule
from ...graph.time_point import TimePoint
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer


async def answer_rules(access: GraphAccess, time_point: TimePoint) -> Answer[tuple[Rule, ...]]:
    """Answer with every rule."""
    rules = tuple(find_rules_of_user(access.settings.rule_parameters).values())
    return await finish_answer(access, rules, time_point, nodes=0)
