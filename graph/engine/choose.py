"""Choose the engine of the graph: Neo4j if an address is set, else the embedded one."""

from dataclasses import dataclass, field
from enum import StrEnum

from ...errors import EngineError
from ...settings import Settings
from .embedded import make_data_dir, start_embedded


class EngineKind(StrEnum):
    """The two engines that run the statements of `cypher/`."""

    NEO4J = "neo4j"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine and how to reach it over Bolt."""

    kind: EngineKind
    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None


def find_engine(settings: Settings) -> Engine:
    """Find the configured engine; if none is configured, start the embedded one unless it is running."""
    if settings.neo4j_uri:
        if settings.neo4j_password is None:
            raise EngineError("RISKGRAPH_NEO4J_URI is set but RISKGRAPH_NEO4J_PASSWORD is not; set both")
        make_data_dir(settings.data_dir.absolute())
        return Engine(
            EngineKind.NEO4J,
            settings.neo4j_uri,
            settings.neo4j_user,
            settings.neo4j_password.get_secret_value(),
            settings.neo4j_database,
        )
    running = start_embedded(settings)
    return Engine(EngineKind.EMBEDDED, running.uri, running.user, running.password, "riskgraph")
