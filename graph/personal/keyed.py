"""Keyed hashes, by which an erased person is recognised without keeping what was erased."""

import secrets
from dataclasses import dataclass, field
from hashlib import blake2b

from ...errors import StorageError
from ...settings import Settings
from ..engine.embedded import make_data_dir, write_private

KEY_FILE = "personal-data.key"
KEY_BYTES = 32
ERASED, RESTRICTED = "erased", "restricted"  # schemes of the ids under which such persons remain in the graph
WITHHELD = "withheld:"  # begins the reference of a row that names such a person
SHORT = 6  # digits of a hash that a name shows


@dataclass(frozen=True, slots=True)
class Keyed:
    """Computes hashes that cannot be guessed from names or numbers without the key."""

    key: bytes = field(repr=False)

    def hash(self, kind: str, text: str) -> str:
        """Compute the hash of a text; `kind` keeps ids, rows and values apart."""
        return blake2b(f"{kind}|{text}".encode(), key=self.key, digest_size=12).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Return what shows whether two hashes were made with one key."""
        return self.hash("key", "")

    def hash_id(self, id_: str) -> str:
        """Compute the hash of a party's id."""
        return self.hash("id", id_)

    def hash_row(self, key: str) -> str:
        """Compute the hash of a record's key, `source|reference`."""
        return self.hash("row", key)

    def hash_content(self, digest: str) -> str:
        """Compute the hash of what a row says from its plain hash; the sign of an ended version stays."""
        plain = digest.rstrip("~")
        return self.hash("content", plain) + digest[len(plain) :]

    def withhold(self, key: str) -> str:
        """Return the key under which a record that names an erased person is stored, of a current or retired version.

        A key that was replaced before stays as it is.
        """
        version, plain = split_version(key)
        source, _, reference = plain.partition("|")
        if reference.startswith(WITHHELD):
            return key
        return f"{version}{source}|{WITHHELD}{self.hash_row(plain)}"


def split_version(key: str) -> tuple[str, str]:
    """Split the key of a stored record into `@change|`, empty for the current version, and `source|reference`."""
    if not key.startswith("@"):
        return "", key
    version, _, plain = key.partition("|")
    return f"{version}|", plain


def open_keyed(settings: Settings) -> Keyed:
    """Return the hashes of the key in the settings, else of the one in the data directory; make one if needed."""
    if settings.erasure_key is not None:
        return Keyed(blake2b(settings.erasure_key.get_secret_value().encode(), digest_size=KEY_BYTES).digest())
    path = settings.data_dir / KEY_FILE
    try:
        if not path.exists():
            make_data_dir(settings.data_dir)
            write_private(path, secrets.token_hex(KEY_BYTES))
        return Keyed(bytes.fromhex(path.read_text(encoding="utf-8").strip()))
    except (OSError, ValueError) as error:
        raise StorageError(f"cannot use the key of erased persons in {path}: restore it from a backup") from error


def name_tombstone(scheme: str, digest: str) -> str:
    """Return the id under which a person remains in the graph."""
    return f"{scheme}:{digest}"


def describe_tombstone(tombstone: str) -> str:
    """Return the name that is shown for a person who was erased or whose data is restricted."""
    scheme, _, digest = tombstone.partition(":")
    chinese = "已删除的自然人" if scheme == ERASED else "已限制处理的自然人"
    return f"{chinese} / {'an erased' if scheme == ERASED else 'a restricted'} person {digest[:SHORT]}"


def is_tombstone(id_: str) -> bool:
    """Check whether an id is that of a person who was erased or whose data is restricted."""
    return id_.startswith((f"{ERASED}:", f"{RESTRICTED}:"))
