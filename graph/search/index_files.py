"""The files of the name index: one document per party, brought up to the store's change cursor in one commit.

One writer at a time holds a lock; readers see the last commit. The cursor is a document of the index itself, so that
both change together and a killed writer leaves the state before. Another graph in the store means building anew.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import tantivy
from filelock import FileLock
from tantivy import Document, Query, Schema, SchemaBuilder

from ...errors import StorageError
from ..engine.cursor import Cursor, read_cursor
from ..engine.statements import read_statement
from ..engine.store import Store
from ..whole_graph import NODES_PER_PAGE, PAGE_BUDGET_S, read_nodes
from .terms import list_keys, list_terms

logger = logging.getLogger(__name__)

FORMAT = 2  # of the documents; another one is built anew
WRITER_BYTES = 64_000_000
COLUMNS = ("id", "kind", "name", "names", "identifiers", "client")
CURSOR_KEY = "cursor"
CHANGES_PER_PAGE = 1_000


class NameFiles:
    """The index of one folder, for reading and for catching up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"format-{FORMAT}"
        self.schema = make_schema()
        self._index = self._open()
        self._cursor = self._read_cursor()

    def searcher(self) -> Any:
        """Give the state of the last commit that this process has seen."""
        return self._index.searcher()

    def follow(self, store: Store) -> int:
        """Catch up with the store; give how many parties were read."""
        now = read_cursor(store)
        if now == self._cursor:
            return 0
        with self._writing():
            self._index.reload()
            self._cursor = self._read_cursor()
            return 0 if now == self._cursor else self._catch_up(store, now)

    def _catch_up(self, store: Store, now: Cursor) -> int:
        """Write what changed, or everything when the store holds another graph or went back."""
        before = self._cursor
        anew = before is None or before.identity != now.identity or before.change > now.change or before.change == 0
        writer = self._index.writer(WRITER_BYTES, 1)
        try:
            if anew:
                writer.delete_all_documents()
            pages = (
                read_nodes(store, "Party", COLUMNS)
                if before is None or anew
                else read_changed(store, before.change, now.change)
            )
            count = 0
            for page in pages:
                for row in page:
                    if not anew:
                        writer.delete_documents_by_term("id", row[0])
                    writer.add_document(make_document(*row))
                count += len(page)
            writer.delete_documents_by_term("key", CURSOR_KEY)
            writer.add_document(make_cursor(now))
            writer.commit()
            writer.wait_merging_threads()
        except (OSError, ValueError) as error:
            raise StorageError(f"cannot write the name index in {self._folder}: {error}") from error
        self._index.reload()
        self._cursor = now
        logger.info("name index at change %s: %s parties read", now.change, count)
        return count

    def _open(self) -> Any:
        """Open the index; make it where there is none or where it is broken."""
        with self._writing():
            try:
                return tantivy.Index(self.schema, path=str(self._folder))
            except ValueError as error:
                logger.warning("the name index cannot be used and is built anew: %s", error)
                for path in self._folder.iterdir():
                    if path.name != "follow.lock":
                        shutil.rmtree(path) if path.is_dir() else path.unlink()
                return tantivy.Index(self.schema, path=str(self._folder))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only writer; one that dies frees the lock."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            held = FileLock(self._folder / "follow.lock").acquire()
        except OSError as error:
            raise StorageError(f"cannot keep the name index in {self._folder}: {error.strerror}") from error
        with held:
            yield

    def _read_cursor(self) -> Cursor | None:
        """Give the cursor of the last commit; None when nothing was ever written."""
        searcher = self.searcher()
        hits = searcher.search(Query.term_query(self.schema, "key", CURSOR_KEY, "basic"), 1).hits
        if not hits:
            return None
        return Cursor(*orjson.loads(bytes(searcher.doc(hits[0][1])["stored"][0])))


def read_changed(store: Store, after: int, until: int, page_size: int = NODES_PER_PAGE) -> Iterator[list[list[Any]]]:
    """Give the parties that changed after a change and up to another, in pages of no more than a size."""
    statement = read_statement("read/search_changed_parties")
    for parts in cut_changes(list_changes(store, after, until), page_size):
        page = [row["values"] for row in store.read(statement, {"parts": parts}, PAGE_BUDGET_S)]
        if page:
            yield page


def list_changes(store: Store, after: int, until: int) -> Iterator[tuple[int, int]]:
    """Give the changes after one and up to another, each with how many parties it wrote."""
    statement = read_statement("read/search_changes")
    for first in range(after, until, CHANGES_PER_PAGE):
        parameters = {"after": first, "until": min(first + CHANGES_PER_PAGE, until)}
        for row in store.read(statement, parameters, PAGE_BUDGET_S):
            yield row["change"], row["parties"]


def cut_changes(changes: Iterable[tuple[int, int]], page_size: int) -> Iterator[list[dict[str, int]]]:
    """Cut and join the lists of parties of changes into pages of a size."""
    parts: list[dict[str, int]] = []
    room = page_size
    for change, size in changes:
        first = 0
        while first < size:
            past = min(size, first + room)
            parts.append({"change": change, "first": first, "past": past})
            first, room = past, room - (past - first)
            if room == 0:
                yield parts
                parts, room = [], page_size
    if parts:
        yield parts


def make_schema() -> Schema:
    """Give the fields: exact keys and terms to search, and what is shown."""
    builder = SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def make_document(
    id_: str, kind: str, name: str | None, names: list[str] | None, identifiers: list[str] | None, client: bool | None
) -> Document:
    """Turn one party into what it is found by and what is shown."""
    shown = name or (names[0] if names else id_)
    others = [other for other in names or () if other != shown]
    document = Document()
    document.add_text("id", id_)
    document.add_text("kind", kind or "")
    for key_kind, keys in list_keys(id_, kind, shown, others, identifiers or ()).items():
        for key in keys:
            document.add_text("key", f"{key_kind}|{key}")
    document.add_text("terms", " ".join(dict.fromkeys(term for text in (shown, *others) for term in list_terms(text))))
    stored = [id_, kind or "", shown, others, identifiers or [], bool(client)]
    document.add_bytes("stored", orjson.dumps(stored))
    return document


def make_cursor(cursor: Cursor) -> Document:
    """Turn the cursor into a document that no search for parties meets."""
    document = Document()
    document.add_text("key", CURSOR_KEY)
    document.add_bytes("stored", orjson.dumps([cursor.identity, cursor.change]))
    return document
