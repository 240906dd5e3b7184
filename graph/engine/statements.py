"""The Cypher statements of `cypher/`, by their id: folder and file name without the ending."""

from functools import cache
from importlib.resources import files

from ...errors import StatementError
from .fragments import expand_fragments


@cache
def read_statement(name: str) -> str:
    """Read one statement with its fragments expanded, e.g. `read/party/party`."""
    path = files("riskgraph.cypher").joinpath(f"{name}.cypher")
    if not path.is_file():
        raise StatementError(f"there is no statement cypher/{name}.cypher")
    return expand_fragments(path.read_text(encoding="utf-8"), f"cypher/{name}.cypher")
