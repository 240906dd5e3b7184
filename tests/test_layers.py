"""Imports point one way through the rooms; the shell wires them."""

import ast
import shutil
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ("ingest", "graph", "models", "answers", "decisions", "api", "terminal", "console")
DOORS = frozenset(("api", "terminal", "console"))
SHARED = frozenset(("errors", "settings"))  # modules of the shell that every room may import
PACKAGE = "riskgraph"


def name_module(path: Path, root: Path) -> tuple[str, ...]:
    """Return the parts of a module's dotted name, as it is when installed; a package ends in `__init__`."""
    parts = path.relative_to(root).with_suffix("").parts
    return (PACKAGE, *parts[2:]) if parts[:2] == ("src", PACKAGE) else (PACKAGE, *parts)


def read_imports(path: Path, root: Path) -> set[str]:
    """Return every module of the package that a file names in an import, relative or absolute, as a dotted name."""
    package = name_module(path, root)[:-1]
    found: set[str] = set()
    for node in list_imports(path.read_text(encoding="utf-8")):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        else:
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *(node.module or "").split("."))).rstrip(".")
            found.update((module, *(f"{module}.{alias.name}" for alias in node.names)))
    return {name for name in found if name.split(".")[0] == PACKAGE}


@cache
def list_imports(text: str) -> list[ast.Import | ast.ImportFrom]:
    """Return the import statements of a file's text, wherever they are in it."""
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]


def find_forbidden(root: Path) -> list[str]:
    """Return every import that does not point to an earlier room, as `file imports module`."""
    forbidden = []
    for room in (name for name in ORDER if (root / name).is_dir()):
        allowed = {*ORDER[: ORDER.index(room) + 1]} - (DOORS - {room}) | SHARED
        for path in (root / room).rglob("*.py"):
            for name in read_imports(path, root):
                reached = name.split(".")[1:2]
                if reached and is_module(reached[0], root) and reached[0] not in allowed:
                    forbidden.append(f"{path.relative_to(root)} imports {name}")
    return sorted(set(forbidden))


def is_module(name: str, root: Path) -> bool:
    """Return whether a name right under the package is a room or a module of the shell, and not a plain value."""
    shell = root / "src" / PACKAGE
    return name in (*ORDER, "cypher") or (shell / f"{name}.py").is_file() or (shell / name).is_dir()


def test_imports_point_to_earlier_rooms() -> None:
    assert find_forbidden(ROOT) == []


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the rooms and the shell, so that a test can break a file of them, which it then restores."""
    folder = tmp_path_factory.mktemp("copy")
    for name in (*ORDER, "src"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("graph/read/party/party.py", "from ....api import app"),
        ("graph/read/party/party.py", "from .... import api"),
        ("graph/read/party/party.py", "from ....api.app import create_app"),
        ("graph/read/party/party.py", "import riskgraph.api.app"),
        ("graph/read/party/party.py", "from riskgraph.models.matrices import TOLERANCE"),
        ("graph/time_point.py", "from ..models.control import closure"),
        ("ingest/__init__.py", "from ..graph import schema"),
        ("models/measures/accounts.py", "def late():\n    from ...answers import party"),
        ("answers/__init__.py", "from ..terminal import report"),
        ("terminal/report.py", "from ..api.app import create_app"),
        ("terminal/report.py", "from ..pipeline import Loaded"),
        ("api/app.py", "from riskgraph import cli"),
    ],
)
def test_a_forbidden_import_is_found(copy: Path, file: str, line: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    found = find_forbidden(copy)
    path.write_text(text, encoding="utf-8")
    assert {name.split(" imports ")[0] for name in found} == {file}


def test_transactions_are_managed_everywhere() -> None:
    """An auto-commit statement can be stored by half on the embedded engine."""
    for part in (*ORDER, "src"):
        for path in (ROOT / part).rglob("*.py"):
            assert "session.run(" not in path.read_text(encoding="utf-8"), path
