"""A record with all its versions: what each said, which delivery brought it, and which replaced it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...personal.keyed import WITHHELD, split_version
from ..deliveries import DeliveryView
from .delivered_row import NO_ROW, DeliveredRow, RowState, read_delivered_row
from .made import Made, Names, SaidThing, SaidTie, name_said, read_made

MOST_VERSIONS = 50  # of one record, the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """What a record said from one delivery to the next.

    `known_to` and `replaced_by` (a delivery) are None for the current version. `ended_on` is the day on which the
    record left its full file: such a version repeats the one before and has no row of its own. `line` is None where it
    is not known.
    """

    key: str
    known_from: date
    known_to: date | None
    ended_on: date | None
    recorded_at: date | None
    delivery: str | None
    replaced_by: str | None
    file: str | None
    line: int | None
    row: DeliveredRow
    things: tuple[SaidThing, ...]
    ties: tuple[SaidTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHistory:
    """A record by its key, with its versions, the latest first; `cut` where there are more than are shown."""

    key: str
    source: str
    reference: str
    versions: tuple[RecordVersion, ...]
    deliveries: Mapping[str, DeliveryView]
    cut: bool

    @property
    def withheld(self) -> bool:
        """Whether it names a person whose data was erased or is restricted."""
        return self.reference.startswith(WITHHELD)

    @property
    def parties(self) -> list[str]:
        """The ids of what it names, each once."""
        named = [said.node.id for version in self.versions for said in version.things]
        named += [end.id for version in self.versions for said in version.ties for end in (said.start, said.end)]
        return list(dict.fromkeys(named))


async def read_record(transaction: Transaction, key: str) -> RecordHistory | None:
    """Read a record by its key, or by that of one of its versions; None if it is not in the graph."""
    plain = split_version(key)[1]
    stored, cut = await read_versions(transaction, plain)
    if not stored or (key != plain and key not in [one["key"] for one in stored]):
        return None
    source, _, reference = plain.partition("|")
    deliveries = await read_deliveries_of(transaction, stored)
    made = await read_made(transaction, plain, stored)
    names = await name_said(transaction, made)
    replaced_by = [None, *(one.get("delivery") for one in stored)]
    versions = [
        arrange_version(record, said, names, by, await read_row(transaction, record, deliveries))
        for record, said, by in zip(stored, made, replaced_by, strict=False)
    ]
    return RecordHistory(
        key=plain, source=source, reference=reference, versions=tuple(versions), deliveries=deliveries, cut=cut
    )


def arrange_version(record: Row, said: Made, names: Names, replaced_by: str | None, row: DeliveredRow) -> RecordVersion:
    """Put one version together."""
    file, line = read_place(record)
    return RecordVersion(
        key=record["key"],
        known_from=record["known_from"],
        known_to=record.get("known_to"),
        ended_on=record.get("valid_to"),
        recorded_at=record.get("recorded_at"),
        delivery=record.get("delivery"),
        replaced_by=replaced_by,
        file=file,
        line=line,
        row=row,
        things=said.list_things(names),
        ties=said.list_ties(names),
    )


async def read_row(transaction: Transaction, record: Row, deliveries: Mapping[str, DeliveryView]) -> DeliveredRow:
    """Read the row of a version as delivered; one that has ended has that of the version before it."""
    if split_version(record["key"])[1].partition("|")[2].startswith(WITHHELD):
        return DeliveredRow(RowState.WITHHELD)
    if record.get("valid_to") is not None:
        return NO_ROW
    return await read_delivered_row(transaction, deliveries.get(record.get("delivery", "")), read_place(record)[1])


async def read_versions(transaction: Transaction, key: str) -> tuple[list[Row], bool]:
    """Read the versions of a record, the latest first, each by the key that its successor names."""
    versions: list[Row] = []
    wanted: str | None = key
    while wanted and len(versions) < MOST_VERSIONS:
        found = await transaction.run(read_statement("read/records/record"), {"key": wanted})
        versions += [row["record"] for row in found]
        wanted = found[0]["record"].get("replaces") if found else None
    return versions, wanted is not None


async def read_deliveries_of(transaction: Transaction, versions: Sequence[Row]) -> dict[str, DeliveryView]:
    """Read the deliveries that brought the versions of a record."""
    found: dict[str, DeliveryView] = {}
    for id_ in dict.fromkeys(one.get("delivery") for one in versions):
        for row in await transaction.run(read_statement("read/deliveries/one"), {"id": id_}):
            stored = row["delivery"]
            found[stored["id"]] = DeliveryView(**{item.name: stored.get(item.name) for item in fields(DeliveryView)})
    return found


def read_place(record: Row) -> tuple[str | None, int | None]:
    """Return the file and line of a stored version, None where they are not known; lines count from 1."""
    file, _, line = str(record.get("place", "")).rpartition(":")
    return file or None, int(line) if line.isdigit() and int(line) > 0 else None
