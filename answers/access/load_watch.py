"""Check now and then for unfinished loads, so that every answer of a process can mention them."""

import time

from ...errors import EngineError, HalfRestoredError
from ...graph.engine.cursor import read_present_cursor
from ...graph.engine.statements import read_statement
from ...graph.engine.store import AsyncStore
from ..notes.completeness import explain_loads
from ..notes.declaration import Note

EVERY_S, BUDGET_S = 5.0, 1.0


class LoadWatch:
    """Loads that have not ended, read at most every few seconds; the last result is kept if the engine is silent."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._due = 0.0
        self.notes: tuple[Note, ...] = ()

    async def refresh(self) -> None:
        """Look again if it is time to; raise `HalfRestoredError` if what was just read may be a part of a backup."""
        await self._check_restored()
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + EVERY_S
        try:
            rows = await self._store.read(read_statement("read/source_loads"), budget_s=BUDGET_S)
        except EngineError:
            return  # the question itself meets the same error
        self.notes = tuple(explain_loads(rows))

    async def _check_restored(self) -> None:
        try:
            await read_present_cursor(self._store, BUDGET_S)
        except HalfRestoredError:
            raise
        except EngineError:
            return
