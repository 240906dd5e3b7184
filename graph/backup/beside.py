"""What a backup keeps of the data directory: what no other part of the graph can be derived from.

Trained models, lists of rejected rows and sealed data of restricted persons are kept. The record of acts on persons'
data is in the graph too; its key is kept unless it is a setting. Name index and snapshots are derived. The engine's
password and the keys of callers belong to a host and not to the graph.
"""

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ...errors import BackupError
from ...settings import Settings
from ..engine.embedded import make_data_dir
from ..personal.acts import read_acts_on_file
from ..personal.beside import REJECTS, SEALED, clear_snapshots
from ..personal.keyed import KEY_FILE
from ..snapshot.held_graph import FOLDER as SNAPSHOTS
from .archive import BLOCK, Manifest, Part

FILES = "files"
MODELS = "models"
KEPT = {MODELS: "**/*", REJECTS: "*.jsonl", SEALED: "*.json"}  # folders, and what of them


def list_files(settings: Settings) -> Iterator[tuple[str, Path]]:
    """List the files to keep, by the names of their parts."""
    folder = settings.data_dir
    key = folder / KEY_FILE
    if settings.erasure_key is None and key.is_file():
        yield f"{FILES}/{KEY_FILE}", key
    for name, pattern in KEPT.items():
        for path in sorted((folder / name).glob(pattern)):
            if path.is_file() and not path.is_symlink():
                yield f"{FILES}/{path.relative_to(folder).as_posix()}", path


def read_blocks(path: Path) -> Iterator[tuple[bytes, int]]:
    """Read a file in blocks."""
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            yield block, 0


def remove_files(settings: Settings) -> None:
    """Remove what belonged to another state of the graph.

    Locks of loads stay, for loads that wait for them. So does the name index, which other processes have open: it
    follows the graph to its new identity.
    """
    clear_snapshots(settings.data_dir / SNAPSHOTS)
    for name in (MODELS, SEALED):
        shutil.rmtree(settings.data_dir / name, ignore_errors=True)
    for path in (settings.data_dir / REJECTS).glob(KEPT[REJECTS]):
        path.unlink()


def restore_files(settings: Settings, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write the files of a backup into the data directory, for their owner only."""
    make_data_dir(settings.data_dir.absolute())
    for part in manifest.parts:
        if part.rows is None:
            restore_file(settings, archive, part)


def restore_file(settings: Settings, archive: zipfile.ZipFile, part: Part) -> None:
    """Write one file of a backup; the key of acts that are on record here stays, and so does one in the settings."""
    target = settings.data_dir / choose_place(part.name)
    is_key = target.name == KEY_FILE
    if is_key and (settings.erasure_key is not None or (target.exists() and read_acts_on_file(settings))):
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with archive.open(part.name) as source, os.fdopen(descriptor, "wb") as handle:
        shutil.copyfileobj(source, handle, BLOCK)


def choose_place(name: str) -> PurePosixPath:
    """Return where in the data directory the file of a part belongs; raise `BackupError` for any other place."""
    kind, *place = PurePosixPath(name).parts
    is_known = place == [KEY_FILE] or (len(place) > 1 and place[0] in KEPT)
    if kind != FILES or not is_known or ".." in place:
        raise BackupError(f"the backup has a file of an unknown place, {name[:80]!r}; nothing of it was written")
    return PurePosixPath(*place)
