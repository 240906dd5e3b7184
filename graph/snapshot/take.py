"""Snapshots of the graph: read from the store once, cut to any day, kept on disk, renewed after a change."""

import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock

from ...errors import StorageError
from ..engine.cursor import Cursor, read_cursor
from ..engine.statements import read_statement
from ..engine.store import Store
from ..new_folder import new_folder
from ..schema.graph_model import relationship_types
from ..time_point import TimePoint
from ..whole_graph import NODES_PER_PAGE, PAGE_BUDGET_S
from .base import Base, hold_base
from .snapshot import ENDS, FORMAT, MANIFEST, THINGS, Edges, Parallel, Snapshot, open_snapshot
from .tables import Array, Flags, Indices, Table
from .write import (
    PARTY_COLUMNS,
    keep_rows,
    list_held_properties,
    list_property_names,
    list_thing_properties,
    mark_holding,
    write_manifest,
    write_things,
    write_ties,
)

__all__ = ["Edges", "Parallel", "Snapshot", "open_snapshot", "take_snapshot"]
logger = logging.getLogger(__name__)

FOLDER_NAME = re.compile(r"[0-9a-f]{12}_\d+_[\d-]+_(latest|[\d-]+)")
KEPT = 12  # snapshots of one graph that stay on disk, the last used ones


def take_snapshot(store: Store, as_of: date, as_known: date | None, folder: Path) -> Snapshot:
    """Return the snapshot of a day as known on a day; read it from the store unless `folder` holds it already.

    Relationships are those that hold on `as_of` and are known on `as_known` (None: by now). Things that begin later are
    left out and ends that come later are forgotten. Nodes hold their latest description; with `as_known`, those first
    described later, and things described again since, are left out. What is written while this reads may be missing:
    the cursor is read first, so that the next call reads it again.
    """
    cursor = read_cursor(store)
    time_point = TimePoint(as_of, as_known)
    target = folder / name_folder(cursor, time_point)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / "take.lock"):
            snapshot = find_snapshot(target)
            if snapshot is None:
                cut_snapshot(store, cursor, time_point, target)
                snapshot = open_snapshot(target)
            os.utime(target)
            prune(folder, target, cursor)
    except OSError as error:
        raise StorageError(f"cannot keep the snapshot in {folder}: {error.strerror or error}") from error
    return snapshot


def name_folder(cursor: Cursor, time_point: TimePoint) -> str:
    """Return the name of the folder of one snapshot."""
    graph = blake2b(cursor.identity.encode(), digest_size=6).hexdigest()
    return f"{graph}_{cursor.change}_{time_point.as_of}_{time_point.as_known or 'latest'}"


def name_base(cursor: Cursor) -> str:
    """Return the name of the folder that holds one whole state of the graph."""
    columns = [(label, *list_property_names(list_thing_properties(label))) for label in THINGS]
    columns += [(label, *list_property_names(list_held_properties(label))) for label in relationship_types()]
    state = f"{cursor.identity}|{FORMAT}|{columns}"  # a newer riskgraph reads it again
    return f".all-{blake2b(state.encode(), digest_size=6).hexdigest()}_{cursor.change}"


def find_snapshot(folder: Path) -> Snapshot | None:
    """Open the snapshot in a folder; None when there is none that can be used."""
    try:
        return open_snapshot(folder)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, OSError) as error:  # pyarrow's errors are among them
        logger.warning("the snapshot %s cannot be used and is taken again: %s", folder.name, error)
        return None


def cut_snapshot(store: Store, cursor: Cursor, time_point: TimePoint, target: Path) -> None:
    """Cut the whole graph to a moment, into a folder that appears under its name when it is complete."""
    base = hold_base(store, target.parent / name_base(cursor))
    with new_folder(target) as part:
        counts = write_all(store, base, time_point, part)
        write_manifest(part, cursor, time_point.as_of, time_point.as_known, counts)
        shutil.rmtree(target, ignore_errors=True)
    logger.info("snapshot %s taken: %s", target.name, counts)


def write_all(store: Store, base: Base, time_point: TimePoint, folder: Path) -> dict[str, int]:
    """Write every table; return the number of rows of each."""
    rows: dict[str, Indices] = {}  # the new row of each row of the base
    counts: dict[str, int] = {}
    for label in THINGS:
        things = cut_things(store, label, base[label], time_point, rows.get("Party"))
        table = write_things(folder, label, things, time_point.as_of)
        counts[label] = len(table)
        if label in ENDS:
            rows[label] = follow_rows(base[label], table)
    for label, kind in relationship_types().items():
        ties = cut_ties(base[label], time_point, rows["Party"], rows[kind.end_label])
        counts[label] = write_ties(folder, label, ties, counts["Party"])
    return counts


def follow_rows(before: Table, after: Table) -> Indices:
    """Return the row of each id in a later table, -1 where it has none; the last entry, -1, means no row."""
    found = pc.index_in(before.texts("id"), value_set=after.texts("id")).fill_null(-1).to_numpy()
    rows: Indices = np.append(found.astype(np.int64), -1)
    return rows


def cut_things(
    store: Store, label: str, base: Table, time_point: TimePoint, parties: Indices | None
) -> Iterator[dict[str, Array]]:
    """Return the nodes of a kind that were described by the day `as_known`, with the rows of their parties."""
    party = PARTY_COLUMNS.get(label)
    for columns in base.pages(NODES_PER_PAGE):
        if time_point.as_known is not None:
            columns = keep_rows(columns, find_known(store, label, columns, time_point))
        if party is not None and parties is not None:
            columns[party] = pa.array(parties[columns[party].to_numpy()])
        yield columns


def find_known(store: Store, label: str, columns: Mapping[str, Array], time_point: TimePoint) -> Flags:
    """Mark the nodes that were described by the day `as_known`."""
    about_parties = label == "Party"
    keys = columns["id" if about_parties else "record"].to_pylist()
    statement = read_statement(
        "read/snapshot/snapshot_known_parties" if about_parties else "read/snapshot/snapshot_known_records"
    )
    found = store.read(statement, {"keys": keys, "as_known": time_point.as_known}, PAGE_BUDGET_S)
    known = {row["key"] for row in found}
    return np.fromiter((key in known for key in keys), dtype=bool, count=len(keys))


def cut_ties(base: Table, time_point: TimePoint, starts: Indices, ends: Indices) -> Iterator[dict[str, Array]]:
    """Return the relationships of a type that hold, with the rows of both ends."""
    for columns in base.pages(NODES_PER_PAGE):
        columns = keep_rows(columns, mark_holding(columns, time_point))
        columns["start"] = pa.array(starts[columns["start"].to_numpy()])
        columns["end"] = pa.array(ends[columns["end"].to_numpy()])
        yield columns


def prune(folder: Path, current: Path, cursor: Cursor) -> None:
    """Remove broken parts, snapshots of earlier states, and all but the last used ones."""
    for part in (*folder.glob(".part-*"), *folder.glob(".all-*")):
        if part.name != name_base(cursor):
            shutil.rmtree(part, ignore_errors=True)
    others = [path for path in folder.iterdir() if FOLDER_NAME.fullmatch(path.name) and path != current]
    fresh = [path for path in others if read_state(path) == (cursor.identity, cursor.change)]
    fresh.sort(key=lambda path: path.stat().st_mtime)
    for path in (*(path for path in others if path not in fresh), *fresh[: max(0, len(fresh) - KEPT + 1)]):
        shutil.rmtree(path, ignore_errors=True)


def read_state(folder: Path) -> tuple[str, int] | None:
    """Return the identity and cursor of a snapshot; None when the folder is not a snapshot."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return manifest["identity"], manifest["change"]
    except (OSError, ValueError, KeyError):
        return None
