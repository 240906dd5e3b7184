"""Open and close what a serving process answers from."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from ...graph.engine.choose import find_engine
from ...graph.engine.store import AsyncStore, Store, open_store
from ...graph.schema.prepare import prepare
from ...settings import Settings
from .graph_access import GraphAccess, open_access


@contextmanager
def hold_graph(settings: Settings) -> Iterator[None]:
    """Start the engine, bring the graph to this version's schema, and hold the engine open."""
    with open_store(settings) as store:
        prepare(store)
        yield


@asynccontextmanager
async def open_lasting_access(settings: Settings) -> AsyncIterator[GraphAccess]:
    """Open an access that finds the engine again after a restart, and give its connections back at the end."""
    engine = await asyncio.to_thread(find_engine, settings)
    store = AsyncStore(engine, settings, lasting=True)
    access = open_access(store, await asyncio.to_thread(Store, engine, settings, lasting=True))
    try:
        yield access
    finally:
        await access.names.close()
        await store.close()
