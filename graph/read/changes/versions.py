"""Read the versions of records that deliveries brought, and what each replaced."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...load.fold import Node
from ...load.tie_ends import list_tie_splits, split_by_smaller_end
from ...load.write_statements import match_ties

AT_ONCE = 2_000  # keys or relationships in one statement
Tie = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a record; `reference` is its key without what marks a retired one.

    `valid_to` is the day on which it left its full file, None while it is delivered.
    """

    key: str
    change: int | None
    delivery: str | None
    valid_to: date | None
    replaces: str | None
    content: str | None
    ties: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Return the key of the record, whichever version this is."""
        return self.key.split("|", 1)[1] if self.key.startswith("@") else self.key

    @property
    def described(self) -> dict[Node, dict[str, Any]]:
        """Return what it says of parties and things, by label and id, without what is unknown."""
        items = orjson.loads(self.content or b"[]")
        return {
            (label, item["id"]): {name: value for name, value in item.items() if value is not None}
            for label, item in items
        }


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a record said before some deliveries, None if it was not there, and what it says after them."""

    before: Version | None
    after: Version


async def read_replacements(
    transaction: Transaction, deliveries: Sequence[str], most: int
) -> tuple[list[Replacement], bool]:
    """Return what some deliveries changed, record by record, and whether that is all of it."""
    found: list[Version] = []
    for delivery in deliveries:
        rows = await transaction.run(
            read_statement("read/changes/versions_of_delivery"),
            {"delivery": delivery, "limit": most + 1 - len(found)},
        )
        found += map(read_version, rows)
        if len(found) > most:
            break
    cut = len(found) > most
    groups: dict[str, list[Version]] = defaultdict(list)
    for version in found[:most]:
        groups[version.reference].append(version)
    ordered = {key: sorted(group, key=lambda one: one.change or 0) for key, group in groups.items()}
    replaced = {group[0].replaces for group in ordered.values() if group[0].replaces}
    earlier = {one.key: one for one in await read_versions(transaction, sorted(replaced))}
    pairs = ((earlier.get(group[0].replaces or ""), group[-1]) for group in ordered.values())
    return [Replacement(before, after) for before, after in pairs], not cut


async def read_versions(transaction: Transaction, keys: Sequence[str]) -> list[Version]:
    """Read the versions with some keys."""
    found: list[Version] = []
    for first in range(0, len(keys), AT_ONCE):
        part = {"keys": list(keys[first : first + AT_ONCE])}
        found += map(read_version, await transaction.run(read_statement("read/changes/versions_named"), part))
    return found


def read_version(row: Row) -> Version:
    """Turn a row into a version."""
    return Version(**{**row, "ties": tuple(row["ties"] or ())})


async def read_ties_of(transaction: Transaction, versions: Iterable[Version]) -> dict[str, list[tuple[str, Tie]]]:
    """Read the relationships of some versions, each with its type, by the key of the version."""
    wanted = {(one.reference, -1 if one.change is None else one.change): one.key for one in versions if one.ties}
    rows = list_rows(versions)
    found: dict[str, dict[tuple[str, str], Tie]] = defaultdict(dict)
    for label, part in rows.items():
        for first in range(0, len(part), AT_ONCE):
            for from_end, chosen in (await split_by_smaller_end(transaction, part[first : first + AT_ONCE])).items():
                for row in await transaction.run(write_read(label, from_end), {"rows": chosen}):
                    tie = row["tie"]
                    version = wanted.get((tie["record"], tie.get("change", -1)))
                    if version is not None:
                        found[version][label, row["element"]] = tie
    return {key: [(label, tie) for (label, _), tie in ties.items()] for key, ties in found.items()}


def list_rows(versions: Iterable[Version]) -> dict[str, list[Row]]:
    """List between which nodes the relationships of some versions may be, by type, each once."""
    rows: dict[str, dict[tuple[str, str, str], Row]] = defaultdict(dict)
    for one in versions:
        for tie in one.ties:
            for label, start, end in list_tie_splits(tie):
                row = {"record": one.reference, "start": start, "end": end}
                rows[label][one.reference, start, end] = row
    return {label: list(part.values()) for label, part in rows.items()}


def write_read(label: str, from_end: bool) -> str:
    """Write the statement that reads every version of the relationships of records."""
    return f"{match_ties(label, from_end)}\nRETURN elementId(tie) AS element, properties(tie) AS tie"
