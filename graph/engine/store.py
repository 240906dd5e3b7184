"""The only access to the engine: managed transactions over Bolt, with time budgets, retries and clear errors.

`AsyncStore` serves the API. `Store` serves the commands: it runs an `AsyncStore` on its own thread, so that time
budgets hold in both. An awaited driver call can be cancelled, a blocking one cannot.
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
from .embedded import explain_silence, is_running_at
from .process_locks import hold_open

logger = logging.getLogger(__name__)

Row = dict[str, Any]
Answer = TypeVar("Answer")
Work = Callable[["Transaction"], Awaitable[Answer]]

RACE_RETRIES = 8
CONNECT_S = 1.0  # a running engine accepts a connection in less; a shorter budget cannot show that it is unreachable
SEARCH_EVERY_S = 3.0
RETRY_S = 10.0
# an embedded engine that has stopped never comes back at its address; looking for it soon helps more
RETRY_LOST_S = 2.0
PLAIN_TYPES = frozenset((str, int, float, bool, type(None)))
logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # the driver logs what the errors below report anyway


class Transaction:
    """One managed transaction, in which statements run."""

    def __init__(self, transaction: neo4j.AsyncManagedTransaction) -> None:
        self._transaction = transaction

    async def run(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return its rows, with dates as Python dates."""
        cursor = await self._transaction.run(statement, dict(parameters or {}))
        keys = cursor.keys()
        return [dict(zip(keys, map(convert_value, record), strict=True)) async for record in cursor]


class AsyncStore:
    """Reads and writes over a pool of connections.

    If the engine stops answering, a `lasting` store looks for it again, because it may have been restarted on another
    port. Requests fail meanwhile. Commands do not need this: they end with an error and can be run again.
    """

    def __init__(self, engine: Engine, settings: Settings, *, lasting: bool = False) -> None:
        self.engine = engine
        self.settings = settings
        self._lasting = lasting
        self._search_from = 0.0
        self._search: asyncio.Task[None] | None = None
        self._driver = connect(engine, lasting=lasting)
        self._users_lock = hold_open(settings.data_dir) if engine.kind is EngineKind.EMBEDDED else None

    async def read(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Run a statement that only reads, and return its rows."""
        return await self.transact(
            lambda tx: tx.run(statement, parameters), budget_s or self.settings.read_budget_s, writes=False
        )

    async def write(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Run a statement that writes, and return its rows."""
        return await self.transact(lambda tx: tx.run(statement, parameters), budget_s or self.settings.write_budget_s)

    async def transact(
        self, work: Work[Answer], budget_s: float, *, writes: bool = True, races: int = RACE_RETRIES
    ) -> Answer:
        """Run several statements as one transaction: all of it is stored, or nothing.

        If two writers create the same node at once on the embedded engine, one of them fails with a constraint error.
        Such races are retried up to `races` times; then the driver's `ConstraintError` is raised.
        """
        for attempt in range(races):
            try:
                return await self._attempt(work, budget_s, writes)
            except ConstraintError:
                if not writes or attempt == races - 1:
                    raise
                await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))
            except EngineUnreachableError:
                self._start_search()
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
                raise build_unreachable_error(self.engine, self.settings) from error
            raise QueryTimeoutError(f"the graph did not answer within {budget_s:g} s; narrow the question") from error
        except (Neo4jError, DriverError) as error:
            raise explain_error(error, self.engine, self.settings) from error

    def _start_search(self) -> None:
        """Start looking for the engine again, unless a search is running or has only just ended."""
        under_way = self._search is not None and not self._search.done()
        if self._lasting and not under_way and time.monotonic() >= self._search_from:
            self._search = asyncio.create_task(self._follow_engine())

    async def _follow_engine(self) -> None:
        try:
            engine = await asyncio.to_thread(find_engine, self.settings)
        except EngineError as error:
            logger.error("the engine is not back: %s", error)
        else:
            if engine != self.engine:
                left, self.engine, self._driver = self._driver, engine, connect(engine, lasting=self._lasting)
                await left.close()
        finally:
            self._search_from = time.monotonic() + SEARCH_EVERY_S

    async def close(self) -> None:
        """Close all connections."""
        if self._search is not None:
            self._search.cancel()
            await asyncio.wait({self._search})
        await self._driver.close()
        if self._users_lock is not None:
            self._users_lock.close()


def log_abandoned(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log an error of work for which the caller no longer waits, such as a reset connection of a stopped command."""
    logger.debug("abandoned work failed: %s: %s", context["message"], type(context.get("exception")).__name__)


class Store:
    """A store for code that does not await; use it in a `with` block."""

    def __init__(self, engine: Engine, settings: Settings, *, lasting: bool = False) -> None:
        self.engine = engine
        self.settings = settings
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(log_abandoned)
        self._thread = threading.Thread(target=self._loop.run_forever, name="store", daemon=True)
        self._thread.start()
        self._store: AsyncStore = self.submit(self._open(lasting)).result()

    async def _open(self, lasting: bool) -> AsyncStore:
        return AsyncStore(self.engine, self.settings, lasting=lasting)

    @property
    def asynchronous(self) -> AsyncStore:
        """The store for code that awaits; only coroutines handed to `submit` may use it."""
        return self._store

    def submit(self, work: Coroutine[Any, Any, Answer]) -> Future[Answer]:
        """Start a coroutine on the store's thread and return a future of its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def read(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Run a statement that only reads, and return its rows."""
        return self.submit(self._store.read(statement, parameters, budget_s)).result()

    def write(
        self, statement: str, parameters: Mapping[str, Any] | None = None, budget_s: float | None = None
    ) -> list[Row]:
        """Run a statement that writes, and return its rows."""
        return self.submit(self._store.write(statement, parameters, budget_s)).result()

    def transact(self, work: Work[Answer], budget_s: float | None = None) -> Answer:
        """Run several statements as one transaction."""
        try:
            return self.begin(work, budget_s).result()
        except ConstraintError as error:
            raise EngineError("another command wrote the same data at the same time; run this command again") from error

    def begin(self, work: Work[Answer], budget_s: float | None = None, *, races: int = RACE_RETRIES) -> Future[Answer]:
        """Start a transaction and return a future of its result; `races` is how often to try against other writers."""
        return self.submit(self._store.transact(work, budget_s or self.settings.write_budget_s, races=races))

    def close(self) -> None:
        """Close all connections and end the thread."""
        if self._loop.is_closed():
            return
        self.submit(self._finish()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _finish(self) -> None:
        """Cancel unfinished work, for instance after Ctrl-C: otherwise asyncio would report it with tracebacks."""
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
    """Open a store over the configured engine; `prepare` creates its schema."""
    return Store(find_engine(settings), settings)


def connect(engine: Engine, *, lasting: bool = False) -> neo4j.AsyncDriver:
    """Create a pool of connections to an engine, without connecting yet."""
    retry_s = RETRY_LOST_S if lasting and engine.kind is EngineKind.EMBEDDED else RETRY_S
    return neo4j.AsyncGraphDatabase.driver(
        engine.uri,
        auth=(engine.user, engine.password),
        notifications_min_severity="OFF",
        initial_retry_delay=0.05,
        max_transaction_retry_time=retry_s,
        connection_timeout=10.0,
    )


def explain_error(error: Exception, engine: Engine, settings: Settings) -> EngineError:
    """Turn a driver error into one sentence without stack traces or internals."""
    if has_stopped(engine, settings):  # an engine that is stopping refuses passwords and statements
        return build_unreachable_error(engine, settings)
    if isinstance(error, AuthError):
        if engine.kind is EngineKind.EMBEDDED:  # unreachable, since an API then reads the announcement again
            return EngineUnreachableError(
                "the embedded engine refused the user or password in engine.json: `riskgraph db stop` ends it, and "
                "the next command starts it with new ones; what is stored is kept"
            )
        return EngineError(f"the engine at {engine.uri} refused the user or password; check RISKGRAPH_NEO4J_PASSWORD")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return build_unreachable_error(engine, settings)
    code = getattr(error, "code", "") or ""
    message = read_first_sentence(getattr(error, "message", "") or str(error))
    if "TransactionTimedOut" in code or "timed out" in message:
        return QueryTimeoutError("the graph did not answer in time; narrow the question")
    if "error on commit" in message:  # the embedded engine's message for a file that it cannot write
        return EngineError("the engine could not store a transaction; check whether the disk of its data is full")
    if "heap budget" in message:
        return EngineError("the engine has too little memory for this; raise RISKGRAPH_ENGINE_HEAP and restart it")
    return EngineError(f"the engine refused a statement: {message}")


def has_stopped(engine: Engine, settings: Settings) -> bool:
    """Check whether an embedded engine has stopped or is stopping; of a server nothing is known."""
    return engine.kind is EngineKind.EMBEDDED and not is_running_at(settings.data_dir, engine.uri)


def build_unreachable_error(engine: Engine, settings: Settings) -> EngineUnreachableError:
    """Build the error for an engine that does not answer, with the remedy."""
    if engine.kind is EngineKind.EMBEDDED:
        return EngineUnreachableError(explain_silence(settings.data_dir, engine.uri))
    return EngineUnreachableError(f"nothing answers at {engine.uri}; start that server or check RISKGRAPH_NEO4J_URI")


def read_first_sentence(message: str) -> str:
    """Remove Java stack traces and the statement's text from an engine's message."""
    line = re.split(r"\r?\n|\s+at (?:com|org|java|io)\.", message)[0]
    return line.strip()[:300] or "no reason given"


def convert_value(value: object) -> object:
    """Convert the driver's dates to Python's, also inside lists and maps."""
    kind = type(value)
    if kind in PLAIN_TYPES:
        return value
    if isinstance(value, dict):
        return {key: part if type(part) in PLAIN_TYPES else convert_value(part) for key, part in value.items()}
    if isinstance(value, neo4j.time.Date):
        return date.fromordinal(value.to_ordinal())
    if isinstance(value, neo4j.time.DateTime):
        return value.to_native()
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [convert_value(part) for part in value]
    return value
