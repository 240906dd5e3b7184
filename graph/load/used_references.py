"""The references that a load has used, kept on disk so that memory does not grow with the size of the load."""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Self

import orjson

from ...errors import StorageError

ADD = "INSERT OR IGNORE INTO seen VALUES (?, ?)"
FIND = "SELECT reference, content FROM seen WHERE reference IN (SELECT value FROM json_each(?))"


class UsedReferences:
    """The references that earlier batches of a load used, each with the start of its content hash."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")  # a private temporary file, deleted when closed
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE seen (reference INTEGER PRIMARY KEY, content TEXT)")

    def find(self, keys: Sequence[str]) -> list[str | None]:
        """Return the start of the content hash stored for each key, or None if the key is unused."""
        numbers = [hash_key(key) for key in keys]
        try:
            found = dict(self._table.execute(FIND, (orjson.dumps(numbers).decode(),)))
        except sqlite3.Error as error:
            raise build_error(error) from error
        return [found.get(number) for number in numbers] if found else [None] * len(numbers)

    def add(self, used: Iterable[tuple[str, str]]) -> None:
        """Add the (key, content hash) pairs of stored rows; a key that was added before keeps its first content."""
        try:
            self._table.executemany(ADD, sorted([(hash_key(key), content[:16]) for key, content in used]))
        except sqlite3.Error as error:
            raise build_error(error) from error

    def close(self) -> None:
        """Delete the temporary file."""
        self._table.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def hash_key(key: str) -> int:
    """Return the 64-bit number under which a key is stored."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def build_error(error: sqlite3.Error) -> StorageError:
    """Build the error for a temporary file that cannot be used."""
    return StorageError(f"the references of this load cannot be kept in a temporary file: {error}")
