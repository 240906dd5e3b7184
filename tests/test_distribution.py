"""The built package holds every folder and file that the source tree has."""

import ast
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PARTS = ("ingest", "graph", "models", "answers", "api", "terminal", "cypher")
SHELL = ROOT / "src" / "riskgraph"
ENDINGS = (".py", ".cypher", ".yml", ".typed")


def packages_in_tree() -> set[str]:
    inits = (init for part in PARTS for init in (ROOT / part).rglob("__init__.py"))
    rooms = {"riskgraph." + ".".join(init.parent.relative_to(ROOT).parts) for init in inits}
    shell = {f"riskgraph.{init.parent.name}" for init in SHELL.glob("*/__init__.py") if not init.parent.is_symlink()}
    return {"riskgraph"} | rooms | shell


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
    listed = subprocess.run(
        ["git", "ls-files", *PARTS, "src/riskgraph"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.splitlines()
    wanted = {f"riskgraph/{name.removeprefix('src/riskgraph/')}" for name in listed if name.endswith(ENDINGS)}
    assert wanted <= wheel


def test_the_wheel_puts_nothing_else_into_an_environment(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel} == {"riskgraph", "riskgraph-0.1.0.dist-info"}


def read_declared() -> set[str]:
    """Return the packages that running riskgraph needs, those of its optional parts included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [package for extra, packages in project["optional-dependencies"].items() if extra != "dev"
              for package in packages]  # fmt: skip
    return {canonicalize_name(Requirement(package).name) for package in (*project["dependencies"], *extras)}


def find_imported() -> set[str]:
    """Return the packages that the code imports."""
    by_module = packages_distributions()
    modules: set[str] = set()
    for path in (*(ROOT / "src").rglob("*.py"), *(path for part in PARTS for path in (ROOT / part).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.split(".")[0])
    return {
        canonicalize_name(name) for module in modules for name in by_module.get(module, ()) if module != "riskgraph"
    }


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    brought = {"starlette", "h11", "pydantic-core"}  # parts of fastapi, uvicorn and pydantic
    unseen = {"neo4j-rust-ext", "fastapi-swagger"}  # found by the neo4j driver; files that the page at /docs loads
    assert find_imported() - read_declared() - brought == set()
    assert read_declared() - find_imported() - unseen == set()
