"""Export the whole graph as CSV, one file per label and relationship type, or as JSON lines.

The columns are those of the schema. CSV is UTF-8 without a byte order mark, with commas, LF line ends, and quotes
(doubled inside) around cells that need them. An unknown value is an empty cell, a list a JSON array, a day ISO 8601,
bytes base64. Files and folders are readable by their owner only.
Text that a spreadsheet would run as a formula is prefixed with an apostrophe; `unescape_formula` removes it.
"""

import csv
import os
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import orjson

from ...errors import StorageError, UsageError
from ..engine.store import Store
from ..new_folder import new_folder
from ..schema.graph_model import node_types, own_relationship_types, relationship_types
from ..whole_graph import NODES_PER_PAGE, read_nodes, read_own_ties, read_ties

FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
Page = list[list[Any]]
PAGE_SIZES = {"Document": 500, "Record": 2_000, "DeliveredLines": 10}  # smaller, because their texts are long


def export_csv(store: Store, folder: Path) -> dict[str, int]:
    """Write one CSV file per label and relationship type into a new folder; return the number of rows in each.

    The folder appears once it is complete. Raises UsageError if it exists and is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} exists already; name a folder that does not")
    counts: dict[str, int] = {}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with new_folder(folder) as part:
            for label, columns, pages in read_tables(store):
                counts[label] = write_csv(part / f"{label}.csv", columns, pages)
    except OSError as error:
        raise StorageError(f"cannot write the export to {folder}: {error.strerror}") from error
    return counts


def export_jsonl(store: Store, path: Path) -> dict[str, int]:
    """Write one JSON object per node and relationship; return the number of each kind.

    The file replaces an earlier one once it is complete. Unknown values are left out.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    counts: dict[str, int] = {}
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open_private(part) as handle:
                for label, columns, pages in read_tables(store):
                    counts[label] = write_lines(handle, label, columns, pages)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"cannot write the export to {path}: {error.strerror}") from error
    return counts


def read_tables(store: Store) -> Iterator[tuple[str, list[str], Iterator[Page]]]:
    """Read every label and relationship type: its name, its columns, and its rows in pages."""
    for label, node in node_types().items():
        columns = [item.name for item in node.properties]
        yield label, columns, read_nodes(store, label, columns, PAGE_SIZES.get(label, NODES_PER_PAGE))
    for label, relationship in relationship_types().items():
        columns = [item.name for item in relationship.properties]
        yield label, ["start", "end", *columns], read_all_ties(store, label, columns)
    for label, own in own_relationship_types().items():
        columns = [item.name for item in own.properties]
        yield label, ["start", "end", *columns], read_all_own_ties(store, label, columns)


def read_all_ties(store: Store, label: str, columns: Sequence[str]) -> Iterator[Page]:
    """Read all relationships of a type."""
    for page in read_nodes(store, "Party", ["id"]):
        yield from read_ties(store, label, columns, [row[0] for row in page])


def read_all_own_ties(store: Store, label: str, columns: Sequence[str]) -> Iterator[Page]:
    """Read all relationships of a type that riskgraph creates itself: links from records, and derived ties."""
    start_label = own_relationship_types()[label].start_label
    for page in read_nodes(store, start_label, [node_types()[start_label].key]):
        yield from read_own_ties(store, label, columns, [row[0] for row in page])


def write_csv(path: Path, columns: Sequence[str], pages: Iterator[Page]) -> int:
    """Write one table; return the number of its rows."""
    count = 0
    with open_private(path) as binary, TextIOWrapper(binary, encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        for page in pages:
            writer.writerows([write_cell(value) for value in row] for row in page)
            count += len(page)
    return count


def open_private(path: Path) -> IO[bytes]:
    """Open a new file that only its owner may read: what the graph holds is not for other users of the machine."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def write_cell(value: Any) -> str:
    """Write one value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return escape_formula(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return write_bytes(value)
    return orjson.dumps(value).decode() if isinstance(value, list) else str(value)


def write_bytes(value: bytes) -> str:
    """Write bytes, which JSON does not have, as base64."""
    return b64encode(value).decode()


def escape_formula(text: str) -> str:
    """Prefix text that a spreadsheet would run as a formula, or that already looks escaped, with an apostrophe."""
    return f"'{text}" if FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Remove the apostrophe that `escape_formula` added."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def write_lines(handle: IO[bytes], label: str, columns: Sequence[str], pages: Iterator[Page]) -> int:
    """Write one label or relationship type as JSON lines; return their number."""
    count = 0
    kind = "node" if label in node_types() else "relationship"
    for page in pages:
        for row in page:
            known = {name: value for name, value in zip(columns, row, strict=True) if value is not None}
            ends = {name: known.pop(name) for name in ("start", "end") if kind == "relationship"}
            handle.write(orjson.dumps({"type": kind, "label": label, **ends, "properties": known}, write_bytes) + b"\n")
        count += len(page)
    return count
