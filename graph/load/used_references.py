"""The references that a load has used, kept on disk so that a load of any size stays within its memory."""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Self

import orjson

from ...errors import StorageError

NOTE = "INSERT OR IGNORE INTO seen VALUES (?, ?)"
FIND_NOTED = "SELECT reference, content FROM seen WHERE reference IN (SELECT value FROM json_each(?))"


class SeenReferences:
    """Tells, for the rows of a batch, which reference an earlier batch of this load used, and with which content."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")  # a private temporary file, deleted when closed
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE seen (reference INTEGER PRIMARY KEY, content TEXT)")

    def find(self, keys: Sequence[str]) -> list[str | None]:
        """Give for each key the beginning of the content hash noted under it, or None."""
        numbers = [to_number(key) for key in keys]
        try:
            noted = dict(self._table.execute(FIND_NOTED, (orjson.dumps(numbers).decode(),)))
        except sqlite3.Error as error:
            raise failed(error) from error
        return [noted.get(number) for number in numbers] if noted else [None] * len(numbers)

    def note(self, used: Iterable[tuple[str, str]]) -> None:
        """Note (key, content hash) pairs of rows that are stored; none of the keys was noted before."""
        try:
            self._table.executemany(NOTE, sorted([(to_number(key), content[:16]) for key, content in used]))
        except sqlite3.Error as error:
            raise failed(error) from error

    def close(self) -> None:
        """Forget everything."""
        self._table.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def to_number(key: str) -> int:
    """Give the number under which a key is kept."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def failed(error: sqlite3.Error) -> StorageError:
    """Say that the temporary file cannot be used."""
    return StorageError(f"the references of this load cannot be kept in a temporary file: {error}")
