"""What answers are read from: the store, the name index, the loads under way, and the version of the rules."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from ...errors import NotFoundError
from ...graph.engine.cursor import read_present_cursor
from ...graph.engine.store import AsyncStore, Store, Transaction
from ...graph.rules.parameters import find_rules_of_user
from ...graph.search.search import NameIndex
from ...settings import Settings
from .held_state import HeldState
from .live_index import LiveIndex
from .load_watch import LoadWatch

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class GraphAccess:
    """What every answer is read from; a serving process keeps one from its start to its end."""

    store: AsyncStore
    names: LiveIndex
    loads: LoadWatch
    held: HeldState
    rules_version: str

    @property
    def settings(self) -> Settings:
        """The caps and budgets of reads."""
        return self.store.settings

    async def read(self, work: Callable[[Transaction], Awaitable[Result]], budget_s: float | None = None) -> Result:
        """Run reads in one transaction, within the time budget of a read or what is left of it."""
        return await self.store.transact(work, budget_s or self.settings.read_budget_s, writes=False)


def open_access(store: AsyncStore, index_store: Store) -> GraphAccess:
    """Build the access over a store; `index_store` is what the name index follows, on threads of its own."""
    names = LiveIndex(NameIndex(store.settings), index_store)
    return GraphAccess(
        store, names, LoadWatch(store), HeldState(store), read_rules_version(store.settings.rule_parameters)
    )


def ask(store: Store, question: Callable[[GraphAccess], Coroutine[Any, Any, Result]]) -> Result:
    """Ask a question from code that does not await."""
    return store.submit(question(open_access(store.asynchronous, store))).result()


async def find_by_words(access: GraphAccess, read: Callable[..., Awaitable[Result]], *words: str) -> Result:
    """Read about the parties with these ids; if one is unknown, look its words up as names and identifiers.

    Names are looked up only after an id was not found, so a question by id costs nothing extra.
    """
    try:
        return await read(*words)
    except NotFoundError:
        await read_present_cursor(
            access.store
        )  # while a backup is being restored, what is missing may be still to come
        ids = [await access.names.find_party(word, access.settings.read_budget_s) for word in words]
        known = [id_ for id_ in ids if id_ is not None]
        if len(known) < len(ids) or known == list(words):
            raise
        return await read(*known)


def read_rules_version(parameters: Path | None) -> str:
    """Return one hash over all rules, with the thresholds that the user's file sets."""
    versions = sorted(f"{rule.id} {rule.version}" for rule in find_rules_of_user(parameters).values())
    return blake2b("\n".join(versions).encode(), digest_size=6).hexdigest()
