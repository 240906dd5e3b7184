"""The file of a backup: a ZIP of compressed parts and a manifest, sealed by the hash of all of it.

Its first member holds the format, so that a file of another format is recognised; the comment at its end holds the
SHA-256 of all bytes before it, so that no byte can change unseen. The manifest holds the SHA-256 of each part.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import orjson

from ...errors import BackupError

FORMAT = 1
SIGNATURE, MANIFEST = "riskgraph-backup", "manifest.json"
HEADER = 30  # bytes of a member before its name
SEAL = 64  # hexadecimal digits of a SHA-256
LEVEL = 3  # of compression: higher ones take much longer for a few per cent
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a backup: its name, its rows or None for a file, its bytes before compression, and their SHA-256."""

    name: str
    rows: int | None
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds and of which graph; `acts_key` recognises the key of acts on persons' data, if there are any.

    `change` is the number of the graph's last change.
    """

    format: int
    schema: int
    riskgraph: str
    engine: str
    made_at: str
    identity: str
    change: int
    acts_key: str | None
    parts: tuple[Part, ...]

    @property
    def nodes(self) -> int:
        """Return the number of all nodes."""
        return sum(rows for name, rows in self.counts.items() if name.startswith("nodes/"))

    @property
    def relationships(self) -> int:
        """Return the number of all relationships."""
        return sum(self.counts.values()) - self.nodes

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of nodes by label and of relationships by type, as `nodes/LABEL`."""
        return {part.name: part.rows for part in self.parts if part.rows is not None}


@dataclass(slots=True)
class Writer:
    """A backup that is being written."""

    archive: zipfile.ZipFile
    parts: list[Part] = field(default_factory=list)

    def add(self, name: str, blocks: Iterable[tuple[bytes, int]], *, is_file: bool = False) -> Part:
        """Write one part from blocks, each with its number of rows."""
        digest, rows, size = hashlib.sha256(), 0, 0
        with self.archive.open(name, "w", force_zip64=True) as member:
            for block, count in blocks:
                member.write(block)
                digest.update(block)
                rows, size = rows + count, size + len(block)
        self.parts.append(Part(name, None if is_file else rows, size, digest.hexdigest()))
        return self.parts[-1]

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, the last member."""
        self.archive.writestr(MANIFEST, orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
        self.archive.comment = b"0" * SEAL


@contextmanager
def new_archive(target: Path) -> Iterator[Writer]:
    """Return a writer of a file beside `target`, only for its owner, that takes its name once it is read back."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)  # of a backup that was killed
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as handle:
            with zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
                archive.writestr(zipfile.ZipInfo(SIGNATURE), f"{FORMAT}\n")  # not compressed, for `check_seal` to read
                yield Writer(archive)
            seal(handle)
            os.fsync(handle.fileno())
        read_back(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def seal(handle: IO[bytes]) -> None:
    """Write the hash of all bytes into the comment at the end."""
    digest = hash_until_seal(handle)
    handle.seek(-SEAL, os.SEEK_END)
    handle.write(digest.encode())
    handle.flush()


def hash_until_seal(handle: IO[bytes]) -> str:
    """Compute the SHA-256 of all bytes before the seal."""
    left = handle.seek(0, os.SEEK_END) - SEAL
    handle.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (block := handle.read(min(BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def read_back(path: Path) -> Manifest:
    """Check every hash of a backup and return its manifest; raise `BackupError` for one that cannot be used."""
    try:
        check_seal(path)
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive.read(MANIFEST))
            for part in manifest.parts:
                check_part(archive, part)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise build_damaged_error(path) from error
    return manifest


def check_seal(path: Path) -> None:
    """Raise `BackupError` for what is no backup, one of a newer format, and one that has changed."""
    with path.open("rb") as handle:
        head = handle.read(HEADER + len(SIGNATURE) + 16)
        if not head.startswith(b"PK\x03\x04") or head[HEADER:][: len(SIGNATURE)] != SIGNATURE.encode():
            raise BackupError(f"{path} is not a backup of riskgraph; `riskgraph db backup FILE` makes one")
        found = head[HEADER + len(SIGNATURE) :].split(b"\n")[0]
        if found.isdigit() and int(found) > FORMAT:
            raise BackupError(
                f"{path} was made by a newer riskgraph (format {int(found)}, this program reads {FORMAT}); use that one"
            )
        digest = hash_until_seal(handle)
        if handle.read(SEAL) != digest.encode():
            raise build_damaged_error(path)


def read_manifest(text: bytes) -> Manifest:
    """Read the manifest."""
    values: dict[str, Any] = orjson.loads(text)
    return Manifest(**{**values, "parts": tuple(Part(**part) for part in values["parts"])})


def check_part(archive: zipfile.ZipFile, part: Part) -> None:
    """Raise `ValueError` if a part is not what the manifest says."""
    digest, size = hashlib.sha256(), 0
    with archive.open(part.name) as member:
        while block := member.read(BLOCK):
            digest.update(block)
            size += len(block)
    if digest.hexdigest() != part.sha256 or size != part.bytes:
        raise ValueError(part.name)


def build_damaged_error(path: Path) -> BackupError:
    """Build the error for a backup that was changed or cut short."""
    return BackupError(
        f"{path} is damaged or cut short: its content does not have the hash that it was written with; "
        "nothing was changed, use another copy of it or another backup"
    )
