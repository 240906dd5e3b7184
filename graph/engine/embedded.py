"""The embedded engine as a child process: started on a free loopback port, found by other commands, stopped when idle.

One process owns a data directory: it holds a lock on `engine.lock` from its start to its end, so the lock of a crashed
owner frees itself. `engine.json` has its address, user and password, which are new each time it starts, so that a lost
or damaged file needs no repair: the engine stops within seconds, and the next command starts it again. The lock without
that file means that the engine is starting or stopping. Every process that uses the engine holds a shared lock on
`users.lock`, which is how the engine knows that it is idle.
"""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from ...errors import EngineBusyError, EngineError
from ...settings import Settings
from .process_locks import is_engine_locked, lock_engine


@dataclass(frozen=True, slots=True)
class RunningEngine:
    """Where the embedded engine of a data directory listens, and for which user."""

    pid: int
    port: int
    user: str
    password: str = field(repr=False)

    @property
    def uri(self) -> str:
        """Return its Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"


def start_embedded(settings: Settings) -> RunningEngine:
    """Return the running engine of the data directory; start it if there is none."""
    folder = prepare_folder(settings.data_dir.absolute())
    try:
        with FileLock(folder / "start.lock", timeout=settings.engine_start_s):
            return wait_for_running(folder, settings.engine_start_s) or launch(folder, settings)
    except Timeout as error:
        raise EngineBusyError("another command has been starting the engine for too long; wait, or stop it") from error


def find_running(folder: Path) -> RunningEngine | None:
    """Return the engine that owns the folder, or None when no process does or its announcement cannot be used.

    An announcement that was opened to others is closed again. The folder has kept them out meanwhile.
    """
    if not is_engine_locked(folder):
        return None
    place = folder / "engine.json"
    try:
        if place.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            place.chmod(stat.S_IRUSR | stat.S_IWUSR)
        stored = json.loads(place.read_text(encoding="utf-8"))
        return RunningEngine(stored["pid"], stored["port"], stored.get("user", "root"), stored.get("password", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def announce(folder: Path, engine: RunningEngine) -> None:
    """Write where the engine listens, with the user and password of this run, for the owner of the folder only."""
    write_private(folder / "engine.json", json.dumps(asdict(engine)))


def wait_for_running(folder: Path, timeout_s: float) -> RunningEngine | None:
    """Return the running engine, after waiting for one that is starting or stopping."""
    deadline = time.monotonic() + timeout_s
    while True:
        running = find_running(folder)
        if running or not is_engine_locked(folder):
            return running
        if time.monotonic() > deadline:
            raise EngineBusyError(
                f"the embedded engine is still starting or stopping after {timeout_s:.0f} s; run the command again "
                "later, or see engine.log in the data directory"
            )
        time.sleep(0.05)


def is_running_at(folder: Path, uri: str) -> bool:
    """Check whether the engine of the folder runs, is not stopping, and listens at an address."""
    running = find_running(folder)
    return running is not None and running.uri == uri


def explain_silence(folder: Path, uri: str) -> str:
    """Explain why the engine that listened at an address does not answer, and what to do about it."""
    running = find_running(folder)
    if running is None or running.uri != uri:
        return "the embedded engine has stopped or was stopped; run the command again, which restarts it"
    return (
        f"the embedded engine (process {running.pid}) does not answer: it may still be starting or busy, so wait a "
        f"minute and try again; if it stays silent, `kill -9 {running.pid}` ends it and loses nothing that is stored"
    )


def stop_embedded(settings: Settings, timeout_s: float = 60.0) -> bool:
    """Stop the engine of the data directory; return whether one was running."""
    folder = settings.data_dir
    running = wait_for_running(folder, settings.engine_start_s) if folder.is_dir() else None
    if running is None:
        return False
    os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + timeout_s
    while is_engine_locked(folder):
        if time.monotonic() > deadline:
            raise EngineBusyError(
                f"the engine (process {running.pid}) did not stop within {timeout_s:.0f} s: wait a minute and see "
                f"`riskgraph db status`; if it still runs, `kill -9 {running.pid}` ends it and loses nothing stored"
            )
        time.sleep(0.1)
    return True


def launch(folder: Path, settings: Settings) -> RunningEngine:
    """Start the engine process, which takes over the lock of its folder, and wait until it listens."""
    (folder / "engine.json").unlink(missing_ok=True)
    with lock_engine(folder) as lock, (folder / "engine.log").open("wb") as log:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "riskgraph.graph.engine.arcadedb",
                str(folder), settings.engine_heap, str(settings.engine_idle_minutes), str(int(settings.engine_flush)),
            ],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=folder,
            pass_fds=(lock.fileno(),), umask=0o077,
        )  # fmt: skip
    deadline = time.monotonic() + settings.engine_start_s
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise EngineError(f"the embedded engine did not start: {read_last_line(folder / 'engine.log')}")
        if (folder / "engine.json").exists() and (running := find_running(folder)):
            return running
        time.sleep(0.05)
    process.kill()
    raise EngineError(f"the embedded engine did not start within {settings.engine_start_s:.0f} s; see engine.log")


def prepare_folder(folder: Path) -> Path:
    """Make the data directory; remove the password that earlier versions kept in it."""
    make_data_dir(folder)
    try:
        (folder / "engine.secret").unlink(missing_ok=True)
    except OSError as error:
        raise build_unusable_error(folder, error) from error
    return folder


def make_data_dir(folder: Path) -> None:
    """Make the data directory, and the folders above it that are missing, for their owner only.

    An existing directory is closed to other users; one shared by design or owned by another user is refused.
    """
    try:
        for part in reversed((folder, *folder.parents)):
            if not part.exists():
                part.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(exist_ok=True)  # raises when something other than a folder is there
        close_to_others(folder)
    except OSError as error:
        raise build_unusable_error(folder, error) from error


def close_to_others(folder: Path) -> None:
    """Let only the owner into a folder; raise EngineError when it belongs to another user or is made to be shared."""
    found = folder.stat()
    if not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return
    if found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX:
        raise EngineError(
            f"the data directory {folder} is open to other users and not this user's alone; "
            "set RISKGRAPH_DATA_DIR to a folder inside it or elsewhere, which is then made"
        )
    folder.chmod(stat.S_IRWXU)


def build_unusable_error(folder: Path, error: OSError) -> EngineError:
    """Build the error for a data directory that cannot be used."""
    return EngineError(f"cannot use the data directory {folder}: {error.strerror}; set RISKGRAPH_DATA_DIR")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, all at once."""
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    part.replace(path)


def read_last_line(log: Path) -> str:
    """Return the last line of a log that is not blank."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1][:300] if lines else "its log is empty"
