"""The register of sources: on what terms each is held, and what its last load did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ingest.source import Source, find_sources


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source of the register, None for one that only a user's mapping file describes, and its last load."""

    name: str
    source: Source | None
    last_load: dict[str, Any] | None


def list_sources(loads: Mapping[str, dict[str, Any]]) -> list[SourceStatus]:
    """Return every source of the package and every source loaded, by name, with its last load."""
    known = find_sources()
    return [SourceStatus(name, known.get(name), loads.get(name)) for name in sorted(known.keys() | loads.keys())]
