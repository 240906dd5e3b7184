"""The process that runs the embedded engine.

`python -m riskgraph.graph.engine.arcadedb FOLDER HEAP IDLE_MINUTES FLUSH`; FLUSH is 1 if commits are flushed, else 0.
The only file that imports the engine's binding, whose name is about to change upstream.
"""

import json
import logging
import os
import secrets
import signal
import socket
import sys
import threading
from pathlib import Path

from arcadedb_embedded import ArcadeDBServer

from .embedded import RunningEngine, announce
from .process_locks import is_unused

logger = logging.getLogger(__name__)

DATABASE = "riskgraph"
STOP_S = 20.0
# With its usual limits the Java compiler spends more processor time on the engine's deep call chains than the engine
# spends on a load of 100,000 rows; inlining less halves that and leaves the compiled code as fast.
JVM_ARGS = ("-XX:MaxInlineLevel=6", "-XX:FreqInlineSize=120", "-XX:InlineSmallCode=1000")
# 1: a commit returns once its journal is on disk; given as a configuration instead, the value has no effect
FLUSH_ARG = "-Darcadedb.txWalFlush={}"


def main() -> None:
    """Listen on a free loopback port and stay until stopped or idle.

    The lock of the folder came with the process and goes with it.
    """
    folder, heap, idle_minutes, flush = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server, port = start_server(folder, heap, flush)
    close_http(server)
    user, password = add_user(server)
    announce(folder, RunningEngine(os.getpid(), port, user, password))
    wait_until_unused(folder, stop, idle_minutes)
    if is_ours(folder / "engine.json"):
        (folder / "engine.json").unlink(missing_ok=True)
    end_after(STOP_S)
    server.stop()
    os._exit(0)  # threads of the engine that still hold a caller's connection would keep the process, and its lock


def end_after(seconds: float) -> None:
    """End the process even if stopping hangs: an abandoned query keeps running in the engine."""
    timer = threading.Timer(seconds, os._exit, (0,))
    timer.daemon = True
    timer.start()


def start_server(folder: Path, heap: str, flush: int) -> tuple[ArcadeDBServer, int]:
    """Start the server with Bolt on a free port, without the users of its last run, and open the database."""
    port, http_port = find_free_port(), find_free_port()
    (folder / "engine" / "config" / "server-users.jsonl").unlink(missing_ok=True)
    server = ArcadeDBServer(
        root_path=str(folder / "engine"),
        root_password=secrets.token_urlsafe(24),  # the engine wants a root; no one knows its password
        config={
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": port,
            "http_port": http_port,
            "mode": "development",  # the other mode hides what went wrong
            "opencypher_loadCsv_allowFileUrls": False,
            "opencypher_loadCsv_allowRemoteUrls": False,
        },
        jvm_kwargs={"heap_size": heap, "jvm_args": (*JVM_ARGS, FLUSH_ARG.format(flush))},
    )
    server.start()
    if not (folder / "engine" / "databases" / DATABASE).exists():
        server.create_database(DATABASE)
    else:
        server.get_database(DATABASE)
    return server, port


def close_http(server: ArcadeDBServer) -> None:
    """Close the engine's HTTP port, which no setting leaves out; Bolt goes on."""
    server._java_server.getHttpServer().stopService()


def add_user(server: ArcadeDBServer) -> tuple[str, str]:
    """Add the user that commands connect as; return name and password, both random and valid for this run.

    Five wrong passwords lock a user for half a minute, so other users of the machine must not know the name.
    """
    name, password = secrets.token_hex(16), secrets.token_urlsafe(24)
    server._java_server.getSecurity().createUser(name, password)
    return name, password


def wait_until_unused(folder: Path, stop: threading.Event, idle_minutes: float) -> None:
    """Return on a stop signal, when the engine has been unused for a while, or when its folder is gone."""
    idle_s, step_s = 0.0, 5.0
    with (folder / "users.lock").open("ab") as users:
        while not stop.wait(step_s) and is_ours(folder / "engine.json"):
            idle_s = idle_s + step_s if is_unused(users) else 0.0
            if idle_minutes and idle_s >= idle_minutes * 60:
                return


def is_ours(announcement: Path) -> bool:
    """Return whether the announcement of the engine's address still names this process."""
    try:
        return bool(json.loads(announcement.read_text(encoding="utf-8"))["pid"] == os.getpid())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def find_free_port() -> int:
    """Find a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
