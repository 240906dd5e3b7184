"""The registers: which rules and regimes are applied, and which sources are held."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Response

from ...answers.registers.regimes import answer_regimes
from ...answers.registers.rules import answer_rules
from ...answers.registers.sources import answer_sources, write_source
from ...graph.rules.rule_files import Rule as RuleFile
from ..depends import Access, RequestedTimePoint
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.owners import AppliedRegime
from ..schemas.registers import RegisteredSource, Rule
from ..validated_route import ValidatedRoute
from .owners import write_regime
from .responses import PROBLEMS

router = APIRouter(prefix="/v1", tags=["registers"], responses=PROBLEMS, route_class=ValidatedRoute)


@router.get("/rules", summary="List the rules", response_model=Answer[list[Rule]])
async def read_rules_view(access: Access, time_point: RequestedTimePoint) -> Response:
    """Return every rule with its meaning, thresholds and version."""
    answer = await answer_rules(access, time_point)
    return send_answer(answer, [write_rule(rule) for rule in answer.content])


@router.get("/sources", summary="List the sources", response_model=Answer[list[RegisteredSource]])
async def read_sources_view(access: Access, time_point: RequestedTimePoint) -> Response:
    """Return every source with its terms and what its last load did."""
    answer = await answer_sources(access, time_point)
    return send_answer(answer, [write_source(status) for status in answer.content])


@router.get("/regimes", summary="List the rules on beneficial owners", response_model=Answer[list[AppliedRegime]])
async def read_regimes_view(access: Access, time_point: RequestedTimePoint) -> Response:
    """Return every rule on beneficial owners with its article, threshold, days in force and version."""
    answer = await answer_regimes(access, time_point)
    return send_answer(answer, [write_regime(regime) for regime in answer.content])


def write_rule(rule: RuleFile) -> dict[str, Any]:
    """Write a rule as the schema has it."""
    content = asdict(rule)
    return {name: content[name] for name in Rule.model_fields}
