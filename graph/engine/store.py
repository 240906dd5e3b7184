"""The only door to the engine: managed transactions over Bolt, with time budgets, retries and clean errors.

`AsyncStore` is for the API, `Store` for commands: it runs the same one on a thread of its own, so that budgets hold in
both (a driver call that blocks cannot be given up, an awaited one can).
"""

import asyncio
import logging
import random
import re
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import AuthError, ConstraintError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from ...errors import EngineError, EngineUnreachableError, QueryTimeoutError
from ...settings import Settings
from .choose import Engine, EngineKind, find_engine
from .embedded import explain_silence
from .process_locks import hold_open

logger = logging.getLogger(__name__)

Row = dict[str, Any]
Answer = TypeVar("Answer")
Work = Callable[["Transaction"], Awaitable[Answer]]

RACE_RETRIES = 8
CONNECT_S = 1.0  # an engine that runs takes a connection in less; a shorter budget cannot tell
SEEK_EVERY_S = 3.0
PLAIN = frozenset((str, int, float, bool, type(None)))
logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # it repeats what the errors below say


class Transaction:
    """Statements inside one managed transaction."""

    def __init__(self, transaction: neo4j.AsyncManagedTransaction) -> None:
        self._transaction = transaction

    async def run(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and give its rows, with dates as Python dates."""
        cursor = await self._transaction.run(statement, dict(parameters or {}))
        keys = cursor.keys()
        return [dict(zip(keys, map(to_python, record), strict=True)) async for record in cursor]


class AsyncStore:
    """Reads and writes over a pool of connections.

    A lasting one finds the engine anew when that does not answer: it may have been started on another port. What is
    asked meanwhile fails; a command ends instead and is run again.
    """

    def __init__(self, engine: Engine, settings: Settings, *, lasting: bool = False) -> None:
        self.engine = engine
        self.settings = settings
        self._lasting = lasting
        self._seek_from = 0.0
        self._seeking: asyncio.Task[None] | None = None
        self._driver = connect(engine)
        self._users = hold_open(settings.data_dir) if engine.kind is EngineKind.EMBEDDED else None

    async def read(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Give the rows of a statement that only reads."""
        return await self.transact(
            lambda tx: tx.run(statement, parameters), budget_s or self.settings.read_budget_s, writes=False
        )

    async def write(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Run a statement that writes, and give its rows."""
        return await self.transact(lambda tx: tx.run(statement, parameters), budget_s or self.settings.write_budget_s)

    async def transact(
        self, work: Work[Answer], budget_s: float, *, writes: bool = True, races: int = RACE_RETRIES
    ) -> Answer:
        """Run several statements as one: all of it is stored, or nothing.

        Two writers that create the same node at once make one of them fail with a constraint error on the embedded
        engine: that is retried like any passing error. A lasting one is raised as the driver's `ConstraintError`.
        """
        for attempt in range(races):
            try:
                return await self._attempt(work, budget_s, writes)
            except ConstraintError:
                if not writes or attempt == races - 1:
                    raise
                await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))
            except EngineUnreachableError:
                self._seek()
                raise
        raise EngineError("unreachable: the retry loop returns or raises")

    async def _attempt(self, work: Work[Answer], budget_s: float, writes: bool) -> Answer:
        reached = False

        async def run(transaction: neo4j.AsyncManagedTransaction) -> Answer:
            nonlocal reached
            reached = True
            return await work(Transaction(transaction))

        unit = neo4j.unit_of_work(timeout=budget_s)(run)
        try:
            async with asyncio.timeout(budget_s), self._driver.session(database=self.engine.database) as session:
                return await (session.execute_write(unit) if writes else session.execute_read(unit))
        except ConstraintError:
            raise
        except TimeoutError as error:
            if not reached and budget_s >= CONNECT_S:
                raise unreachable(self.engine, self.settings) from error
            raise QueryTimeoutError(f"the graph did not answer within {budget_s:g} s; narrow the question") from error
        except (Neo4jError, DriverError) as error:
            raise explain_error(error, self.engine, self.settings) from error

    def _seek(self) -> None:
        """Begin to find the engine anew, unless that is under way or has been done a moment ago."""
        under_way = self._seeking is not None and not self._seeking.done()
        if self._lasting and not under_way and time.monotonic() >= self._seek_from:
            self._seeking = asyncio.create_task(self._follow_engine())

    async def _follow_engine(self) -> None:
        try:
            engine = await asyncio.to_thread(find_engine, self.settings)
        except EngineError as error:
            logger.error("the engine is not back: %s", error)
        else:
            if engine != self.engine:
                left, self.engine, self._driver = self._driver, engine, connect(engine)
                await left.close()
        finally:
            self._seek_from = time.monotonic() + SEEK_EVERY_S

    async def close(self) -> None:
        """Give the connections back."""
        if self._seeking is not None:
            self._seeking.cancel()
            await asyncio.wait({self._seeking})
        await self._driver.close()
        if self._users is not None:
            self._users.close()


class Store:
    """The same store for code that does not await; use it in a `with` block."""

    def __init__(self, engine: Engine, settings: Settings, *, lasting: bool = False) -> None:
        self.engine = engine
        self.settings = settings
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="store", daemon=True)
        self._thread.start()
        self._store: AsyncStore = self.submit(self._open(lasting)).result()

    async def _open(self, lasting: bool) -> AsyncStore:
        return AsyncStore(self.engine, self.settings, lasting=lasting)

    def submit(self, work: Coroutine[Any, Any, Answer]) -> Future[Answer]:
        """Start a piece of work on the store's thread; the caller goes on and asks for the result later."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def read(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Give the rows of a statement that only reads."""
        return self.submit(self._store.read(statement, parameters, budget_s)).result()

    def write(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Run a statement that writes, and give its rows."""
        return self.submit(self._store.write(statement, parameters, budget_s)).result()

    def transact(self, work: Work[Answer], budget_s: float | None = None) -> Answer:
        """Run several statements as one transaction."""
        try:
            return self.begin(work, budget_s).result()
        except ConstraintError as error:
            raise EngineError("another command wrote the same at the same time; run this one again") from error

    def begin(self, work: Work[Answer], budget_s: float | None = None, *, races: int = RACE_RETRIES) -> Future[Answer]:
        """Start a transaction and go on; its result is asked for later. `races`: tries against other writers."""
        return self.submit(self._store.transact(work, budget_s or self.settings.write_budget_s, races=races))

    def close(self) -> None:
        """Give the connections back and end the thread."""
        if self._loop.is_closed():
            return
        self.submit(self._finish()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _finish(self) -> None:
        """Give up what is still under way, as after Ctrl-C: left alone, it would tell so in tracebacks."""
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(settings: Settings) -> Store:
    """Give a store over the configured engine; see `prepare` for its schema."""
    return Store(find_engine(settings), settings)


def connect(engine: Engine) -> neo4j.AsyncDriver:
    """Give a pool of connections to an engine; nothing is asked of it yet."""
    return neo4j.AsyncGraphDatabase.driver(
        engine.uri,
        auth=(engine.user, engine.password),
        notifications_min_severity="OFF",
        initial_retry_delay=0.05,
        max_transaction_retry_time=10.0,
        connection_timeout=10.0,
    )


def explain_error(error: Exception, engine: Engine, settings: Settings) -> EngineError:
    """Turn a driver's error into one sentence without stack traces or addresses of internals."""
    if isinstance(error, AuthError):
        return EngineError(f"the engine at {engine.uri} refused the user or password; check RISKGRAPH_NEO4J_PASSWORD")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return unreachable(engine, settings)
    code = getattr(error, "code", "") or ""
    message = first_sentence(getattr(error, "message", "") or str(error))
    if "TransactionTimedOut" in code or "timed out" in message:
        return QueryTimeoutError("the graph did not answer in time; narrow the question")
    if "error on commit" in message:  # what the embedded engine says of a file that it cannot write
        return EngineError("the engine could not store a transaction; see whether the disk of its data is full")
    if "heap budget" in message:
        return EngineError("the engine has too little memory for this; raise RISKGRAPH_ENGINE_HEAP and start it anew")
    return EngineError(f"the engine refused a statement: {message}")


def unreachable(engine: Engine, settings: Settings) -> EngineUnreachableError:
    """Say that nothing answers, and what to do about it."""
    if engine.kind is EngineKind.EMBEDDED:
        return EngineUnreachableError(explain_silence(settings.data_dir, engine.uri))
    return EngineUnreachableError(f"nothing answers at {engine.uri}; start that server or check RISKGRAPH_NEO4J_URI")


def first_sentence(message: str) -> str:
    """Cut Java stack traces and the text of the statement from an engine's message."""
    line = re.split(r"\r?\n|\s+at (?:com|org|java|io)\.", message)[0]
    return line.strip()[:300] or "no reason given"


def to_python(value: object) -> object:
    """Turn the driver's dates into Python's, also inside lists and maps."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, dict):
        return {key: part if type(part) in PLAIN else to_python(part) for key, part in value.items()}
    if isinstance(value, neo4j.time.Date):
        return date.fromordinal(value.to_ordinal())
    if isinstance(value, neo4j.time.DateTime):
        return value.to_native()
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [to_python(part) for part in value]
    return value
