"""The keys of named callers, kept as hashes in a file of the data directory that only its owner may read.

A key is 256 random bits, which no one can guess, so its plain SHA-256 is as safe as a slow hash. Slow hashes protect
passwords that people choose, and would cost every request their time.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from filelock import FileLock
from pydantic import StringConstraints, TypeAdapter, ValidationError

from ...errors import UsageError
from ...graph.engine.embedded import make_data_dir
from .private_file import read_private, write_private
from .roles import Role

KEYS_FILE = "api-keys.json"
LOCK_FILE = "api.lock"
NAME = re.compile(r"\w[\w.-]{0,63}")
RESERVED = frozenset(("local", "configured"))  # callers without a key in the file
REMEDY = "check its keys, then close it with `chmod 600`"


@dataclass(frozen=True, slots=True)
class Key:
    """A named caller's key: its hash, what it may do, and until which day (UTC) it counts; None is without end."""

    name: str
    role: Role
    digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")] = field(repr=False)
    created: date
    expires: date | None = None
    last_used: date | None = None

    def counts_on(self, day: date) -> bool:
        """Return whether the key counts on a day; `expires` is the last one."""
        return self.expires is None or day <= self.expires


STORED = TypeAdapter(tuple[Key, ...])


def read_keys(folder: Path) -> tuple[Key, ...]:
    """Return the keys of a data directory; raise UsageError when others could have changed them."""
    path = folder / KEYS_FILE
    text = read_private(path, REMEDY)
    if text is None:
        return ()
    try:
        return STORED.validate_json(text)
    except ValidationError as error:
        raise UsageError(f"{path} is damaged: restore it, or delete it and create the keys again") from error


def create_key(folder: Path, name: str, role: Role, expires: date | None = None) -> str:
    """Add a caller and return the key, which is kept nowhere."""
    check_new(name, expires)
    key = f"rg_{secrets.token_urlsafe(32)}"
    made = Key(name, role, digest_key(key.encode()), today(), expires)

    def add(keys: Sequence[Key]) -> Sequence[Key]:
        if any(other.name == name for other in keys):
            raise UsageError(f"there is a key {name!r}; revoke it first with `riskgraph key revoke {name}`")
        return [*keys, made]

    change_keys(folder, add)
    return key


def revoke_key(folder: Path, name: str) -> None:
    """Remove a caller; running servers refuse the key from their next request on."""

    def remove(keys: Sequence[Key]) -> Sequence[Key]:
        kept = [key for key in keys if key.name != name]
        if len(kept) == len(keys):
            known = ", ".join(sorted(key.name for key in keys)) or "none"
            raise UsageError(f"there is no key {name[:64]!r}; there are: {known}")
        return kept

    change_keys(folder, remove)


def note_use(folder: Path, digest: str, day: date) -> None:
    """Keep the day on which a key was last used; the day is enough to find keys that no one uses."""
    change_keys(folder, lambda keys: [replace(key, last_used=day) if key.digest == digest else key for key in keys])


def change_keys(folder: Path, change: Callable[[Sequence[Key]], Sequence[Key]]) -> None:
    """Change the keys under a lock, so that no process undoes what another one writes."""
    make_data_dir(folder)
    with FileLock(folder / LOCK_FILE):
        changed = tuple(change(read_keys(folder)))
        write_private(folder / KEYS_FILE, STORED.dump_json(changed, indent=1).decode())


def check_new(name: str, expires: date | None) -> None:
    """Refuse a name that a log cannot show as it is, and an end that has passed."""
    if not NAME.fullmatch(name):
        raise UsageError("a name has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter")
    if name in RESERVED:
        raise UsageError(f"the name {name!r} is that of a caller without a key of its own; choose another")
    if expires is not None and expires < today():
        raise UsageError(f"--expires {expires} has passed")


def digest_key(key: bytes) -> str:
    """Return the hash under which a key is kept."""
    return sha256(key).hexdigest()


def today() -> date:
    """Return the day that decides whether a key counts, the same one on every server."""
    return datetime.now(UTC).date()
