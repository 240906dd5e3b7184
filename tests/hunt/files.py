"""A world as a user has it: a mapping file per source, and a folder of CSV files per delivery."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from ..oracle.deliveries import Delivery, HoldingRow, PartyRow, RelationRow, Row, Source

TIE = {"valid_from": "since", "valid_to": "until", "status": "status"}
FILES: dict[type[Row], tuple[str, tuple[str, ...]]] = {
    PartyRow: ("parties.csv", ("code", "kind", "name", "capital", "status", "described")),
    HoldingRow: ("holdings.csv", ("key", "holder", "company", "share", "most", "votes", "since", "until", "status")),
    RelationRow: ("relations.csv", ("key", "left", "right", "kind", "confidence", "since", "until", "status")),
}


def write_mapping(source: Source, path: Path, *, full: bool = False) -> Path:
    """Write the mapping of a source; a full delivery ends what it leaves out."""
    party = {"id": "{code}", "kind": "kind", "name": "name", "registered_capital": "capital",
             "operating_status": "status", "described_at": "described"}  # fmt: skip
    holding = {"start": "{holder}", "end": "{company}", **TIE,
               "share": percent("share"), "share_max": percent("most"), "voting_share": percent("votes")}  # fmt: skip
    relation = {"start": "{left}", "end": "{right}", "kind": "kind",
                "confidence": "confidence", **TIE}  # fmt: skip
    ended = {"delivery": "full", "max_ended": 1.0} if full else {}
    described = {
        "name": source.name,
        "title": {"zh": "样例登记册", "en": "Sample register"},
        "publisher": "Sample Register (fictional)",
        "licence": "CC0-1.0",
        "legal_basis": "invented",
        "trust": source.trust / 100,
        "refresh_days": 30,
        "files": [
            describe_file(PartyRow, "party|{code}", "Party", party),
            describe_file(HoldingRow, "HoldingRow|{key}", "Holding", holding) | ended | {"parcels": source.parcels},
            describe_file(RelationRow, "RelationRow|{key}", "Relation", relation) | ended,
        ],
    }
    path.write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    return path


def percent(column: str) -> dict[str, str]:
    """Return the spec of a percentage."""
    return {"column": column, "read": "percent"}


def describe_file(row: type[Row], reference: str, record: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Describe one file of the mapping."""
    items = [{"record": record, "set": fields}]
    return {"file": FILES[row][0], "reference": reference, "optional": True, "items": items}


def write_delivery(delivery: Delivery, scheme: str, folder: Path) -> Path:
    """Write the files of a delivery that have rows; every id is under the scheme."""
    folder.mkdir()
    for kind, (name, columns) in FILES.items():
        rows = [write_cells(row, f"{scheme}:") for row in delivery.rows if isinstance(row, kind)]
        if rows:
            write_rows(folder / name, columns, rows)
    return folder


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write one file; an unknown value is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def write_cells(row: Row, scheme: str) -> tuple[object, ...]:
    """Return the cells of a row in the order of its columns."""
    match row:
        case PartyRow():
            return scheme + row.party, row.kind, row.name, row.capital, row.operating_status, row.described_at
        case HoldingRow():
            shares = tuple(
                None if part is None else f"{part / 100:.2f}%" for part in (row.share, row.share_max, row.votes)
            )
            return (row.key, scheme + row.start, scheme + row.end, *shares, row.valid_from, row.valid_to, row.status)
        case RelationRow():
            return (
                row.key,
                scheme + row.start,
                scheme + row.end,
                row.kind,
                row.confidence / 100,
                row.valid_from,
                row.valid_to,
                row.status,
            )
