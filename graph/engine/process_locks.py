"""The locks that show whether an engine runs and whether it is used; both end with the process that holds them.

They are the only ones that call flock themselves; every other lock is a `filelock.FileLock`. The engine inherits the
lock on `engine.lock` from the command that starts it, and a FileLock unlocks the file for the engine too when that
command lets go. The lock on `users.lock` is shared by all users; the shared lock of filelock is an SQLite database that
belongs to one thread.
"""

import fcntl
from pathlib import Path
from typing import IO


def lock_engine(folder: Path) -> IO[bytes]:
    """Return the locked `engine.lock`, for the engine to inherit; the caller holds `start.lock`.

    It waits only for a process that is in `is_engine_locked` at this moment.
    """
    handle = (folder / "engine.lock").open("ab")
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def is_engine_locked(folder: Path) -> bool:
    """Return whether an engine runs, starts or stops in the folder."""
    path = folder / "engine.lock"
    if not path.exists():
        return False
    with path.open("ab") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)  # shared, so that two who look do not see each other
        except BlockingIOError:
            return True
    return False


def hold_open(folder: Path) -> IO[bytes]:
    """Mark this process as a user of the engine until the returned file is closed."""
    handle = (folder / "users.lock").open("ab")
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def is_unused(users: IO[bytes]) -> bool:
    """Return whether no process holds the shared lock of the opened `users.lock`."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(users, fcntl.LOCK_UN)
    return True
