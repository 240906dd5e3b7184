"""Whether a load is under way or broken, looked at now and then: every answer of a process says so."""

import time

from ...errors import EngineError
from ...graph.engine.statements import read_statement
from ...graph.engine.store import AsyncStore
from ..notes.loads import explain_loads
from ..notes.note import Note

EVERY_S, BUDGET_S = 5.0, 1.0


class LoadWatch:
    """Asks at most every few seconds; in between, and when the engine does not answer, what was seen last holds."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._due = 0.0
        self.notes: tuple[Note, ...] = ()

    async def refresh(self) -> None:
        """Look again if it is time to."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + EVERY_S
        try:
            rows = await self._store.read(read_statement("read/source_loads"), budget_s=BUDGET_S)
        except EngineError:
            return  # the question itself will say so
        self.notes = tuple(explain_loads(rows))
