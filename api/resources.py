"""What a serving process holds from its start to its end: settings, store, name index, versions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b

from fastapi import FastAPI

from ..graph.engine import find_engine
from ..graph.rules import find_rules
from ..graph.store import AsyncStore
from ..settings import Settings


@dataclass(frozen=True, slots=True)
class Resources:
    """What the handlers of one process share."""

    settings: Settings
    store: AsyncStore
    rules_version: str


@asynccontextmanager
async def open_resources(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """Open the store when the process starts to serve, and give its connections back at the end."""
    store = AsyncStore(await asyncio.to_thread(find_engine, settings), settings)
    try:
        app.state.resources = Resources(settings, store, read_rules_version())
        yield
    finally:
        await store.close()


def read_rules_version() -> str:
    """Give one hash over all rules."""
    versions = sorted(f"{rule.id} {rule.version}" for rule in find_rules().values())
    return blake2b("\n".join(versions).encode(), digest_size=6).hexdigest()
