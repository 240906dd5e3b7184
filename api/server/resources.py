"""Open the resources of a serving process, and close them when it ends."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from ...answers.access.serving import open_lasting_access
from ...settings import Settings


@asynccontextmanager
async def open_resources(app: FastAPI, settings: Settings) -> AsyncIterator[None]:
    """Open the access to the graph when the process starts to serve, and close it at the end."""
    async with open_lasting_access(settings) as access:
        app.state.access = access
        gc.collect()
        gc.freeze()  # objects that live as long as the process are not scanned again during answers
        yield
