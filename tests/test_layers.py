"""Imports point one way: ingest, then graph, then models, then api."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ("ingest", "graph", "models", "api")


def imported_parts(path: Path) -> set[str]:
    """Name the sibling parts that a module reaches with a relative import or through the package's name."""
    found = set()
    depth = len(path.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module else [alias.name for alias in node.names]
            if node.level == depth:
                found |= {name.split(".")[0] for name in names}
            elif node.level == 0:
                found |= {name.split(".")[1] for name in names if name.startswith("riskgraph.")}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("riskgraph.")}
    return found


@pytest.mark.parametrize("part", ORDER)
def test_a_part_imports_only_parts_before_it(part: str) -> None:
    allowed = set(ORDER[: ORDER.index(part)])
    for path in (ROOT / part).rglob("*.py"):
        later = imported_parts(path) & set(ORDER) - allowed - {part}
        assert not later, f"{path.relative_to(ROOT)} imports {later}"


def test_transactions_are_managed_everywhere() -> None:
    """An auto-commit statement can be stored by half on the embedded engine."""
    for part in (*ORDER, "src"):
        for path in (ROOT / part).rglob("*.py"):
            assert "session.run(" not in path.read_text(), path
