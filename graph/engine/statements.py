"""The Cypher statements of `cypher/`, by their id: folder and file name without the ending."""

from functools import cache
from importlib.resources import files

from ...errors import StatementError


@cache
def read_statement(name: str) -> str:
    """Give the text of one statement, e.g. `read/party`."""
    path = files("riskgraph.cypher").joinpath(f"{name}.cypher")
    if not path.is_file():
        raise StatementError(f"there is no statement cypher/{name}.cypher")
    return path.read_text(encoding="utf-8")
