"""Write a backup: every node, relationship and file that cannot be derived, verified by reading it back."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ...errors import BackupError, EngineBusyError, StorageError, UsageError
from ..engine.cursor import Cursor, read_cursor
from ..engine.statements import read_statement
from ..engine.store import Store
from ..personal.acts import read_acts_in_graph
from ..personal.beside import hold_writers
from ..schema.prepare import read_version
from ..whole_graph import PAGE_BUDGET_S
from .archive import FORMAT, Manifest, Part, Writer, new_archive
from .beside import list_files, read_blocks
from .read_ahead import read_ahead
from .read_graph import NODES, list_parts, read_part
from .values import write_line

logger = logging.getLogger(__name__)

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A finished backup: its file, its size, what it holds, and how long it took."""

    path: Path
    bytes: int
    manifest: Manifest


def back_up(store: Store, target: Path, version: str, report: Report = logger.info) -> BackedUp:
    """Write a backup into a new file, which appears when it is complete and read back.

    It waits for loads, rules and acts that are under way on this data directory, and keeps them waiting. Raises
    `EngineBusyError` if another host changes the graph meanwhile.
    """
    if target.exists():
        raise UsageError(f"{target} exists already; name a file that does not")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        report("backup: waits for loads that are under way")
        with hold_writers(store.settings), new_archive(target) as writer:
            manifest = write_graph(store, writer, version, report)
            report("backup: read back")
    except OSError as error:
        raise StorageError(
            f"cannot write the backup {target}: {error.strerror or error}; no file of it is left"
        ) from error
    return BackedUp(target, target.stat().st_size, manifest)


def write_graph(store: Store, writer: Writer, version: str, report: Report) -> Manifest:
    """Write all parts and the manifest."""
    cursor = read_cursor(store)
    for name in list_parts():
        report(f"backup: {name}")
        writer.add(name, read_lines(store, name))
    check_unchanged(store, cursor, writer.parts)
    for name, path in list_files(store.settings):
        writer.add(name, read_blocks(path), is_file=True)
    manifest = build_manifest(store, cursor, version, tuple(writer.parts))
    writer.finish(manifest)
    return manifest


def read_lines(store: Store, name: str) -> Iterator[tuple[bytes, int]]:
    """Read one part of the graph as blocks of lines."""
    for page in read_ahead(read_part(store, name)):
        yield b"".join(map(write_line, page)), len(page)


def check_unchanged(store: Store, before: Cursor, parts: list[Part]) -> None:
    """Raise `EngineBusyError` if the graph changed while it was read, `BackupError` if it holds what is not read."""
    counted = count_all(store)
    read = tuple(
        sum(part.rows or 0 for part in parts if part.name.startswith(NODES) is nodes) for nodes in (True, False)
    )
    if read_cursor(store) != before:
        raise EngineBusyError(
            "the graph was changed by another host or a reset while it was backed up; run the command again when "
            "nothing else writes"
        )
    if counted != read:
        raise BackupError(
            f"the backup would not be complete: the graph holds {counted[0]:,} nodes and {counted[1]:,} relationships, "
            f"and {read[0]:,} and {read[1]:,} were read; another program may have written to it"
        )


def count_all(store: Store) -> tuple[int, int]:
    """Count all nodes and relationships of the graph."""
    nodes = store.read(read_statement("read/backup/total_nodes"), {}, PAGE_BUDGET_S)[0]["nodes"]
    return nodes, store.read(read_statement("read/backup/total_ties"), {}, PAGE_BUDGET_S)[0]["ties"]


def build_manifest(store: Store, cursor: Cursor, version: str, parts: tuple[Part, ...]) -> Manifest:
    """Build the manifest."""
    fingerprints = {act.fingerprint for act in read_acts_in_graph(store)}
    return Manifest(
        format=FORMAT,
        schema=read_version(store),
        riskgraph=version,
        engine=str(store.engine.kind),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        identity=cursor.identity,
        change=cursor.change,
        acts_key=next(iter(fingerprints), None),
        parts=parts,
    )
