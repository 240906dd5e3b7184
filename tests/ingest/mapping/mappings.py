"""Small mappings and what they make of a file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from riskgraph.ingest.records import Entry, Item, Reject
from riskgraph.ingest.source import open_source

KNOWN = date(2024, 1, 1)
PARTY = {"record": "Party", "set": {"id": "x:{id}", "kind": {"value": "Company"}, "name": "name"}}
HEAD = {
    "name": "harbour", "title": {"zh": "港", "en": "Harbour"}, "publisher": "Harbour Office", "licence": "CC0-1.0",
    "legal_basis": "invented", "trust": 0.5, "refresh_days": 7,
}  # fmt: skip


def make_file(**changes: Any) -> dict[str, Any]:
    """Return a part of `files` with one party per row, changed."""
    return {"file": "a.csv", "reference": "{id}", "items": [PARTY]} | changes


def write_mapping(folder: Path, *files: Mapping[str, Any], **changes: Any) -> str:
    """Write a mapping and return its path."""
    path = folder / "map.yml"
    path.write_text(yaml.safe_dump(HEAD | {"files": list(files)} | changes, allow_unicode=True), encoding="utf-8")
    return str(path)


def read(folder: Path, text: str, *files: Mapping[str, Any], **changes: Any) -> list[Entry | Reject]:
    """Read one file, `a.csv`, through a mapping."""
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return list(open_source(write_mapping(folder, *files, **changes)).read(folder, KNOWN))


def read_item(folder: Path, text: str, fields: Mapping[str, object], **changes: Any) -> Item | Reject:
    """Return the last record of the only row of a file, or its reject."""
    item = PARTY | {"set": PARTY["set"] | fields}  # type: ignore[operator]
    (row,) = read(folder, text, make_file(items=[item], **changes))
    return row.items[-1] if isinstance(row, Entry) else row
