"""Other users of the machine reach and lock nothing; a lost, damaged or opened announcement does no lasting harm."""

import stat
from pathlib import Path

import neo4j
import pytest
from neo4j.exceptions import AuthError

from riskgraph.errors import EngineUnreachableError
from riskgraph.graph.engine.choose import Engine, EngineKind
from riskgraph.graph.engine.embedded import RunningEngine, find_running, start_embedded, stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.settings import Settings

LISTENS = "0A"


def find_listening(pid: int) -> set[int]:
    """Return the TCP ports on which a process listens."""
    sockets = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir()}
    ports = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            cells = line.split()
            if cells[3] == LISTENS and f"socket:[{cells[9]}]" in sockets:
                ports.add(int(cells[1].rpartition(":")[2], 16))
    return ports


def guess_passwords(engine: RunningEngine, user: str) -> None:
    """Try more wrong passwords than the engine lets pass."""
    for number in range(6):
        driver = neo4j.GraphDatabase.driver(engine.uri, auth=(user, f"guess {number}"))
        with driver, pytest.raises(AuthError):
            driver.verify_connectivity()


def count_nodes(settings: Settings) -> int:
    """Count what was created in the graph before."""
    with open_store(settings) as store:
        return int(store.read("MATCH (node:Kept) RETURN count(node) AS number")[0]["number"])


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="ports of a process are read from /proc")
def test_only_bolt_listens_and_wrong_passwords_lock_no_command_out(own_engine: Settings) -> None:
    running = start_embedded(own_engine)
    assert find_listening(running.pid) == {running.port}
    with open_store(own_engine) as store:
        store.write("CREATE (:Kept)")
    for user in ("root", "neo4j"):
        guess_passwords(running, user)
    assert count_nodes(own_engine) == 1


def test_a_refused_password_is_named_as_such(own_engine: Settings) -> None:
    running = start_embedded(own_engine)
    wrong = Engine(EngineKind.EMBEDDED, running.uri, running.user, "wrong", "riskgraph")
    with (
        Store(wrong, own_engine) as store,
        pytest.raises(EngineUnreachableError, match=r"refused the user or password.*riskgraph db stop"),
    ):
        store.read("RETURN 1 AS one")


def test_an_announcement_that_was_opened_is_closed_and_a_damaged_one_replaced(own_engine: Settings) -> None:
    first = start_embedded(own_engine)
    place = own_engine.data_dir / "engine.json"
    place.chmod(0o644)
    assert find_running(own_engine.data_dir) == first
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    place.write_text("", encoding="utf-8")
    second = start_embedded(own_engine)
    assert (second.user, second.password) != (first.user, first.password)
    assert second.pid != first.pid


def test_a_graph_with_lost_or_unknown_passwords_opens(own_engine: Settings) -> None:
    start_embedded(own_engine)
    with open_store(own_engine) as store:
        store.write("CREATE (:Kept)")
    stop_embedded(own_engine)
    (own_engine.data_dir / "engine.secret").touch()  # as earlier versions kept it
    users = own_engine.data_dir / "engine" / "config" / "server-users.jsonl"
    users.write_text('{"name":"root","databases":{"*":["admin"]},"password":"of an earlier run"}\n', encoding="utf-8")
    assert count_nodes(own_engine) == 1
    assert not (own_engine.data_dir / "engine.secret").exists()
