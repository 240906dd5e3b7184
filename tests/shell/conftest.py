"""The files that the commands are run on."""

from pathlib import Path

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.world import write_world

from ..commands import ZOO, Run


@pytest.fixture
def zoo(store: Store, run: Run) -> Path:
    """Return the folder of broken files, over a graph that holds the company which the good rows name."""
    assert run("load", ZOO / "holders.yml", ZOO / "holders.csv").code == 0
    return ZOO


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the smallest world, with few of its figures and texts."""
    folder = tmp_path_factory.mktemp("world")
    write_world(folder, 300, 7)
    for name, rows in (("indicators", 100), ("documents", 30), ("payments", 400)):
        path = folder / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[: rows + 1]), encoding="utf-8")
    return folder
