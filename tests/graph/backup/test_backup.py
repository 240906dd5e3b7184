"""A backup holds all of the graph with the types of its values, and restores to the same graph."""

import json
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from riskgraph.errors import (
    BackupError,
    EngineBusyError,
    EngineError,
    HalfRestoredError,
    SchemaVersionError,
    StorageError,
    UsageError,
)
from riskgraph.graph.backup.archive import FORMAT, Part, seal
from riskgraph.graph.backup.back_up import back_up
from riskgraph.graph.backup.read_ahead import read_ahead
from riskgraph.graph.backup.restore import check_backup, holds_data, restore
from riskgraph.graph.backup.values import read_line, write_line
from riskgraph.graph.engine.cursor import MARK, read_cursor
from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.lines import keep_lines, read_lines
from riskgraph.graph.schema.graph_model import VERSION
from riskgraph.graph.schema.prepare import prepare, read_version
from riskgraph.ingest.records import Document, Indicator, Lawsuit, Mention, Participation

from ...conftest import empty
from ..factories import TODAY, company, guarantees, load, owns, pays, person

ODD = {"integer": 2**63 - 1, "whole": 5.0, "tiny": 5e-324, "negative": -0.0, "third": 1 / 3, "flag": False}
NOTHING: Mapping[str, bytes] = {}
LISTS = {"days": [date(1999, 12, 31), TODAY], "texts": ["甲", "=a\n"], "numbers": [0.1, 2.0], "whole": [1, 2]}


def fill(store: Store) -> None:
    """Load a row of several kinds, twice for two versions, and what only a driver can write."""
    things = (Lawsuit(id="case", kind="lawsuit", amount=-5.5), Document(id="text", title="甲", text="甲借款"))
    shared = Document(id="case", title="同名", text="an id that a lawsuit has too")
    ties = (
        owns("a", "b", 0.1), owns("a", "b", 0.1), owns("p", "a"), guarantees("a", "b"), pays("a", "b", 7.0, TODAY),
        Participation(start="a", end="case", role="debtor"), Mention(start="a", end="text", surface="甲"),
        Indicator(id="a|revenue|2023", party="a", name="revenue", period="2023", value=0.1 + 0.2),
    )  # fmt: skip
    load(store, [company("a"), company("b"), person("p"), *things, shared, *ties])
    keep_lines(store, "trial:1", ["id,name\n", "a,甲\n"], ())
    store.write("CREATE (state:State {id: 'odd'}) SET state += $odd, state += $lists", {"odd": ODD, "lists": LISTS})


def dump(store: Store) -> list[str]:
    """Return every node and relationship with the types of all values, but for the identity of the graph."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS values")
    ties = store.read(
        "MATCH (a)-[t]->(b) RETURN type(t) AS type, coalesce(a.id, a.key) AS a, coalesce(b.id, b.key) AS b, "
        "labels(b) AS labels, properties(t) AS values"
    )
    rows = [{**row, "labels": sorted(row["labels"]), "values": sorted(row["values"].items())} for row in nodes + ties]
    return sorted(repr(row) for row in rows if ("id", "identity") not in row["values"])


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    """Return a backup of a filled graph."""
    fill(store)
    return back_up(store, tmp_path / "graph.backup", "0").path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, open_engine: Store) -> Path:
    """Return a backup of an empty graph, to be damaged."""
    empty(open_engine)
    return back_up(open_engine, tmp_path_factory.mktemp("backup") / "graph.backup", "0").path


def test_a_restored_graph_is_the_same_under_another_identity(store: Store, backup: Path) -> None:
    before, cursor = dump(store), read_cursor(store)
    manifest = check_backup(backup)
    empty(store)
    restore(store, backup, manifest)
    after = read_cursor(store)
    assert dump(store) == before
    assert (after.change, after.identity == cursor.identity) == (cursor.change, False)
    assert "".join(line for _, line in read_lines(store, "trial:1")) == "id,name\na,甲\n"


def test_a_restored_graph_replaces_what_was_there(store: Store, backup: Path) -> None:
    before = dump(store)
    load(store, [company("later"), owns("later", "a", 0.5)])
    assert holds_data(store)
    restore(store, backup, check_backup(backup))
    assert dump(store) == before


def test_what_was_loaded_while_a_restore_waited_is_kept(store: Store, backup: Path) -> None:
    before = dump(store)
    with pytest.raises(UsageError, match="is not empty"):
        restore(store, backup, check_backup(backup), replace=False)
    assert dump(store) == before


def test_a_backup_is_for_its_owner_and_lists_what_it_holds(backup: Path) -> None:
    manifest = check_backup(backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert list(backup.parent.iterdir()) == [backup]
    assert (manifest.counts["nodes/Party"], manifest.counts["relationships/OWNS"]) == (3, 3)
    assert (manifest.format, manifest.schema) == (FORMAT, VERSION)


def test_lines_keep_every_type() -> None:
    values = {**ODD, **LISTS, "bytes": b"\x00\xff", "nothing": math.inf}
    ((_, found),) = [read_line(write_line([["X"], values]))]
    assert repr(found) == repr(values)


def test_an_existing_file_is_kept(store: Store, backup: Path) -> None:
    content = backup.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        back_up(store, backup, "0")
    assert backup.read_bytes() == content


@pytest.mark.parametrize("place", [0, 32, 46, 60, 200, 0.3, 0.5, 0.9, -200, -64, -1])
def test_one_changed_byte_is_found(file: Path, tmp_path: Path, place: float) -> None:
    content = bytearray(file.read_bytes())
    at = place if isinstance(place, int) else int(len(content) * place)
    content[at] ^= 1
    damaged = tmp_path / "damaged"
    damaged.write_bytes(content)
    with pytest.raises(BackupError, match=r"(damaged or cut short|is not a backup|newer)"):
        check_backup(damaged)


@pytest.mark.parametrize("left", [50, 500, -1, -64, -65])
def test_a_backup_cut_short_is_found(file: Path, tmp_path: Path, left: int) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(file.read_bytes()[:left])
    with pytest.raises(BackupError, match="damaged or cut short"):
        check_backup(damaged)


@pytest.mark.parametrize("content", [b"", b"id,name\n", b"PK\x03\x04" + b"\0" * 80])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "rows.csv").write_bytes(content)
    with pytest.raises(BackupError, match="is not a backup of riskgraph"):
        check_backup(tmp_path / "rows.csv")


@pytest.mark.parametrize("name", ["nothing", "."])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match="cannot read the backup"):
        check_backup(tmp_path / name)


def rewrite(file: Path, target: Path, others: Mapping[str, bytes] = NOTHING, **changes: Any) -> Path:
    """Write a backup with another manifest and other parts, sealed as if it had been made so."""
    with zipfile.ZipFile(file) as source, target.open("w+b") as handle:
        with zipfile.ZipFile(handle, "w") as archive:
            for name in dict.fromkeys((*source.namelist(), *others)):
                content = others[name] if name in others else source.read(name)
                if name == "manifest.json":
                    content = json.dumps({**json.loads(content), **changes}).encode()
                archive.writestr(name, content)
            archive.comment = b"0" * 64
        seal(handle)
    return target


def test_a_backup_of_a_newer_format_is_refused(file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.write_bytes(file.read_bytes().replace(b"riskgraph-backup1\n", b"riskgraph-backup9\n", 1))
    with pytest.raises(BackupError, match="newer riskgraph"):
        check_backup(newer)


def test_a_backup_of_a_newer_schema_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(SchemaVersionError, match="newer riskgraph"):
        check_backup(rewrite(file, tmp_path / "newer", schema=VERSION + 1))


def test_a_part_that_is_not_what_the_manifest_says_is_found(file: Path, tmp_path: Path) -> None:
    parts = [{"name": "nodes/State", "rows": 1, "bytes": 1, "sha256": "0"}]
    with pytest.raises(BackupError, match="damaged"):
        check_backup(rewrite(file, tmp_path / "other", parts=parts))


def test_a_half_restored_graph_says_so_until_it_is_restored_again(store: Store, backup: Path) -> None:
    before = dump(store)
    store.write(read_statement("write/state/content"), {"id": MARK, "content": str(backup)})
    store.write("MATCH (party:Party) DETACH DELETE party")
    with pytest.raises(HalfRestoredError, match=r"holds only a part of it.*riskgraph db restore"):
        prepare(store)
    assert not holds_data(store)  # so that the remedy needs no --replace
    restore(store, backup, check_backup(backup))
    prepare(store)
    assert dump(store) == before


def test_a_backup_of_an_older_schema_is_migrated(store: Store, backup: Path, tmp_path: Path) -> None:
    older = rewrite(backup, tmp_path / "older", schema=VERSION - 1)
    restore(store, older, check_backup(older))
    assert read_version(store) == VERSION


def test_a_graph_that_changes_meanwhile_is_not_backed_up(store: Store, tmp_path: Path) -> None:
    fill(store)

    def change(stage: str) -> None:
        if stage == "backup: relationships/OWNS":
            store.write("MATCH (state:State {id: 'changes'}) SET state.number = state.number + 1")

    with pytest.raises(EngineBusyError, match="was changed by another host"):
        back_up(store, tmp_path / "graph.backup", "0", change)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_of_the_schema_is_not_left_out_silently(store: Store, tmp_path: Path) -> None:
    store.write("CREATE (:Foreign {id: 'x'})")
    with pytest.raises(BackupError, match="would not be complete"):
        back_up(store, tmp_path / "graph.backup", "0")


def test_the_part_of_a_killed_backup_is_removed_by_the_next(store: Store, tmp_path: Path) -> None:
    (tmp_path / ".graph.backup.part").write_text("left", encoding="utf-8")
    back_up(store, tmp_path / "graph.backup", "0")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.backup"]


def test_pages_that_are_read_ahead_keep_their_order_and_errors() -> None:
    def read() -> Iterator[int]:
        yield 1
        yield 2
        raise EngineError("lost")

    pages = read_ahead(read())
    assert [next(pages), next(pages)] == [1, 2]
    with pytest.raises(EngineError, match="lost"):
        next(pages)


def test_names_of_a_backup_are_no_statements(store: Store, backup: Path, tmp_path: Path) -> None:
    line = b'[["Party) DETACH DELETE (n"],{"id":"x"}]\n'
    parts = [asdict(Part("nodes/Party", 1, len(line), sha256(line).hexdigest()))]
    crafted = rewrite(backup, tmp_path / "crafted", {"nodes/Party": line}, parts=parts)
    with pytest.raises(BackupError, match="which no graph of riskgraph has"):
        restore(store, crafted, check_backup(crafted))


def test_files_of_a_backup_stay_in_the_data_directory(store: Store, backup: Path, tmp_path: Path) -> None:
    parts = [asdict(Part("files/models/../../x", None, 1, sha256(b"x").hexdigest()))]
    with pytest.raises(BackupError, match="file of an unknown place"):
        check_backup(rewrite(backup, tmp_path / "crafted", {"files/models/../../x": b"x"}, parts=parts))
