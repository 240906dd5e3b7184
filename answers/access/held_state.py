"""The state of the graph on disk, as long as the graph has not changed since: answers from it need no caps.

Nothing is read from the engine into files here, because that takes minutes on a large graph and a question cannot wait
for it. What `riskgraph score` left is used while it is fresh; otherwise answers are read from the engine.
"""

import asyncio
import logging
from typing import TYPE_CHECKING

from ...graph.engine.cursor import Cursor, read_present_cursor
from ...graph.engine.store import AsyncStore

# imported when a state is opened: a command that asks no question must not wait for scipy
if TYPE_CHECKING:
    from ...graph.read.owners.held_steps import TiesAbove

logger = logging.getLogger(__name__)


class HeldState:
    """Opens the present state when it is first asked for, and drops it when the graph has changed."""

    def __init__(self, store: AsyncStore) -> None:
        self._store = store
        self._opening = asyncio.Lock()
        self._above: TiesAbove | None = None
        self._unusable: Cursor | None = None

    async def find(self) -> "TiesAbove | None":
        """Return the present state of the graph; None where it is not on disk."""
        cursor = await read_present_cursor(self._store)
        async with self._opening:
            if self._above is not None and self._above.held.cursor != cursor:
                self._above = None
            if self._above is None and cursor is not None and cursor != self._unusable:
                self._above = await asyncio.to_thread(self._open, cursor)
            return self._above

    def _open(self, cursor: Cursor) -> "TiesAbove | None":
        from ...graph.read.owners.held_steps import TiesAbove
        from ...graph.snapshot.held_graph import FOLDER, open_held_graph

        try:
            held = open_held_graph(self._store.settings.data_dir / FOLDER, cursor)
        except FileNotFoundError:  # another process has just removed it
            return None
        except (OSError, ValueError, KeyError) as error:  # pyarrow's errors are among them
            logger.warning("the snapshot of the present graph cannot be used: %s", error)
            self._unusable = cursor
            return None
        return None if held is None else TiesAbove(held)
