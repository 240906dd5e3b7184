"""Open the resources of a serving process, and close them when it ends."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from ...answers.access.graph_access import open_access
from ...graph.engine.choose import find_engine
from ...graph.engine.store import AsyncStore, Store
from ...settings import Settings


@asynccontextmanager
async def open_resources(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """Open the store when the process starts to serve, and give its connections back at the end."""
    engine = await asyncio.to_thread(find_engine, settings)
    store = AsyncStore(engine, settings, lasting=True)
    access = open_access(store, await asyncio.to_thread(Store, engine, settings, lasting=True))
    try:
        app.state.access = access
        gc.collect()
        gc.freeze()  # objects that live as long as the process are not scanned again during answers
        yield
    finally:
        await access.names.close()
        await store.close()
