"""Snapshots from the store: read in pages once, kept on disk, taken anew when the graph has changed."""

import fcntl
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa

from ..errors import StorageError
from .arrays import Array, Positions, Table, read_columns
from .cursor import Cursor, read_cursor
from .moment import HOLDS, Moment
from .pages import NODES_PER_PAGE, PAGE_BUDGET_S, read_nodes, read_ties
from .schema import PropertyType, relationship_types
from .snapshot_arrays import MANIFEST, THINGS, Edges, Parallel, Snapshot, open_snapshot
from .snapshot_write import (
    PARTY_COLUMNS,
    names_of,
    thing_properties,
    tie_properties,
    write_manifest,
    write_things,
    write_ties,
)
from .statements import read_statement
from .store import Store

__all__ = ["Edges", "Parallel", "Snapshot", "open_snapshot", "take_snapshot"]
logger = logging.getLogger(__name__)

FOLDER_NAME = re.compile(r"[0-9a-f]{12}_\d+_[\d-]+_(latest|[\d-]+)")
KEPT = 12  # snapshots of one graph that stay on disk, the last used ones


def take_snapshot(store: Store, as_of: date, as_known: date | None, folder: Path) -> Snapshot:
    """Give the snapshot of a day as known on a day; read it from the store unless `folder` holds it already.

    Relationships are those that hold on `as_of` and are known on `as_known` (None: by now). Things that begin later are
    left out and ends that come later are forgotten. Nodes hold their latest description; with `as_known`, those first
    described later, and things described again since, are left out. What is written while this reads may be missing:
    the cursor is read first, so that the next call reads anew.
    """
    cursor = read_cursor(store)
    moment = Moment(as_of, as_known)
    target = folder / name_folder(cursor, moment)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with hold_lock(folder / "take.lock"):
            snapshot = find_snapshot(target)
            if snapshot is None:
                read_snapshot(store, cursor, moment, target)
                snapshot = open_snapshot(target)
            os.utime(target)
            prune(folder, target, cursor)
    except OSError as error:
        raise StorageError(f"cannot keep the snapshot in {folder}: {error.strerror or error}") from error
    return snapshot


def name_folder(cursor: Cursor, moment: Moment) -> str:
    """Give the name of the folder of one snapshot."""
    graph = blake2b(cursor.identity.encode(), digest_size=6).hexdigest()
    return f"{graph}_{cursor.change}_{moment.as_of}_{moment.as_known or 'latest'}"


def find_snapshot(folder: Path) -> Snapshot | None:
    """Open the snapshot in a folder; None when there is none that can be used."""
    try:
        return open_snapshot(folder)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, OSError) as error:  # pyarrow's errors are among them
        logger.warning("the snapshot %s cannot be used and is taken anew: %s", folder.name, error)
        return None


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock of a file; a holder that dies frees it."""
    with path.open("ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def read_snapshot(store: Store, cursor: Cursor, moment: Moment, target: Path) -> None:
    """Read the store into a folder that appears under its name when it is complete."""
    part = Path(mkdtemp(prefix=".part-", dir=target.parent))
    try:
        counts = write_all(store, moment, part)
        write_manifest(part, cursor, moment.as_of, moment.as_known, counts)
        shutil.rmtree(target, ignore_errors=True)
        part.replace(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    logger.info("snapshot %s taken: %s", target.name, counts)


def write_all(store: Store, moment: Moment, folder: Path) -> dict[str, int]:
    """Write every table; give the number of rows of each."""
    tables: dict[str, Table] = {}
    for label in THINGS:
        batches = read_things(store, label, moment, tables)
        tables[label] = write_things(folder, label, batches, moment.as_of)
    counts = {label: len(table) for label, table in tables.items()}
    positions = {label: Positions(tables[label].texts("id")) for label in ("Party", "Lawsuit", "Document")}
    for label, kind in relationship_types().items():
        batches = read_edges(store, label, moment, tables["Party"].texts("id"), positions[kind.end_label])
        counts[label] = write_ties(folder, label, batches, len(tables["Party"]))
    return counts


def read_things(store: Store, label: str, moment: Moment, tables: dict[str, Table]) -> Iterator[dict[str, Array]]:
    """Give the nodes of a kind as columns, with positions in place of the ids of parties."""
    properties = thing_properties(label)
    names = names_of(properties)
    party = PARTY_COLUMNS.get(label)
    positions = Positions(tables["Party"].texts("id") if party else pa.array([], pa.large_string()))
    for rows in read_nodes(store, label, names):
        known = leave_out_unknown(store, label, rows, names, moment)
        columns = read_columns(properties, known)
        if party is not None:
            columns[party] = pa.array(positions.find(columns[party]))
        yield columns


def leave_out_unknown(
    store: Store, label: str, rows: list[list[Any]], names: Sequence[str], moment: Moment
) -> list[list[Any]]:
    """Give the nodes that were described by the day `as_known`."""
    if moment.as_known is None:
        return rows
    about_parties = label == "Party"
    column = names.index("id" if about_parties else "record")
    statement = read_statement("read/snapshot_known_parties" if about_parties else "read/snapshot_known_records")
    parameters = {"keys": [row[column] for row in rows], "as_known": moment.as_known}
    known = {row["key"] for row in store.read(statement, parameters, PAGE_BUDGET_S)}
    return [row for row in rows if row[column] in known]


def read_edges(store: Store, label: str, moment: Moment, parties: Array, ends: Positions) -> Iterator[dict[str, Array]]:
    """Give the relationships of a type as columns, with positions in place of the ids of both ends."""
    properties = tie_properties(label)
    text = replace(properties[0], type=PropertyType.STRING)
    columns_read = (replace(text, name="start"), replace(text, name="end"), *properties)
    for first in range(0, len(parties), NODES_PER_PAGE):
        starts = parties.slice(first, NODES_PER_PAGE)
        positions = Positions(starts)
        for rows in read_ties(store, label, names_of(properties), starts.to_pylist(), HOLDS, moment.parameters):
            columns = read_columns(columns_read, rows)
            columns["start"] = pa.array(positions.find(columns["start"]) + first)
            columns["end"] = pa.array(ends.find(columns["end"]))
            yield columns


def prune(folder: Path, current: Path, cursor: Cursor) -> None:
    """Remove broken parts, snapshots of earlier states, and all but the last used ones."""
    for part in folder.glob(".part-*"):
        shutil.rmtree(part, ignore_errors=True)
    others = [path for path in folder.iterdir() if FOLDER_NAME.fullmatch(path.name) and path != current]
    fresh = [path for path in others if read_state(path) == (cursor.identity, cursor.change)]
    fresh.sort(key=lambda path: path.stat().st_mtime)
    for path in (*(path for path in others if path not in fresh), *fresh[: max(0, len(fresh) - KEPT + 1)]):
        shutil.rmtree(path, ignore_errors=True)


def read_state(folder: Path) -> tuple[str, int] | None:
    """Give the identity and cursor of a snapshot; None for a folder that is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return manifest["identity"], manifest["change"]
    except (OSError, ValueError, KeyError):
        return None
