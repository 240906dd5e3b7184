"""Answer whether questions can be answered: the engine, and the schema of the graph that it holds."""

from dataclasses import dataclass

from ..errors import EngineError
from ..graph.engine.cursor import MARK
from ..graph.engine.statements import read_statement
from ..graph.schema.graph_model import VERSION
from ..graph.schema.prepare import find_version
from .access.graph_access import GraphAccess

PROBE_BUDGET_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether the engine answers and holds a graph of this program's schema version.

    `schema_version` is 0 for a graph that was never prepared or is half restored, None where the engine does not
    answer.
    """

    engine: str
    schema_version: int | None
    schema_version_wanted: int = VERSION

    @property
    def engine_answers(self) -> bool:
        """Whether the engine answers."""
        return self.schema_version is not None

    @property
    def ready(self) -> bool:
        """Whether questions can be answered."""
        return self.schema_version == self.schema_version_wanted


async def answer_readiness(access: GraphAccess) -> Readiness:
    """Answer within two seconds whether questions can be answered."""
    engine = str(access.store.engine.kind)
    try:
        rows = await access.store.read(read_statement("read/state/schema"), budget_s=PROBE_BUDGET_S)
    except EngineError:
        return Readiness(engine=engine, schema_version=None)
    is_whole = all(row["id"] != MARK for row in rows)
    return Readiness(engine=engine, schema_version=find_version(rows) if is_whole else 0)
