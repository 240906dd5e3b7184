"""The references that a load has met, kept on disk so that a load of any size stays within its memory."""

import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from typing import Self

import orjson

from ..errors import StorageError

FIND_MET = "SELECT reference, content FROM seen WHERE reference IN (SELECT value FROM json_each(?))"


class SeenReferences:
    """Tells, for the rows of a batch, which reference was met before in this load, and with which content."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")  # a private temporary file, deleted when closed
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE seen (reference INTEGER PRIMARY KEY, content TEXT)")

    def meet(self, keys: Sequence[tuple[str, str]]) -> list[str | None]:
        """Note (key, content hash) pairs; give for each the content met before under that key, or None."""
        numbers = [int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True) for key, _ in keys]
        try:
            return self._meet(numbers, [content for _, content in keys])
        except sqlite3.Error as error:
            raise StorageError(f"the references of this load cannot be kept in a temporary file: {error}") from error

    def _meet(self, numbers: Sequence[int], contents: Sequence[str]) -> list[str | None]:
        met = dict(self._table.execute(FIND_MET, (orjson.dumps(numbers).decode(),)))
        earlier: list[str | None] = []
        new: dict[int, str] = {}
        for number, content in zip(numbers, contents, strict=True):
            earlier.append(met.get(number))
            if number not in met:
                met[number] = new[number] = content[:16]
        self._table.executemany("INSERT INTO seen VALUES (?, ?)", new.items())
        return earlier

    def close(self) -> None:
        """Forget everything."""
        self._table.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
