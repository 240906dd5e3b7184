"""The registers: which rules are applied, and which sources are held."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Response

from ...graph.engine.statements import read_statement
from ...graph.read.source_loads import read_loads
from ...graph.rules.rule_files import Rule as RuleFile
from ...graph.rules.rule_files import find_rules
from ...ingest.source import Source, find_sources
from ..depends import Asked, Held
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.registers import RegisteredSource, Rule
from .responses import PROBLEMS

router = APIRouter(prefix="/v1", tags=["registers"], responses=PROBLEMS)

OF_SOURCE = ("title", "publisher", "licence", "legal_basis", "trust", "refresh_days", "url")


@router.get("/rules", response_model=Answer[list[Rule]])
async def read_rules_view(held: Held, time_point: Asked) -> Response:
    """Give every rule with its meaning, thresholds and version."""
    return send_answer([show_rule(rule) for rule in find_rules().values()], held, time_point, nodes=0)


@router.get("/sources", response_model=Answer[list[RegisteredSource]])
async def read_sources_view(held: Held, time_point: Asked) -> Response:
    """Give every source with its terms and what its last load did."""
    rows = await held.store.read(read_statement("read/source_loads"))
    loads = read_loads(rows)
    known = find_sources()
    names = sorted(known.keys() | loads.keys())
    content = [show_source(name, known.get(name), loads.get(name)) for name in names]
    return send_answer(content, held, time_point, nodes=len(rows))


def show_rule(rule: RuleFile) -> dict[str, Any]:
    """Write a rule as the answer shows it."""
    content = asdict(rule)
    return {name: content[name] for name in Rule.model_fields}


def show_source(name: str, source: Source | None, load: dict[str, Any] | None) -> dict[str, Any]:
    """Write a source as the answer shows it; one that only a mapping file describes has no terms here."""
    terms = {field: getattr(source, field) if source else None for field in OF_SOURCE}
    return {"name": name, **terms, "last_load": load}
