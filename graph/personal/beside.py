"""The files beside the graph that hold persons' data: the name index, snapshots, lists of rejects, sealed data."""

import re
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock

from ...errors import StorageError
from ...settings import Settings
from ..engine.choose import EngineKind
from ..engine.embedded import write_private
from ..engine.process_locks import GATE
from ..engine.store import Row, Store
from ..schema.graph_model import build_schema_statements, node_types
from ..schema.properties import PropertyType
from ..search.search import NameIndex
from ..snapshot.held_graph import FOLDER
from .plan import Step
from .replacement import bound_word

PENDING = "personal-data.pending"
SEALED = "restricted"
REJECTS = "rejects"
INDEXED = ("Party", "Record", "Facility", "Indicator", "Finding", "Score")  # whose keys may name a person


@contextmanager
def hold_writers(settings: Settings) -> Iterator[None]:
    """Wait until no load, rule or other act is under way on this data directory, and keep them waiting."""
    folder = settings.data_dir
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name in (GATE, "personal-data.lock", "find.lock"):
                held.enter_context(FileLock(folder / name))
            for lock in sorted((folder / REJECTS).glob("*.lock")):  # no load of another source begins from now on
                held.enter_context(FileLock(lock))
        except OSError as error:
            raise StorageError(f"cannot lock {folder}: {error.strerror}") from error
        yield


def mark_pending(settings: Settings) -> None:
    """Note that files beside the graph have to be cleared, so that an interrupted act is completed later."""
    write_private(settings.data_dir / PENDING, "")


def is_pending(settings: Settings) -> bool:
    """Check whether files beside the graph have to be cleared."""
    return (settings.data_dir / PENDING).exists()


def clear_files(store: Store, words: Sequence[str] = ()) -> int:
    """Remove snapshots, make the name index again, and remove rejected rows that name the person; return their number.

    Without the words, which are not kept, every list of rejects is removed.
    """
    folder = store.settings.data_dir
    try:
        clear_snapshots(folder / FOLDER)
        removed = sum(clear_rejects(path, words) for path in sorted((folder / REJECTS).glob("*.jsonl")))
    except OSError as error:
        raise StorageError(
            f"cannot clear {error.filename or folder}: {error.strerror}; run the command again"
        ) from error
    names = NameIndex(store.settings)
    names.clear()
    names.follow(store)
    write_indexes_afresh(store)
    (folder / PENDING).unlink(missing_ok=True)
    return removed


def write_indexes_afresh(store: Store) -> None:
    """Make the embedded engine's indexes again: their files keep removed keys, names among them, until then."""
    if store.engine.kind is not EngineKind.EMBEDDED:
        return
    for statement in build_schema_statements():
        if any(f"(n:{label})" in statement for label in INDEXED):
            _, kind, name, *_ = statement.split()
            store.write(f"DROP {kind} {name} IF EXISTS")
            store.write(statement)


def clear_snapshots(folder: Path) -> None:
    """Remove every snapshot; they are taken again when they are needed."""
    if folder.is_dir():
        with FileLock(folder / "take.lock"):
            for path in folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)


def clear_rejects(path: Path, words: Sequence[str]) -> int:
    """Take the lines out of a list of rejects that name the person; all lines where the words are unknown."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pattern = re.compile("|".join(map(bound_word, words))) if words else None
    kept = [line for line in lines if pattern is not None and not pattern.search(line)]
    if len(kept) < len(lines):
        write_private(path, "".join(f"{line}\n" for line in kept))
    return len(lines) - len(kept)


def seal(settings: Settings, tombstone: str, steps: Sequence[Step]) -> None:
    """Keep what a restriction took out of the graph, readable for the owner of the data directory alone."""
    folder = settings.data_dir / SEALED
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        content = [{"kind": step.kind, "label": step.label, "rows": list(step.rows)} for step in steps]
        write_private(name_sealed(settings, tombstone), orjson.dumps(content, default=write_bytes).decode())
    except OSError as error:
        raise StorageError(f"cannot keep the restricted data in {folder}: {error.strerror}") from error


def unseal(settings: Settings, tombstone: str) -> list[Step]:
    """Read what a restriction took out; raise `StorageError` if it is not in this data directory."""
    path = name_sealed(settings, tombstone)
    try:
        stored = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}, with the restricted data, cannot be read: restore it from a backup") from error
    return [Step(step["kind"], step["label"], tuple(map(read_values(step["label"]), step["rows"]))) for step in stored]


def write_bytes(value: bytes) -> str:
    """Write bytes as JSON holds them."""
    return b64encode(value).decode()


def read_values(label: str) -> Callable[[Row], Row]:
    """Return the function that reads the days and bytes of a stored row of one kind."""
    types = {item.name: item.type for item in node_types()[label].properties} if label in node_types() else {}

    def read_value(name: str, value: Any) -> Any:
        kind = types.get(name)
        if kind is PropertyType.DATE and value is not None:
            return date.fromisoformat(value)
        return b64decode(value) if kind is PropertyType.BYTES else value

    def read(row: Row) -> Row:
        parts = {part: {name: read_value(name, value) for name, value in row[part].items()} for part in ("set", "back")}
        return {**row, **parts}

    return read


def remove_sealed(settings: Settings, tombstone: str) -> None:
    """Remove what a restriction kept."""
    name_sealed(settings, tombstone).unlink(missing_ok=True)


def name_sealed(settings: Settings, tombstone: str) -> Path:
    """Return the file with the data of one restricted person."""
    return settings.data_dir / SEALED / f"{tombstone.partition(':')[2]}.json"
