"""Report whether the engine runs, where, and how much it holds."""

from dataclasses import dataclass

from ..schema.prepare import read_version
from .statements import read_statement
from .store import Store


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """Whether the engine runs, where, and how much it holds; counts are None if it does not run."""

    running: bool
    kind: str
    uri: str | None = None
    schema_version: int | None = None
    parties: int | None = None
    records: int | None = None


def count_graph(store: Store) -> EngineStatus:
    """Count the parties and records in the graph."""
    counts = store.read(read_statement("read/counts"))[0]
    return EngineStatus(
        True, store.engine.kind, store.engine.uri, read_version(store), counts["parties"], counts["records"]
    )
