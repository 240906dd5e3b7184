"""The files of the name index: one document per party, updated to the store's change cursor in one commit.

A lock admits one writer at a time; readers see the last commit. The cursor is a document of the index itself, so both
change together and a killed writer leaves the previous state. If the store holds another graph, the index is rebuilt.
"""

import errno
import logging
import os
import re
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

FORMAT = 2  # of the documents; an index of another format is rebuilt
WRITER_BYTES = 64_000_000
KIND = 1  # its place in a row
COLUMNS = ("id", "kind", "name", "names", "identifiers", "client")
CURSOR_KEY = "cursor"
CHANGES_PER_PAGE = 1_000
ERROR_NUMBER = re.compile(r"(?:os error|\bcode:) (\d+)")
OF_THE_SYSTEM = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE)
)  # what says nothing of the files: they are not damaged


class NameFiles:
    """The index in one folder, for searching and for catching up with the store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / f"format-{FORMAT}"
        self.schema = make_schema()
        self._index = self._open_index()
        self._cursor = self._read_cursor()

    def searcher(self) -> Any:
        """Return a searcher over the last commit that this process has seen."""
        return self._index.searcher()

    def follow(self, store: Store) -> int:
        """Catch up with the store; return the number of parties read."""
        now = read_cursor(store)
        if now == self._cursor:
            return 0
        with self._hold_write_lock(), self._explain_failure():
            try:
                self._index.reload()
                self._cursor = self._read_cursor()
            except ValueError as error:  # `db reset` removes the files, also while they are open here
                self._index, self._cursor = self._make_anew(error), None
            if now == self._cursor:
                return 0
            try:
                return self._catch_up(store, now)
            except ValueError as error:  # a killed writer can leave a file that the next one cannot write
                self._index, self._cursor = self._make_anew(error), None
            return self._catch_up(store, now)

    def _catch_up(self, store: Store, now: Cursor) -> int:
        """Write what changed, or everything if the store holds another graph or an earlier state."""
        before = self._cursor
        rebuild = before is None or before.identity != now.identity or before.change > now.change or before.change == 0
        writer = self._index.writer(WRITER_BYTES, 1)
        if rebuild:
            writer.delete_all_documents()
        pages = (
            read_nodes(store, "Party", COLUMNS)
            if before is None or rebuild
            else read_changed(store, before.change, now.change)
        )
        count = 0
        for page in pages:
            for row in page:
                if not rebuild:
                    writer.delete_documents_by_term("id", row[0])
                if row[KIND] is not None:  # else it was taken out of the graph
                    writer.add_document(make_document(*row))
            count += len(page)
        writer.delete_documents_by_term("key", CURSOR_KEY)
        writer.add_document(make_cursor(now))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._cursor = now
        logger.info("name index at change %s: %s parties read", now.change, count)
        return count

    def _open_index(self) -> Any:
        """Open the index; create it if it is missing or damaged, but not for what the system refuses."""
        with self._hold_write_lock(), self._explain_failure():
            try:
                return tantivy.Index(self.schema, path=str(self._folder))
            except ValueError as error:
                return self._make_anew(error)

    def _make_anew(self, error: ValueError) -> Any:
        """Empty the folder and create the index in it; raise the error again if the system refused something."""
        if read_error_number(error) in OF_THE_SYSTEM:
            raise error
        logger.warning("the name index cannot be used and is rebuilt: %s", error)
        return self._make_empty()

    def clear(self) -> None:
        """Empty the index, also of files that a killed writer left; the next `follow` reads all parties."""
        with self._hold_write_lock(), self._explain_failure():
            self._index, self._cursor = self._make_empty(), None

    def _make_empty(self) -> Any:
        for path in self._folder.iterdir():
            if path.name != "follow.lock":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        return tantivy.Index(self.schema, path=str(self._folder))

    @contextmanager
    def _explain_failure(self) -> Iterator[None]:
        """Raise `StorageError` for what the index or the system refuses."""
        try:
            yield
        except (OSError, ValueError) as error:
            number = read_error_number(error)
            reason = " ".join(str(error).split()) if number is None else os.strerror(number)
            raise StorageError(f"cannot write the name index in {self._folder}: {reason}") from error

    @contextmanager
    def _hold_write_lock(self) -> Iterator[None]:
        """Hold the lock of the only writer; it is released if the process dies."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            held = FileLock(self._folder / "follow.lock").acquire()
        except OSError as error:
            raise StorageError(f"cannot create the name index in {self._folder}: {error.strerror}") from error
        with held:
            yield

    def _read_cursor(self) -> Cursor | None:
        """Read the cursor of the last commit; None if nothing was ever written."""
        searcher = self.searcher()
        hits = searcher.search(Query.term_query(self.schema, "key", CURSOR_KEY, "basic"), 1).hits
        if not hits:
            return None
        return Cursor(*orjson.loads(bytes(searcher.doc(hits[0][1])["stored"][0])))


def read_error_number(error: Exception) -> int | None:
    """Read the system's number of an error; the index states it only in its message."""
    found = ERROR_NUMBER.search(str(error))
    number = error.errno if isinstance(error, OSError) else found and int(found[1])
    return number or None


def read_changed(store: Store, after: int, until: int, page_size: int = NODES_PER_PAGE) -> Iterator[list[list[Any]]]:
    """Read the parties touched by the changes `after` + 1 to `until`, in pages of at most `page_size`."""
    statement = read_statement("read/search/search_changed_parties")
    for parts in cut_changes(list_changes(store, after, until), page_size):
        page = [row["values"] for row in store.read(statement, {"parts": parts}, PAGE_BUDGET_S)]
        if page:
            yield page


def list_changes(store: Store, after: int, until: int) -> Iterator[tuple[int, int]]:
    """List the changes `after` + 1 to `until`, each with the number of parties it wrote."""
    statement = read_statement("read/search/search_changes")
    for first in range(after, until, CHANGES_PER_PAGE):
        parameters = {"after": first, "until": min(first + CHANGES_PER_PAGE, until)}
        for row in store.read(statement, parameters, PAGE_BUDGET_S):
            yield row["change"], row["parties"]


def cut_changes(changes: Iterable[tuple[int, int]], page_size: int) -> Iterator[list[dict[str, int]]]:
    """Split and join the party lists of changes into pages of `page_size` parties."""
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
    """Build the fields: exact keys and terms to search, and the stored entry."""
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
    """Build the document of one party: its keys, its terms, and the stored entry."""
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
    """Build the document of the cursor, which no search for parties matches."""
    document = Document()
    document.add_text("key", CURSOR_KEY)
    document.add_bytes("stored", orjson.dumps([cursor.identity, cursor.change]))
    return document
