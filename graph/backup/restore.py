"""Restore a backup into an engine of either kind: all of it, or a graph that is marked as half restored."""

import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

from ...errors import BackupError, EngineError, SchemaVersionError, StorageError, UsageError
from ..engine.cursor import MARK
from ..engine.statements import read_statement
from ..engine.store import Store, Transaction
from ..personal.acts import read_acts_on_file
from ..personal.beside import hold_writers
from ..personal.keyed import KEY_FILE, open_keyed
from ..schema.graph_model import VERSION, build_schema_statements, node_types, own_relationship_types
from ..schema.prepare import bring_up
from .archive import Manifest, Part, read_back
from .back_up import count_all
from .beside import FILES, choose_place, remove_files, restore_files
from .read_ahead import read_ahead
from .read_graph import NODES
from .values import Line, read_line

logger = logging.getLogger(__name__)

Report = Callable[[str], None]
BATCH_LINES = 5_000
BATCH_BYTES = 4_000_000  # a Bolt message of the embedded engine holds 16 MB
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Restored:
    """A finished restore."""

    manifest: Manifest
    nodes: int
    relationships: int


def check_backup(path: Path) -> Manifest:
    """Check every hash of a backup and return its manifest; raise an error for one that this program cannot restore."""
    try:
        manifest = read_back(path)
    except OSError as error:
        raise StorageError(f"cannot read the backup {path}: {error.strerror or error}") from error
    for part in manifest.parts:
        if part.rows is None:
            choose_place(part.name)
    if manifest.schema > VERSION:
        raise SchemaVersionError(
            f"{path} was made by a newer riskgraph (schema {manifest.schema}, this program knows {VERSION}); "
            "use that one"
        )
    return manifest


def holds_data(store: Store) -> bool:
    """Check whether a graph holds anything that a restore would replace; a part of a backup does not count."""
    rows = store.read(read_statement("read/state/schema"))
    if any(row["id"] == MARK for row in rows):
        return False
    return bool(store.read(read_statement("read/backup/holds_data")))


def restore(
    store: Store, path: Path, manifest: Manifest, report: Report = logger.info, *, replace: bool = True
) -> Restored:
    """Replace the graph with a backup that `check_backup` has checked; without `replace` only an empty one.

    The graph is marked until all of the backup is in it, under an identity of its own; what was done to persons' data
    since the backup is done again before the mark is removed.
    """
    check_acts_key(store, manifest)
    try:
        with hold_writers(store.settings), zipfile.ZipFile(path) as archive:
            if not replace and holds_data(store):
                raise UsageError(f"the graph is not empty; use --replace to delete what it holds and restore {path}")
            mark(store, path)
            empty(store)
            remove_files(store.settings)
            write_graph(store, archive, manifest, report)
            restore_files(store.settings, archive, manifest)
            counted = check_restored(store, manifest)
    except OSError as error:
        raise StorageError(
            f"{error.filename or path}: {error.strerror or error}; the graph holds a part of the backup, so free space "
            "and run the command again"
        ) from error
    store.write(read_statement("write/state/content"), {"id": "identity", "content": uuid4().hex})
    bring_up(store, manifest.schema)
    store.write(read_statement("write/backup/end_restore"))
    return Restored(manifest, *counted)


def check_acts_key(store: Store, manifest: Manifest) -> None:
    """Raise `StorageError` if acts on persons' data of the backup and of this data directory have different keys."""
    if manifest.acts_key is None:
        return
    settings = store.settings
    here = {act.fingerprint for act in read_acts_on_file(settings)}
    brings_key = any(part.name == f"{FILES}/{KEY_FILE}" for part in manifest.parts)
    if settings.erasure_key is not None or not brings_key:
        here.add(open_keyed(settings).fingerprint)
    if here - {manifest.acts_key}:
        raise StorageError(
            "persons were erased or restricted in the backup with another key than the one here: set "
            "RISKGRAPH_ERASURE_KEY as where the backup was made, or restore into another data directory"
        )


def mark(store: Store, path: Path) -> None:
    """Mark the graph as half restored, and take its identity from it."""

    async def work(transaction: Transaction) -> None:
        named = {"id": MARK, "content": str(path.absolute())}
        await transaction.run(read_statement("write/state/content"), named)
        await transaction.run(read_statement("write/backup/begin_restore"))

    store.transact(work)


def empty(store: Store) -> None:
    """Delete everything in the graph but the mark, in steps that fit into memory."""
    while store.write(read_statement("write/backup/delete_some"))[0]["deleted"]:
        pass


def write_graph(store: Store, archive: zipfile.ZipFile, manifest: Manifest, report: Report) -> None:
    """Write all nodes, then all relationships."""
    for statement in build_schema_statements():
        store.write(statement)
    for part in manifest.parts:
        if part.rows:
            report(f"restore: {part.name}, {part.rows:,}")
            write = write_nodes if part.name.startswith(NODES) else write_ties
            for lines in read_ahead(read_batches(archive, part)):
                write(store, part.name.partition("/")[2], lines)


def read_batches(archive: zipfile.ZipFile, part: Part) -> Iterator[list[Line]]:
    """Read the lines of a part in batches."""
    lines: list[Line] = []
    size = 0
    with archive.open(part.name) as member:
        for text in member:
            lines.append(read_line(text))
            size += len(text)
            if len(lines) >= BATCH_LINES or size > BATCH_BYTES:
                yield lines
                lines, size = [], 0
    if lines:
        yield lines


def write_nodes(store: Store, label: str, lines: Sequence[Line]) -> None:
    """Create nodes; the identity of the state stays behind, because it named the graph that was backed up."""
    if label == "State":
        lines = [line for line in lines if line[1]["id"] not in ("identity", MARK)]
    for labels, part in groupby(sorted(lines, key=lambda line: line[0]), key=lambda line: line[0]):
        rows = [values for _, values in part]
        names = write_properties("row", rows)
        store.write(f"UNWIND $rows AS row\nCREATE (node:{':'.join(map(check_name, labels))} {names})", {"rows": rows})


def write_ties(store: Store, label: str, lines: Sequence[Line]) -> None:
    """Create relationships between nodes that are there; raise `EngineError` if an end is missing."""
    start_label = find_start(label)
    start_key = node_types()[start_label].key
    for end_label, part in groupby(sorted(lines, key=lambda line: line[1]), key=lambda line: line[1]):
        rows = [{"begin": begin, "finish": finish, "tie": values} for begin, _, finish, values in part]
        names = write_properties("row.tie", [row["tie"] for row in rows])
        statement = f"""
UNWIND $rows AS row
MATCH (begin:{start_label} {{{start_key}: row.begin}})
MATCH (finish:{check_name(end_label)} {{id: row.finish}})
CREATE (begin)-[:{check_name(label)} {names}]->(finish)
RETURN count(*) AS made
"""
        made = store.write(statement, {"rows": rows})[0]["made"]
        if made != len(rows):
            raise EngineError(f"{len(rows) - made} ends of relationships of the type {label} are not in the backup")


def find_start(label: str) -> str:
    """Return the label of the nodes at which relationships of a type start."""
    own = own_relationship_types().get(label)
    return own.start_label if own else "Party"


def write_properties(row: str, rows: Sequence[dict[str, Any]]) -> str:
    """Write the map of the properties that some row has."""
    names = sorted({check_name(name) for values in rows for name in values})
    return f"{{{', '.join(f'{name}: {row}.{name}' for name in names)}}}"


def check_name(name: str) -> str:
    """Return a name that may be written into a statement; raise `BackupError` for any other."""
    if not NAME.fullmatch(name):
        raise BackupError(f"the backup has the name {name[:40]!r}, which no graph of riskgraph has")
    return name


def check_restored(store: Store, manifest: Manifest) -> tuple[int, int]:
    """Count what was restored; raise `EngineError` if it is not what the backup holds."""
    counted = count_all(store)
    nodes, ties = manifest.nodes, manifest.relationships
    if counted != (nodes, ties):  # the identity stays behind, and the mark is there instead
        raise EngineError(
            f"the engine stored {counted[0]:,} nodes and {counted[1]:,} relationships of {nodes:,} and {ties:,}; run "
            "the command again"
        )
    return counted
