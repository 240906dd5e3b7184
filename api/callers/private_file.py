"""Files that only their owner may read: written all at once, and refused when others could have opened them."""

import logging
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from ...errors import RiskgraphError, StorageError, UsageError

logger = logging.getLogger(__name__)

Content = TypeVar("Content")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_private(path: Path, remedy: str) -> str | None:
    """Return the text of a file, None if there is none; raise UsageError with the remedy when others can open it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from error
    with os.fdopen(descriptor, encoding="utf-8", errors="replace") as handle:
        found = os.fstat(handle.fileno())
        if found.st_uid != os.geteuid():
            raise UsageError(f"{path} belongs to another user; {remedy}")
        if found.st_mode & OTHERS:
            raise UsageError(f"{path} is open to other users (mode {stat.S_IMODE(found.st_mode):o}); {remedy}")
        return handle.read()


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 600 all at once; a reader finds the old one or the new one."""
    try:
        part = write_part(path, text)
        try:
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error


def write_part(path: Path, text: str) -> Path:
    """Write the text to a new file beside the path, on disk when this returns; `mkstemp` makes it of mode 600."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    return Path(name)


class WatchedFile(Generic[Content]):
    """What a file says, read again when it was replaced or changed: every process follows what a command writes."""

    def __init__(self, path: Path, read: Callable[[], Content], nothing: Content) -> None:
        self._path, self._read, self._nothing = path, read, nothing
        self._seen: tuple[int, ...] | None = None
        self._content = nothing

    def follow(self) -> Content:
        """Return what the file says now; nothing where it is missing or cannot be used, which is logged once."""
        seen = self._sign()
        if seen != self._seen:
            self._content, self._seen = self._read_or_log(), seen
        return self._content

    def _sign(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_ino, found.st_ctime_ns, found.st_size, found.st_mode

    def _read_or_log(self) -> Content:
        try:
            return self._read()
        except RiskgraphError as error:
            logger.error("%s", error)
            return self._nothing
