"""The locks that show whether an engine runs and whether it is used; both end with the process that holds them.

Only these two call flock directly; every other lock is a `filelock.FileLock`. The engine inherits the lock on
`engine.lock` from the command that starts it, but when that command releases a FileLock, the engine loses it too. All
users share the lock on `users.lock`; the shared lock of filelock is an SQLite database that belongs to one thread.
"""

import fcntl
from pathlib import Path
from typing import IO

GATE = "loads.lock"  # a FileLock: held while a load begins, and by what keeps all loads waiting


def lock_engine(folder: Path) -> IO[bytes]:
    """Return the locked `engine.lock`, for the engine to inherit; the caller holds `start.lock`.

    It waits only while another process runs `is_engine_locked`.
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
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)  # shared: concurrent checks must not block each other
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
