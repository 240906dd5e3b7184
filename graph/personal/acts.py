"""The record of what was done to persons' data: in the graph, and in a file beside it that outlives a restored graph.

It holds keyed hashes and counts, and no erased value.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

import orjson

from ...errors import StorageError
from ...settings import Settings
from ..engine.embedded import write_private
from ..engine.statements import read_statement
from ..engine.store import Store, Transaction

ACTS_FILE = "personal-data.jsonl"
PREFIX = "act|"
Mask = tuple[int, str, int, int]  # place of the thing in its row, field, first character, one past the last


class ActKind(StrEnum):
    """What can be done to a person's data."""

    ERASE = "erase"
    RESTRICT = "restrict"
    LIFT = "lift"
    CORRECT = "correct"


BASES = {
    ActKind.ERASE: "PIPL art. 47; GDPR art. 17",
    ActKind.RESTRICT: "PIPL art. 44; GDPR art. 18",
    ActKind.LIFT: "PIPL art. 44; GDPR art. 18(3)",
    ActKind.CORRECT: "PIPL art. 46; GDPR art. 16",
}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that named the person: the hash of what it said, and where in its texts the person's names were."""

    hash: str
    masks: tuple[Mask, ...] = ()
    has_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act on one person's data: who did it, when, why and on what basis, and how much was touched.

    `party`, `identifiers`, the keys of `rows` and the values of `wrong` are keyed hashes; `right` has the values that
    replace the wrong ones, until the person is erased.
    """

    id: str
    kind: ActKind
    at: str
    by: str
    reason: str
    basis: str
    fingerprint: str
    party: str
    tombstone: str
    identifiers: tuple[str, ...] = ()
    rows: Mapping[str, HeldRow] = field(default_factory=dict)
    wrong: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    right: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def write(self) -> str:
        """Write it as one line of JSON."""
        return orjson.dumps(asdict(self)).decode()


def read_act(line: str | bytes) -> Act:
    """Read an act from its JSON."""
    values: dict[str, Any] = orjson.loads(line)
    rows = {
        key: HeldRow(row["hash"], tuple(tuple(mask) for mask in row["masks"]), row["has_text"])
        for key, row in values["rows"].items()
    }
    wrong = {name: tuple(hashes) for name, hashes in values["wrong"].items()}
    lists = {"identifiers": tuple(values["identifiers"]), "rows": rows, "wrong": wrong}
    return Act(**{**values, **lists, "kind": ActKind(values["kind"])})


def read_acts_on_file(settings: Settings) -> list[Act]:
    """Read the acts of the file, in order."""
    path = settings.data_dir / ACTS_FILE
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
        return [read_act(line) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(f"the record of erased persons, {path}, cannot be read: restore it") from error


def read_acts_in_graph(store: Store) -> list[Act]:
    """Read the acts that were carried out in the graph, in order."""
    acts = [read_act(row["content"]) for row in store.read(read_statement("read/personal/acts"))]
    return sorted(acts, key=lambda act: (act.at, act.id))


def has_acts(store: Store) -> bool:
    """Check whether anything was ever done to a person's data, here or in the graph."""
    return (store.settings.data_dir / ACTS_FILE).exists() or bool(store.read(read_statement("read/personal/acts")))


def append_act(settings: Settings, act: Act) -> None:
    """Add an act to the file, safely stored when this returns."""
    path = settings.data_dir / ACTS_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(act.write() + "\n")
            handle.flush()
            os.fsync(handle.fileno())
    except OSError as error:
        raise StorageError(f"cannot write the record of erased persons, {path}: {error.strerror}") from error


async def note_act(transaction: Transaction, act: Act) -> None:
    """Record in the graph that an act was carried out there."""
    await transaction.run(read_statement("write/state/content"), {"id": f"{PREFIX}{act.id}", "content": act.write()})


def forget_corrections(settings: Settings, party: str) -> None:
    """Take the values of earlier corrections of a person out of the file: the only change to a line of it."""
    acts = read_acts_on_file(settings)
    if any(act.party == party and act.right for act in acts):
        kept = [replace(act, right={}, tombstone="") if act.party == party and act.right else act for act in acts]
        write_private(settings.data_dir / ACTS_FILE, "".join(act.write() + "\n" for act in kept))


def list_standing(acts: Iterable[Act]) -> list[Act]:
    """List the acts that still have effect: every one but restrictions that were lifted."""
    standing: dict[tuple[str, str], Act] = {}
    for act in acts:
        if act.kind is ActKind.LIFT:
            standing.pop((ActKind.RESTRICT, act.party), None)
            continue
        kind = act.id if act.kind is ActKind.CORRECT else act.kind
        standing[kind, act.party] = act
    return list(standing.values())
