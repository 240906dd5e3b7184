"""One small world for all tests of this folder."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riskgraph.ingest.world import write_world

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a world of 1,200 companies."""
    target = tmp_path_factory.mktemp("world")
    write_world(target, companies=1200, seed=11)
    return target


@pytest.fixture(scope="session")
def read(folder: Path) -> Callable[[str], Rows]:
    """Reads a file of the world as rows of text."""

    def read_rows(name: str) -> Rows:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read_rows


@pytest.fixture(scope="session")
def truth(folder: Path) -> dict[str, Any]:
    """What is hidden in the world."""
    content: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return content
