"""The name index of a serving process: it catches up with the graph before it answers."""

import asyncio
import logging
from dataclasses import replace

from ...graph.engine.store import Store
from ...graph.search.hits import Found, HitPlace
from ...graph.search.search import NameIndex
from ...graph.truncation import Truncation

logger = logging.getLogger(__name__)


class LiveIndex:
    """Searches on threads of their own, so that other requests go on meanwhile."""

    def __init__(self, index: NameIndex, store: Store) -> None:
        self._index = index
        self._store = store
        self._following: asyncio.Task[int] | None = None

    async def search(
        self, words: str, kind: str | None, limit: int, wait_s: float, after: HitPlace | None = None
    ) -> Found:
        """Return a page of the best matches; cut if the index did not catch up with the graph in time."""
        current = await self._catch_up(wait_s)
        found = await asyncio.to_thread(self._index.look_up, words, kind, limit, after)
        return found if current else replace(found, cuts=found.cuts | {Truncation.INDEX})

    async def find_party(self, words: str, wait_s: float) -> str | None:
        """Return the id of the one party that an id, identifier or exact name refers to; None where there is none."""
        await self._catch_up(wait_s)
        return await asyncio.to_thread(self._index.find_party, words)

    async def close(self) -> None:
        """Wait for a catching up that is under way, and close the store."""
        if self._following is not None:
            await asyncio.wait({self._following})
        await asyncio.to_thread(self._store.close)

    async def _catch_up(self, wait_s: float) -> bool:
        if self._following is None or self._following.done():
            self._following = asyncio.create_task(asyncio.to_thread(self._index.follow, self._store))
            self._following.add_done_callback(note_failure)
        following = self._following
        done, _ = await asyncio.wait({following}, timeout=wait_s)
        if done:
            following.result()  # an engine that does not answer is an error of this answer too
        return bool(done)


def note_failure(task: asyncio.Task[int]) -> None:
    """Log an error that no question waits for; if it persists, the next question raises it."""
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.warning("the name index could not follow the graph: %s", type(error).__name__)
