"""A name index that cannot be written for lack of room ends in one sentence, and keeps its files."""

import resource
from pathlib import Path
from subprocess import run
from sys import executable

import pytest

from riskgraph.errors import StorageError
from riskgraph.graph.search.index_files import NameFiles

OPEN = """
import sys
from pathlib import Path
from riskgraph.errors import StorageError
from riskgraph.graph.search.index_files import NameFiles
try:
    NameFiles(Path(sys.argv[1]))
except StorageError as error:
    print(error)
"""


def open_without_room(folder: Path) -> str:
    """Open the index in a process whose files cannot grow; return the sentence with which this ends."""
    command = [executable, "-c", OPEN, str(folder)]
    done = run(command, capture_output=True, text=True, check=True, preexec_fn=forbid_growth)
    return done.stdout.strip()


def forbid_growth() -> None:
    """Let no file of the process grow, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_an_index_without_room_is_one_sentence_and_keeps_its_files(tmp_path: Path) -> None:
    kept = tmp_path / "format-2" / "kept"
    kept.parent.mkdir()
    kept.write_text("x", encoding="utf-8")
    assert open_without_room(tmp_path) == f"cannot write the name index in {kept.parent}: File too large"
    assert kept.exists()


def test_a_damaged_index_without_room_is_one_sentence(tmp_path: Path) -> None:
    NameFiles(tmp_path)
    for path in tmp_path.glob("*/meta.json"):
        path.write_text("{", encoding="utf-8")
    assert open_without_room(tmp_path).endswith("File too large")


def test_a_folder_that_cannot_be_emptied_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    NameFiles(tmp_path)
    next(tmp_path.glob("*/meta.json")).write_text("{", encoding="utf-8")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match="Permission denied"):
        NameFiles(tmp_path)
