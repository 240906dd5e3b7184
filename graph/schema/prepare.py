"""Schema version of the store: created, migrated, or refused when it is newer than this program."""

import logging
from collections.abc import Sequence

from ...errors import SchemaVersionError
from ..engine.cursor import check_restored
from ..engine.statements import read_statement
from ..engine.store import Row, Store
from ..personal.acts import has_acts
from .graph_model import VERSION, build_schema_statements

logger = logging.getLogger(__name__)

# the statements that a version needs beside its constraints and indexes, which are made at every step
MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: ("write/state/forget_control_day",),
    3: ("write/state/end_figures",),
}


def read_version(store: Store) -> int:
    """Return the schema version of the store; 0 when it was never prepared.

    Raises `HalfRestoredError` for a graph that holds a part of a backup.
    """
    rows = store.read(read_statement("read/state/schema"))
    check_restored(rows)
    return find_version(rows)


def find_version(rows: Sequence[Row]) -> int:
    """Return the version that the rows of the state have."""
    return next((int(row["number"] or 0) for row in rows if row["id"] == "schema"), 0)  # none: while it is deleted


def prepare(store: Store) -> None:
    """Create or migrate the schema, and carry out again what was done to persons' data and a restored graph lacks.

    Raises `SchemaVersionError` when a newer program wrote the store, `HalfRestoredError` for a part of a backup.
    """
    bring_up(store, read_version(store))


def bring_up(store: Store, stored: int) -> None:
    """Do the same for a store of a known version, whether or not it is half restored."""
    if stored > VERSION:
        raise SchemaVersionError(
            f"the graph was written by a newer riskgraph (schema {stored}, this program knows {VERSION}); use that one"
        )
    for version in range(stored + 1, VERSION + 1):
        for statement in (*build_schema_statements(), *map(read_statement, MIGRATIONS.get(version, ()))):
            store.write(statement)
        store.write(read_statement("write/state/schema"), {"number": version})
        logger.info("graph brought to schema version %s", version)
    if has_acts(store):
        from ..personal.reapply import follow_acts  # it imports what most commands need not wait for

        follow_acts(store)
