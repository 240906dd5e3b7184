"""Detection of a text file's encoding, in bounded memory."""

import codecs
import gzip
import zlib
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..errors import SourceError

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CHUNK = 1 << 20
DAMAGED = "\ufffd"
READ_ERRORS = (OSError, EOFError, zlib.error, UnicodeError)
TOLERATED = 0.2


def open_text(path: Path, encoding: str) -> IO[str]:
    """Open a plain or `.gz` file; bytes invalid in the encoding become U+FFFD, and their rows are rejected later."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding=encoding, errors="replace", newline="")
    return path.open("r", encoding=encoding, errors="replace", newline="")


def find_encoding(path: Path) -> str:
    """Choose between UTF-8 (with or without BOM), UTF-16 with BOM, and GB18030 by the share of doubtful characters.

    A few damaged characters do not change the choice; only the rows that contain them are rejected. Raises
    `SourceError` if no encoding fits.
    """
    try:
        with _open_bytes(path) as file:
            start = file.read(3)
        for mark, encoding in MARKS.items():
            if start.startswith(mark):
                return encoding
        doubt = {"utf-8": _measure_doubt(path, "utf-8")}
        if doubt["utf-8"]:
            doubt["gb18030"] = _measure_doubt(path, "gb18030")
    except READ_ERRORS as error:
        raise SourceError(f"{path.name} cannot be read: {error}") from error
    best = min(doubt, key=doubt.__getitem__)
    if doubt[best] > TOLERATED:
        raise SourceError(f"{path.name} is neither UTF-8 nor GB18030 text: save it as UTF-8, or declare its encoding")
    return best


def _measure_doubt(path: Path, encoding: str) -> float:
    """Return the fraction of non-ASCII characters that are damaged or, in GB18030, unusual.

    GB18030 decodes almost any bytes. Text in another encoding shows by its characters outside GB 2312.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    doubtful = foreign = 0
    with _open_bytes(path) as file:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                foreign += len(text) - len(text.encode("ascii", "ignore"))
                doubtful += text.count(DAMAGED) if encoding == "utf-8" else _count_unusual(text)
    return doubtful / foreign if foreign else 0.0


def _count_unusual(text: str) -> int:
    return len(text) - len(text.encode("gb2312", "ignore").decode("gb2312"))


def _open_bytes(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
