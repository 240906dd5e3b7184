"""A restored backup does not bring back what was done to persons' data since, nor another key than that of the acts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from riskgraph.errors import StorageError
from riskgraph.graph.backup.back_up import back_up
from riskgraph.graph.backup.restore import check_backup, restore
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.personal.acts import ACTS_FILE, ActKind, read_acts_in_graph, read_acts_on_file
from riskgraph.graph.personal.beside import SEALED
from riskgraph.graph.personal.keyed import KEY_FILE
from riskgraph.graph.personal.perform import Request, lift_restriction, withhold_person
from riskgraph.ingest.records import Entry, Place
from riskgraph.settings import Settings

from ...conftest import empty
from ..factories import TODAY, company, owns, person

NAME = person("p").name


@pytest.fixture
def graph(store: Store, settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Return a graph with one person, and a data directory of its own."""
    with open_store(settings.model_copy(update={"data_dir": make_link(settings, tmp_path)})) as own:
        entries = [Entry("1", Place("rows.csv", 2), TODAY, (company("a"), person("p"), owns("p", "a")))]
        assert load_entries(own, "own", entries, TODAY).rejected == 0
        yield own
    empty(store)


def make_link(settings: Settings, tmp_path: Path) -> Path:
    """Return a data directory that leads to the running engine, and holds nothing else."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    for name in ("engine.json", "engine.lock", "engine.secret", "users.lock"):
        if (settings.data_dir / name).exists():
            (folder / name).symlink_to(settings.data_dir / name)
    return folder


def ask(kind: ActKind) -> Request:
    """Build the request for an act."""
    return Request(kind, "asked for by the person")


def bring_back(store: Store, backup: Path) -> None:
    """Restore a backup over what the graph holds."""
    restore(store, backup, check_backup(backup))


def list_parties(store: Store) -> set[str]:
    """List the ids and names of all parties."""
    return {text for row in store.read("MATCH (p:Party) RETURN [p.id, p.name] AS texts") for text in row["texts"]}


def test_who_was_erased_since_is_erased_again(graph: Store, tmp_path: Path) -> None:
    backup = back_up(graph, tmp_path / "before", "0").path
    tombstone = withhold_person(graph, "p", ask(ActKind.ERASE)).tombstone
    bring_back(graph, backup)
    assert tombstone in list_parties(graph)
    assert NAME not in list_parties(graph)


def test_who_was_restricted_before_and_erased_since_is_erased_again(graph: Store, tmp_path: Path) -> None:
    withhold_person(graph, "p", ask(ActKind.RESTRICT))
    backup = back_up(graph, tmp_path / "restricted", "0").path
    tombstone = withhold_person(graph, "p", ask(ActKind.ERASE)).tombstone
    bring_back(graph, backup)
    assert tombstone in list_parties(graph)
    assert list((graph.settings.data_dir / SEALED).iterdir()) == []


def test_a_restriction_that_was_lifted_since_is_lifted_again(graph: Store, tmp_path: Path) -> None:
    withhold_person(graph, "p", ask(ActKind.RESTRICT))
    backup = back_up(graph, tmp_path / "restricted", "0").path
    lift_restriction(graph, "p", ask(ActKind.LIFT))
    bring_back(graph, backup)
    assert {"p", NAME} <= list_parties(graph)


def test_a_restriction_can_be_lifted_in_another_data_directory(graph: Store, tmp_path: Path) -> None:
    withhold_person(graph, "p", ask(ActKind.RESTRICT))
    backup = back_up(graph, tmp_path / "restricted", "0").path
    for name in (ACTS_FILE, KEY_FILE):
        (graph.settings.data_dir / name).unlink()
    bring_back(graph, backup)
    assert read_acts_on_file(graph.settings) == read_acts_in_graph(graph)
    lift_restriction(graph, "p", ask(ActKind.LIFT))
    assert {"p", NAME} <= list_parties(graph)


def test_the_key_of_acts_on_record_stays(graph: Store, tmp_path: Path) -> None:
    backup = back_up(graph, tmp_path / "before", "0").path
    withhold_person(graph, "p", ask(ActKind.ERASE))
    key = (graph.settings.data_dir / KEY_FILE).read_bytes()
    bring_back(graph, backup)
    assert (graph.settings.data_dir / KEY_FILE).read_bytes() == key


def test_acts_of_another_key_are_refused_before_anything_is_changed(graph: Store, tmp_path: Path) -> None:
    withhold_person(graph, "p", ask(ActKind.RESTRICT))
    backup = back_up(graph, tmp_path / "restricted", "0").path
    before = list_parties(graph)
    other = graph.settings.model_copy(update={"erasure_key": SecretStr("another key of an erasure")})
    with open_store(other) as store, pytest.raises(StorageError, match="another key than the one here"):
        bring_back(store, backup)
    assert list_parties(graph) == before
