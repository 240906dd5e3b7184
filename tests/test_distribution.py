"""The built package holds every folder and file that the source tree has."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("ingest", "graph", "models", "answers", "api", "terminal", "cypher")
ENDINGS = (".py", ".cypher", ".yml", ".typed")


def packages_in_tree() -> set[str]:
    inits = (init for part in PARTS for init in (ROOT / part).rglob("__init__.py"))
    return {"riskgraph"} | {"riskgraph." + ".".join(init.parent.relative_to(ROOT).parts) for init in inits}


def test_pyproject_lists_every_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    assert set(settings["packages"]) == packages_in_tree()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel from a copy of what git tracks, and list its files."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "--null", "-T", "-", "-cf", source / "tree.tar"], cwd=ROOT, input=tracked, check=True)
    subprocess.run(["tar", "-xf", "tree.tar"], cwd=source, check=True)
    command = [sys.executable, "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file(wheel: set[str]) -> None:
    listed = subprocess.run(["git", "ls-files", *PARTS], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    wanted = {f"riskgraph/{name}" for name in listed.splitlines() if name.endswith(ENDINGS)}
    assert wanted <= wheel


def test_the_wheel_puts_nothing_else_into_an_environment(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel} == {"riskgraph", "riskgraph-0.1.0.dist-info"}
