"""The register of sources: on what terms each is held, and what its last load did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...graph.engine.statements import read_statement
from ...graph.read.source_loads import read_loads
from ...graph.time_point import TimePoint
from ...ingest.source import Source, find_sources
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source of the register, None for one that only a user's mapping file describes, and its last load."""

    name: str
    source: Source | None
    last_load: dict[str, Any] | None


TERMS = ("title", "publisher", "licence", "legal_basis", "trust", "refresh_days", "url")


def write_source(status: SourceStatus) -> dict[str, Any]:
    """Write a source for programs."""
    return {"name": status.name, **list_terms(status), "last_load": status.last_load}


def list_terms(status: SourceStatus) -> dict[str, Any]:
    """Return the terms of a source; those of one that only a mapping file describes as its last load stored them."""
    if status.source is not None:
        return {field: getattr(status.source, field) for field in TERMS}
    stored = status.last_load or {}
    return {field: stored.get(field) for field in TERMS}


def list_sources(loads: Mapping[str, dict[str, Any]]) -> list[SourceStatus]:
    """Return every source of the package and every source loaded, by name, with its last load."""
    known = find_sources()
    return [SourceStatus(name, known.get(name), loads.get(name)) for name in sorted(known.keys() | loads.keys())]


async def answer_sources(access: GraphAccess, time_point: TimePoint) -> Answer[tuple[SourceStatus, ...]]:
    """Answer with every source, its terms, and what its last load did."""
    rows = await access.store.read(read_statement("read/source_loads"))
    sources = tuple(list_sources(read_loads(rows)))
    return await finish_answer(access, sources, time_point, nodes=len(rows))
