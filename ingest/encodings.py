"""Which encoding a file of text is in, found by reading it once in bounded memory."""

import codecs
import gzip
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..errors import SourceError

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CANDIDATES = ("utf-8", "gb18030")
CHUNK = 1 << 20
DAMAGED = "\ufffd"
TOLERATED = 0.2


def open_text(path: Path, encoding: str) -> IO[str]:
    """Open a file or a `.gz` for reading; bytes that the encoding lacks become U+FFFD, for the row to be rejected."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding=encoding, errors="replace", newline="")
    return path.open("r", encoding=encoding, errors="replace", newline="")


def find_encoding(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, or GB18030: the one with the fewest damaged characters.

    A few damaged characters do not turn a file of one encoding into the other: only the rows that hold them are lost.
    """
    with _open_bytes(path) as file:
        start = file.read(3)
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    damage: dict[str, float] = {}
    for encoding in CANDIDATES:
        damage[encoding] = _measure_damage(path, encoding)
        if not damage[encoding]:
            return encoding
    best = min(CANDIDATES, key=damage.__getitem__)
    if damage[best] > TOLERATED:
        raise SourceError(f"{path.name} is neither UTF-8 nor GB18030 text: save it as UTF-8, or declare its encoding")
    return best


def _measure_damage(path: Path, encoding: str) -> float:
    """The part of all characters beyond ASCII that the encoding cannot read."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    damaged = foreign = 0
    with _open_bytes(path) as file:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                damaged += text.count(DAMAGED)
                foreign += len(text) - len(text.encode("ascii", "ignore"))
    return damaged / foreign if foreign else 0.0


def _open_bytes(path: Path) -> BinaryIO:
    try:
        return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise SourceError(f"{path} cannot be opened: {error.strerror or error}") from error
