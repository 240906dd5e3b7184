"""What a serving process holds from its start to its end: settings, store, name index, versions."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b

from fastapi import FastAPI

from ...graph.engine.choose import find_engine
from ...graph.engine.store import AsyncStore, Store
from ...graph.rules.rule_files import find_rules
from ...graph.search.search import NameIndex
from ...settings import Settings
from .live_index import LiveIndex
from .load_watch import LoadWatch


@dataclass(frozen=True, slots=True)
class Resources:
    """What the handlers of one process share."""

    settings: Settings
    store: AsyncStore
    names: LiveIndex
    loads: LoadWatch
    rules_version: str


@asynccontextmanager
async def open_resources(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """Open the store when the process starts to serve, and give its connections back at the end."""
    engine = await asyncio.to_thread(find_engine, settings)
    store = AsyncStore(engine, settings, lasting=True)
    names = LiveIndex(NameIndex(settings), await asyncio.to_thread(Store, engine, settings, lasting=True))
    try:
        app.state.resources = Resources(settings, store, names, LoadWatch(store), read_rules_version())
        gc.collect()
        gc.freeze()  # what lives as long as the process is not looked through again during answers
        yield
    finally:
        await names.close()
        await store.close()


def read_rules_version() -> str:
    """Give one hash over all rules."""
    versions = sorted(f"{rule.id} {rule.version}" for rule in find_rules().values())
    return blake2b("\n".join(versions).encode(), digest_size=6).hexdigest()
